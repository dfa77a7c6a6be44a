//! The page of an event.

use lattice_event_model::{
    address::{Part, Variant},
    definition::{EventDefinition, ProducerVersions, Publisher, Status},
    nats::SubjectTemplate,
};
use serde::Serialize;

use super::{
    DOCS,
    example::{self, ExampleView},
    fields::{self, Types},
    packages::{self, PackageRow},
    sequence,
    site::{Front, Site, code_link},
};
use crate::{CodegenError, context::EventContext, markdown};

/// Where the pages of events stand in `llms.txt`.
pub(super) const SECTION: &str = "Events";

#[derive(Serialize)]
struct EventPage {
    heading: String,
    notice: Option<String>,
    documentation: String,
    status: String,
    glance: Vec<Row>,
    sent: Vec<String>,
    not_sent: Vec<String>,
    delivery: Vec<String>,
    types: Types,
    examples: Vec<ExampleView>,
    subscribe: String,
    /// Links only: a page does not change when another event is described anew.
    related: Vec<String>,
    diagram: String,
    changes: Vec<Row>,
    schemas: Vec<SchemaRow>,
    address: String,
    file: String,
    deviations: Vec<String>,
}

/// A row of a table with two columns.
#[derive(Serialize)]
pub(super) struct Row {
    pub(super) name: String,
    pub(super) value: String,
}

#[derive(Serialize)]
struct SchemaRow {
    name: &'static str,
    data: String,
    event: String,
}

#[derive(Serialize)]
struct Subscribe<'a> {
    subject: String,
    event_type: String,
    variant: &'a str,
    packages: Vec<PackageRow>,
    rust: Option<Rust>,
}

#[derive(Serialize)]
struct Rust {
    module: String,
    event_enum: String,
}

/// Makes the page of an event.
pub(super) fn page(site: &mut Site<'_>, event: &EventContext, position: usize) -> Result<(), CodegenError> {
    let definition = event.entry.definition;
    let path = event.page_path();
    check_slug(definition)?;
    let view = view(site, event, &path)?;
    let front = Front {
        path: &path,
        title: definition.name,
        description: event.documentation(),
        position,
        section: SECTION,
    };
    site.add(front, "event", &view)
}

/// Names in addresses have no `_`: some sites and search engines join the words.
fn check_slug(definition: &EventDefinition) -> Result<(), CodegenError> {
    let slug = definition.slug();
    if !slug.is_empty()
        && slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    {
        return Ok(());
    }
    Err(CodegenError::Definition {
        event: definition.name.to_owned(),
        reason: "a name has lower case letters, digits and `_` only".to_owned(),
    })
}

fn view(site: &Site<'_>, event: &EventContext, path: &str) -> Result<EventPage, CodegenError> {
    let definition = event.entry.definition;
    let family = definition.family;
    let publisher = family.publisher;
    let place = |part: &str| format!("{part} of {}", definition.name);
    let notice = family.notice.map(|notice| site.block(&format!("the notice of {}", family.name), notice));
    let related: Vec<&EventContext> = definition
        .related
        .iter()
        .map(|name| site.event_named(name, event))
        .collect::<Result<_, CodegenError>>()?;
    let whole = event.schema_path(Part::Event, Variant::Canonical);
    Ok(EventPage {
        heading: markdown::code_cell(definition.name),
        notice: notice.transpose()?,
        documentation: site.block(&place("the documentation"), event.documentation())?,
        status: status(site, event, path)?,
        glance: glance(site, event, path)?,
        sent: site.blocks(&place("`sent`"), definition.sent)?,
        not_sent: site.blocks(&place("`not_sent`"), definition.not_sent)?,
        delivery: site.blocks(&format!("`delivery` of {}", publisher.name), publisher.delivery)?,
        types: fields::types(site, event)?,
        examples: example::examples(site, event)?,
        subscribe: subscribe(site, event, path)?,
        diagram: sequence::diagram(event, &related),
        related: related
            .into_iter()
            .map(|related| code_link(path, related.entry.definition.name, &related.page_path()))
            .collect(),
        changes: changes(site, definition)?,
        schemas: schemas(event, path),
        file: whole.rsplit('/').next().unwrap_or_default().to_owned(),
        address: site.context.address(&whole),
        deviations: site.blocks(&place("`deviations`"), definition.deviations)?,
    })
}

/// What the versions of an event's data schema changed, newest first.
pub(super) fn changes(site: &Site<'_>, definition: &EventDefinition) -> Result<Vec<Row>, CodegenError> {
    definition
        .changes
        .iter()
        .map(|change| {
            let place = format!("the changes of {}", definition.name);
            Ok(Row { name: markdown::literal(change.version), value: site.cell(&place, change.summary)? })
        })
        .collect()
}

/// The status in one word, for tables.
pub(super) const fn status_word(status: Status) -> &'static str {
    match status {
        Status::Stable { .. } => "stable",
        Status::Experimental { .. } => "experimental",
        Status::Deprecated { .. } => "deprecated",
        Status::Removed { .. } => "removed",
    }
}

fn status(site: &Site<'_>, event: &EventContext, path: &str) -> Result<String, CodegenError> {
    let definition = event.entry.definition;
    let (since, word, more) = match definition.status {
        Status::Stable { since } => (since, "Stable", None),
        Status::Experimental { since } => (since, "Experimental", None),
        Status::Deprecated { since, note, replacement } => (since, "Deprecated", Some((note, replacement))),
        Status::Removed { since, note, replacement } => (since, "Removed", Some((note, replacement))),
    };
    let mut text = format!("**{word}** since version {} of the catalogue", markdown::literal(since));
    match (word, more) {
        ("Experimental", _) => text.push_str(": it may still change in any way."),
        (_, Some((note, replacement))) => {
            let note = site.cell(&format!("the status of {}", definition.name), note)?;
            text.push_str(&format!(": {note}"));
            if let Some(replacement) = replacement {
                let replacement = site.event_named(replacement, event)?;
                let link = code_link(path, replacement.entry.definition.name, &replacement.page_path());
                text.push_str(&format!(" Use {link} in its place."));
            }
        }
        _ => text.push('.'),
    }
    text.push_str(&format!(
        " Version {} of its data schema is described here.",
        markdown::literal(definition.version)
    ));
    Ok(text)
}

fn glance(site: &Site<'_>, event: &EventContext, path: &str) -> Result<Vec<Row>, CodegenError> {
    let definition = event.entry.definition;
    let family = definition.family;
    let publisher = family.publisher;
    let source = source(site, publisher)?;
    let data_schema = site.context.address(&event.schema_path(Part::Data, Variant::Canonical));
    let index = markdown::relative(path, &format!("{DOCS}/index.md"));
    let anchor = markdown::slug(family.title);
    let row = |name: &str, value: String| Row { name: name.to_owned(), value };
    Ok(vec![
        row("Type", markdown::code_cell(&definition.event_type())),
        row("NATS subject", markdown::code_cell(&definition.subject())),
        row("Source", source),
        row("Data schema", markdown::code_cell(&data_schema)),
        row("Content type of `data`", markdown::code_cell("application/json")),
        row("Sent by", markdown::literal(publisher.name)),
        row("Versions that send it", versions(definition.emitted)),
        row("Family", format!("[{}]({index}#{anchor})", markdown::literal(family.title))),
    ])
}

/// What the `source` of a publisher's events is, with an example.
pub(super) fn source(site: &Site<'_>, publisher: &Publisher) -> Result<String, CodegenError> {
    let source = publisher.source;
    let description = site.cell(&format!("the source of {}", publisher.name), source.description)?;
    let example = markdown::code_cell(source.example);
    Ok(if description.contains(&example) {
        description
    } else {
        format!("{description} For example {example}.")
    })
}

fn versions(emitted: ProducerVersions) -> String {
    match (emitted.since, emitted.until) {
        (Some(since), None) => format!("{} and newer", markdown::literal(since)),
        (Some(since), Some(until)) => {
            format!("{} to {}", markdown::literal(since), markdown::literal(until))
        }
        (None, Some(until)) => format!("up to {}", markdown::literal(until)),
        (None, None) => "no released version".to_owned(),
    }
}

fn subscribe(site: &Site<'_>, event: &EventContext, path: &str) -> Result<String, CodegenError> {
    let definition = event.entry.definition;
    let view = Subscribe {
        subject: SubjectTemplate::new(definition.subject()).wildcard(),
        event_type: definition.event_type(),
        variant: event.entry.rust_name,
        packages: packages::rows(site, event, path),
        rust: site
            .context
            .input
            .rust_crate
            .map(|rust| Rust { module: rust.name.replace('-', "_"), event_enum: rust.event_enum.to_owned() }),
    };
    site.render("subscribe", path, &view)
}

fn schemas(event: &EventContext, path: &str) -> Vec<SchemaRow> {
    let link = |file: String| {
        let shown = file.rsplit('/').next().unwrap_or_default();
        code_link(path, shown, &file)
    };
    let version = |name, variant| SchemaRow {
        name,
        data: link(event.schema_path(Part::Data, variant)),
        event: link(event.schema_path(Part::Event, variant)),
    };
    vec![
        version("JSON Schema 2020-12", Variant::Canonical),
        version("Strict, for tests of producers", Variant::Strict),
        version("Draft-07, for editors", Variant::Draft07),
        SchemaRow {
            name: "Newest of this major version",
            data: link(event.alias_path(Part::Data, Variant::Canonical)),
            event: link(event.alias_path(Part::Event, Variant::Canonical)),
        },
    ]
}
