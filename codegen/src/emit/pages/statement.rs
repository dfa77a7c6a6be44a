//! The page that maps every numbered statement to its rules.

use serde::Serialize;

use super::{
    rule,
    site::{Front, Site},
};
use crate::{CodegenError, RuleDocumentation, StatementDocumentation, markdown};

pub(super) const STATEMENTS: &str = "docs/rules/statements.md";

#[derive(Serialize)]
struct StatementsPage {
    total: usize,
    checked: usize,
    tables: Vec<TableView>,
}

#[derive(Serialize)]
struct TableView {
    title: String,
    summary: String,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    statement: Reference,
    checked_by: String,
}

/// A statement, as pages refer to it.
#[derive(Serialize)]
pub(super) struct Reference {
    id: String,
    obligation: String,
    place: String,
    since: String,
    text: String,
}

/// The statements that a rule checks.
pub(super) fn references(site: &Site<'_>, rule: &RuleDocumentation) -> Result<Vec<Reference>, CodegenError> {
    let linter = site.context.input.linter;
    rule.statements
        .iter()
        .map(|id| match linter.statement(id) {
            Some(statement) => reference(site, statement),
            None => Err(CodegenError::Definition {
                event: format!("rule {}", rule.name),
                reason: format!("there is no statement `{id}`"),
            }),
        })
        .collect()
}

fn reference(site: &Site<'_>, statement: &StatementDocumentation) -> Result<Reference, CodegenError> {
    Ok(Reference {
        id: markdown::literal(&statement.id),
        obligation: markdown::literal(&statement.obligation),
        place: format!("[{}]({})", markdown::literal(&statement.section), statement.address),
        since: markdown::literal(&statement.since),
        text: site.cell(&format!("statement {}", statement.id), &statement.text)?,
    })
}

/// All statements, if there are any.
pub(super) fn page(site: &mut Site<'_>) -> Result<(), CodegenError> {
    let linter = site.context.input.linter;
    if linter.statements.is_empty() {
        return Ok(());
    }
    let tables = linter.statements.iter().map(|table| {
        let rows = table.statements.iter().map(|statement| {
            let rules: Vec<String> =
                linter.rules_of(&statement.id).map(|rule| rule::link(STATEMENTS, rule)).collect();
            let checked_by = match &statement.unchecked {
                Some(reason) if rules.is_empty() => {
                    site.cell(&format!("statement {}", statement.id), reason)?
                }
                _ => rules.join(", "),
            };
            Ok(Row { statement: reference(site, statement)?, checked_by })
        });
        Ok(TableView {
            title: markdown::literal(&table.title),
            summary: site.block(&format!("the summary of {}", table.title), &table.summary)?,
            rows: rows.collect::<Result<_, CodegenError>>()?,
        })
    });
    let all = || linter.statements.iter().flat_map(|table| &table.statements);
    let view = StatementsPage {
        total: all().count(),
        checked: all().filter(|statement| linter.rules_of(&statement.id).next().is_some()).count(),
        tables: tables.collect::<Result<_, CodegenError>>()?,
    };
    let front = Front {
        path: STATEMENTS,
        title: "Statements",
        description: "What is written about events, statement by statement, and the rules that check it.",
        position: 1,
        section: rule::SECTION,
    };
    site.add(front, "statements", &view)
}
