//! Python: typed pydantic models.

mod example;
mod layout;
mod names;
mod text;
mod types;

use minijinja::{Value, context, value::Serde};

use self::{
    names::{NO_ATTRIBUTES, OWN_TYPES, attribute, known, module},
    text::quote,
    types::{expressions, has_any, used},
};
use super::{
    language::{Check, Files, FirstProgram, Install, Language, Named, Program, Template, Verification},
    name::{NameRule, shouty, trailing_underscore, upper_camel},
    view::PackageView,
};
use crate::CodegenError;

macro_rules! template {
    ($($part:literal),+) => {
        include_str!(concat!("../../templates/bindings/python/", $($part),+))
    };
}

/// A module that is the same for every catalogue.
macro_rules! module {
    ($name:literal) => {
        Template::verbatim(concat!("src/{{ language.module }}/", $name), template!("package/", $name))
    };
}

/// A file that depends on the catalogue.
macro_rules! file {
    ($path:literal) => {
        Template::package($path, template!($path, ".j2"))
    };
}

/// Python, from 3.10 on.
pub(super) const PYTHON: Language = Language {
    name: "python",
    title: "Python",
    registry: "pypi",
    templates: &[
        file!("pyproject.toml"),
        file!("README.md"),
        Template::verbatim("requirements-dev.txt", template!("requirements-dev.txt")),
        Template::package("src/{{ language.module }}/__init__.py", template!("package/__init__.py.j2")),
        Template::package("src/{{ language.module }}/data.py", template!("package/data.py.j2")),
        Template::package("src/{{ language.module }}/events.py", template!("package/events.py.j2")),
        Template::package("src/{{ language.module }}/typed_dicts.py", template!("package/typed_dicts.py.j2")),
        module!("_binary_mode.py"),
        module!("_fault.py"),
        module!("_json.py"),
        module!("_record.py"),
        module!("_shape.py"),
        module!("cloudevents_sdk.py"),
        module!("envelope.py"),
        module!("errors.py"),
        module!("nats.py"),
        module!("newer.py"),
        module!("reading.py"),
        module!("schemas/__init__.py"),
        module!("subjects.py"),
        module!("times.py"),
        module!("validation.py"),
        module!("writing.py"),
        file!("examples/publish.py"),
        file!("examples/subscribe.py"),
        file!("tests/test_events.py"),
        file!("tests/test_reading.py"),
        file!("tests/test_subjects.py"),
        Template::verbatim("tests/test_vectors.py", template!("tests/test_vectors.py")),
        file!("tests/vectors.py"),
        file!("tests/wheel.py"),
    ],
    types: NameRule { case: upper_camel, prefix: "Type", reserved: &[], escape: trailing_underscore },
    fields: NameRule {
        case: attribute,
        prefix: "field",
        reserved: NO_ATTRIBUTES,
        escape: trailing_underscore,
    },
    values: NameRule { case: shouty, prefix: "value", reserved: &[], escape: trailing_underscore },
    constants: NameRule { case: shouty, prefix: "event", reserved: &[], escape: trailing_underscore },
    own_types: OWN_TYPES,
    expressions,
    documentation: str::to_owned,
    quote,
    context: language_values,
    files,
    verification: VERIFICATION,
};

const VERIFICATION: Verification = Verification {
    programs: &[
        Program {
            command: &["python3", "-c", "import sys, venv; sys.exit(sys.version_info < (3, 10))"],
            install: "Python 3.10 or newer, with its module venv",
        },
        Program { command: &["node", "--version"], install: "Node.js 20 or newer, on which pyright runs" },
    ],
    environment: &[
        ("PIP_DISABLE_PIP_VERSION_CHECK", "1"),
        ("PYRIGHT_PYTHON_IGNORE_WARNINGS", "1"),
        ("PYTHONDONTWRITEBYTECODE", "1"),
        ("RUFF_CACHE_DIR", "{tools}/ruff"),
    ],
    installs: &[
        Install {
            title: "environment of the checks",
            files: &[],
            command: &["python3", "-m", "venv", "{tools}/venv"],
        },
        Install {
            title: "packages of the checks",
            files: &["requirements-dev.txt"],
            command: &["{tools}/venv/bin/pip", "install", "--quiet", "-r", "requirements-dev.txt"],
        },
        Install {
            title: "environment of a user",
            files: &[],
            command: &["python3", "-m", "venv", "{tools}/user"],
        },
        Install {
            title: "packages of a user",
            files: &["requirements-dev.txt"],
            command: &[
                "{tools}/user/bin/pip",
                "install",
                "--quiet",
                "-c",
                "requirements-dev.txt",
                "pydantic",
                "nats-py",
            ],
        },
    ],
    checks: &[
        Check::new("formatting", &["{tools}/venv/bin/ruff", "format", "--check", "--quiet", "."]),
        Check::new("lints", &["{tools}/venv/bin/ruff", "check", "--quiet", "."]),
        Check::new("types by mypy", &["{tools}/venv/bin/mypy"]),
        Check::new(
            "types by pyright",
            &["{tools}/venv/bin/pyright", "--pythonpath", "{tools}/venv/bin/python"],
        ),
        Check::new("tests", &["{tools}/venv/bin/python", "-m", "pytest", "--quiet"]).with_vectors(),
        Check::new("building", &["{tools}/venv/bin/python", "-m", "build", "--no-isolation"])
            .main_catalog_only(),
        Check::new("using the wheel", &["{tools}/user/bin/python", "tests/wheel.py"]).main_catalog_only(),
    ],
    first_program: Some(FirstProgram {
        fence: "python",
        file: "{tools}/first/first.py",
        project: &[],
        prepare: &[
            &[
                "{tools}/venv/bin/python",
                "-m",
                "build",
                "--no-isolation",
                "--wheel",
                "--outdir",
                "dist",
                "{package}",
            ],
            &["{tools}/user/bin/python", "{package}/tests/wheel.py"],
        ],
        command: &["{tools}/user/bin/python", "-u", "first.py"],
    }),
};

fn language_values(package: &PackageView) -> Value {
    let used = used(package);
    let among = |names: &[&'static str]| -> Vec<&'static str> {
        names.iter().copied().filter(|name| used.contains(name)).collect()
    };
    let mut dict_typing = vec!["TYPE_CHECKING", "Any", "Literal", "TypeAlias", "TypedDict"];
    dict_typing.retain(|name| *name != "Any" || has_any(package));
    context! {
        module => module(package),
        known => known(package),
        typing => among(&["Annotated", "Final", "Literal", "TypeAlias"]),
        pydantic => among(&["ConfigDict", "Field"]),
        extensions => among(&["TypeAliasType", "deprecated"]),
        dict_typing => dict_typing,
        json => used.contains("JsonValue"),
        record => among(&[
            "Constant", "KnownValues", "Number", "OneOf", "OpenEnumeration", "OrAbsent", "Record",
        ]),
        example => Serde(&example::example(package)),
    }
}

/// The JSON Schemas, which the package embeds, and the mark of a typed package.
fn files(package: &PackageView, _named: &Named<'_>) -> Result<Files, CodegenError> {
    let folder = format!("src/{}", module(package));
    let mut files = vec![(format!("{folder}/py.typed"), String::new())];
    for event in &package.events {
        let path = format!("{folder}/schemas/{}.schema.json", event.wire);
        let text = serde_json::to_string_pretty(&event.schema)
            .map_err(|source| CodegenError::Json { path: path.clone(), source })?;
        files.push((path, text + "\n"));
    }
    Ok(files)
}
