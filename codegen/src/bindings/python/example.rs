//! An event as a program makes it, for examples.

use std::collections::BTreeSet;

use lattice_event_model::model::Shape;
use serde::Serialize;
use serde_json::Value;

use super::{
    names::NO_ATTRIBUTES,
    text::{literal, quote},
};
use crate::bindings::view::{PackageView, TypeView};

/// An event that examples make.
#[derive(Debug, Serialize)]
pub(super) struct Example {
    /// Its class.
    event: String,
    /// The expression that makes its data, in a function.
    data: String,
    /// The same, where nothing is indented.
    data_outside: String,
    source: String,
    /// The parameters of its subject: `lattice="default"`.
    parameters: Vec<String>,
    /// What has to be imported, in the order of the linter.
    imports: Vec<String>,
}

/// The first event that is not deprecated, with its smallest example.
pub(super) fn example(package: &PackageView) -> Option<Example> {
    let event = package.events.iter().find(|event| event.deprecation.is_none()).or(package.events.first())?;
    let publisher = package.publishers.iter().find(|publisher| publisher.namespace == event.publisher)?;
    let data = package.types.iter().find(|definition| definition.name == event.name)?;
    let value = &event.examples.first()?.data;
    let mut writer = Writer { package, classes: BTreeSet::from([event.event_name.clone()]) };
    let inside = writer.definition(data, value, 4);
    let outside = writer.definition(data, value, 0);
    let (identifiers, others): (Vec<_>, Vec<_>) =
        publisher.parameters.iter().partition(|parameter| is_identifier(&parameter.wire));
    let mut parameters: Vec<String> = identifiers
        .iter()
        .map(|parameter| format!("{}={}", parameter.wire, quote(&parameter.example)))
        .collect();
    if !others.is_empty() {
        let members: Vec<String> = others
            .iter()
            .map(|parameter| format!("{}: {}", quote(&parameter.wire), quote(&parameter.example)))
            .collect();
        parameters.push(format!("**{{{}}}", members.join(", ")));
    }
    let mut imports: Vec<String> = writer.classes.into_iter().collect();
    imports.push("nats_message".to_owned());
    Some(Example {
        event: event.event_name.clone(),
        data: inside,
        data_outside: outside,
        source: event.source_example.clone(),
        parameters,
        imports,
    })
}

fn is_identifier(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with(|first: char| first.is_ascii_digit())
        && text.chars().all(|character| character.is_ascii_alphanumeric() || character == '_')
        && !NO_ATTRIBUTES.contains(&text)
}

struct Writer<'a> {
    package: &'a PackageView,
    /// The classes that were used.
    classes: BTreeSet<String>,
}

impl<'a> Writer<'a> {
    fn definition(&mut self, definition: &TypeView, value: &Value, indent: usize) -> String {
        match (definition.kind, value) {
            ("record", Value::Object(members)) => {
                self.classes.insert(definition.name.clone());
                let mut items = Vec::new();
                for field in &definition.fields {
                    if let Some(value) = members.get(&field.wire) {
                        let value = self.shape(&field.shape, value, indent + 4);
                        items.push(format!("{}={value}", field.name));
                    }
                }
                lines(&format!("{}(", definition.name), &items, ")", indent)
            }
            ("union", Value::Object(members)) => {
                let tag = members.get(&definition.tag).and_then(Value::as_str);
                let variant = definition
                    .variants
                    .iter()
                    .find(|variant| Some(variant.wire.as_str()) == tag)
                    .or(definition.fallback.as_ref());
                match variant.and_then(|variant| self.called(&variant.record)) {
                    Some(record) => self.definition(record, value, indent),
                    None => self.anything(value, indent),
                }
            }
            ("alias", _) => match &definition.shape {
                Some(shape) => self.shape(shape, value, indent),
                None => self.anything(value, indent),
            },
            _ => self.anything(value, indent),
        }
    }

    fn shape(&mut self, shape: &Shape, value: &Value, indent: usize) -> String {
        match (shape, value) {
            (Shape::Reference(wire), value) if !value.is_null() => {
                let package = self.package;
                match package.types.iter().find(|definition| definition.wire == *wire) {
                    Some(definition) => self.definition(definition, value, indent),
                    None => self.anything(value, indent),
                }
            }
            (Shape::List(shape), Value::Array(values)) => {
                let items: Vec<String> =
                    values.iter().map(|value| self.shape(shape, value, indent + 4)).collect();
                lines("[", &items, "]", indent)
            }
            (Shape::Map(shape), Value::Object(members)) => {
                let items: Vec<String> = members
                    .iter()
                    .map(|(name, value)| format!("{}: {}", quote(name), self.shape(shape, value, indent + 4)))
                    .collect();
                lines("{", &items, "}", indent)
            }
            _ => self.anything(value, indent),
        }
    }

    fn anything(&mut self, value: &Value, indent: usize) -> String {
        match value {
            Value::Array(_) => self.shape(&Shape::List(Box::new(Shape::Opaque)), value, indent),
            Value::Object(_) => self.shape(&Shape::Map(Box::new(Shape::Opaque)), value, indent),
            _ => literal(value),
        }
    }

    fn called(&self, name: &str) -> Option<&'a TypeView> {
        self.package.types.iter().find(|definition| definition.name == name)
    }
}

/// An item a line, as the formatter leaves it.
fn lines(open: &str, items: &[String], close: &str, indent: usize) -> String {
    if items.is_empty() {
        return format!("{open}{close}");
    }
    let margin = " ".repeat(indent);
    let items: String = items.iter().map(|item| format!("{margin}    {item},\n")).collect();
    format!("{open}\n{items}{margin}{close}")
}
