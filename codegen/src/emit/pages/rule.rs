//! The pages of the linter's rules.

use serde::Serialize;

use super::{
    DOCS,
    site::{Front, Site, code_link},
};
use crate::{CodegenError, RuleDocumentation, markdown};

pub(super) const INDEX: &str = "docs/rules/index.md";
/// Where the pages of rules stand in `llms.txt`.
pub(super) const SECTION: &str = "Rules";

#[derive(Serialize)]
struct RulePage {
    heading: String,
    severity: String,
    reference: String,
    since: String,
    documentation: String,
}

#[derive(Serialize)]
struct RulesPage {
    rules: Vec<RuleRow>,
}

#[derive(Serialize)]
struct RuleRow {
    link: String,
    severity: String,
    summary: String,
}

/// Path of the page of a rule.
pub(super) fn path(rule: &RuleDocumentation) -> String {
    format!("{DOCS}/rules/{}.md", rule.name)
}

pub(super) fn page(site: &mut Site<'_>, rule: &RuleDocumentation) -> Result<(), CodegenError> {
    let path = path(rule);
    let place = format!("the documentation of rule {}", rule.name);
    let view = RulePage {
        heading: markdown::code_cell(&rule.name),
        severity: markdown::literal(&rule.severity),
        reference: if rule.reference.is_empty() {
            "none".to_owned()
        } else {
            markdown::literal(&rule.reference)
        },
        since: markdown::literal(&rule.since),
        documentation: site.own_block(&path, &place, &rule.documentation)?,
    };
    let front =
        Front { path: &path, title: &rule.name, description: &rule.summary, position: 1, section: SECTION };
    site.add(front, "rule", &view)
}

/// The list of all rules, if there are any.
pub(super) fn index(site: &mut Site<'_>) -> Result<(), CodegenError> {
    let rules = site.context.input.rules;
    if rules.is_empty() {
        return Ok(());
    }
    let rows = rules.iter().map(|rule| {
        Ok(RuleRow {
            link: code_link(INDEX, &rule.name, &path(rule)),
            severity: markdown::literal(&rule.severity),
            summary: site.cell(&format!("the summary of rule {}", rule.name), &rule.summary)?,
        })
    });
    let view = RulesPage { rules: rows.collect::<Result<_, CodegenError>>()? };
    let front = Front {
        path: INDEX,
        title: "Rules",
        description: "The rules by which messages are judged, with their default severities.",
        position: 0,
        section: SECTION,
    };
    site.add(front, "rules", &view)
}
