//! What the linter says about the messages of a case.

use std::sync::Arc;

use lattice_codegen::conformance::{CaseMode, CaseProfile, CaseSeverity, ConformanceCase, ExpectedFinding};
use lattice_event_model::catalog::Catalog;
use lattice_linter::{
    Input, Linter, LinterError, Profile, Settings, Severity, Thresholds, fill_placeholders, input,
};
use serde_json::{Map, Value};

use super::{mode, official};

/// All that is known of a case after it was judged.
pub(super) struct Judged {
    pub(super) mode: CaseMode,
    pub(super) official: Option<bool>,
    pub(super) expected: Vec<ExpectedFinding>,
}

impl Judged {
    pub(super) fn of(case: &ConformanceCase, catalog: &Arc<Catalog>) -> Result<Self, LinterError> {
        let inputs = inputs(case, &catalog.file().base_address);
        let mode = mode(&inputs, profile(case));
        let official = if mode == CaseMode::Structured { official::accepts_all(&inputs) } else { None };
        Ok(Self { mode, official, expected: findings(case, &inputs, catalog)? })
    }
}

/// The messages of a case, with its placeholders filled in.
pub fn inputs(case: &ConformanceCase, base_address: &str) -> Vec<Input> {
    let fill = |text: &str| fill_placeholders(text, base_address);
    let lines: Vec<String> = if case.lines.is_empty() {
        case.messages.iter().map(|message| filled(message, &fill).to_string()).collect()
    } else {
        case.lines.iter().map(|line| fill(line)).collect()
    };
    (1..).zip(&lines).map(|(number, line)| input::from_line("case", number, 0, line.as_str())).collect()
}

/// A value with all its texts filled in.
fn filled(value: &Value, fill: &impl Fn(&str) -> String) -> Value {
    match value {
        Value::String(text) => Value::String(fill(text)),
        Value::Array(items) => items.iter().map(|item| filled(item, fill)).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (fill(name), filled(value, fill)))
            .collect::<Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}

/// What the linter finds in messages, judged as the case says.
///
/// # Errors
///
/// [`LinterError`], if the linter does not work with the catalogue.
pub fn findings(
    case: &ConformanceCase,
    inputs: &[Input],
    catalog: &Arc<Catalog>,
) -> Result<Vec<ExpectedFinding>, LinterError> {
    let settings = Settings { profile: profile(case), thresholds: thresholds(case), ..Settings::default() };
    let mut linter = Linter::new(Arc::clone(catalog), settings)?;
    let mut findings = Vec::new();
    for (message, input) in (0..).zip(inputs) {
        findings.extend(linter.judge(input).into_iter().map(|finding| ExpectedFinding {
            message,
            rule: finding.rule.into_owned(),
            severity: match finding.severity {
                Severity::Info => CaseSeverity::Info,
                Severity::Warning => CaseSeverity::Warning,
                Severity::Error => CaseSeverity::Error,
            },
            // A name that is a secret is not shown: its digest would be another
            // one for each who fills in the placeholders.
            pointer: finding.pointer.filter(|pointer| !pointer.contains("sha256:")),
        }));
    }
    linter.take_error().map_or(Ok(findings), Err)
}

fn profile(case: &ConformanceCase) -> Profile {
    match case.profile {
        CaseProfile::Auto => Profile::Auto,
        CaseProfile::V1_0_2 => Profile::V1_0_2,
        CaseProfile::V1_0_3 => Profile::V1_0_3,
    }
}

/// The thresholds of a case. What cannot be read back is as usual, and the case
/// then fails.
fn thresholds(case: &ConformanceCase) -> Thresholds {
    let mut all = serde_json::to_value(Thresholds::default()).unwrap_or_default();
    for (name, text) in &case.thresholds {
        let names: Vec<&str> = name.split('.').collect();
        set(&mut all, &names, text);
    }
    serde_json::from_value(all).unwrap_or_default()
}

/// Sets a member of a member to a text, or to a number where one stands there.
fn set(value: &mut Value, names: &[&str], text: &str) {
    match (names, value) {
        ([], Value::Number(number)) => {
            if let Ok(other) = serde_json::from_str(text) {
                *number = other;
            }
        }
        ([], value) => *value = text.into(),
        ([name, rest @ ..], Value::Object(members)) => {
            set(members.entry(*name).or_insert(Value::Null), rest, text);
        }
        _ => {}
    }
}
