//! The conformance cases: every example of every rule, and its twin in binary
//! mode.

mod judged;
mod official;
mod twin;

use std::{collections::BTreeMap, sync::Arc};

use self::judged::Judged;
pub use self::{
    judged::{findings, inputs},
    official::accepts,
};
use crate::thresholds;
use lattice_codegen::conformance::{CaseKind, CaseMode, CaseProfile, ConformanceCase};
use lattice_event_model::{
    Message,
    catalog::Catalog,
    nats::{ContentMode, content_mode, has_attribute_headers},
};
use lattice_linter::{
    Expectation, Group, Input, LinterError, Profile, Rule, RuleExample, RuleExampleError, Thresholds, input,
    rules,
};

/// A case that cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum ConformanceError {
    /// An example of a rule is none.
    #[error(transparent)]
    Example(#[from] RuleExampleError),
    /// The linter does not work with the catalogue.
    #[error("cases cannot be judged")]
    Linter(#[from] LinterError),
}

/// All cases, sorted by name.
///
/// # Errors
///
/// [`ConformanceError`], if an example cannot be read or judged.
pub fn cases(catalog: &Arc<Catalog>) -> Result<Vec<ConformanceCase>, ConformanceError> {
    let mut cases = Vec::new();
    for rule in rules::ALL {
        of_rule(rule, catalog, &mut cases)?;
    }
    Ok(cases)
}

fn of_rule(
    rule: &Rule,
    catalog: &Arc<Catalog>,
    cases: &mut Vec<ConformanceCase>,
) -> Result<(), ConformanceError> {
    let mut made: Vec<ConformanceCase> = Vec::new();
    let mut numbers = BTreeMap::new();
    // Twins of examples that pass say something only beside one that fires.
    let mut has_twin = false;
    for example in rule.examples()? {
        if example.longest_line.is_some() {
            continue;
        }
        let kind = match example.expectation {
            Expectation::Fires => CaseKind::Fires,
            Expectation::Passes => CaseKind::Passes,
        };
        let number: &mut u32 = numbers.entry(kind_name(kind)).or_default();
        *number += 1;
        let Some(case) = of_example(rule, &example, kind, *number, catalog)? else { continue };
        // What was written for another catalogue may mean the same by this one. An
        // example that passes shows nothing if none does that fires.
        let means_the_same = match kind {
            CaseKind::Fires => case.expects_its_rule(),
            CaseKind::Passes => {
                !case.expects_its_rule() && made.iter().any(ConformanceCase::expects_its_rule)
            }
        };
        if example.catalog.is_some() && !means_the_same {
            continue;
        }
        let has_other_group = matches!(rule.group(), Group::Message | Group::Headers | Group::Streams);
        let twin = if has_other_group || (kind == CaseKind::Passes && !has_twin) {
            None
        } else {
            twin::of(&case, catalog)?
        };
        has_twin |= twin.is_some();
        made.push(case);
        made.extend(twin);
    }
    made.sort_by(|a, b| a.name.cmp(&b.name));
    cases.extend(made);
    Ok(())
}

fn kind_name(kind: CaseKind) -> &'static str {
    match kind {
        CaseKind::Fires => "fires",
        CaseKind::Passes => "passes",
    }
}

fn of_example(
    rule: &Rule,
    example: &RuleExample,
    kind: CaseKind,
    number: u32,
    catalog: &Arc<Catalog>,
) -> Result<Option<ConformanceCase>, ConformanceError> {
    let base_address = &catalog.file().base_address;
    let mut case = ConformanceCase {
        name: format!("{}/{}-{number}", rule.name, kind_name(kind)),
        rule: rule.name.to_owned(),
        kind,
        description: String::new(),
        mode: CaseMode::Mixed,
        profile: match example.profile.unwrap_or_default() {
            Profile::Auto => CaseProfile::Auto,
            Profile::V1_0_2 => CaseProfile::V1_0_2,
            Profile::V1_0_3 => CaseProfile::V1_0_3,
        },
        thresholds: example.thresholds.as_ref().map(other_thresholds).unwrap_or_default(),
        messages: Vec::new(),
        lines: Vec::new(),
        expected: Vec::new(),
        official: None,
    };
    let text = example.text.replace("{{base-address}}", base_address);
    take(&mut case, &input::from_document(rule.name, &text), &text);
    let mut judged = Judged::of(&case, catalog)?;
    if text.contains("{{") {
        // The text was cut before its placeholders were filled in. Where that is
        // not the same, the filled messages are published, unless they hold
        // secrets.
        let direct = example.inputs(base_address);
        if findings(&case, &direct, catalog)? != judged.expected {
            if text.contains("{{secret:") {
                return Ok(None);
            }
            take(&mut case, &direct, &lattice_linter::fill_placeholders(&text, base_address));
            judged = Judged::of(&case, catalog)?;
        }
    }
    case.description = description(rule, example, case.messages.len().max(case.lines.len()));
    case.mode = judged.mode;
    case.official = judged.official;
    case.expected = judged.expected;
    Ok(Some(case))
}

/// What a case shows: what stands before the example on the page of the rule, or
/// else what all examples of its kind have in common.
fn description(rule: &Rule, example: &RuleExample, messages: usize) -> String {
    match (&example.lead, example.expectation, messages) {
        (Some(lead), _, _) => lead.clone(),
        (None, Expectation::Fires, _) => rule.summary(),
        (None, Expectation::Passes, 0 | 1) => format!("A message that `{}` accepts.", rule.name),
        (None, Expectation::Passes, _) => {
            format!("{messages} messages in a row that `{}` accepts.", rule.name)
        }
    }
}

/// Takes over messages, or the lines where one of them is no message.
fn take(case: &mut ConformanceCase, inputs: &[Input], text: &str) {
    case.messages.clear();
    case.lines.clear();
    if inputs.iter().any(|input| input.fault().is_some()) {
        case.lines = text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
    } else {
        case.messages = inputs
            .iter()
            .filter_map(|input| serde_json::from_str(&input.message.to_recording_line()).ok())
            .collect();
    }
}

/// How the messages of a case carry their events.
///
/// A message that has no attributes in its headers is judged as one whose payload
/// is the whole event, whatever the profile takes it for.
fn mode(inputs: &[Input], profile: Profile) -> CaseMode {
    let mode = |message: &Message| match content_mode(message, profile) {
        ContentMode::Binary if !has_attribute_headers(message) => ContentMode::Structured,
        mode => mode,
    };
    let all = |wanted| inputs.iter().all(|input| input.fault().is_none() && mode(&input.message) == wanted);
    if all(ContentMode::Structured) {
        CaseMode::Structured
    } else if all(ContentMode::Binary) {
        CaseMode::Binary
    } else {
        CaseMode::Mixed
    }
}

/// The thresholds that are not the usual ones, by their names with dots.
fn other_thresholds(other: &Thresholds) -> BTreeMap<String, String> {
    let usual = thresholds::by_name(&Thresholds::default());
    let mut own = thresholds::by_name(other);
    own.retain(|name, value| usual.get(name) != Some(value));
    own
}
