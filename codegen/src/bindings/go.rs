//! Go: a module without dependencies, and modules beside it for those who want
//! validation or the SDK of CloudEvents.

mod documentation;
mod expression;
mod literal;
mod naming;

use std::collections::{BTreeMap, BTreeSet};

use minijinja::{Value, value::Serde};
use serde_json::json;

use self::literal::Literals;
use super::{
    language::{Check, Files, FirstProgram, Install, Language, Named, Program, Template, Verification},
    view::{EventView, PackageView, TypeView},
};
use crate::CodegenError;

/// The descriptor.
pub(super) static GO: Language = Language {
    name: "go",
    title: "Go",
    registry: "go",
    templates: TEMPLATES,
    types: naming::TYPES,
    fields: naming::FIELDS,
    values: naming::VALUES,
    constants: naming::TYPES,
    own_types: naming::OWN_TYPES,
    expressions: expression::expressions,
    documentation: documentation::documentation,
    quote,
    context,
    files,
    verification: VERIFICATION,
};

/// A template in its folder, with the macros that all of them may use.
macro_rules! template {
    ($path:literal) => {
        concat!(
            include_str!("../../templates/bindings/go/macros.j2"),
            include_str!(concat!("../../templates/bindings/go/", $path, ".j2"))
        )
    };
}

macro_rules! package {
    ($path:literal) => {
        Template::package($path, template!($path))
    };
}

macro_rules! verbatim {
    ($path:literal) => {
        Template::verbatim($path, include_str!(concat!("../../templates/bindings/go/", $path)))
    };
}

const TEMPLATES: &[Template] = &[
    // The runtime: the same for every catalogue but for the name of the package.
    package!("create.go"),
    package!("envelope.go"),
    package!("errors.go"),
    package!("event.go"),
    package!("nats.go"),
    package!("nullable.go"),
    package!("record.go"),
    package!("shape.go"),
    package!("subject.go"),
    package!("value.go"),
    package!("writer.go"),
    package!("event_test.go"),
    package!("schemas_test.go"),
    package!("shape_test.go"),
    // What the catalogue says.
    package!("doc.go"),
    package!("catalog.go"),
    package!("types.go"),
    package!("example_test.go"),
    // No platform of Go is called `event`, so that no file is left out anywhere.
    Template::event("{{ event.wire }}_event.go", template!("name_event.go")),
    package!("schemas/schemas.go"),
    // The modules.
    package!("README.md"),
    package!("go.mod"),
    verbatim!("staticcheck.conf"),
    package!("cloudevents/cloudevents.go"),
    package!("cloudevents/cloudevents_test.go"),
    package!("cloudevents/go.mod"),
    verbatim!("cloudevents/go.sum"),
    package!("validate/validate.go"),
    package!("validate/error.go"),
    package!("validate/error_test.go"),
    package!("validate/validate_test.go"),
    package!("validate/vectors_test.go"),
    package!("validate/go.mod"),
    verbatim!("validate/go.sum"),
    package!("examples/nats/read/main.go"),
    package!("examples/nats/publish/main.go"),
    package!("examples/nats/go.mod"),
    verbatim!("examples/nats/go.sum"),
];

const VERIFICATION: Verification = Verification {
    programs: &[
        Program { command: &["go", "version"], install: "Go 1.25 or newer" },
        Program { command: &["cc", "--version"], install: "a C compiler, for the race detector of Go" },
    ],
    environment: &[
        ("GOMODCACHE", "{tools}/modules"),
        ("GOCACHE", "{tools}/cache"),
        ("GOBIN", "{tools}/bin"),
        ("GOTOOLCHAIN", "local"),
        // Without `-modcacherw` nobody could remove the folder.
        ("GOFLAGS", "-buildvcs=false -modcacherw"),
    ],
    installs: &[Install {
        title: "staticcheck",
        files: &[],
        command: &["go", "install", "honnef.co/go/tools/cmd/staticcheck@v0.7.0"],
    }],
    checks: &[
        Check::new("format", &["gofmt", "-l", "."]).silent(),
        Check::new("vet", VET),
        Check::new("tests", &["go", "test", "-race", "./..."]),
        Check::new("staticcheck", STATICCHECK),
        Check::new("vectors", &["go", "test", "-count=1", "./..."])
            .within("{package}/validate")
            .with_vectors(),
        Check::new("validate: vet", VET).within("{package}/validate"),
        Check::new("validate: staticcheck", STATICCHECK).within("{package}/validate"),
        Check::new("cloudevents: vet", VET).within("{package}/cloudevents"),
        Check::new("cloudevents: tests", &["go", "test", "./..."]).within("{package}/cloudevents"),
        Check::new("cloudevents: staticcheck", STATICCHECK).within("{package}/cloudevents"),
        Check::new("examples: vet", VET).within("{package}/examples/nats"),
        Check::new("examples: staticcheck", STATICCHECK).within("{package}/examples/nats"),
        Check::new("modules", TIDY).main_catalog_only(),
        Check::new("validate: modules", TIDY).within("{package}/validate").main_catalog_only(),
        Check::new("cloudevents: modules", TIDY).within("{package}/cloudevents").main_catalog_only(),
        Check::new("examples: modules", TIDY).within("{package}/examples/nats").main_catalog_only(),
    ],
    // A workspace stands for the registry: the program finds the package by its name.
    first_program: Some(FirstProgram {
        fence: "go",
        file: "{tools}/first-program/main.go",
        project: &[
            ("go.mod", "module example.com/first\n\ngo 1.25.0\n"),
            ("go.work", "go 1.25.0\n\nuse (\n\t.\n\t{package}\n)\n"),
        ],
        prepare: &[
            &["go", "get", "github.com/nats-io/nats.go@v1.52.0"],
            &["go", "build", "-o", "program", "."],
        ],
        command: &["{tools}/first-program/program"],
    }),
};

const VET: &[&str] = &["go", "vet", "./..."];
const STATICCHECK: &[&str] = &["{tools}/bin/staticcheck", "./..."];
const TIDY: &[&str] = &["go", "mod", "tidy", "-diff"];

/// A text as an interpreted string literal.
fn quote(text: &str) -> String {
    let mut literal = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => {
                literal.push('\\');
                literal.push(character);
            }
            '\n' => literal.push_str("\\n"),
            '\t' => literal.push_str("\\t"),
            _ if character.is_control() || matches!(character, '\u{feff}' | '\u{2028}' | '\u{2029}') => {
                literal.push_str(&format!("\\u{:04x}", u32::from(character)));
            }
            _ => literal.push(character),
        }
    }
    literal.push('"');
    literal
}

/// The schemas of the events, embedded in the package `schemas`.
fn files(view: &PackageView, _: &Named<'_>) -> Result<Files, CodegenError> {
    view.events
        .iter()
        .map(|event| {
            let path = format!("schemas/{}.schema.json", event.event_type);
            let text = serde_json::to_string_pretty(&event.schema)
                .map_err(|source| CodegenError::Json { path: path.clone(), source })?;
            Ok((path, format!("{text}\n")))
        })
        .collect()
}

fn context(view: &PackageView) -> Value {
    let package = package_name(&view.catalog);
    let major = major(&view.version);
    let mut names = Names::new(view);
    let events: BTreeMap<&str, _> = view
        .events
        .iter()
        .map(|event| {
            let mut name = |before: &str, name: &str| names.unique(&format!("{before}{name}"));
            let constants = json!({
                "type": name("Type", &event.name),
                "schema": name("Schema", &event.name),
                "subject": name("Subject", &event.name),
                "create": name("New", &event.event_name),
            });
            (event.wire.as_str(), constants)
        })
        .collect();
    let values: BTreeMap<&str, BTreeMap<&str, String>> = view
        .types
        .iter()
        .filter(|definition| definition.kind == "enumeration")
        .map(|definition| {
            let constants = definition.values.iter().map(|known| {
                let name = names.unique(&format!("{}{}", definition.name, known.name));
                (known.wire.as_str(), name)
            });
            (definition.name.as_str(), constants.collect())
        })
        .collect();
    let constant = |name: &str, value: &str| values.get(name)?.get(value).cloned();
    let literals = Literals { view, package: &package, constant: &constant };
    Value::from(Serde(json!({
        "package": package,
        "module": format!("{}{major}", view.name),
        "major": major,
        "events": events,
        "values": values,
        "notes": view.events.iter().map(|event| (event.wire.as_str(), note(event))).collect::<BTreeMap<_, _>>(),
        "unions": unions(view),
        "json": json_types(view),
        "parameters": parameters(view),
        "example": example(view, &literals),
    })))
}

/// `lattice-events` → `latticeevents`
fn package_name(catalog: &str) -> String {
    let name: String = catalog.chars().filter(char::is_ascii_alphanumeric).collect();
    let name = name.to_ascii_lowercase();
    if name.starts_with(|first: char| first.is_ascii_alphabetic()) { name } else { format!("events{name}") }
}

/// From version 2 on, the path of a module tells its major version.
fn major(version: &str) -> String {
    match version.split('.').next() {
        None | Some("0" | "1") => String::new(),
        Some(major) => format!("/v{major}"),
    }
}

/// The names that a package exports.
struct Names(BTreeSet<String>);

impl Names {
    fn new(view: &PackageView) -> Self {
        let own = naming::OWN_TYPES.iter().map(|name| (*name).to_owned());
        let types = view.types.iter().map(|definition| definition.name.clone());
        let events = view.events.iter().map(|event| event.event_name.clone());
        Self(own.chain(types).chain(events).collect())
    }

    /// The name, or the name with a number where it is taken.
    fn unique(&mut self, name: &str) -> String {
        let separator = if name.ends_with(|last: char| last.is_ascii_digit()) { "_" } else { "" };
        let numbered = (2_u32..).map(|number| format!("{name}{separator}{number}"));
        let unique = std::iter::once(name.to_owned()).chain(numbered).find(|name| !self.0.contains(name));
        let unique = unique.unwrap_or_default();
        self.0.insert(unique.clone());
        unique
    }
}

/// The unions of which a record is a part, by the name of the record.
fn unions(view: &PackageView) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut unions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for definition in &view.types {
        for variant in definition.variants.iter().chain(&definition.fallback) {
            unions.entry(&variant.record).or_default().insert(&definition.name);
        }
    }
    unions
}

/// Whether the declaration of a type needs `encoding/json`, by its name.
fn json_types(view: &PackageView) -> BTreeMap<&str, bool> {
    let names_it = |text: Option<&String>| text.is_some_and(|text| text.contains("json."));
    let needs_it = |definition: &TypeView| match definition.kind {
        "record" => {
            let mut fields = definition.fields.iter();
            definition.open || fields.any(|field| names_it(field.expressions.get("type")))
        }
        "union" => true,
        _ => names_it(definition.expressions.get("declaration")),
    };
    view.types.iter().map(|definition| (definition.name.as_str(), needs_it(definition))).collect()
}

/// What stands below the documentation of an event.
fn note(event: &EventView) -> String {
    let status = match event.status.state {
        "experimental" => "It is experimental: it may still change in any way.\n\n",
        "removed" => "No supported version of its producer sends it any more.\n\n",
        _ => "",
    };
    format!("\n\n{status}See {}.", event.page)
}

/// The parameters of all subjects, each once.
fn parameters(view: &PackageView) -> Vec<serde_json::Value> {
    let mut known = BTreeSet::new();
    let all = view.publishers.iter().flat_map(|publisher| &publisher.parameters);
    let parameters: Vec<_> = all.filter(|parameter| known.insert(parameter.wire.as_str())).collect();
    let names = naming::FIELDS.names(parameters.iter().map(|parameter| parameter.wire.as_str()), &[]);
    let views = parameters.iter().zip(names).map(|(parameter, name)| {
        json!({
            "wire": parameter.wire,
            "name": name,
            "documentation": parameter.documentation,
            "example": parameter.example,
        })
    });
    views.collect()
}

/// The event that examples show: the first one on which users may rely.
fn example(view: &PackageView, literals: &Literals<'_>) -> serde_json::Value {
    let is_good = |event: &&EventView| event.deprecation.is_none() && !event.examples.is_empty();
    let Some(event) = view.events.iter().find(is_good).or(view.events.first()) else { return json!({}) };
    let definition = view.types.iter().find(|known| known.event.as_deref() == Some(event.wire.as_str()));
    let (Some(definition), Some(example)) = (definition, event.examples.first()) else { return json!({}) };
    let literal = literals.data(definition, &example.data).join("\n");
    let names = parameters(view);
    let publisher = view.publishers.iter().find(|publisher| publisher.namespace == event.publisher);
    let own = |wire: &str| publisher.is_some_and(|known| known.parameters.iter().any(|own| own.wire == wire));
    let filled: Vec<String> = names
        .iter()
        .filter(|parameter| own(parameter["wire"].as_str().unwrap_or_default()))
        .map(|parameter| {
            let text = |key: &str| parameter[key].as_str().unwrap_or_default();
            format!("{}: {}", text("name"), quote(text("example")))
        })
        .collect();
    json!({
        "wire": event.wire,
        "event_name": event.event_name,
        "source": event.source_example,
        "needs_json": literal.contains("json."),
        "literal": literal,
        "parameters": filled.join(", "),
    })
}
