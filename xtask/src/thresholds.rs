//! The thresholds of the linter: their names, their values, and what they mean.

use std::collections::BTreeMap;

use lattice_codegen::ThresholdDocumentation;
use lattice_event_model::schema;
use lattice_linter::Thresholds;
use serde_json::Value;

/// All thresholds that are one value, sorted by name.
pub(crate) fn documentation() -> Vec<ThresholdDocumentation> {
    let schema = schema::derive::<Thresholds>();
    let threshold = |(name, default): (String, String)| {
        let property = property(&schema, &name)?;
        Some(ThresholdDocumentation {
            meaning: property.get("description")?.as_str()?.to_owned(),
            spelling: spelling(property).to_owned(),
            name,
            default,
        })
    };
    by_name(&Thresholds::default()).into_iter().filter_map(threshold).collect()
}

/// The values of thresholds, by their names with dots.
pub(crate) fn by_name(thresholds: &Thresholds) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    flatten("", &serde_json::to_value(thresholds).unwrap_or_default(), &mut values);
    values
}

fn flatten(name: &str, value: &Value, into: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(members) => {
            for (member, value) in members {
                let name = if name.is_empty() { member.clone() } else { format!("{name}.{member}") };
                flatten(&name, value, into);
            }
        }
        Value::String(text) => {
            into.insert(name.to_owned(), text.clone());
        }
        other => {
            into.insert(name.to_owned(), other.to_string());
        }
    }
}

/// What the schema says about a threshold.
fn property<'s>(schema: &'s Value, name: &str) -> Option<&'s Value> {
    name.split('.').try_fold(schema, |place, name| {
        let place = match reference(place) {
            Some(pointer) => schema.pointer(pointer)?,
            None => place,
        };
        place.get("properties")?.get(name)
    })
}

fn reference(property: &Value) -> Option<&str> {
    property.get("$ref")?.as_str()?.strip_prefix('#')
}

/// How values of a threshold are written.
fn spelling(property: &Value) -> &'static str {
    match reference(property).and_then(|pointer| pointer.rsplit('/').next()) {
        Some("Duration") => "a duration: `90s`, `30m`, `7days`",
        Some("Bytes") => "a size: `512B`, `64KiB`, `1MiB`",
        _ => "a number",
    }
}

#[cfg(test)]
mod tests {
    use super::{by_name, documentation};

    #[test]
    fn every_threshold_is_described() {
        let described: Vec<String> = documentation().into_iter().map(|threshold| threshold.name).collect();
        assert_eq!(described, by_name(&Default::default()).into_keys().collect::<Vec<_>>());
        assert!(described.contains(&"identity.backdating".to_owned()), "{described:?}");
    }

    #[test]
    fn kinds_of_values_are_told() {
        for (name, default, kind) in [
            ("message-size", "64KiB", "size"),
            ("clock-skew", "1m", "duration"),
            ("secret-length", "32", "number"),
        ] {
            let threshold = documentation().into_iter().find(|threshold| threshold.name == name).unwrap();
            assert_eq!(threshold.default, default);
            assert!(threshold.spelling.contains(kind), "{}", threshold.spelling);
        }
    }
}
