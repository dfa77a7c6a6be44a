//! From a struct to a message on NATS.

use cloudevents::{Data, EventBuilder, EventBuilderV10};
use uuid::Uuid;

use crate::{
    definition::EventDefinition,
    event::Event,
    message::Message,
    nats::{SubjectError, SubjectTemplate},
};

/// An event that cannot be published.
#[derive(Debug, thiserror::Error)]
pub enum ProduceError {
    /// The data has no JSON form.
    #[error("`data` of {event_type} has no JSON form")]
    Data {
        /// The CloudEvents `type`.
        event_type: String,
        /// What serde said.
        #[source]
        source: serde_json::Error,
    },
    /// An attribute is not what CloudEvents demands.
    #[error("{event_type} from source `{event_source}` is no CloudEvent")]
    Attribute {
        /// The CloudEvents `type`.
        event_type: String,
        /// The `source` that was given.
        event_source: String,
        /// What the SDK said.
        #[source]
        source: cloudevents::event::EventBuilderError,
    },
    /// The lattice's name cannot be a part of a subject.
    #[error(transparent)]
    Subject(#[from] SubjectError),
}

/// The address of an event's data schema, and thus its `dataschema`.
///
/// It is immutable: another version of the schema has another address.
pub fn dataschema(base_address: &str, definition: &EventDefinition) -> String {
    crate::address::data_schema(
        base_address,
        definition.family.publisher.namespace,
        &definition.slug(),
        definition.version,
    )
}

/// A [`cloudevents::Event`] that carries `data`, with a new id and the time of now.
///
/// # Errors
///
/// [`ProduceError`], if `source` is empty or `data` has no JSON form.
pub fn cloud_event<E: Event>(
    data: &E,
    source: &str,
    base_address: &str,
) -> Result<cloudevents::Event, ProduceError> {
    let event_type = E::DEFINITION.event_type();
    let value = serde_json::to_value(data)
        .map_err(|source| ProduceError::Data { event_type: event_type.clone(), source })?;
    EventBuilderV10::new()
        .id(Uuid::new_v4().to_string())
        .ty(event_type.clone())
        .source(source)
        .time(chrono::Utc::now())
        .data_with_schema("application/json", dataschema(base_address, &E::DEFINITION), Data::Json(value))
        .build()
        .map_err(|error| ProduceError::Attribute {
            event_type,
            event_source: source.to_owned(),
            source: error,
        })
}

/// The message that publishes an event in structured mode.
///
/// `parameters` fill the subject: `[("lattice", "default")]`.
///
/// # Errors
///
/// [`ProduceError::Subject`], if a parameter is no token of a NATS subject.
pub fn message<E: Event>(
    event: &cloudevents::Event,
    parameters: &[(&str, &str)],
) -> Result<Message, ProduceError> {
    let subject = SubjectTemplate::new(E::DEFINITION.subject()).fill(parameters)?;
    let payload = serde_json::to_vec(event)
        .map_err(|source| ProduceError::Data { event_type: E::DEFINITION.event_type(), source })?;
    Ok(Message { subject: Some(subject), payload, ..Message::default() })
}
