//! The page of the envelope: attributes, NATS, publishers.

use lattice_event_model::{
    definition::Publisher,
    model::{Model, TypeKind},
};
use serde::Serialize;

use super::{
    event,
    overview::SECTION,
    site::{Front, Site},
};
use crate::{CodegenError, markdown};

pub(super) const ENVELOPE: &str = "docs/envelope.md";

#[derive(Serialize)]
struct EnvelopePage {
    attributes: Vec<Attribute>,
    publishers: Vec<PublisherView>,
}

#[derive(Serialize)]
struct Attribute {
    name: String,
    required: &'static str,
    description: String,
}

#[derive(Serialize)]
struct PublisherView {
    name: String,
    type_prefix: String,
    subject: String,
    former_subjects: Vec<String>,
    parameters: Vec<ParameterRow>,
    source: String,
    delivery: Vec<String>,
}

#[derive(Serialize)]
struct ParameterRow {
    name: String,
    description: String,
    example: String,
}

/// The attributes, the NATS mapping, and the publishers.
pub(super) fn page(site: &mut Site<'_>) -> Result<(), CodegenError> {
    let view = EnvelopePage { attributes: attributes(site)?, publishers: publishers(site)? };
    let front = Front {
        path: ENVELOPE,
        title: "Envelope",
        description: "The CloudEvents attributes of all events, how they travel over NATS, and who publishes them.",
        position: 2,
        section: SECTION,
    };
    site.add(front, "envelope", &view)
}

/// The attributes as the schema of an event describes them. Those whose meaning
/// depends on the publisher or the event are described with these.
fn attributes(site: &Site<'_>) -> Result<Vec<Attribute>, CodegenError> {
    let Some(event) = site.context.events.first() else { return Ok(Vec::new()) };
    let model = Model::read(&event.event);
    let Some(TypeKind::Record(record)) = model.root_type().map(|root| &root.kind) else {
        return Ok(Vec::new());
    };
    record
        .fields
        .iter()
        .map(|field| {
            let description = match field.name.as_str() {
                "source" => "Who says so. What it is depends on the publisher, see below.",
                "data" => "What happened, in detail. The page of each event lists its fields.",
                _ => &field.documentation,
            };
            Ok(Attribute {
                name: markdown::code_cell(&field.name),
                required: if field.required { "yes" } else { "no" },
                description: site.cell(&format!("attribute `{}`", field.name), description)?,
            })
        })
        .collect()
}

fn publishers(site: &Site<'_>) -> Result<Vec<PublisherView>, CodegenError> {
    let mut known: Vec<&Publisher> = Vec::new();
    for family in site.context.input.catalog.families {
        if !known.iter().any(|publisher| publisher.namespace == family.publisher.namespace) {
            known.push(family.publisher);
        }
    }
    known.into_iter().map(|publisher| publisher_view(site, publisher)).collect()
}

fn publisher_view(site: &Site<'_>, publisher: &Publisher) -> Result<PublisherView, CodegenError> {
    let place = format!("publisher {}", publisher.name);
    let parameters = publisher.subject_parameters.iter().map(|parameter| {
        Ok(ParameterRow {
            name: markdown::code_cell(&format!("{{{}}}", parameter.name)),
            description: site.cell(&place, parameter.description)?,
            example: markdown::code_cell(parameter.example),
        })
    });
    Ok(PublisherView {
        name: markdown::literal(publisher.name),
        type_prefix: markdown::code_cell(&format!("{}.", publisher.type_prefix)),
        subject: markdown::code_cell(publisher.subject),
        former_subjects: publisher
            .former_subjects
            .iter()
            .map(|subject| markdown::code_cell(subject))
            .collect(),
        parameters: parameters.collect::<Result<_, CodegenError>>()?,
        source: event::source(site, publisher)?,
        delivery: site.blocks(&place, publisher.delivery)?,
    })
}
