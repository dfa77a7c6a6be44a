//! TypeScript: a package for npm.

mod layout;
mod literal;
mod readme;
mod shape;

use std::collections::BTreeMap;

use minijinja::{Value, context, value::Serde};

use super::{
    language::{Check, FirstProgram, Install, Language, Program, Template, Verification},
    name::{NameRule, trailing_underscore, upper_camel},
    view::PackageView,
};

/// The language.
pub(super) const TYPESCRIPT: Language = Language {
    name: "typescript",
    title: "TypeScript",
    registry: "npm",
    templates: TEMPLATES,
    types: NameRule {
        case: upper_camel,
        prefix: "type",
        reserved: &["Infinity", "NaN"],
        escape: trailing_underscore,
    },
    fields: NameRule::VERBATIM,
    values: NameRule::VERBATIM,
    constants: NameRule::VERBATIM,
    own_types: &[
        "EventAttributes",
        "EventError",
        "EventFields",
        "EventMap",
        "EventType",
        "JsonList",
        "JsonObject",
        "JsonValue",
        "NatsHeaders",
        "NatsMessage",
        "NewEvent",
        "ParameterNames",
        "ParseResult",
        "SubjectMap",
        "SubjectParameters",
        "UnknownEvent",
    ],
    expressions: shape::expressions,
    documentation,
    quote: literal::text,
    context: values,
    files: |_, _| Ok(Vec::new()),
    verification: VERIFICATION,
};

macro_rules! verbatim {
    ($path:literal) => {
        Template::verbatim($path, include_str!(concat!("../../templates/bindings/typescript/", $path)))
    };
}

macro_rules! filled_in {
    ($path:literal) => {
        Template::package($path, include_str!(concat!("../../templates/bindings/typescript/", $path, ".j2")))
    };
}

const TEMPLATES: &[Template] = &[
    filled_in!("README.md"),
    filled_in!("package.json"),
    filled_in!("package-lock.json"),
    verbatim!(".prettierignore"),
    verbatim!("eslint.config.js"),
    verbatim!("tsconfig.json"),
    verbatim!("tsconfig.strict.json"),
    filled_in!("src/data.ts"),
    filled_in!("src/events.ts"),
    filled_in!("src/schemas.ts"),
    filled_in!("src/tables.ts"),
    verbatim!("src/cloudevents.ts"),
    verbatim!("src/index.ts"),
    verbatim!("src/parse.ts"),
    verbatim!("src/publish.ts"),
    verbatim!("src/subjects.ts"),
    verbatim!("src/validate.ts"),
    verbatim!("src/runtime/attributes.ts"),
    verbatim!("src/runtime/check.ts"),
    verbatim!("src/runtime/event-error.ts"),
    verbatim!("src/runtime/header-value.ts"),
    verbatim!("src/runtime/json-value.ts"),
    verbatim!("src/runtime/nats-headers.ts"),
    verbatim!("src/runtime/new-event.ts"),
    verbatim!("src/runtime/numerals.ts"),
    verbatim!("src/runtime/pointer.ts"),
    verbatim!("src/runtime/read-json.ts"),
    verbatim!("src/runtime/reading.ts"),
    verbatim!("src/runtime/shapes.ts"),
    verbatim!("src/runtime/subject.ts"),
    verbatim!("src/runtime/tables.ts"),
    verbatim!("src/runtime/time.ts"),
    filled_in!("src/runtime/union.ts"),
    verbatim!("src/runtime/unknown.ts"),
    verbatim!("src/runtime/validation.ts"),
    verbatim!("src/runtime/write-json.ts"),
    verbatim!("tests/cloudevents.test.ts"),
    verbatim!("tests/events.test.ts"),
    verbatim!("tests/exact-json.ts"),
    verbatim!("tests/examples.ts"),
    filled_in!("tests/exhaustive.test.ts"),
    verbatim!("tests/json.test.ts"),
    verbatim!("tests/packed/consumer.ts"),
    verbatim!("tests/packed/package.test.ts"),
    verbatim!("tests/packed/readme.test.ts"),
    verbatim!("tests/tsconfig.json"),
    verbatim!("tests/vectors.test.ts"),
];

const VERIFICATION: Verification = Verification {
    programs: &[
        Program { command: &["node", "--version"], install: "Node.js 20 or newer" },
        Program { command: &["npm", "--version"], install: "npm, which comes with Node.js" },
    ],
    environment: &[],
    installs: &[Install {
        title: "packages of npm",
        files: &["package.json", "package-lock.json"],
        command: &["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
    }],
    checks: &[
        // Texts of a catalogue stand in its README as they are, in Markdown of their own.
        Check::new("format", &["{tools}/node_modules/.bin/prettier", "--check", ".", "!README.md"]),
        Check::new("format of the README", &["{tools}/node_modules/.bin/prettier", "--check", "README.md"])
            .main_catalog_only(),
        Check::new("types", &["npm", "--silent", "run", "build"]),
        Check::new("lint", &["{tools}/node_modules/.bin/eslint", "."]),
        Check::new("tests and vectors", &["npm", "--silent", "test"]).with_vectors(),
        Check::new(
            "programs of the README",
            &["node", "--test", "--test-reporter=spec", "build/tests/packed/readme.test.js"],
        ),
        Check::new(
            "packing",
            &["node", "--test", "--test-reporter=spec", "build/tests/packed/package.test.js"],
        )
        .main_catalog_only(),
    ],
    first_program: Some(FirstProgram {
        fence: "ts",
        file: "{tools}/program/program.ts",
        project: &[
            ("package.json", "{ \"name\": \"program\", \"private\": true, \"type\": \"module\" }\n"),
            (
                "tsconfig.json",
                "{ \"compilerOptions\": { \"module\": \"NodeNext\", \"types\": [\"node\"], \"skipLibCheck\": true } }\n",
            ),
        ],
        prepare: &[
            &["npm", "--silent", "--prefix", "{package}", "run", "build"],
            &["node", "--eval", "fs.rmSync('node_modules', { recursive: true, force: true })"],
            &["npm", "install", "--install-links", "--no-save", "--ignore-scripts", "--offline", "{package}"],
            &["{tools}/node_modules/.bin/tsc", "--project", "tsconfig.json"],
        ],
        command: &["node", "program.js"],
    }),
};

/// What templates ask beside the package: layout that depends on the width of
/// lines, and the names of types in the tables.
fn values(package: &PackageView) -> Value {
    let wire: BTreeMap<&str, &str> =
        package.types.iter().map(|definition| (definition.name.as_str(), definition.wire.as_str())).collect();
    let event = package.events.first();
    context! {
        wire => Value::from(Serde(&wire)),
        field => event.map(|event| readme::field(package, event)),
        data => event.map(|event| readme::data(package, event, 2)),
        key => Value::from_function(|name: &str| literal::key(name)),
        property_name => Value::from_function(|name: &str| literal::property(name)),
        declaration => Value::from_function(layout::declaration),
        documentation => Value::from_function(layout::documentation),
        imports => Value::from_function(|keyword: &str, names: Vec<String>, module: &str| {
            layout::imports(keyword, &names, module)
        }),
        property => Value::from_function(layout::property),
        union => Value::from_function(|head: &str, options: Vec<String>| layout::union(head, &options)),
    }
}

/// Keeps a text from ending its comment, and from beginning tags of JSDoc.
fn documentation(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut before = ' ';
    for character in text.chars() {
        let is_tag = character == '@' && (before.is_whitespace() || before == '{');
        if is_tag || (before == '*' && character == '/') {
            safe.push('\\');
        }
        safe.push(character);
        before = character;
    }
    safe
}
