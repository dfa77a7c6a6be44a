//! What all emitters share: every schema and model, derived once.

use lattice_event_model::{
    EventEntry,
    address::{self, Part, Variant},
    catalog::{CATALOG_PATH, CatalogFile},
    model::Model,
    schema,
};
use serde_json::Value;

use crate::{CodegenError, DocumentSchema, Input};

/// The name of the schema that any event of the catalogue fits.
pub(crate) const ANY_EVENT: &str = "any-event";
/// The name of the schema of `catalog.json`.
pub(crate) const CATALOG_DOCUMENT: &str = "catalog";
/// The version of the format of `catalog.json`.
pub(crate) const CATALOG_FORMAT: &str = "0.1.0";

pub(crate) struct Context<'a> {
    pub(crate) input: &'a Input<'a>,
    pub(crate) events: Vec<EventContext>,
    pub(crate) documents: Vec<DocumentContext>,
}

/// An event with its schemas and its model.
pub(crate) struct EventContext {
    pub(crate) entry: &'static EventEntry,
    /// Source document of the data schema.
    pub(crate) data: Value,
    /// Source document of the event schema.
    pub(crate) event: Value,
    /// What the data schema says.
    pub(crate) model: Model,
}

/// A schema of the whole catalogue: any event, the catalogue file, reports.
pub(crate) struct DocumentContext {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) summary: String,
    /// Its source document.
    pub(crate) schema: Value,
}

impl<'a> Context<'a> {
    pub(crate) fn new(input: &'a Input<'a>) -> Result<Self, CodegenError> {
        let mut events = Vec::new();
        for entry in input.catalog.events {
            let error = |source| CodegenError::Schema { name: entry.rust_name.to_owned(), source };
            let data = schema::data_schema(input.catalog, entry).map_err(error)?;
            let event = schema::event_schema(input.catalog, entry).map_err(error)?;
            let model = Model::read(&data);
            events.push(EventContext { entry, data, event, model });
        }
        let mut context = Self { input, events, documents: Vec::new() };
        context.documents = context.documents()?;
        Ok(context)
    }

    pub(crate) fn event(&self, name: &str) -> Option<&EventContext> {
        self.events.iter().find(|event| event.entry.definition.name == name)
    }

    /// The address that serves a path.
    pub(crate) fn address(&self, path: &str) -> String {
        address::address(self.input.catalog.base_address, path)
    }

    fn documents(&self) -> Result<Vec<DocumentContext>, CodegenError> {
        let catalog = self.input.catalog;
        let error = |name: &str, source| CodegenError::Schema { name: name.to_owned(), source };
        let path = address::collection_path(ANY_EVENT, catalog.version, Variant::Canonical);
        let any_event =
            schema::any_event(catalog, &self.address(&path)).map_err(|source| error(ANY_EVENT, source))?;
        let mut documents = vec![DocumentContext {
            name: ANY_EVENT.to_owned(),
            version: catalog.version.to_owned(),
            summary: "Any event of the catalogue.".to_owned(),
            schema: any_event,
        }];
        let own = DocumentSchema {
            name: CATALOG_DOCUMENT.to_owned(),
            version: CATALOG_FORMAT.to_owned(),
            summary: format!("The catalogue file, `{CATALOG_PATH}`."),
            schema: schema::derive::<CatalogFile>(),
            example: Value::Null,
        };
        for document in std::iter::once(&own).chain(self.input.documents) {
            let mut schema =
                schema::normalise(document.schema.clone()).map_err(|source| error(&document.name, source))?;
            let path = address::collection_path(&document.name, &document.version, Variant::Canonical);
            if let Some(object) = schema.as_object_mut() {
                object.insert("$schema".to_owned(), schema::DRAFT_2020_12.into());
                object.insert("$id".to_owned(), self.address(&path).into());
                let example = if document.example.is_null() {
                    serde_json::to_value(crate::emit::catalog_example(self)).unwrap_or_default()
                } else {
                    document.example.clone()
                };
                object.insert("examples".to_owned(), Value::Array(vec![example]));
            }
            documents.push(DocumentContext {
                name: document.name.clone(),
                version: document.version.clone(),
                summary: document.summary.clone(),
                schema,
            });
        }
        Ok(documents)
    }
}

impl EventContext {
    /// Path of one of the event's schemas.
    pub(crate) fn schema_path(&self, part: Part, variant: Variant) -> String {
        let definition = self.entry.definition;
        address::schema_path(
            definition.family.publisher.namespace,
            &definition.slug(),
            definition.version,
            part,
            variant,
        )
    }

    /// Path of the alias of one of the event's schemas.
    pub(crate) fn alias_path(&self, part: Part, variant: Variant) -> String {
        let definition = self.entry.definition;
        address::alias_path(
            definition.family.publisher.namespace,
            &definition.slug(),
            definition.version,
            part,
            variant,
        )
    }

    /// Path of the event's page.
    pub(crate) fn page_path(&self) -> String {
        format!("docs/events/{}.md", self.entry.definition.slug())
    }

    /// Source document of one part.
    pub(crate) fn source(&self, part: Part) -> &Value {
        match part {
            Part::Data => &self.data,
            Part::Event => &self.event,
        }
    }

    /// What the event is, in Markdown.
    pub(crate) fn documentation(&self) -> &str {
        self.model.root_type().map_or("", |root| root.documentation.as_str())
    }

    /// The first paragraph of its documentation.
    pub(crate) fn summary(&self) -> &str {
        self.documentation().split("\n\n").next().unwrap_or_default()
    }
}
