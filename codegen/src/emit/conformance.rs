//! `conformance/`: cases for linters of other authors.

use lattice_event_model::address::{self, Variant};
use serde::Serialize;

use crate::{
    CodegenError, FileSet,
    conformance::{CASE_DOCUMENT, CASE_FORMAT, CaseKind, CaseMode, CaseProfile, CaseSeverity, FOLDER},
    context::Context,
    markdown::{self, Passage},
};

/// Path of the description of the cases.
pub(crate) const README: &str = "conformance/README.md";
const README_TEXT: &str = include_str!("../../templates/conformance.md");

#[derive(Serialize)]
struct Index<'a> {
    /// What a case looks like.
    schema: String,
    /// The licence of all cases.
    licence: &'a str,
    cases: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    name: &'a str,
    /// Path of the file, from the index on.
    file: String,
    rule: &'a str,
    kind: CaseKind,
    mode: CaseMode,
    profile: CaseProfile,
    /// Severity of the rule's finding, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    severity: Option<CaseSeverity>,
    /// Whether the JSON Schema of CloudEvents accepts the messages, where it can
    /// judge them.
    #[serde(skip_serializing_if = "Option::is_none")]
    official_schema: Option<&'static str>,
}

pub(super) fn emit(context: &Context<'_>, files: &mut FileSet) -> Result<(), CodegenError> {
    let linter = context.input.linter;
    let Some(first) = linter.cases.first() else { return Ok(()) };
    for case in linter.cases {
        files.add_json(case.path(), case)?;
    }
    let schema = context.address(&address::collection_path(CASE_DOCUMENT, CASE_FORMAT, Variant::Canonical));
    let cases = linter
        .cases
        .iter()
        .map(|case| Entry {
            name: &case.name,
            file: format!("{}.json", case.name),
            rule: &case.rule,
            kind: case.kind,
            mode: case.mode,
            profile: case.profile,
            severity: case
                .expected
                .iter()
                .filter(|finding| finding.rule == case.rule)
                .map(|finding| finding.severity)
                .max(),
            official_schema: case.official.map(|accepts| if accepts { "accepts" } else { "refuses" }),
        })
        .collect();
    files.add_json(
        format!("{FOLDER}/index.json"),
        &Index { schema: schema.clone(), licence: linter.licence, cases },
    )?;

    let mut rows = String::new();
    for placeholder in linter.placeholders {
        let meaning = Passage::new("a placeholder of cases", &placeholder.meaning).cell()?;
        rows.push_str(&format!(
            "| {} | {meaning} |\n",
            markdown::code_cell(&format!("{{{{{}}}}}", placeholder.name))
        ));
    }
    let mut thresholds = String::new();
    for threshold in linter.thresholds {
        thresholds.push_str(&format!(
            "| {} | {} | {} | {} |\n",
            markdown::code_cell(&threshold.name),
            markdown::code_cell(&threshold.default),
            Passage::new("how a threshold is written", &threshold.spelling).cell()?,
            Passage::new("a threshold", &threshold.meaning).cell()?,
        ));
    }
    let text = README_TEXT
        .replace("THRESHOLDS\n", &thresholds)
        .replace("PLACEHOLDERS\n", &rows)
        .replace("FIRST-CASE", &first.name)
        .replace("FIRST-PROFILE", first.profile.as_str())
        .replace("SCHEMA", &schema)
        .replace("BASE-ADDRESS", context.input.catalog.base_address)
        .replace("LICENCE", linter.licence);
    files.add(README, text)
}
