//! Examples as whole events, checked before they are printed.

use std::fmt::Write;

use jsonschema::Validator;
use lattice_event_model::{
    address::Part,
    definition::Example,
    nats::SubjectTemplate,
    schema::{self, envelope_example},
};
use serde::Serialize;
use serde_json::Value;

use super::site::Site;
use crate::{CodegenError, context::EventContext, markdown};

/// The name of the example that is shown in binary mode too.
const MINIMAL: &str = "minimal";

#[derive(Serialize)]
pub(super) struct ExampleView {
    heading: String,
    summary: String,
    subject: String,
    structured: String,
    binary: Option<Binary>,
}

/// A message whose headers are the attributes of the event.
#[derive(Serialize)]
struct Binary {
    headers: String,
    payload: String,
}

/// The examples of an event.
pub(super) fn examples(site: &Site<'_>, event: &EventContext) -> Result<Vec<ExampleView>, CodegenError> {
    let definition = event.entry.definition;
    let validator =
        jsonschema::validator_for(&schema::canonical(event.source(Part::Event))).map_err(|error| {
            CodegenError::Definition {
                event: definition.name.to_owned(),
                reason: format!("no validator understands its schema: {error}"),
            }
        })?;
    definition.examples.iter().map(|example| view(site, event, example, &validator)).collect()
}

fn view(
    site: &Site<'_>,
    event: &EventContext,
    example: &Example,
    validator: &Validator,
) -> Result<ExampleView, CodegenError> {
    let definition = event.entry.definition;
    let publisher = definition.family.publisher;
    let error = |pointer: &str, reason: String| CodegenError::Example {
        event: definition.name.to_owned(),
        example: example.name.to_owned(),
        pointer: pointer.to_owned(),
        reason,
    };
    let data: Value = serde_json::from_str(example.data).map_err(|source| error("", source.to_string()))?;
    let whole = envelope_example(
        &definition.event_type(),
        publisher.source.example,
        &site
            .context
            .address(&event.schema_path(Part::Data, lattice_event_model::address::Variant::Canonical)),
        data.clone(),
    );
    if let Err(failure) = validator.validate(&whole) {
        return Err(error(failure.instance_path().as_str(), failure.to_string()));
    }
    (event.entry.read_and_write)(example.data).map_err(|source| error("/data", source.to_string()))?;

    let parameters: Vec<(&str, &str)> =
        publisher.subject_parameters.iter().map(|parameter| (parameter.name, parameter.example)).collect();
    let subject = SubjectTemplate::new(definition.subject()).fill(&parameters).map_err(|failure| {
        CodegenError::Definition { event: definition.name.to_owned(), reason: failure.to_string() }
    })?;
    let binary = (example.name == MINIMAL)
        .then(|| Ok::<_, serde_json::Error>(Binary { headers: headers(&whole), payload: pretty(&data)? }))
        .transpose()
        .map_err(|source| error("", source.to_string()))?;
    Ok(ExampleView {
        heading: heading(example.name),
        summary: site
            .block(&format!("example `{}` of {}", example.name, definition.name), example.summary)?,
        subject: markdown::code(&subject),
        structured: pretty(&whole).map_err(|source| error("", source.to_string()))?,
        binary,
    })
}

/// `with-id` → `With id`
fn heading(name: &str) -> String {
    let words = name.replace('-', " ");
    let mut characters = words.chars();
    match characters.next() {
        Some(first) => markdown::literal(&format!("{}{}", first.to_uppercase(), characters.as_str())),
        None => words,
    }
}

fn pretty(value: &Value) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(value)
}

/// The attributes as headers (NATS binding 1.0.3 draft, section 3.1.3).
fn headers(event: &Value) -> String {
    let mut lines = String::new();
    for (name, value) in event.as_object().into_iter().flatten().filter(|(name, _)| *name != "data") {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let _ = writeln!(lines, "ce-{name}: {}", encode(&text));
    }
    lines.trim_end().to_owned()
}

/// A header value: printable ASCII, the rest percent-encoded.
fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_graphic() && byte != b'"' && byte != b'%' {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::encode;

    #[test]
    fn header_values_are_printable_ascii() {
        assert_eq!(encode("/tills/4"), "/tills/4");
        assert_eq!(encode("a \"b\" 50%é"), "a%20%22b%22%2050%25%C3%A9");
    }
}
