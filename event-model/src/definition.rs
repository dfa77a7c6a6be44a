//! What is said about an event beside its fields.

/// Everything that a catalogue says about one event, apart from its fields.
///
/// The fields and their documentation come from the Rust struct; this is the
/// rest: who sends the event, when, and how stable it is.
#[derive(Debug, Clone, Copy)]
pub struct EventDefinition {
    /// The last part of the CloudEvents `type`, as on the wire: `host_started`.
    pub name: &'static str,
    /// The group of events to which this one belongs.
    pub family: &'static Family,
    /// Semantic version of the data schema. A change of the struct is a new one.
    pub version: &'static str,
    /// How far users may rely on the event.
    pub status: Status,
    /// The versions of the producer that send this event.
    pub emitted: ProducerVersions,
    /// When the event is sent, one sentence or paragraph each.
    pub sent: &'static [&'static str],
    /// When a reader might expect the event and does not get it.
    pub not_sent: &'static [&'static str],
    /// Names of the events that a reader of this one looks at next.
    pub related: &'static [&'static str],
    /// What differs between versions of the producer, or from its documentation.
    pub deviations: &'static [&'static str],
    /// What changed in each version of the data schema, newest first.
    pub changes: &'static [Change],
    /// Verified examples of `data`: a minimal and a full one at least.
    pub examples: &'static [Example],
    /// JSON pointer into `data` of the field that repeats the `source`.
    pub source_field: Option<&'static str>,
    /// JSON pointer into `data` of the field that tells the producer's version.
    pub producer_version_field: Option<&'static str>,
}

impl EventDefinition {
    /// The CloudEvents `type`: the publisher's prefix and the event's name.
    pub fn event_type(&self) -> String {
        format!("{}.{}", self.family.publisher.type_prefix, self.name)
    }

    /// The name in addresses and file names: lower case, words joined by `-`.
    pub fn slug(&self) -> String {
        self.name.replace('_', "-")
    }

    /// The major number of [`version`](Self::version).
    pub fn major(&self) -> &'static str {
        self.version.split('.').next().unwrap_or(self.version)
    }

    /// The subject on which the event is published, with its parameters open.
    pub fn subject(&self) -> String {
        self.family.publisher.subject.replace("{event}", self.name)
    }
}

/// A group of events that are documented together.
#[derive(Debug, Clone, Copy)]
pub struct Family {
    /// Name in addresses: lower case, words joined by `-`.
    pub name: &'static str,
    /// Heading of the family's part of the documentation.
    pub title: &'static str,
    /// One sentence that says what the events of the family tell.
    pub summary: &'static str,
    /// Who publishes the events of the family.
    pub publisher: &'static Publisher,
    /// A notice that every page of the family shows, such as "project extension".
    pub notice: Option<&'static str>,
}

/// A program that publishes events, and where it does so.
#[derive(Debug, Clone, Copy)]
pub struct Publisher {
    /// What users call the program: `wasmCloud host`.
    pub name: &'static str,
    /// Name in the addresses of the publisher's schemas.
    pub namespace: &'static str,
    /// What stands before the event's name in the CloudEvents `type`, without the dot.
    pub type_prefix: &'static str,
    /// NATS subject, with `{event}` for the event's name and other parameters
    /// in braces: `wasmbus.evt.{lattice}.{event}`.
    pub subject: &'static str,
    /// What each parameter of the subject stands for.
    pub subject_parameters: &'static [SubjectParameter],
    /// Subjects on which older versions published too, same notation.
    pub former_subjects: &'static [&'static str],
    /// What the CloudEvents `source` is.
    pub source: Source,
    /// What a reader may expect of order, repetition and loss.
    pub delivery: &'static [&'static str],
}

/// A parameter of a subject template.
#[derive(Debug, Clone, Copy)]
pub struct SubjectParameter {
    /// Its name, as between the braces.
    pub name: &'static str,
    /// What it stands for.
    pub description: &'static str,
    /// A value that examples use.
    pub example: &'static str,
}

/// What the CloudEvents `source` of a publisher's events is.
#[derive(Debug, Clone, Copy)]
pub struct Source {
    /// In one sentence.
    pub description: &'static str,
    /// A value that examples use.
    pub example: &'static str,
    /// Regular expression that the strict schemas demand.
    pub pattern: &'static str,
}

/// How far users may rely on an event. Versions are those of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It changes in compatible ways only, within its major version.
    Stable {
        /// Catalogue version in which it became stable.
        since: &'static str,
    },
    /// It may still change in any way.
    Experimental {
        /// Catalogue version in which it appeared.
        since: &'static str,
    },
    /// It is still sent; new code should not rely on it.
    Deprecated {
        /// Catalogue version in which it was deprecated.
        since: &'static str,
        /// Why.
        note: &'static str,
        /// Name of the event to use in its place.
        replacement: Option<&'static str>,
    },
    /// No supported producer sends it any more.
    Removed {
        /// Catalogue version in which it was removed.
        since: &'static str,
        /// Why.
        note: &'static str,
        /// Name of the event to use in its place.
        replacement: Option<&'static str>,
    },
}

/// A range of producer versions, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProducerVersions {
    /// First version; `None` where no released version sends the event.
    pub since: Option<&'static str>,
    /// Last version; `None` where the newest one still does.
    pub until: Option<&'static str>,
}

impl ProducerVersions {
    /// From a version on.
    pub const fn since(version: &'static str) -> Self {
        Self { since: Some(version), until: None }
    }

    /// No released version.
    pub const NONE: Self = Self { since: None, until: None };
}

/// What one version of a data schema changed.
#[derive(Debug, Clone, Copy)]
pub struct Change {
    /// Version of the data schema.
    pub version: &'static str,
    /// What changed, in one sentence.
    pub summary: &'static str,
}

/// One example of an event's `data`.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// Short name, unique within the event: `minimal`, `full`, `unsigned`.
    pub name: &'static str,
    /// What the example shows, in one sentence.
    pub summary: &'static str,
    /// The `data` as JSON text, exactly as on the wire.
    pub data: &'static str,
}

/// An event of an older vocabulary, kept so that it is recognised.
#[derive(Debug, Clone, Copy)]
pub struct LegacyEvent {
    /// Its CloudEvents `type`.
    pub event_type: &'static str,
    /// The producer versions that sent it, for readers.
    pub versions: &'static str,
    /// The `type` to read in its place, where there is one.
    pub successor: Option<&'static str>,
    /// What changed between it and its successor.
    pub changed: &'static str,
    /// JSON pointers into `data`. Where one of them exists, the message has the
    /// legacy shape, even though a current event has the same `type`.
    pub marked_by: &'static [&'static str],
    /// JSON pointers into `data`. Where none of them exists, the message has the
    /// legacy shape, even though a current event has the same `type`.
    pub lacks: &'static [&'static str],
}

/// An older vocabulary of a publisher, recognised but not described.
#[derive(Debug, Clone, Copy)]
pub struct LegacyVocabulary {
    /// The publisher whose older versions are meant.
    pub publisher: &'static Publisher,
    /// Producers below this version speak the older vocabulary.
    pub before: &'static str,
    /// Its events.
    pub events: &'static [LegacyEvent],
}

/// A type that nobody ever sent, though people look for it.
#[derive(Debug, Clone, Copy)]
pub struct PhantomEvent {
    /// The CloudEvents `type`.
    pub event_type: &'static str,
    /// Who names it, and what happens in its place.
    pub note: &'static str,
    /// The `type` to look for in its place, where there is one.
    pub instead: Option<&'static str>,
}
