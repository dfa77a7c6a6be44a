//! Of several alternatives that all fail, the one that was meant.
//!
//! "Not valid under any of the schemas" helps nobody. Mostly one of them was
//! meant: the variant of a union that the tag names, or the value beside a
//! `null`.

use jsonschema::{ValidationError, error::ValidationErrorKind};
use serde_json::Value;

use super::demanded;

/// What to say in place of "none of the alternatives".
pub(super) enum Choice<'e> {
    /// This alternative was meant: its errors count.
    Branch(Vec<&'e ValidationError<'static>>),
    /// Only the type of the value is wrong.
    Types(Vec<&'static str>),
    /// The value at the place of this error is none of those that are known.
    Values(&'e ValidationError<'static>, Vec<&'e Value>),
}

type Branches<'e> = Vec<Vec<&'e ValidationError<'static>>>;

/// Chooses among the errors of alternatives that all fail at the place of `error`.
pub(super) fn choose<'e>(
    context: &'e [Vec<ValidationError<'static>>],
    error: &ValidationError<'_>,
) -> Choice<'e> {
    let here = error.instance_path().as_str();
    let mut branches: Branches<'e> =
        context.iter().filter(|branch| !branch.is_empty()).map(|branch| branch.iter().collect()).collect();

    let mut types: Vec<&'static str> = Vec::new();
    let refusals: Vec<Option<Vec<&'static str>>> =
        branches.iter().map(|branch| branch.iter().find_map(|error| refused_types(error, here))).collect();
    if refusals.iter().all(Option::is_some) {
        for name in refusals.into_iter().flatten().flatten() {
            if !types.contains(&name) {
                types.push(name);
            }
        }
        return Choice::Types(types);
    }
    let mut refused = refusals.iter();
    branches.retain(|_| refused.next().is_some_and(Option::is_none));

    if let Some(common) = common_error(&branches) {
        return Choice::Branch(vec![common]);
    }
    if let Some((first, values)) = constants(&branches) {
        return Choice::Values(first, values);
    }
    // A branch whose constant beside the errors does not hold is another variant.
    if branches.iter().any(|branch| !contradicts_tag(branch, here)) {
        branches.retain(|branch| !contradicts_tag(branch, here));
    }
    let best = branches.into_iter().max_by_key(|branch| {
        (branch.iter().map(|error| depth(error)).max(), std::cmp::Reverse(branch.len()))
    });
    Choice::Branch(best.unwrap_or_default())
}

/// The types that an alternative demands of the value itself, if the value has none of them.
fn refused_types(error: &ValidationError<'_>, here: &str) -> Option<Vec<&'static str>> {
    if error.instance_path().as_str() != here {
        return None;
    }
    match error.kind() {
        ValidationErrorKind::Type { kind } => Some(demanded(kind)),
        ValidationErrorKind::Constant { expected_value } => {
            let (expected, found) = (type_of(expected_value), type_of(error.instance()));
            (expected != found).then(|| vec![expected])
        }
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
            let inner: Option<Vec<Vec<&'static str>>> = context
                .iter()
                .map(|branch| branch.iter().find_map(|error| refused_types(error, here)))
                .collect();
            inner.map(|types| types.into_iter().flatten().collect())
        }
        _ => None,
    }
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// The first error that every alternative makes: it has nothing to do with which one was meant.
fn common_error<'e>(branches: &Branches<'e>) -> Option<&'e ValidationError<'static>> {
    let (first, rest) = branches.split_first().filter(|(_, rest)| !rest.is_empty())?;
    first
        .iter()
        .copied()
        .find(|error| rest.iter().all(|branch| branch.iter().any(|other| says_the_same(error, other))))
}

fn says_the_same(a: &ValidationError<'_>, b: &ValidationError<'_>) -> bool {
    let same_demand = match (a.kind(), b.kind()) {
        (ValidationErrorKind::Required { property: a }, ValidationErrorKind::Required { property: b }) => {
            a == b
        }
        (ValidationErrorKind::Type { kind: a }, ValidationErrorKind::Type { kind: b }) => {
            demanded(a) == demanded(b)
        }
        _ => false,
    };
    same_demand && a.instance_path() == b.instance_path()
}

/// All alternatives fail over a constant at one place: the constants.
fn constants<'e>(branches: &Branches<'e>) -> Option<(&'e ValidationError<'static>, Vec<&'e Value>)> {
    let mut first: Option<&'e ValidationError<'static>> = None;
    let mut values = Vec::new();
    for branch in branches {
        let (error, value) = branch.iter().find_map(|error| match error.kind() {
            ValidationErrorKind::Constant { expected_value } => Some((*error, expected_value.as_ref())),
            _ => None,
        })?;
        let first = *first.get_or_insert(error);
        if first.instance_path() != error.instance_path() {
            return None;
        }
        values.push(value);
    }
    first.map(|first| (first, values))
}

/// Whether a constant right below `here` does not hold.
fn contradicts_tag(branch: &[&ValidationError<'static>], here: &str) -> bool {
    branch.iter().any(|error| {
        matches!(error.kind(), ValidationErrorKind::Constant { .. })
            && error
                .instance_path()
                .as_str()
                .strip_prefix(here)
                .and_then(|rest| rest.strip_prefix('/'))
                .is_some_and(|rest| !rest.contains('/'))
    })
}

fn depth(error: &ValidationError<'_>) -> usize {
    error.instance_path().as_str().matches('/').count()
}
