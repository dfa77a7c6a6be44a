//! What rules get to see.

use std::cell::OnceCell;

use lattice_event_model::{
    Message,
    catalog::{Catalog, EventFile, PublisherFile},
    nats::{ContentMode, Profile},
};
use serde_json::{Map, Value};

use crate::{
    characters,
    finding::EventIdentity,
    fingerprint::Fingerprint,
    identity::Identity,
    input::Fault,
    json::{Document, JsonFault},
    legacy::Legacy,
    lexical::Written,
    quoted::shortened,
    schemas::{CompiledSchema, SchemaFault},
    settings::{SubjectPrefix, Thresholds},
    state::{Predecessor, Producer, Sighting},
    timestamp::Timestamp,
    violation::{Mark, Violation},
};

/// The names of the attributes that CloudEvents 1.0 defines.
pub(crate) const ATTRIBUTES: [&str; 8] =
    ["specversion", "id", "type", "source", "datacontenttype", "dataschema", "subject", "time"];

/// The members of an event that CloudEvents defines, looked up once for all
/// rules.
#[derive(Debug, Default)]
pub(crate) struct Members<'a> {
    attributes: [Option<&'a Value>; ATTRIBUTES.len()],
    data: Option<&'a Value>,
    data_base64: Option<&'a Value>,
    /// Whether there are others, `null` included.
    pub(crate) has_extensions: bool,
    /// Whether all attributes that are texts are printable ASCII, as nearly all
    /// are.
    pub(crate) are_plain: bool,
}

impl<'a> Members<'a> {
    pub(crate) fn of(event: &'a Map<String, Value>) -> Self {
        let mut members = Self { are_plain: true, ..Self::default() };
        for (name, value) in event {
            match name.as_str() {
                "data" => {
                    members.data = Some(value);
                    continue;
                }
                "data_base64" => {
                    members.data_base64 = Some(value);
                    continue;
                }
                name => match attribute_index(name).and_then(|index| members.attributes.get_mut(index)) {
                    Some(attribute) => *attribute = Some(value),
                    None => members.has_extensions = true,
                },
            }
            members.are_plain &= value.as_str().is_none_or(characters::are_plain);
        }
        members
    }
}

/// Where an attribute stands in [`ATTRIBUTES`]. Names that are known to the
/// compiler cost nothing.
#[inline]
fn attribute_index(name: &str) -> Option<usize> {
    Some(match name {
        "specversion" => 0,
        "id" => 1,
        "type" => 2,
        "source" => 3,
        "datacontenttype" => 4,
        "dataschema" => 5,
        "subject" => 6,
        "time" => 7,
        _ => return None,
    })
}

/// Whether a member of an event is an extension attribute.
pub(crate) fn is_extension(name: &str) -> bool {
    !ATTRIBUTES.contains(&name) && !["data", "data_base64"].contains(&name)
}

/// Members of an object of attributes, whatever else it has.
pub(crate) fn has_attributes(members: &Map<String, Value>) -> bool {
    members.keys().any(|name| attribute_index(name).is_some())
}

/// A message as it came.
#[derive(Debug)]
pub struct PayloadContext<'a> {
    /// The message. It is empty if there was none.
    pub message: &'a Message,
    /// By which version of the NATS binding messages are read.
    pub profile: Profile,
    /// How the message carries its event by that version.
    pub mode: ContentMode,
    /// What it holds.
    pub content: Content<'a>,
    /// From which size or duration on something is too much.
    pub thresholds: &'a Thresholds,
}

impl PayloadContext<'_> {
    /// Whether the message came over NATS, now or when it was recorded.
    pub fn came_over_nats(&self) -> bool {
        self.message.subject.is_some() || self.message.headers.is_some()
    }
}

/// What a message holds.
#[derive(Debug, Clone, Copy)]
pub enum Content<'a> {
    /// There is no message.
    Fault(&'a Fault),
    /// An event in a format that is not read here.
    OtherFormat,
    /// The payload is no JSON.
    NotJson(&'a JsonFault),
    /// JSON: one event, or a batch of them, or something else.
    Json(&'a Document),
}

/// An event: an object with at least one CloudEvents attribute.
#[derive(Debug)]
pub struct EnvelopeContext<'a> {
    /// The catalogue by which it is judged.
    pub catalog: &'a Catalog,
    /// The message in which it came.
    pub message: &'a Message,
    /// What should stand before the subject of the message, if anything.
    pub subject_prefix: Option<&'a SubjectPrefix>,
    /// Its members: attributes and data.
    pub event: &'a Map<String, Value>,
    pub(crate) members: Members<'a>,
    /// JSON pointers of names that stand twice or more in one object.
    pub duplicates: Vec<&'a str>,
    /// What its type is to the catalogue.
    pub standing: Standing<'a>,
    /// By which version of the NATS binding messages are read.
    pub profile: Profile,
    /// How the message carries its event by that version.
    pub mode: ContentMode,
    /// Whether the attributes stand in headers, where every value is a text.
    pub has_header_attributes: bool,
    /// From which size or duration on something is too much.
    pub thresholds: &'a Thresholds,
    /// The version of its producer, or that it is an older one, if that is known.
    pub producer: Option<Producer>,
    pub(crate) written: &'a dyn Written,
    /// Pointer of the event in the document.
    pub(crate) base: &'a str,
    pub(crate) time: OnceCell<Option<Result<Timestamp, &'static str>>>,
    pub(crate) received: OnceCell<Option<Timestamp>>,
}

/// What an event's type is to the catalogue.
#[derive(Debug, Clone)]
pub enum Standing<'a> {
    /// The event has no type: none is there, or it is no text, or it is empty.
    Untyped,
    /// The catalogue has no such type.
    Unknown,
    /// The catalogue describes it.
    Known(&'a EventFile),
    /// It belongs to an older vocabulary.
    Legacy(Legacy<'a>),
}

impl<'a> EnvelopeContext<'a> {
    /// An attribute. `null` is no value (JSON Event Format, section 2.2).
    #[inline]
    pub fn attribute(&self, name: &str) -> Option<&'a Value> {
        match attribute_index(name).and_then(|index| self.members.attributes.get(index)) {
            Some(value) => value.filter(|value| !value.is_null()),
            None if name == "data_base64" => self.members.data_base64.filter(|value| !value.is_null()),
            None if self.members.has_extensions => attribute(self.event, name),
            None => None,
        }
    }

    /// The member `data`, which may be `null`.
    pub fn data(&self) -> Option<&'a Value> {
        self.members.data
    }

    /// The subject of the message, without the tokens that should stand before
    /// every subject. `None` if there is no subject, or if it has no such tokens
    /// and is therefore none of the catalogue's.
    pub fn subject(&self) -> Option<&'a str> {
        let subject = self.message.subject.as_deref()?;
        match self.subject_prefix {
            Some(prefix) => prefix.strip(subject),
            None => Some(subject),
        }
    }

    /// The extension attributes: every member that CloudEvents does not define,
    /// whatever its name is. `null` is no value.
    pub fn extensions(&self) -> impl Iterator<Item = (&'a str, &'a Value)> {
        self.event
            .iter()
            .filter(|(name, value)| is_extension(name) && !value.is_null())
            .map(|(name, value)| (name.as_str(), value))
    }

    /// The attribute `time`; `None` if there is none. The error is the end of a
    /// sentence.
    pub fn time(&self) -> Option<Result<Timestamp, &'static str>> {
        *self.time.get_or_init(|| match self.attribute("time")? {
            Value::String(text) => Some(Timestamp::read(text)),
            _ => Some(Err("it is not a string")),
        })
    }

    /// When the message was received, if that is known.
    pub fn received(&self) -> Option<Timestamp> {
        *self.received.get_or_init(|| Timestamp::read(self.message.received_at.as_deref()?).ok())
    }

    /// A value as it is written in the payload, quotation marks and escapes
    /// included; `None` for what stands in headers. The pointer begins at the
    /// event. The first one who asks has the payload read once more: ask for
    /// what is suspicious only.
    pub fn raw(&self, pointer: &str) -> Option<&'a str> {
        self.written.raw(&format!("{}{pointer}", self.base))
    }

    /// An attribute that is a text, even an empty one.
    #[inline]
    pub fn text(&self, name: &str) -> Option<&'a str> {
        self.attribute(name).and_then(Value::as_str)
    }
}

pub(crate) fn attribute<'a>(event: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    event.get(name).filter(|value| !value.is_null())
}

pub(crate) fn text<'a>(event: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    attribute(event, name).and_then(Value::as_str)
}

/// An event that the catalogue describes.
#[derive(Debug)]
pub struct EventContext<'a> {
    /// Its envelope.
    pub envelope: &'a EnvelopeContext<'a>,
    /// What the catalogue says about its type.
    pub definition: &'a EventFile,
    /// Its data; `None` if there is none, or if it is not JSON.
    pub data: Option<&'a Value>,
    pub(crate) schema: Option<&'a CompiledSchema>,
    pub(crate) every_fault: bool,
    pub(crate) faults: OnceCell<Vec<SchemaFault>>,
    pub(crate) identity: OnceCell<Option<Identity<'a>>>,
    pub(crate) tells_violations: bool,
    /// Whether the source looks like one of the publisher.
    pub(crate) has_usual_source: bool,
    /// Whether the source looks like a key and has a wrong checksum.
    pub(crate) has_broken_key: bool,
}

impl<'a> EventContext<'a> {
    /// Who publishes such events.
    pub fn publisher(&self) -> Option<&'a PublisherFile> {
        self.envelope.catalog.publisher(self.definition)
    }

    /// What the schema says against the data. Asked for once, whoever asks.
    pub fn schema_faults(&self) -> &[SchemaFault] {
        self.faults.get_or_init(|| match (self.schema, self.data) {
            (Some(schema), Some(data)) => schema.check(data, self.every_fault),
            _ => Vec::new(),
        })
    }

    /// Whether the source is one that its publisher writes.
    pub fn has_usual_source(&self) -> bool {
        self.has_usual_source
    }

    /// The address of the schema by which the data is judged.
    pub fn schema_address(&self) -> Option<&str> {
        self.schema.map(CompiledSchema::address)
    }

    /// Whether an unknown field is taken for a misspelt required one, and told as such.
    pub fn is_misspelt(&self, pointer: &str) -> bool {
        self.tells_violations
            && self.schema_faults().iter().any(|fault| fault.misspelt.as_deref() == Some(pointer))
    }

    /// The violation that something which the schema says against the data is.
    pub fn schema_violation(&self, fault: &SchemaFault) -> Violation {
        let mark = if fault.missing { Mark::Missing } else { Mark::Value };
        let violation =
            Violation::new(&fault.message).at(&fault.pointer, mark).schema_pointer(&fault.schema_pointer);
        let violation = match self.schema_address() {
            Some(address) => violation.reference(format!("{address}#{}", fault.schema_pointer)),
            None => violation,
        };
        match &fault.help {
            Some(help) => violation.help(help),
            None => violation,
        }
    }

    /// The violation with the schema as the place where it is written.
    pub(crate) fn with_schema_reference(&self, violation: Violation) -> Violation {
        match self.schema_address() {
            Some(address) => violation.reference(address),
            None => violation,
        }
    }
}

/// An event, and what came before it.
#[derive(Debug)]
pub struct StreamContext<'a> {
    /// The event.
    pub envelope: &'a EnvelopeContext<'a>,
    /// The event with the same source and id that came before, if one did.
    pub earlier: Option<Sighting>,
    /// The event that the same source published before. `None` for an event
    /// that came before itself, and for the first one of a source.
    pub predecessor: Option<Predecessor>,
    /// What is known about its producer.
    pub producer: Option<&'a Producer>,
    /// The `sequence` that its source sent before, if this event has one too.
    pub previous_sequence: Option<String>,
    pub(crate) fingerprint: Fingerprint,
}

impl StreamContext<'_> {
    /// Whether the event has another `type`, `time` or data than the one with
    /// the same source and id that came before.
    pub fn contradicts(&self, earlier: &Sighting) -> bool {
        self.fingerprint != earlier.fingerprint
    }
}

/// Enough of an event to find it again.
pub(crate) fn identity(event: &Map<String, Value>) -> EventIdentity {
    let value = |name| text(event, name).map(|value| shortened(value, 256));
    EventIdentity { id: value("id"), event_type: value("type"), source: value("source") }
}
