//! The pages of the linter's rules.

use serde::Serialize;

use super::{
    DOCS, conditions,
    site::{Front, Site, code_link},
    statement,
};
use crate::{
    CodegenError, RuleDocumentation,
    conformance::{CaseKind, CaseMode},
    emit::conformance::README,
    markdown,
};

pub(super) const INDEX: &str = "docs/rules/index.md";
/// The list of what the JSON Schema of CloudEvents lets pass.
pub(super) const BEYOND: &str = "docs/rules/beyond-the-official-schema.md";
/// Where the pages of rules stand in `llms.txt`.
pub(super) const SECTION: &str = "Rules";

#[derive(Serialize)]
struct RulePage {
    heading: String,
    name: String,
    severity: String,
    profiles: Vec<ProfileRow>,
    group: String,
    reference: String,
    since: String,
    documentation: String,
    /// The way to the description of placeholders, where the page has some.
    placeholders: Option<String>,
    statements: Vec<statement::Reference>,
    cases: Vec<CaseRow>,
}

#[derive(Serialize)]
struct ProfileRow {
    profile: String,
    level: String,
}

#[derive(Serialize)]
struct CaseRow {
    link: String,
    kind: &'static str,
    description: String,
}

#[derive(Serialize)]
struct RulesPage {
    statements: bool,
    beyond: bool,
    groups: Vec<GroupView>,
}

#[derive(Serialize)]
struct GroupView {
    title: String,
    summary: String,
    rules: Vec<RuleRow>,
}

#[derive(Serialize)]
struct RuleRow {
    link: String,
    severity: String,
    summary: String,
}

#[derive(Serialize)]
struct BeyondPage {
    refused: usize,
    judged: usize,
    rows: Vec<BeyondRow>,
}

#[derive(Serialize)]
struct BeyondRow {
    rule: String,
    summary: String,
    cases: Vec<String>,
}

/// Path of the page of a rule.
pub(super) fn path(rule: &RuleDocumentation) -> String {
    format!("{DOCS}/rules/{}.md", rule.name)
}

/// A link to the page of a rule.
pub(super) fn link(page: &str, rule: &RuleDocumentation) -> String {
    code_link(page, &rule.name, &path(rule))
}

pub(super) fn page(site: &mut Site<'_>, rule: &RuleDocumentation) -> Result<(), CodegenError> {
    let path = path(rule);
    let place = format!("the documentation of rule {}", rule.name);
    let linter = site.context.input.linter;
    let has_placeholders = ["{{repeat:", "{{secret:"].iter().any(|open| rule.documentation.contains(open));
    let cases = linter.cases_of(&rule.name).map(|case| {
        Ok(CaseRow {
            link: code_link(&path, case.name.rsplit('/').next().unwrap_or(&case.name), &case.path()),
            kind: kind(case.kind, case.mode),
            description: site.cell(&format!("case {}", case.name), &case.description)?,
        })
    });
    let cases = cases.collect::<Result<Vec<_>, CodegenError>>()?;
    let view = RulePage {
        heading: markdown::code_cell(&rule.name),
        name: rule.name.clone(),
        severity: level(&rule.severity),
        profiles: rule
            .profiles
            .iter()
            .map(|(profile, own)| ProfileRow { profile: markdown::code_cell(profile), level: level(own) })
            .collect(),
        group: format!(
            "[{}]({}#{})",
            markdown::literal(&rule.group),
            markdown::relative(&path, INDEX),
            markdown::slug(&rule.group)
        ),
        reference: if rule.reference.is_empty() {
            "none".to_owned()
        } else {
            site.cell(&format!("the reference of rule {}", rule.name), &rule.reference)?
        },
        since: markdown::literal(&rule.since),
        documentation: site.own_block(&path, &place, &conditions::told(&rule.documentation))?,
        placeholders: (has_placeholders && !linter.cases.is_empty())
            .then(|| markdown::relative(&path, README)),
        statements: statement::references(site, rule)?,
        cases,
    };
    let front =
        Front { path: &path, title: &rule.name, description: &rule.summary, position: 3, section: SECTION };
    site.add(front, "rule", &view)
}

/// A level as the pages call it.
fn level(level: &str) -> String {
    if level == "allow" { "off".to_owned() } else { markdown::literal(level) }
}

fn kind(kind: CaseKind, mode: CaseMode) -> &'static str {
    match (kind, mode) {
        (CaseKind::Fires, CaseMode::Binary) => "fires, in binary mode",
        (CaseKind::Fires, _) => "fires",
        (CaseKind::Passes, CaseMode::Binary) => "passes, in binary mode",
        (CaseKind::Passes, _) => "passes",
    }
}

/// The list of all rules by what they look at, if there are any.
pub(super) fn index(site: &mut Site<'_>) -> Result<(), CodegenError> {
    let linter = site.context.input.linter;
    if linter.rules.is_empty() {
        return Ok(());
    }
    let groups = linter.groups.iter().map(|group| {
        let rows = linter.rules.iter().filter(|rule| rule.group == group.title).map(|rule| {
            Ok(RuleRow {
                link: link(INDEX, rule),
                severity: markdown::literal(&rule.severity),
                summary: site.cell(&format!("the summary of rule {}", rule.name), &rule.summary)?,
            })
        });
        Ok(GroupView {
            title: markdown::literal(&group.title),
            summary: site.block(&format!("the summary of {}", group.title), &group.summary)?,
            rules: rows.collect::<Result<_, CodegenError>>()?,
        })
    });
    let groups: Vec<GroupView> = groups.collect::<Result<_, CodegenError>>()?;
    if let Some(rule) = linter.rules.iter().find(|rule| !linter.groups.iter().any(|g| g.title == rule.group))
    {
        return Err(CodegenError::Definition {
            event: format!("rule {}", rule.name),
            reason: format!("there is no group `{}`", rule.group),
        });
    }
    let view = RulesPage {
        statements: !linter.statements.is_empty(),
        beyond: !linter.cases.is_empty(),
        groups: groups.into_iter().filter(|group| !group.rules.is_empty()).collect(),
    };
    let front = Front {
        path: INDEX,
        title: "Rules",
        description: "The rules by which messages are judged, with their default severities.",
        position: 0,
        section: SECTION,
    };
    site.add(front, "rules", &view)
}

/// The list of cases that the JSON Schema of CloudEvents accepts, and that are
/// refused here.
pub(super) fn beyond_the_official_schema(site: &mut Site<'_>) -> Result<(), CodegenError> {
    let linter = site.context.input.linter;
    if linter.cases.is_empty() {
        return Ok(());
    }
    let rows = linter.rules.iter().filter_map(|rule| {
        let cases: Vec<String> = linter
            .cases_of(&rule.name)
            .filter(|case| case.official == Some(true) && case.is_refused())
            .map(|case| code_link(BEYOND, &case.name, &case.path()))
            .collect();
        if cases.is_empty() {
            return None;
        }
        let summary = site.cell(&format!("the summary of rule {}", rule.name), &rule.summary);
        Some(summary.map(|summary| BeyondRow { rule: link(BEYOND, rule), summary, cases }))
    });
    let view = BeyondPage {
        rows: rows.collect::<Result<_, CodegenError>>()?,
        refused: linter.cases.iter().filter(|case| case.official == Some(false)).count(),
        judged: linter.cases.iter().filter(|case| case.official.is_some()).count(),
    };
    let front = Front {
        path: BEYOND,
        title: "Beyond the official schema",
        description: "What the JSON Schema of CloudEvents lets pass, and what is refused here.",
        position: 2,
        section: SECTION,
    };
    site.add(front, "beyond", &view)
}
