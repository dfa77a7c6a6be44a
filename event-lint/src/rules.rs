//! `event-lint rules`: which rules there are.

use std::io::{self, Write};

use anyhow::bail;
use lattice_linter::{
    Level, Printable, Profile, Rule, Settings,
    configuration::{Glob, expand, rule_named},
    rules,
    statements::{self, Statement},
};
use serde::Serialize;

use crate::exit::Exit;

/// What `rules` is asked to do.
#[derive(Debug)]
pub(crate) struct List {
    /// Names, globs and statements; all rules where there are none.
    pub(crate) names: Vec<String>,
    pub(crate) form: Form,
    pub(crate) settings: Settings,
}

/// How they are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Human,
    Json,
}

/// A rule, for programs.
#[derive(Serialize)]
struct Row<'a> {
    name: &'a str,
    /// What the configuration, the profile and the command line come to.
    level: Level,
    /// What the rule itself has.
    default: Level,
    /// Levels that scopes of the configuration have for it.
    in_scopes: Vec<Level>,
    summary: String,
    reference: &'a str,
    statements: &'a [&'a str],
    since: &'a str,
}

/// Runs it.
pub(crate) fn run(list: &List) -> anyhow::Result<Exit> {
    let named = list.settings.everywhere.keys().chain(list.settings.severities.keys());
    for name in named {
        rule_named(name)?;
    }
    let chosen = chosen(&list.names)?;
    let rows: Vec<Row<'_>> = chosen.iter().map(|rule| row(rule, &list.settings)).collect();
    let mut text = Vec::new();
    match list.form {
        Form::Human => table(&mut text, &rows)?,
        Form::Json => {
            serde_json::to_writer_pretty(&mut text, &rows)?;
            writeln!(text)?;
        }
    }
    print(&text)?;
    Ok(Exit::Clean)
}

/// Writes a whole text to standard output. That nobody reads it is no error.
pub(crate) fn print(text: &[u8]) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
        _ => Ok(()),
    }
}

/// The rules that are meant by names, globs or statements, in the order of the
/// list of rules, each once.
fn chosen(names: &[String]) -> anyhow::Result<Vec<&'static Rule>> {
    let mut wanted = vec![names.is_empty(); rules::ALL.len()];
    for name in names {
        for rule in meant(name)? {
            let same = rules::ALL.iter().position(|other| other.name == rule.name);
            if let Some(wanted) = same.and_then(|index| wanted.get_mut(index)) {
                *wanted = true;
            }
        }
    }
    Ok(rules::ALL.iter().copied().zip(wanted).filter_map(|(rule, wanted)| wanted.then_some(rule)).collect())
}

/// The rules that are meant by a name, a glob or a statement: at least one.
pub(crate) fn meant(name: &str) -> anyhow::Result<Vec<&'static Rule>> {
    let by_statement: Vec<_> = rules::ALL
        .iter()
        .copied()
        .filter(|rule| statements::checked_by(rule).any(|statement| statement.eq_ignore_ascii_case(name)))
        .collect();
    if !by_statement.is_empty() {
        return Ok(by_statement);
    }
    if name.contains(['*', '?', '[', '{']) {
        let glob = Glob::try_from(name.to_owned()).map_err(anyhow::Error::msg)?;
        let rules: Vec<_> = rules::ALL.iter().copied().filter(|rule| glob.matches(rule.name)).collect();
        if rules.is_empty() {
            bail!("no rule has a name like `{}`", Printable(name));
        }
        return Ok(rules);
    }
    if let Some(Unchecked { statement, reason }) = unchecked(name) {
        bail!("no rule checks `{}`: {} {reason}", statement.id, statement.text);
    }
    if looks_like_a_statement(name) {
        bail!("there is no statement `{}`", Printable(name));
    }
    Ok(vec![rule_named(name)?])
}

/// A statement that no rule checks.
pub(crate) struct Unchecked {
    pub(crate) statement: &'static Statement,
    /// Why.
    pub(crate) reason: &'static str,
}

/// The statement of that number, if the table says why no rule checks it.
pub(crate) fn unchecked(id: &str) -> Option<Unchecked> {
    statements::ALL
        .iter()
        .flat_map(|specification| specification.statements)
        .find(|statement| statement.id.eq_ignore_ascii_case(id))
        .and_then(|statement| Some(Unchecked { statement, reason: statement.unchecked? }))
}

/// `CE-29`, `L3`, `P05`: names of rules are in lower case.
fn looks_like_a_statement(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.ends_with(|last: char| last.is_ascii_alphanumeric())
        && name.contains(|digit: char| digit.is_ascii_digit())
}

fn row<'a>(rule: &'a Rule, settings: &Settings) -> Row<'a> {
    let in_scopes = settings.scopes.iter().filter_map(|scope| expand(&scope.rules).get(rule.name).copied());
    let fixed = settings.everywhere.contains_key(rule.name);
    Row {
        name: rule.name,
        level: settings.level(rule),
        default: rule.level(Profile::Auto),
        in_scopes: in_scopes.filter(|_| !fixed).collect(),
        summary: rule.summary(),
        reference: rule.reference,
        statements: rule.statements,
        since: rule.since,
    }
}

fn table(out: &mut dyn Write, rows: &[Row<'_>]) -> io::Result<()> {
    let width = rows.iter().map(|row| row.name.len()).max().unwrap_or_default();
    for row in rows {
        let level = word(row.level);
        write!(out, "{:width$}  {level:7}  {}", row.name, row.summary)?;
        if !row.in_scopes.is_empty() {
            let levels: Vec<&str> = row.in_scopes.iter().map(|level| word(*level)).collect();
            write!(out, " (in scopes: {})", levels.join(", "))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// The word for a level, as configurations write it.
pub(crate) fn word(level: Level) -> &'static str {
    level.severity().map_or("allow", |severity| severity.as_str())
}
