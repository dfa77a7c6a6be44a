//! The schemas of a catalogue: which one applies, compiled when first needed.

mod explain;

use std::{collections::HashMap, sync::Arc};

use foldhash::fast::FixedState;
use jsonschema::{PatternOptions, ValidationOptions, Validator};
use lattice_event_model::{
    catalog::{Catalog, EventFile, EventVersionFile, PublisherFile},
    model::{Model, TypeKind},
};
use serde_json::{Value, json};

pub use self::explain::SchemaFault;
use crate::{identity::IdentityEvent, linter::LinterError};

/// The schema version by which the data of an event is judged.
///
/// `dataschema` decides where it is the address of a version of this event.
/// Otherwise it is the newest version: catalogues do not say yet which producer
/// version publishes which schema version. Once they do, it is looked up here.
pub(crate) fn resolve<'c>(event: &'c EventFile, dataschema: Option<&str>) -> Option<&'c EventVersionFile> {
    dataschema
        .and_then(|address| event.versions.iter().find(|version| version.dataschema == address))
        .or_else(|| event.versions.iter().find(|version| version.version == event.version))
        .or_else(|| event.versions.first())
}

/// The compiled schemas of a catalogue, by address.
#[derive(Debug, Default)]
pub(crate) struct Schemas {
    /// `None` where a schema could not be used.
    compiled: HashMap<String, Option<Arc<CompiledSchema>>, FixedState>,
    /// What sources look like, by the namespace of their publisher. `None` where
    /// a pattern could not be used.
    sources: HashMap<String, Option<Arc<Validator>>, FixedState>,
    /// The first of the reasons.
    error: Option<LinterError>,
}

impl Schemas {
    /// The compiled schema. One that cannot be used is an error once.
    pub(crate) fn get(
        &mut self,
        catalog: &Catalog,
        version: &EventVersionFile,
    ) -> Option<Arc<CompiledSchema>> {
        if let Some(known) = self.compiled.get(&version.dataschema) {
            return known.clone();
        }
        let compiled = match CompiledSchema::new(catalog, version) {
            Ok(schema) => Some(Arc::new(schema)),
            Err(error) => {
                self.error.get_or_insert(error);
                None
            }
        };
        self.compiled.insert(version.dataschema.clone(), compiled.clone());
        compiled
    }

    /// What the sources of a publisher look like. A pattern that cannot be used is
    /// an error once.
    pub(crate) fn source_pattern(&mut self, publisher: &PublisherFile) -> Option<Arc<Validator>> {
        if let Some(known) = self.sources.get(&publisher.namespace) {
            return known.clone();
        }
        let schema = json!({ "pattern": publisher.source.pattern });
        let pattern = match options().build(&schema) {
            Ok(pattern) => Some(Arc::new(pattern)),
            Err(source) => {
                let (publisher, source) = (publisher.namespace.clone(), Box::new(source));
                self.error.get_or_insert(LinterError::SourcePattern { publisher, source });
                None
            }
        };
        self.sources.insert(publisher.namespace.clone(), pattern.clone());
        pattern
    }

    pub(crate) fn take_error(&mut self) -> Option<LinterError> {
        self.error.take()
    }
}

/// How every schema is read.
fn options<'i>() -> ValidationOptions<'i> {
    jsonschema::options().offline().with_pattern_options(PatternOptions::regex())
}

/// A schema, ready to judge.
#[derive(Debug)]
pub(crate) struct CompiledSchema {
    address: String,
    validator: Validator,
    model: Model,
    identity_event: Option<IdentityEvent>,
}

impl CompiledSchema {
    fn new(catalog: &Catalog, version: &EventVersionFile) -> Result<Self, LinterError> {
        let schema = catalog.schema(&version.data.canonical)?;
        let validator = options().build(&schema).map_err(|source| LinterError::Schema {
            path: version.data.canonical.path.clone(),
            source: Box::new(source),
        })?;
        let model = Model::read(&schema);
        let identity_event = match model.root_type().map(|root| &root.kind) {
            Some(TypeKind::Record(root)) => IdentityEvent::described_by(root),
            _ => None,
        };
        Ok(Self { address: version.dataschema.clone(), validator, model, identity_event })
    }

    /// Whether events of this schema tell of a workload identity (SVID).
    pub(crate) fn describes_identity(&self) -> bool {
        self.identity_event.is_some()
    }

    /// What events of this schema tell of a workload identity, if they do.
    pub(crate) fn identity_event(&self) -> Option<IdentityEvent> {
        self.identity_event
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    pub(crate) fn model(&self) -> &Model {
        &self.model
    }

    /// Whether the data follows the schema. A cheaper proof than asking the
    /// validator may be tried here first; what it cannot prove, the validator
    /// decides.
    fn is_valid(&self, data: &Value) -> bool {
        self.validator.is_valid(data)
    }

    /// What the schema says against the data: everything, or the first thing
    /// only. Pointers begin with `/data`.
    pub(crate) fn check(&self, data: &Value, every_fault: bool) -> Vec<SchemaFault> {
        if self.is_valid(data) {
            return Vec::new();
        }
        if every_fault {
            explain::explain(&self.model, data, self.validator.iter_errors(data))
        } else {
            explain::explain(&self.model, data, self.validator.validate(data).err())
        }
    }
}
