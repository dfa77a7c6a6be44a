//! The linter: settings in, messages in, judgements out.

mod checks;
mod judge;
mod locate;
mod policy;

use std::sync::Arc;

use lattice_event_model::catalog::{Catalog, CatalogError};

use self::{checks::Checks, policy::Policy};
use crate::{
    configuration::{UnknownRule, rule_named},
    coverage::Seen,
    legacy::LegacyIndex,
    report::{Coverage, SwitchedOff},
    schemas::Schemas,
    settings::{Bytes, Limits, Profile, Settings, SubjectPrefix, Thresholds},
    state::{Evictions, State},
};

/// A linter that cannot work as it should.
#[derive(Debug, thiserror::Error)]
pub enum LinterError {
    /// Settings name a rule that does not exist.
    #[error(transparent)]
    UnknownRule(#[from] UnknownRule),
    /// A schema of the catalogue cannot be read.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// A schema of the catalogue is no schema, or refers to another file.
    #[error("`{path}` of the catalogue is no usable schema")]
    Schema {
        /// The file.
        path: String,
        /// What the validator said.
        #[source]
        source: Box<jsonschema::ValidationError<'static>>,
    },
    /// The catalogue does not say what the sources of a publisher look like.
    #[error("what the sources of `{publisher}` look like is no usable pattern")]
    SourcePattern {
        /// The publisher.
        publisher: String,
        /// What the validator said.
        #[source]
        source: Box<jsonschema::ValidationError<'static>>,
    },
    /// An older vocabulary of the catalogue does not say where it ends.
    #[error("`{version}`, at which the older vocabulary of `{publisher}` ends, is no semantic version")]
    LegacyVersion {
        /// The publisher whose older vocabulary it is.
        publisher: String,
        /// What should be a version.
        version: String,
        /// Why it is none.
        #[source]
        source: semver::Error,
    },
}

/// Judges messages, one after the other.
///
/// It remembers, within bounds, which producer version is behind a source, what
/// that source published last, and on which subject an event came. Messages of one stream go to one linter, in
/// the order in which they came.
#[derive(Debug)]
pub struct Linter {
    catalog: Arc<Catalog>,
    limits: Limits,
    profile: Profile,
    thresholds: Arc<Thresholds>,
    subject_prefix: Option<Arc<SubjectPrefix>>,
    checks: Checks,
    policy: Policy,
    legacy: LegacyIndex,
    schemas: Schemas,
    state: State,
    seen: Seen,
}

impl Linter {
    /// A linter for the events of a catalogue.
    ///
    /// # Errors
    ///
    /// [`LinterError`], if the settings name a rule that does not exist, or the
    /// catalogue contradicts itself. Schemas are read when they are needed: see
    /// [`preload`](Self::preload) and [`take_error`](Self::take_error).
    pub fn new(catalog: Arc<Catalog>, settings: Settings) -> Result<Self, LinterError> {
        for name in settings.severities.keys().chain(settings.everywhere.keys()) {
            rule_named(name)?;
        }
        let policy = Policy::new(&catalog, &settings)?;
        Ok(Self {
            checks: Checks::new(&settings, &policy),
            policy,
            legacy: LegacyIndex::new(&catalog)?,
            schemas: Schemas::default(),
            state: State::new(&settings.limits),
            seen: Seen::new(settings.limits.sources),
            limits: settings.limits,
            profile: settings.profile,
            thresholds: Arc::new(settings.thresholds),
            subject_prefix: settings.subject_prefix.map(Arc::new),
            catalog,
        })
    }

    /// Reads every schema now, and not when the first event needs it.
    ///
    /// # Errors
    ///
    /// [`LinterError`], if one of them cannot be used.
    pub fn preload(&mut self) -> Result<(), LinterError> {
        let catalog = Arc::clone(&self.catalog);
        for publisher in &catalog.file().publishers {
            self.schemas.source_pattern(publisher);
        }
        for version in catalog.file().events.iter().flat_map(|event| &event.versions) {
            self.schemas.get(&catalog, version);
        }
        self.take_error().map_or(Ok(()), Err)
    }

    /// Why a schema that was needed could not be used, once.
    ///
    /// The catalogue's fault is no finding about a message: the event's data is
    /// then judged by no schema, which whoever runs the linter must not keep
    /// quiet. Ask at the end of a run, or after each message.
    pub fn take_error(&mut self) -> Option<LinterError> {
        self.schemas.take_error()
    }

    /// Says how large a payload the server takes from which messages come. Without
    /// this, the threshold of the settings counts.
    pub fn set_max_payload(&mut self, bytes: u64) {
        Arc::make_mut(&mut self.thresholds).max_payload = Bytes(bytes);
    }

    /// Rules that are switched off because they cannot work where only a part of
    /// the messages comes (see [`View::Part`](crate::View::Part)).
    pub fn switched_off(&self) -> Vec<SwitchedOff> {
        let off = |rule: &&str| SwitchedOff {
            rule: (*rule).to_owned(),
            reason: "it compares messages with each other, and only a part of them comes here".to_owned(),
        };
        self.checks.switched_off.iter().map(off).collect()
    }

    /// What of the catalogue was seen.
    ///
    /// Fields and values are those of the current schema of each event type.
    pub fn coverage(&self) -> Coverage {
        self.seen.coverage(&self.catalog)
    }

    /// Findings that were left out because the settings ignore them.
    pub fn ignored(&self) -> u64 {
        self.policy.ignored()
    }

    /// What is to be said of ignores that do not apply any more, one sentence each.
    pub fn expired_ignores(&self) -> Vec<String> {
        self.policy.expired()
    }

    /// What is to be said of ignores that left nothing out, one sentence each.
    pub fn unused_ignores(&self) -> Vec<String> {
        self.policy.unused()
    }

    /// Takes over what another linter has seen, by another catalogue perhaps, and
    /// what it left out. What this catalogue does not have is forgotten.
    pub fn continue_coverage(&mut self, former: Self) {
        self.policy.continue_counts(&former.policy);
        let catalog = Arc::clone(&self.catalog);
        self.seen = former.seen.by_catalog(&catalog, &mut self.schemas);
        self.state.continue_keys(former.state);
    }

    /// How much was forgotten because a limit was reached.
    pub fn evictions(&self) -> Evictions {
        self.state.evictions()
    }
}
