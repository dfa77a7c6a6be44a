//! The sentences. They name places, limits and types, and of values of peers
//! no more than numbers.

use jsonschema::{ValidationError, error::ValidationErrorKind};
use serde_json::Value;

use super::demanded;
use crate::quoted::{Quoted, listed};

/// The sentence for an error at `pointer`.
pub(super) fn message(pointer: &str, error: &ValidationError<'_>) -> String {
    use ValidationErrorKind as Kind;

    let place = Quoted(pointer);
    let instance = error.instance();
    match error.kind() {
        Kind::Type { kind } => wrong_type(pointer, instance, &demanded(kind)),
        Kind::Constant { expected_value } => wrong_value(pointer, instance, &[expected_value]),
        Kind::Enum { options } => {
            let values: Vec<&Value> = options.as_array().into_iter().flatten().collect();
            wrong_value(pointer, instance, &values)
        }
        Kind::Minimum { limit } => format!("{place} is {}, less than {limit}", number(instance)),
        Kind::ExclusiveMinimum { limit } => format!("{place} is {}, not more than {limit}", number(instance)),
        Kind::Maximum { limit } => format!("{place} is {}, more than {limit}", number(instance)),
        Kind::ExclusiveMaximum { limit } => format!("{place} is {}, not less than {limit}", number(instance)),
        Kind::MultipleOf { multiple_of } => {
            format!("{place} is {}, which is no multiple of {multiple_of}", number(instance))
        }
        Kind::MinLength { limit } => format!("{place} is shorter than {}", plural(*limit, "character")),
        Kind::MaxLength { limit } => format!("{place} is longer than {}", plural(*limit, "character")),
        Kind::MinItems { limit } => format!("{place} has fewer than {}", plural(*limit, "item")),
        Kind::MaxItems { limit } => format!("{place} has more than {}", plural(*limit, "item")),
        Kind::MinProperties { limit } => format!("{place} has fewer than {}", plural(*limit, "field")),
        Kind::MaxProperties { limit } => format!("{place} has more than {}", plural(*limit, "field")),
        Kind::Pattern { pattern } => format!("{place} does not match the pattern {}", Quoted(pattern)),
        Kind::Format { format } => format!("{place} has not the format {}", Quoted(format)),
        Kind::UniqueItems => format!("{place} has two equal items"),
        Kind::AdditionalItems { limit } => format!("{place} has more than {}", plural(*limit as u64, "item")),
        Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
            format!("{place} may not have the fields {}", listed(unexpected.iter().map(String::as_str)))
        }
        Kind::PropertyNames { .. } => format!("{place} has a field whose name is not allowed"),
        Kind::OneOfMultipleValid { .. } => {
            format!("{place} fits more than one alternative, and should fit one")
        }
        Kind::FalseSchema => format!("{place} may not be there"),
        kind => format!("{place} does not satisfy the keyword `{}`", kind.keyword()),
    }
}

/// The value has another type.
pub(super) fn wrong_type(pointer: &str, instance: &Value, types: &[&str]) -> String {
    let expected: Vec<String> = types.iter().map(|name| article(name)).collect();
    format!("{} is {}, where {} should be", Quoted(pointer), found(instance), expected.join(" or "))
}

/// The value has the right type and is none of those that are known.
pub(super) fn wrong_value(pointer: &str, instance: &Value, values: &[&Value]) -> String {
    let texts: Vec<String> =
        values.iter().map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned)).collect();
    let expected = listed(texts.iter().map(String::as_str));
    let value = instance.as_str().map_or_else(|| found(instance), |text| Quoted(text).to_string());
    match texts.len() {
        1 => format!("{} is {value}, where {expected} should be", Quoted(pointer)),
        _ => format!("{} is {value}, which is none of {expected}", Quoted(pointer)),
    }
}

fn found(instance: &Value) -> String {
    match instance {
        Value::Null => "null".to_owned(),
        Value::Bool(_) => article("boolean"),
        Value::Number(number) if number.is_f64() => format!("the number {number}"),
        Value::Number(_) => article("integer"),
        Value::String(_) => article("string"),
        Value::Array(_) => article("array"),
        Value::Object(_) => article("object"),
    }
}

fn number(instance: &Value) -> String {
    match instance {
        Value::Number(number) => number.to_string(),
        other => found(other),
    }
}

fn article(name: &str) -> String {
    match name {
        "null" => "null".to_owned(),
        "integer" | "array" | "object" => format!("an {name}"),
        _ => format!("a {name}"),
    }
}

fn plural(count: u64, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
