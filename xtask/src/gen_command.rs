//! `cargo xtask gen`.

use std::{
    borrow::Cow,
    io,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
    time::Instant,
};

use lattice_codegen::{
    CodegenError, DocumentSchema, FileSet, Guide, Input, LinterDocumentation, PlaceholderDocumentation,
    RuleDocumentation, RuleGroup, RustCrate, StatementDocumentation, StatementTable,
    bindings::{self, Packages},
    conformance::{CASE_DOCUMENT, CASE_FORMAT, ConformanceCase},
    vectors::{VECTOR_DOCUMENT, VECTOR_FORMAT, VectorFile},
};
use lattice_event_model::{
    catalog::{Catalog, CatalogError, CatalogSource},
    schema,
};
use lattice_events::CATALOG;
use lattice_linter::{Configuration, Group, Level, Profile, Rule, report::Report, rules, statements};
use similar::TextDiff;

use crate::{
    conformance::{self, ConformanceError},
    samples::{self, SampleError},
    sync::{self, Difference, Mode, SyncError},
    thresholds, workspace,
};

/// The longest diff of one file that `--check` prints, in lines.
const DIFF_LINES: usize = 40;

/// The version of the format of reports. A change of their types is a new one.
const REPORT_FORMAT: &str = "0.1.0";
const REPORT_EXAMPLE: &str = include_str!("../templates/report.json");
const VECTORS_EXAMPLE: &str = include_str!("../templates/vectors.json");
const CASE_EXAMPLE: &str = include_str!("../templates/conformance-case.json");

/// The version of the format of configurations. A change of their types is a new one.
const CONFIGURATION_FORMAT: &str = "0.1.0";
const CONFIGURATION_EXAMPLE: &str = include_str!("../templates/configuration.json");

/// Pages that are written by hand, beside the events that they are about.
const GUIDES: &[Guide<'_>] = &[Guide {
    slug: "identity",
    title: "Workload identity",
    description: "What identity events tell about the SPIFFE identities of hosts, components and providers, and how to read them.",
    family: Some("identity"),
    body: include_str!("../../schema-src/guides/identity.md"),
}];

/// Everything that is published could not be made.
#[derive(Debug, thiserror::Error)]
pub enum GenerationError {
    /// Something cannot be published as it is.
    #[error("failed to generate")]
    Codegen(#[from] CodegenError),
    /// The catalogue that was made cannot be read back.
    #[error("failed to read back what was generated")]
    Catalog(#[from] CatalogError),
    /// The conformance cases cannot be made.
    #[error("failed to make the conformance cases")]
    Conformance(#[from] ConformanceError),
    /// The names of the packages cannot be read.
    #[error("failed to read [workspace.metadata.publishing] of Cargo.toml")]
    Publishing(#[from] toml::de::Error),
    /// The samples of the vectors cannot be made.
    #[error("failed to make samples of events")]
    Samples(#[from] SampleError),
    /// The directory cannot be compared or written.
    #[error("failed to bring the directory up to date")]
    Sync(#[from] SyncError),
}

/// Every file of the catalogue.
///
/// # Errors
///
/// [`GenerationError`], if something cannot be published as it is.
pub fn files() -> Result<FileSet, GenerationError> {
    let cases = conformance::cases(&Arc::new(catalog()?))?;
    let rules: Vec<RuleDocumentation> = rules::ALL.iter().map(|rule| documentation(rule)).collect();
    let groups: Vec<RuleGroup> = Group::ALL
        .iter()
        .map(|group| RuleGroup { title: group.title().to_owned(), summary: group.summary().to_owned() })
        .collect();
    let statements: Vec<StatementTable> =
        statements::ALL.iter().map(|table| statement_table(table)).collect();
    let report = DocumentSchema {
        name: "report".to_owned(),
        version: REPORT_FORMAT.to_owned(),
        summary: "The report of `event-lint --format json`.".to_owned(),
        schema: schema::derive::<Report>(),
        example: parse("report.json", REPORT_EXAMPLE)?,
    };
    let configuration = DocumentSchema {
        name: "configuration".to_owned(),
        version: CONFIGURATION_FORMAT.to_owned(),
        summary: "The configuration of event-lint, `event-lint.toml`.".to_owned(),
        schema: schema::derive::<Configuration>(),
        example: parse("configuration.json", CONFIGURATION_EXAMPLE)?,
    };
    let case = DocumentSchema {
        name: CASE_DOCUMENT.to_owned(),
        version: CASE_FORMAT.to_owned(),
        summary: "A conformance case: messages, and what a linter finds in them.".to_owned(),
        schema: schema::derive::<ConformanceCase>(),
        example: parse("conformance-case.json", CASE_EXAMPLE)?,
    };
    let vectors = DocumentSchema {
        name: VECTOR_DOCUMENT.to_owned(),
        version: VECTOR_FORMAT.to_owned(),
        summary: "A file of test vectors: messages, and what every reader makes of them.".to_owned(),
        schema: schema::derive::<VectorFile>(),
        example: parse("vectors.json", VECTORS_EXAMPLE)?,
    };
    let linter = LinterDocumentation {
        groups: &groups,
        rules: &rules,
        statements: &statements,
        cases: &cases,
        placeholders: &placeholders(),
        thresholds: &thresholds::documentation(),
        licence: env!("CARGO_PKG_LICENSE"),
    };
    Ok(lattice_codegen::generate(&Input {
        catalog: &CATALOG,
        linter,
        documents: &[report, configuration, case, vectors],
        guides: GUIDES,
        rust_crate: Some(RustCrate { name: "lattice-events", event_enum: "LatticeEvent" }),
        samples: &samples::samples()?,
        packages: Some(Packages {
            languages: bindings::LANGUAGES,
            names: &workspace::Publishing::embedded()?.packages,
            event_union: "LatticeEvent",
            licence: env!("CARGO_PKG_LICENSE"),
            licence_text: include_str!("../../LICENSE"),
        }),
    })?)
}

fn parse(path: &str, text: &str) -> Result<serde_json::Value, CodegenError> {
    serde_json::from_str(text).map_err(|source| CodegenError::Json { path: path.to_owned(), source })
}

/// The catalogue, as linters read it. Cases are judged by it before they are
/// published beside it.
fn catalog() -> Result<Catalog, GenerationError> {
    struct Memory(FileSet);

    impl CatalogSource for Memory {
        fn read(&self, path: &str) -> io::Result<Cow<'static, [u8]>> {
            self.0
                .get(path)
                .map(|bytes| Cow::Owned(bytes.to_vec()))
                .ok_or_else(|| io::ErrorKind::NotFound.into())
        }

        fn describe(&self) -> String {
            "memory".to_owned()
        }
    }

    let files = lattice_codegen::generate(&Input {
        catalog: &CATALOG,
        linter: LinterDocumentation::default(),
        documents: &[],
        guides: &[],
        rust_crate: None,
        samples: &[],
        packages: None,
    })?;
    Ok(Catalog::open(Memory(files))?)
}

fn documentation(rule: &Rule) -> RuleDocumentation {
    let own = Level::from(rule.severity);
    let profiles = [("1.0.2", Profile::V1_0_2), ("1.0.3", Profile::V1_0_3)]
        .into_iter()
        .map(|(name, profile)| (name, rule.level(profile)))
        .filter(|(_, level)| *level != own)
        .map(|(name, level)| {
            let level = level.severity().map_or("allow", |severity| severity.as_str());
            (name.to_owned(), level.to_owned())
        });
    RuleDocumentation {
        name: rule.name.to_owned(),
        summary: rule.summary(),
        group: rule.group().title().to_owned(),
        severity: rule.severity.to_string(),
        profiles: profiles.collect(),
        statements: statements::checked_by(rule).map(str::to_owned).collect(),
        reference: rule.reference.to_owned(),
        since: rule.since.to_owned(),
        documentation: rule.documentation(CATALOG.base_address),
    }
}

fn statement_table(specification: &statements::Specification) -> StatementTable {
    let statement = |statement: &statements::Statement| StatementDocumentation {
        id: statement.id.to_owned(),
        obligation: statement.obligation.as_str().to_owned(),
        section: statement.place.section.to_owned(),
        address: statement.place.address.to_owned(),
        since: statement.place.since.to_owned(),
        text: statement.text.to_owned(),
        unchecked: statement.unchecked.map(str::to_owned),
    };
    StatementTable {
        title: specification.title.to_owned(),
        summary: specification.summary.to_owned(),
        statements: specification.statements.iter().map(statement).collect(),
    }
}

/// What messages of cases leave open.
fn placeholders() -> Vec<PlaceholderDocumentation> {
    // The address is filled in before a case is published.
    lattice_linter::placeholders()
        .iter()
        .filter(|(name, _)| *name != "base-address")
        .map(|(name, meaning)| PlaceholderDocumentation {
            name: (*name).to_owned(),
            meaning: (*meaning).to_owned(),
        })
        .collect()
}

pub(crate) fn run(check: bool, out: Option<PathBuf>) -> anyhow::Result<ExitCode> {
    let start = Instant::now();
    let files = files()?;
    let made = start.elapsed();
    let (directory, shown) = match &out {
        Some(directory) => {
            if !check {
                sync::refuse_foreign(directory).map_err(GenerationError::from)?;
            }
            (directory.clone(), directory.display().to_string())
        }
        None => (workspace::root().join("generated"), "generated".to_owned()),
    };
    let mode = if check { Mode::Check } else { Mode::Write };
    let differences = sync::sync(&files, &directory, mode).map_err(GenerationError::from)?;
    let figures = format!(
        "{} files, {} ms to make them, {} ms in all",
        files.len(),
        made.as_millis(),
        start.elapsed().as_millis()
    );
    if !check {
        for difference in &differences {
            println!("{:<9} {shown}/{}", done(difference), difference.path);
        }
        println!("{shown}: {} changed, {figures}", differences.len());
        return Ok(ExitCode::SUCCESS);
    }
    if differences.is_empty() {
        println!("{shown} is up to date: {figures}");
        return Ok(ExitCode::SUCCESS);
    }
    for difference in &differences {
        println!("{:<12} {shown}/{}", difference.kind.to_string(), difference.path);
        print_diff(difference);
    }
    let command = match &out {
        Some(directory) => format!("cargo xtask gen --out {}", display(directory)),
        None => "cargo xtask gen".to_owned(),
    };
    println!("\n{shown}: {} of {} files differ. To mend it, run: {command}", differences.len(), files.len());
    Ok(ExitCode::FAILURE)
}

fn done(difference: &Difference) -> &'static str {
    match (&difference.before, &difference.after) {
        (_, None) => "removed",
        (None, _) => "added",
        _ => "rewritten",
    }
}

fn display(path: &Path) -> String {
    let text = path.display().to_string();
    if text.contains(' ') { format!("'{text}'") } else { text }
}

fn print_diff(difference: &Difference) {
    let (Some(before), Some(after)) = (&difference.before, &difference.after) else { return };
    let (Ok(before), Ok(after)) = (std::str::from_utf8(before), std::str::from_utf8(after)) else {
        return println!("    (the file on disk is not UTF-8)");
    };
    let diff = TextDiff::from_lines(before, after);
    let text = diff.unified_diff().context_radius(1).header("on disk", "generated").to_string();
    for line in text.lines().take(DIFF_LINES) {
        let line: String = line.chars().take(160).collect();
        println!("    {line}");
    }
    let left = text.lines().count().saturating_sub(DIFF_LINES);
    if left > 0 {
        println!("    … and {left} more lines");
    }
}

#[cfg(test)]
mod tests {
    use lattice_linter::{Configuration, report::Report};

    #[test]
    fn the_example_of_a_report_is_one() {
        let report: Report = serde_json::from_str(super::REPORT_EXAMPLE).unwrap();
        let example: serde_json::Value = serde_json::from_str(super::REPORT_EXAMPLE).unwrap();
        assert_eq!(serde_json::to_value(report).unwrap(), example);
    }

    #[test]
    fn the_example_of_a_configuration_is_one() {
        let configuration: Configuration = serde_json::from_str(super::CONFIGURATION_EXAMPLE).unwrap();
        let example: serde_json::Value = serde_json::from_str(super::CONFIGURATION_EXAMPLE).unwrap();
        assert_eq!(serde_json::to_value(configuration).unwrap(), example);
    }
}
