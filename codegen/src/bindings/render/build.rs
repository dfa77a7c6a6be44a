//! From a blueprint to what templates see of it.

use std::collections::BTreeMap;

use lattice_event_model::{
    address::{Part, Variant},
    catalog::sha256,
    definition::{Publisher, Status},
    model::{Deprecation, Lifetime, Record, Shape, TypeDefinition, TypeKind, Union},
    nats::SubjectTemplate,
    schema,
};

use crate::{
    CodegenError,
    bindings::{
        Packages,
        blueprint::Blueprint,
        language::{Language, Named, Slot},
        view::{
            EventView, ExampleView, FieldView, PackageView, ParameterView, PublisherView, StatusView,
            TypeView, ValueView, VariantView,
        },
    },
    context::{Context, EventContext},
    markdown,
};

/// What the language calls the types, by their names in the schemas, and the
/// events, by the names of their data with `Event` behind them. None is called
/// like the union of all events.
pub(in crate::bindings) fn type_names(
    blueprint: &Blueprint<'_>,
    packages: &Packages<'_>,
    language: &Language,
) -> BTreeMap<String, String> {
    let data = blueprint.types.keys().map(|name| (*name).to_owned());
    let events =
        blueprint.types.keys().filter(|name| blueprint.event_of(name).is_some()).map(|name| event_name(name));
    let wire: Vec<String> = data.chain(events).collect();
    let union = packages.event_union;
    let (known, all) = (format!("Known{union}"), format!("{union}s"));
    let taken: Vec<&str> = language.own_types.iter().copied().chain([union, &known, &all]).collect();
    let names = language.types.names(wire.iter().map(String::as_str), &taken);
    wire.into_iter().zip(names).collect()
}

/// The name of an event in the schemas, by that of its data.
pub(in crate::bindings) fn event_name(data: &str) -> String {
    format!("{data}Event")
}

/// The name of the package in the registry of the language.
pub(in crate::bindings) fn package_name<'a>(
    packages: &Packages<'a>,
    language: &Language,
) -> Result<&'a str, CodegenError> {
    packages.names.get(language.registry).map(String::as_str).ok_or_else(|| CodegenError::PackageName {
        language: language.title.to_owned(),
        registry: language.registry.to_owned(),
    })
}

pub(super) fn package(
    context: &Context<'_>,
    packages: &Packages<'_>,
    language: &Language,
    named: &Named<'_>,
) -> Result<PackageView, CodegenError> {
    let catalog = context.input.catalog;
    let name = package_name(packages, language)?;
    let mut builder = Builder { context, language, named, publishers: Vec::new() };
    for family in catalog.families {
        if !builder.publishers.iter().any(|known| known.namespace == family.publisher.namespace) {
            builder.publishers.push(family.publisher);
        }
    }
    Ok(PackageView {
        name: name.to_owned(),
        version: catalog.version.to_owned(),
        title: catalog.title.to_owned(),
        summary: (language.documentation)(catalog.summary),
        plain_summary: markdown::plain(catalog.summary),
        catalog: catalog.name.to_owned(),
        base_address: catalog.base_address.to_owned(),
        repository: catalog.repository.to_owned(),
        owner: catalog.owner.to_owned(),
        licence: packages.licence.to_owned(),
        event_union: packages.event_union.to_owned(),
        publishers: builder.publishers(),
        events: builder.events(),
        types: builder.types(),
    })
}

struct Builder<'a> {
    context: &'a Context<'a>,
    language: &'a Language,
    named: &'a Named<'a>,
    publishers: Vec<&'static Publisher>,
}

impl Builder<'_> {
    fn publishers(&self) -> Vec<PublisherView> {
        let constants =
            self.language.constants.names(self.publishers.iter().map(|publisher| publisher.namespace), &[]);
        self.publishers
            .iter()
            .zip(constants)
            .map(|(publisher, constant)| {
                let parameters = publisher.subject_parameters;
                let names =
                    self.language.fields.names(parameters.iter().map(|parameter| parameter.name), &[]);
                PublisherView {
                    name: publisher.name.to_owned(),
                    namespace: publisher.namespace.to_owned(),
                    constant,
                    type_prefix: publisher.type_prefix.to_owned(),
                    subject: publisher.subject.to_owned(),
                    parameters: parameters
                        .iter()
                        .zip(names)
                        .map(|(parameter, name)| ParameterView {
                            wire: parameter.name.to_owned(),
                            name,
                            documentation: self.text(parameter.description),
                            example: parameter.example.to_owned(),
                        })
                        .collect(),
                    wildcard: SubjectTemplate::new(publisher.subject).wildcard(),
                    source: self.text(publisher.source.description),
                    source_example: publisher.source.example.to_owned(),
                }
            })
            .collect()
    }

    fn events(&self) -> Vec<EventView> {
        let events = &self.context.events;
        let wire = || events.iter().map(|event| event.entry.definition.name);
        let constants = self.language.constants.names(wire(), &[]);
        let fields = self.language.fields.names(wire(), &[]);
        events
            .iter()
            .zip(constants.into_iter().zip(fields))
            .map(|(event, (constant, field))| self.event(event, constant, field))
            .collect()
    }

    fn event(&self, event: &EventContext, constant: String, field: String) -> EventView {
        let definition = event.entry.definition;
        let root = &event.model.root;
        let path = event.schema_path(Part::Data, Variant::Canonical);
        let canonical = schema::canonical(&event.data);
        let text = serde_json::to_string_pretty(&canonical).unwrap_or_default() + "\n";
        let deprecation = match definition.status {
            Status::Deprecated { note, replacement, .. } | Status::Removed { note, replacement, .. } => {
                let replacement = replacement.map(|name| format!(" Use `{name}`.")).unwrap_or_default();
                Some(self.text(&format!("{note}{replacement}")))
            }
            Status::Stable { .. } | Status::Experimental { .. } => None,
        };
        EventView {
            wire: definition.name.to_owned(),
            slug: definition.slug(),
            event_type: definition.event_type(),
            name: self.named.type_name(root).to_owned(),
            event_name: self.named.type_name(&event_name(root)).to_owned(),
            constant,
            field,
            documentation: self.text(event.documentation()),
            summary: self.text(event.summary()),
            deprecation,
            status: status(definition.status),
            since: definition.emitted.since.map(str::to_owned),
            until: definition.emitted.until.map(str::to_owned),
            family: definition.family.name.to_owned(),
            publisher: definition.family.publisher.namespace.to_owned(),
            version: definition.version.to_owned(),
            dataschema: self.context.address(&path),
            dataschema_sha256: sha256(text.as_bytes()),
            subject: definition.subject(),
            wildcard: SubjectTemplate::new(definition.subject()).wildcard(),
            source_example: definition.family.publisher.source.example.to_owned(),
            page: self.context.address(&event.page_path()),
            examples: definition
                .examples
                .iter()
                .filter_map(|example| {
                    Some(ExampleView {
                        name: example.name.to_owned(),
                        summary: self.text(example.summary),
                        data: serde_json::from_str(example.data).ok()?,
                    })
                })
                .collect(),
            schema: schema::canonical(&event.event),
        }
    }

    fn types(&self) -> Vec<TypeView> {
        let blueprint = self.named.blueprint;
        blueprint.types.iter().map(|(wire, definition)| self.definition(wire, definition)).collect()
    }

    fn definition(&self, wire: &str, definition: &TypeDefinition) -> TypeView {
        let blueprint = self.named.blueprint;
        let users = blueprint.used_by(wire);
        let home = match users {
            [only] => Some(only.entry.definition.name.to_owned()),
            _ => None,
        };
        let producer = self.producer(users);
        let mut view = TypeView {
            wire: wire.to_owned(),
            name: self.named.type_name(wire).to_owned(),
            kind: "",
            documentation: self.documentation(&definition.documentation, &definition.lifetime, producer),
            deprecation: self.deprecation(&definition.lifetime),
            event: blueprint.event_of(wire).map(|event| event.entry.definition.name.to_owned()),
            home,
            references: blueprint
                .references(wire)
                .into_iter()
                .map(|name| self.named.type_name(name).to_owned())
                .collect(),
            fields: Vec::new(),
            open: true,
            values: Vec::new(),
            tag: String::new(),
            variants: Vec::new(),
            fallback: None,
            shape: None,
            examples: definition.examples.clone(),
            expressions: BTreeMap::new(),
        };
        match &definition.kind {
            TypeKind::Record(record) => {
                view.kind = "record";
                view.open = record.open;
                view.fields = self.fields(record, producer);
            }
            TypeKind::Enumeration(enumeration) => {
                view.kind = "enumeration";
                view.open = enumeration.open;
                let names = self
                    .language
                    .values
                    .names(enumeration.values.iter().map(|known| known.value.as_str()), &[]);
                view.values = enumeration
                    .values
                    .iter()
                    .zip(names)
                    .map(|(known, name)| ValueView {
                        wire: known.value.clone(),
                        name,
                        documentation: self.text(&known.documentation),
                    })
                    .collect();
            }
            TypeKind::Union(union) => {
                view.kind = "union";
                self.union(union, &mut view);
            }
            TypeKind::Alias(shape) => {
                view.kind = "alias";
                view.expressions = self.expressions(shape, true, false);
                view.shape = Some(shape.clone());
            }
        }
        view
    }

    fn union(&self, union: &Union, view: &mut TypeView) {
        view.tag.clone_from(&union.tag);
        let wire = union.variants.iter().map(|variant| variant.value.as_str());
        let names = self.language.values.names(wire.chain(["other"]), &[]);
        let mut records =
            union.variants.iter().map(|variant| (variant.value.as_str(), variant.record.as_str()));
        let mut variants: Vec<VariantView> = Vec::new();
        for name in names {
            let (wire, record) = match records.next() {
                Some(variant) => variant,
                None => ("", union.fallback.as_deref().unwrap_or_default()),
            };
            variants.push(VariantView {
                wire: wire.to_owned(),
                name,
                record: self.named.type_name(record).to_owned(),
            });
        }
        let other = variants.pop();
        view.fallback = other.filter(|_| union.fallback.is_some());
        view.variants = variants;
    }

    fn fields(&self, record: &Record, producer: &str) -> Vec<FieldView> {
        let names = self.language.fields.names(record.fields.iter().map(|field| field.name.as_str()), &[]);
        record
            .fields
            .iter()
            .zip(names)
            .map(|(field, name)| FieldView {
                wire: field.name.clone(),
                name,
                documentation: self.documentation(&field.documentation, &field.lifetime, producer),
                deprecation: self.deprecation(&field.lifetime),
                required: field.required,
                nullable: field.nullable,
                shape: field.shape.clone(),
                examples: field.examples.clone(),
                expressions: self.expressions(&field.shape, field.required, field.nullable),
            })
            .collect()
    }

    fn expressions(&self, shape: &Shape, required: bool, nullable: bool) -> BTreeMap<&'static str, String> {
        let slot = Slot { shape, required, nullable };
        (self.language.expressions)(&slot, self.named).into_iter().collect()
    }

    /// What the versions are of.
    fn producer(&self, users: &[&EventContext]) -> &'static str {
        let mut names = users.iter().map(|event| event.entry.definition.family.publisher.name);
        match names.next() {
            Some(first) if names.all(|name| name == first) => first,
            _ => "producer",
        }
    }

    fn text(&self, text: &str) -> String {
        (self.language.documentation)(text)
    }

    fn documentation(&self, text: &str, lifetime: &Lifetime, producer: &str) -> String {
        let versions = match (&lifetime.since, &lifetime.until) {
            (Some(since), Some(until)) => format!("\n\nSent from {producer} {since} to {until}."),
            (Some(since), None) => format!("\n\nSince {producer} {since}."),
            (None, Some(until)) => format!("\n\nSent up to {producer} {until}."),
            (None, None) => String::new(),
        };
        self.text(&format!("{}{versions}", text.trim()))
    }

    fn deprecation(&self, lifetime: &Lifetime) -> Option<String> {
        let Deprecation { since, note, replacement } = lifetime.deprecation.as_ref()?;
        let mut words = Vec::new();
        words.extend(since.as_ref().map(|since| format!("Since {since}.")));
        words.extend(note.clone());
        words.extend(replacement.as_ref().map(|replacement| format!("Use `{replacement}`.")));
        if words.is_empty() {
            words.push("Do not rely on it.".to_owned());
        }
        Some(self.text(&words.join(" ")))
    }
}

fn status(status: Status) -> StatusView {
    let (state, since) = match status {
        Status::Stable { since } => ("stable", since),
        Status::Experimental { since } => ("experimental", since),
        Status::Deprecated { since, .. } => ("deprecated", since),
        Status::Removed { since, .. } => ("removed", since),
    };
    StatusView { state, since: since.to_owned() }
}
