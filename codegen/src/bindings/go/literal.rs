//! Data as an expression of Go, for examples.

use lattice_event_model::model::Shape;
use serde_json::Value;

use super::quote;
use crate::bindings::view::{FieldView, PackageView, TypeView};

/// What is needed to write data as an expression, outside of the package.
pub(super) struct Literals<'a> {
    pub(super) view: &'a PackageView,
    /// The name of the package.
    pub(super) package: &'a str,
    /// The constant of a known value of an enumeration, by the name of its type.
    pub(super) constant: &'a dyn Fn(&str, &str) -> Option<String>,
}

/// An expression. Its further lines are indented relative to the first.
type Lines = Vec<String>;

impl Literals<'_> {
    /// The data of an event, its lines without indentation.
    pub(super) fn data(&self, definition: &TypeView, value: &Value) -> Lines {
        self.record(definition, value)
    }

    /// A value of a type, given as it stands within the package.
    fn value(&self, name: &str, shape: &Shape, value: &Value) -> Lines {
        if let Some(held) = name.strip_prefix('*') {
            return self.called("Pointer", held, self.value(held, shape, value));
        }
        if let Some(held) = name.strip_prefix("Nullable[").and_then(|rest| rest.strip_suffix(']')) {
            if value.is_null() {
                return vec![format!("{}.Null[{}]()", self.package, self.qualified(held))];
            }
            return self.called("NonNull", held, self.value(held, shape, value));
        }
        let qualified = self.qualified(name);
        match (shape, value) {
            (Shape::Reference(wire), _) => match self.view.types.iter().find(|known| known.wire == *wire) {
                Some(definition) => self.named(name, definition, value),
                None => vec!["nil".to_owned()],
            },
            (Shape::List(shape), Value::Array(items)) => {
                let item = name.strip_prefix("[]").unwrap_or(name);
                let items = items.iter().map(|value| (String::new(), self.value(item, shape, value)));
                braced(&qualified, items)
            }
            (Shape::Map(shape), Value::Object(members)) => {
                let item = name.strip_prefix("map[string]").unwrap_or(name);
                let members = members.iter().map(|(key, value)| (quote(key), self.value(item, shape, value)));
                braced(&qualified, members)
            }
            (_, Value::Bool(truth)) if name == "bool" => vec![truth.to_string()],
            (_, Value::Number(number)) if name == "json.Number" => vec![quote(&number.to_string())],
            (Shape::Integer { .. }, Value::Number(number)) => vec![number.to_string()],
            (_, Value::String(text)) if name != "json.RawMessage" => vec![quote(text)],
            _ => vec![format!("json.RawMessage({})", quote(&value.to_string()))],
        }
    }

    fn named(&self, name: &str, definition: &TypeView, value: &Value) -> Lines {
        match definition.kind {
            "record" => self.record(definition, value),
            "enumeration" => {
                let text = value.as_str().unwrap_or_default();
                let constant = (self.constant)(&definition.name, text);
                vec![constant.map_or_else(|| quote(text), |constant| format!("{}.{constant}", self.package))]
            }
            "union" => {
                let tag = value.get(&definition.tag).and_then(Value::as_str);
                let variant = definition.variants.iter().find(|variant| Some(variant.wire.as_str()) == tag);
                let record = variant.or(definition.fallback.as_ref()).map(|variant| variant.record.as_str());
                let Some(record) = self.view.types.iter().find(|known| Some(known.name.as_str()) == record)
                else {
                    return vec!["nil".to_owned()];
                };
                let mut lines = self.record(record, value);
                lines[0].insert(0, '&');
                lines
            }
            _ => {
                let declaration = expression(&definition.expressions, "declaration");
                let Some(shape) = &definition.shape else { return vec!["nil".to_owned()] };
                match declaration.strip_prefix("= ") {
                    Some(target) => self.value(target, shape, value),
                    None => {
                        let mut lines = self.value(declaration, shape, value);
                        let own = self.qualified(declaration);
                        if let Some(rest) = lines[0].strip_prefix(&own).filter(|rest| rest.starts_with('{')) {
                            lines[0] = format!("{}{rest}", self.qualified(name));
                        }
                        lines
                    }
                }
            }
        }
    }

    fn record(&self, definition: &TypeView, value: &Value) -> Lines {
        let fields = definition.fields.iter().filter_map(|field: &FieldView| {
            if !expression(&field.expressions, "constant").is_empty() {
                return None;
            }
            let held = value.get(&field.wire)?;
            Some((field.name.clone(), self.value(expression(&field.expressions, "type"), &field.shape, held)))
        });
        braced(&self.qualified(&definition.name), fields)
    }

    /// The call of a generic function. Numbers and texts need the type they are to have.
    fn called(&self, function: &str, held: &str, mut argument: Lines) -> Lines {
        let qualified = self.qualified(held);
        let is_typed = matches!(held, "string" | "bool") || argument[0].starts_with(&qualified);
        let of = if is_typed { String::new() } else { format!("[{qualified}]") };
        argument[0] = format!("{}.{function}{of}({}", self.package, argument[0]);
        if let Some(last) = argument.last_mut() {
            last.push(')');
        }
        argument
    }

    /// A type with the name of the package before names that the package exports.
    fn qualified(&self, name: &str) -> String {
        let mut qualified = String::new();
        let mut before = ' ';
        for character in name.chars() {
            if character.is_ascii_uppercase()
                && !(before.is_ascii_alphanumeric() || before == '.' || before == '_')
            {
                qualified.push_str(self.package);
                qualified.push('.');
            }
            qualified.push(character);
            before = character;
        }
        qualified
    }
}

fn expression<'e>(expressions: &'e std::collections::BTreeMap<&'static str, String>, name: &str) -> &'e str {
    expressions.get(name).map_or("", String::as_str)
}

/// A composite literal. What stands behind keys is aligned, as `gofmt` does it.
fn braced(name: &str, entries: impl Iterator<Item = (String, Lines)>) -> Lines {
    let entries: Vec<(String, Lines)> = entries.collect();
    if entries.is_empty() {
        return vec![format!("{name}{{}}")];
    }
    let mut lines = vec![format!("{name}{{")];
    for (at, (key, value)) in entries.iter().enumerate() {
        let is_short = |index: &usize| entries[*index].1.len() == 1;
        let before = (0..at).rev().take_while(is_short);
        let after = (at..entries.len()).take_while(is_short);
        let width = match value.len() {
            1 => before.chain(after).map(|index| entries[index].0.chars().count() + 1).max().unwrap_or(0),
            _ => 0,
        };
        let key = if key.is_empty() { String::new() } else { format!("{:width$} ", format!("{key}:")) };
        for (number, line) in value.iter().enumerate() {
            let comma = if number + 1 == value.len() { "," } else { "" };
            let key = if number == 0 { key.as_str() } else { "" };
            lines.push(format!("\t{key}{line}{comma}"));
        }
    }
    lines.push("}".to_owned());
    lines
}
