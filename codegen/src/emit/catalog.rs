//! `catalog.json`: everything published, with digests.

use lattice_event_model::{
    address::{self, Part, Variant},
    catalog::{
        CATALOG_PATH, CatalogFile, CollectionFile, EventFile, EventVersionFile, FamilyFile, FileDigest,
        LegacyEventFile, LegacyFile, PhantomFile, PublisherFile, SchemaFiles, SourceFile, StatusFile,
        StatusState, VersionRange,
    },
    definition::{LegacyVocabulary, PhantomEvent, ProducerVersions, Publisher, Status},
};

use crate::{
    CodegenError, FileSet,
    context::{CATALOG_DOCUMENT, CATALOG_FORMAT, Context, EventContext},
};

pub(super) fn emit(context: &Context<'_>, files: &mut FileSet) -> Result<(), CodegenError> {
    let mut catalog = head(context);
    catalog.families = context
        .input
        .catalog
        .families
        .iter()
        .map(|family| FamilyFile {
            name: family.name.to_owned(),
            title: family.title.to_owned(),
            summary: family.summary.to_owned(),
            publisher: family.publisher.namespace.to_owned(),
            notice: family.notice.map(str::to_owned),
        })
        .collect();
    catalog.publishers = publishers(context);
    catalog.events = context.events.iter().map(|event| event_file(context, event, files)).collect();
    catalog.legacy = context.input.catalog.legacy.iter().map(legacy).collect();
    catalog.phantoms = context.input.catalog.phantoms.iter().map(phantom).collect();
    catalog.collections = context
        .documents
        .iter()
        .map(|document| CollectionFile {
            name: document.name.clone(),
            summary: document.summary.clone(),
            files: Variant::ALL
                .into_iter()
                .map(|variant| {
                    let path = address::collection_path(&document.name, &document.version, variant);
                    (variant_name(variant).to_owned(), digest(path, files))
                })
                .collect(),
        })
        .collect();
    files.add_json(CATALOG_PATH, &catalog)
}

/// A catalogue file without events, as the example of its schema.
pub(crate) fn example(context: &Context<'_>) -> CatalogFile {
    head(context)
}

fn head(context: &Context<'_>) -> CatalogFile {
    let catalog = context.input.catalog;
    let schema = address::collection_path(CATALOG_DOCUMENT, CATALOG_FORMAT, Variant::Canonical);
    CatalogFile {
        schema: context.address(&schema),
        name: catalog.name.to_owned(),
        title: catalog.title.to_owned(),
        summary: catalog.summary.to_owned(),
        version: catalog.version.to_owned(),
        base_address: catalog.base_address.to_owned(),
        owner: catalog.owner.to_owned(),
        repository: catalog.repository.to_owned(),
        publishers: Vec::new(),
        families: Vec::new(),
        events: Vec::new(),
        legacy: Vec::new(),
        phantoms: Vec::new(),
        collections: Vec::new(),
    }
}

fn publishers(context: &Context<'_>) -> Vec<PublisherFile> {
    let mut publishers: Vec<PublisherFile> = Vec::new();
    for family in context.input.catalog.families {
        let publisher: &Publisher = family.publisher;
        if publishers.iter().any(|known| known.namespace == publisher.namespace) {
            continue;
        }
        publishers.push(PublisherFile {
            name: publisher.name.to_owned(),
            namespace: publisher.namespace.to_owned(),
            type_prefix: publisher.type_prefix.to_owned(),
            subject: publisher.subject.to_owned(),
            former_subjects: owned(publisher.former_subjects),
            source: SourceFile {
                description: publisher.source.description.to_owned(),
                example: publisher.source.example.to_owned(),
                pattern: publisher.source.pattern.to_owned(),
            },
        });
    }
    publishers
}

fn event_file(context: &Context<'_>, event: &EventContext, files: &FileSet) -> EventFile {
    let definition = event.entry.definition;
    let schemas = |part: Part| SchemaFiles {
        canonical: digest(event.schema_path(part, Variant::Canonical), files),
        draft07: digest(event.schema_path(part, Variant::Draft07), files),
        strict: digest(event.schema_path(part, Variant::Strict), files),
    };
    EventFile {
        event_type: definition.event_type(),
        name: definition.name.to_owned(),
        title: event.entry.rust_name.to_owned(),
        summary: event.summary().to_owned(),
        family: definition.family.name.to_owned(),
        status: status(definition.status),
        emitted: range(definition.emitted),
        subject: definition.subject(),
        source_field: definition.source_field.map(str::to_owned),
        producer_version_field: definition.producer_version_field.map(str::to_owned),
        related: owned(definition.related),
        page: event.page_path(),
        version: definition.version.to_owned(),
        versions: vec![EventVersionFile {
            version: definition.version.to_owned(),
            dataschema: context.address(&event.schema_path(Part::Data, Variant::Canonical)),
            data: schemas(Part::Data),
            event: schemas(Part::Event),
        }],
    }
}

fn legacy(vocabulary: &LegacyVocabulary) -> LegacyFile {
    LegacyFile {
        publisher: vocabulary.publisher.namespace.to_owned(),
        before: vocabulary.before.to_owned(),
        events: vocabulary
            .events
            .iter()
            .map(|event| LegacyEventFile {
                event_type: event.event_type.to_owned(),
                versions: event.versions.to_owned(),
                successor: event.successor.map(str::to_owned),
                changed: event.changed.to_owned(),
                marked_by: owned(event.marked_by),
                lacks: owned(event.lacks),
            })
            .collect(),
    }
}

fn phantom(event: &PhantomEvent) -> PhantomFile {
    PhantomFile {
        event_type: event.event_type.to_owned(),
        note: event.note.to_owned(),
        instead: event.instead.map(str::to_owned),
    }
}

fn status(status: Status) -> StatusFile {
    let (state, since, note, replacement) = match status {
        Status::Stable { since } => (StatusState::Stable, since, None, None),
        Status::Experimental { since } => (StatusState::Experimental, since, None, None),
        Status::Deprecated { since, note, replacement } => {
            (StatusState::Deprecated, since, Some(note), replacement)
        }
        Status::Removed { since, note, replacement } => {
            (StatusState::Removed, since, Some(note), replacement)
        }
    };
    StatusFile {
        state,
        since: since.to_owned(),
        note: note.map(str::to_owned),
        replacement: replacement.map(str::to_owned),
    }
}

fn range(versions: ProducerVersions) -> VersionRange {
    VersionRange { since: versions.since.map(str::to_owned), until: versions.until.map(str::to_owned) }
}

fn digest(path: String, files: &FileSet) -> FileDigest {
    let sha256 = files.digest(&path).unwrap_or_default();
    FileDigest { path, sha256 }
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

const fn variant_name(variant: Variant) -> &'static str {
    match variant {
        Variant::Canonical => "canonical",
        Variant::Draft07 => "draft07",
        Variant::Strict => "strict",
    }
}
