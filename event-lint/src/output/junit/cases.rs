//! Which test cases there are, and how each of them went.

use std::collections::BTreeMap;

use lattice_linter::{
    Finding, Printable, Quoted, Severity,
    report::{Report, Verdict},
};

use crate::output::{Options, place::Place};

/// Findings that one test case lists.
const SHOWN: usize = 20;
/// The class of test cases that are about no event type.
const PROGRAM: &str = "event-lint";

/// A test case.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Case {
    /// What stands before the last dot of an event type, for groups.
    pub(super) class: String,
    pub(super) name: String,
    pub(super) outcome: Outcome,
    /// What was found and makes nothing fail, a line or more each.
    pub(super) remarks: Vec<String>,
}

/// How a test case went.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Passed,
    /// No event of the type came.
    Skipped(String),
    /// Events are not as they should be.
    Failed(Trouble),
    /// Nothing is proven.
    Incomplete(Trouble),
}

/// Why a test case did not pass.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Trouble {
    /// Name of a rule or a verdict.
    pub(super) kind: String,
    /// In one line.
    pub(super) message: String,
    /// Everything, a line or more each.
    pub(super) details: Vec<String>,
}

/// Findings by severity: error, warning, info.
type Counts = [u64; 3];

const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

/// The test cases of a report, event types by their names.
pub(super) fn of(report: &Report, options: Options) -> Vec<Case> {
    let summary = &report.summary;
    let mut by_type: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    let mut of_others = Vec::new();
    let mut of_none = Vec::new();
    for finding in &report.findings {
        match finding.event.event_type.as_deref() {
            Some(name) if summary.by_type.contains_key(name) => by_type.entry(name).or_default(),
            Some(_) => &mut of_others,
            None => &mut of_none,
        }
        .push(finding);
    }

    let mut cases: BTreeMap<&str, Case> = BTreeMap::new();
    for name in &summary.coverage.unseen {
        let outcome = Outcome::Skipped("no event of this type was seen".to_owned());
        cases.insert(name, event_case(name, outcome, Vec::new()));
    }
    // What no event type counts is about messages that are no events.
    let mut rest = SEVERITIES.map(|severity| summary.findings.of(severity));
    let mut take = |counts: Counts| {
        for (rest, count) in rest.iter_mut().zip(counts) {
            *rest = rest.saturating_sub(count);
        }
        counts
    };
    for (name, of_type) in &summary.by_type {
        let counts = take([of_type.error, of_type.warning, of_type.info]);
        let (outcome, remarks) =
            judge(counts, by_type.get(name.as_str()).map_or(&[][..], Vec::as_slice), options);
        cases.insert(name, event_case(name, outcome, remarks));
    }
    let mut cases: Vec<Case> = cases.into_values().collect();
    let others = &summary.other_types;
    let counts = take([others.error, others.warning, others.info]);
    if others.events > 0 || counts != [0; 3] {
        let (outcome, remarks) = judge(counts, &of_others, options);
        cases.push(own_case("other event types", outcome, remarks));
    }
    let (outcome, remarks) = judge(rest, &of_none, options);
    cases.push(own_case("messages that are no events", outcome, remarks));
    cases.push(run_case(report));
    cases
}

fn event_case(event_type: &str, outcome: Outcome, remarks: Vec<String>) -> Case {
    let (class, name) = match event_type.rsplit_once('.') {
        Some((class, name)) if !class.is_empty() && !name.is_empty() => (class, name),
        _ if event_type.is_empty() => ("events", "(no type)"),
        _ => ("events", event_type),
    };
    let text = |text: &str| Printable(text).to_string();
    Case { class: text(class), name: text(name), outcome, remarks }
}

fn own_case(name: &str, outcome: Outcome, remarks: Vec<String>) -> Case {
    Case { class: PROGRAM.to_owned(), name: name.to_owned(), outcome, remarks }
}

/// The counts decide, since a report does not hold every finding.
fn judge(counts: Counts, findings: &[&Finding], options: Options) -> (Outcome, Vec<String>) {
    let fails = |severity: Severity| options.fail_on.threshold().is_some_and(|least| severity >= least);
    let count = |failing: bool| -> u64 {
        SEVERITIES
            .into_iter()
            .zip(counts)
            .filter(|(severity, _)| fails(*severity) == failing)
            .map(|(_, count)| count)
            .sum()
    };
    let (failing, lesser): (Vec<&Finding>, Vec<&Finding>) =
        findings.iter().copied().partition(|finding| fails(finding.severity));
    let remarks = list(&lesser, count(false));
    let failures = count(true);
    if failures == 0 {
        return (Outcome::Passed, remarks);
    }
    let first = failing.first();
    let message = match (failures, first) {
        (1, Some(first)) => first.message.clone(),
        (_, Some(first)) => format!("{failures} findings; the first: {}", first.message),
        (_, None) => format!("{failures} findings"),
    };
    let trouble = Trouble {
        kind: first.map_or_else(|| "findings".to_owned(), |first| first.rule.to_string()),
        message: Printable(&message).to_string(),
        details: list(&failing, failures),
    };
    (Outcome::Failed(trouble), remarks)
}

/// The first findings, and how many others there are of `count`.
fn list(findings: &[&Finding], count: u64) -> Vec<String> {
    let shown = findings.iter().take(SHOWN);
    let told: u64 = shown.clone().map(|finding| finding.count).sum();
    let mut lines: Vec<String> = shown.map(|finding| describe(finding)).collect();
    let others = count.saturating_sub(told);
    if others > 0 {
        lines.push(format!("and {others} other findings"));
    }
    lines
}

fn describe(finding: &Finding) -> String {
    let location = &finding.location;
    let mut text = format!("{}[{}]: {}", finding.severity, finding.rule, Printable(&finding.message));
    if let Some(help) = &finding.help {
        text.push_str(&format!("\n  help: {}", Printable(help)));
    }
    text.push_str(&match Place::of(location) {
        Place::File(path) => {
            format!("\n  at {}:{}:{}", Printable(path), location.line, location.column)
        }
        Place::StandardInput => format!("\n  at line {}, column {}", location.line, location.column),
        Place::Live(name) => format!("\n  in message {} from {}", location.line, Printable(name)),
    });
    for (what, value) in
        [("event", &finding.event.id), ("source", &finding.event.source), ("subject", &finding.subject)]
    {
        if let Some(value) = value {
            text.push_str(&format!("\n  {what} {}", Printable(&Quoted(value).to_string())));
        }
    }
    if finding.count > 1 {
        text.push_str(&format!("\n  and {} like it", finding.count - 1));
    }
    text
}

/// Whether the run proves what it was started for.
fn run_case(report: &Report) -> Case {
    let summary = &report.summary;
    let remarks = summary
        .switched_off
        .iter()
        .map(|off| format!("switched off: {} ({})", off.rule, off.reason))
        .chain(gaps(report))
        .collect();
    let reasons: Vec<String> = summary.reasons.iter().map(|reason| Printable(reason).to_string()).collect();
    let Some(first) = reasons.first() else { return own_case("run", Outcome::Passed, remarks) };
    let trouble = Trouble { kind: summary.verdict.to_string(), message: first.clone(), details: reasons };
    let outcome = match summary.verdict {
        Verdict::Pass => Outcome::Passed,
        Verdict::Fail => Outcome::Failed(trouble),
        Verdict::Incomplete => Outcome::Incomplete(trouble),
    };
    own_case("run", outcome, remarks)
}

fn gaps(report: &Report) -> Option<String> {
    let connection = report.connection.as_ref().filter(|connection| connection.gap_count > 0)?;
    let seconds = connection.gap_milliseconds as f64 / 1000.0;
    Some(format!("times without a connection: {}, {seconds:.1} s in all", connection.gap_count))
}
