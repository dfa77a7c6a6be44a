//! The types of an event as tables.

use std::collections::BTreeMap;

use lattice_event_model::model::{
    Deprecation, Enumeration, Field, Lifetime, Record, Shape, TypeDefinition, TypeKind, Union,
};
use serde::Serialize;
use serde_json::{Map, Value};

use super::site::Site;
use crate::{CodegenError, context::EventContext, markdown};

/// The longest constraint that stands in a table; others stand in the schema.
const CONSTRAINT_LENGTH: usize = 100;
/// How many places of a type are named.
const PLACES: usize = 6;

/// All types of an event, in the order in which a reader meets them.
#[derive(Default, Serialize)]
pub(super) struct Types {
    /// What `data` is, then the records and unions inside of it.
    objects: Vec<Object>,
    /// Texts with a grammar, and other names for shapes.
    values: Vec<ValueType>,
    /// Texts with known values.
    enumerations: Vec<Values>,
}

#[derive(Serialize)]
struct Object {
    /// `None` for `data` itself, which needs no heading.
    name: Option<String>,
    places: String,
    documentation: String,
    rows: Vec<FieldRow>,
    /// What the cells have no room for.
    more: Vec<More>,
    union: Option<UnionView>,
    /// Whether the strict schema demands something of several fields at once.
    conditions: bool,
}

#[derive(Serialize)]
struct FieldRow {
    name: String,
    shape: String,
    required: &'static str,
    description: String,
    constraints: String,
    since: String,
}

#[derive(Serialize)]
struct More {
    name: String,
    text: String,
}

#[derive(Serialize)]
struct UnionView {
    tag: String,
    variants: Vec<VariantRow>,
    fallback: Option<String>,
}

#[derive(Serialize)]
struct VariantRow {
    value: String,
    record: String,
}

#[derive(Serialize)]
struct ValueType {
    name: String,
    places: String,
    documentation: String,
    shape: String,
    constraints: String,
    examples: Vec<String>,
}

#[derive(Serialize)]
struct Values {
    name: String,
    places: String,
    documentation: String,
    rows: Vec<ValueRow>,
    open: bool,
}

#[derive(Serialize)]
struct ValueRow {
    value: String,
    meaning: String,
}

/// The types of an event.
pub(super) fn types(site: &Site<'_>, event: &EventContext) -> Result<Types, CodegenError> {
    let mut found = Places { event, order: Vec::new(), places: BTreeMap::new(), stack: Vec::new() };
    found.named(&event.model.root, String::new());
    let view = View { site, event, places: &found.places };
    let mut types = Types::default();
    for name in &found.order {
        let Some(definition) = event.model.types.get(name) else { continue };
        match &definition.kind {
            TypeKind::Record(record) => types.objects.push(view.record(definition, record)?),
            TypeKind::Union(union) => types.objects.push(view.union(definition, union)?),
            TypeKind::Enumeration(enumeration) => {
                types.enumerations.push(view.enumeration(definition, enumeration)?);
            }
            TypeKind::Alias(shape) => types.values.push(view.alias(definition, shape)?),
        }
    }
    Ok(types)
}

/// Where in `data` each type stands, as dotted paths.
struct Places<'a> {
    event: &'a EventContext,
    order: Vec<String>,
    places: BTreeMap<String, Vec<String>>,
    stack: Vec<String>,
}

impl Places<'_> {
    fn named(&mut self, name: &str, path: String) {
        let Some(definition) = self.event.model.types.get(name) else { return };
        if self.stack.iter().any(|open| open == name) {
            return;
        }
        if !self.places.contains_key(name) {
            self.order.push(name.to_owned());
        }
        let places = self.places.entry(name.to_owned()).or_default();
        if !places.contains(&path) {
            places.push(path.clone());
        }
        self.stack.push(name.to_owned());
        match &definition.kind {
            TypeKind::Record(record) => {
                for field in &record.fields {
                    self.shape(&field.shape, join(&path, &field.name));
                }
            }
            TypeKind::Union(union) => {
                for record in union.variants.iter().map(|variant| &variant.record).chain(&union.fallback) {
                    self.named(record, path.clone());
                }
            }
            TypeKind::Alias(shape) => self.shape(shape, path),
            TypeKind::Enumeration(_) => {}
        }
        self.stack.pop();
    }

    fn shape(&mut self, shape: &Shape, path: String) {
        match shape {
            Shape::Reference(name) => self.named(name, path),
            Shape::List(items) => self.shape(items, format!("{path}[]")),
            Shape::Map(values) => self.shape(values, join(&path, "*")),
            _ => {}
        }
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

struct View<'a> {
    site: &'a Site<'a>,
    event: &'a EventContext,
    places: &'a BTreeMap<String, Vec<String>>,
}

impl View<'_> {
    fn record(&self, definition: &TypeDefinition, record: &Record) -> Result<Object, CodegenError> {
        let mut object = self.object(definition)?;
        let prefix = match self.places.get(&definition.name).map(Vec::as_slice) {
            Some([only]) => only.as_str(),
            _ => "",
        };
        for field in &record.fields {
            let name = markdown::code_cell(&join(prefix, &field.name));
            let (row, more) = self.field(definition, field, &name)?;
            object.rows.push(row);
            if !more.is_empty() {
                object.more.push(More { name, text: more });
            }
        }
        Ok(object)
    }

    fn union(&self, definition: &TypeDefinition, union: &Union) -> Result<Object, CodegenError> {
        let variants = union
            .variants
            .iter()
            .map(|variant| VariantRow {
                value: markdown::code_cell(&variant.value),
                record: type_link(&variant.record),
            })
            .collect();
        let mut object = self.object(definition)?;
        object.union = Some(UnionView {
            tag: markdown::code_cell(&union.tag),
            variants,
            fallback: union.fallback.as_deref().map(type_link),
        });
        Ok(object)
    }

    fn object(&self, definition: &TypeDefinition) -> Result<Object, CodegenError> {
        let root = definition.name == self.event.model.root;
        Ok(Object {
            name: (!root).then(|| definition.name.clone()),
            places: self.places(definition),
            // That of `data` itself stands at the top of the page.
            documentation: if root { String::new() } else { self.documentation(definition)? },
            rows: Vec::new(),
            more: Vec::new(),
            union: None,
            conditions: !definition.demands.is_empty(),
        })
    }

    fn field(
        &self,
        definition: &TypeDefinition,
        field: &Field,
        name: &str,
    ) -> Result<(FieldRow, String), CodegenError> {
        let place = format!("field `{}` of {}", field.name, definition.name);
        let portable = self.site.block(&place, &field.documentation)?;
        let (first, more) = markdown::split_first(&portable);
        let mut description = self.site.cell(&place, first)?;
        if let Some(deprecation) = &field.lifetime.deprecation {
            let note = self.deprecation(&place, deprecation)?;
            description = if description.is_empty() { note } else { format!("{description} {note}") };
        }
        if !field.examples.is_empty() {
            let examples: Vec<String> = field.examples.iter().map(example_code).collect();
            description.push_str(&format!(" For example {}.", examples.join(", ")));
        }
        let mut constraints = bounds(&field.shape);
        constraints.extend(demands(&field.demands));
        let nullable = if field.nullable { " or `null`" } else { "" };
        let row = FieldRow {
            name: name.to_owned(),
            shape: format!("{}{nullable}", shape(&field.shape)),
            required: if field.required { "yes" } else { "no" },
            description,
            constraints: constraints.join("; "),
            since: since(&field.lifetime),
        };
        Ok((row, more.to_owned()))
    }

    fn deprecation(&self, place: &str, deprecation: &Deprecation) -> Result<String, CodegenError> {
        let mut text = "**Deprecated**".to_owned();
        if let Some(since) = &deprecation.since {
            text.push_str(&format!(" since {}", markdown::literal(since)));
        }
        text.push(':');
        if let Some(note) = &deprecation.note {
            text.push(' ');
            text.push_str(&self.site.cell(&format!("the deprecation of {place}"), note)?);
        }
        if let Some(replacement) = &deprecation.replacement {
            text.push_str(&format!(" Use {}.", markdown::code_cell(replacement)));
        }
        Ok(text)
    }

    fn alias(&self, definition: &TypeDefinition, of: &Shape) -> Result<ValueType, CodegenError> {
        let mut constraints = bounds(of);
        constraints.extend(demands(&definition.demands));
        Ok(ValueType {
            name: definition.name.clone(),
            places: self.places(definition),
            documentation: self.documentation(definition)?,
            shape: shape(of),
            constraints: constraints.join("; "),
            examples: definition.examples.iter().map(example_code).collect(),
        })
    }

    fn enumeration(
        &self,
        definition: &TypeDefinition,
        enumeration: &Enumeration,
    ) -> Result<Values, CodegenError> {
        let rows = enumeration.values.iter().map(|value| {
            let place = format!("value `{}` of {}", value.value, definition.name);
            Ok(ValueRow {
                value: markdown::code_cell(&value.value),
                meaning: self.site.cell(&place, &value.documentation)?,
            })
        });
        Ok(Values {
            name: definition.name.clone(),
            places: self.places(definition),
            documentation: self.documentation(definition)?,
            rows: rows.collect::<Result<_, CodegenError>>()?,
            open: enumeration.open,
        })
    }

    fn documentation(&self, definition: &TypeDefinition) -> Result<String, CodegenError> {
        self.site.block(&format!("the documentation of {}", definition.name), &definition.documentation)
    }

    fn places(&self, definition: &TypeDefinition) -> String {
        let places = self.places.get(&definition.name).map(Vec::as_slice).unwrap_or_default();
        let mut named: Vec<String> =
            places.iter().take(PLACES).map(|place| markdown::code_cell(place)).collect();
        if places.len() > PLACES {
            named.push(format!("{} more", places.len() - PLACES));
        }
        match named.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
            Some((only, _)) => only.clone(),
            None => String::new(),
        }
    }
}

fn type_link(name: &str) -> String {
    format!("[{}](#{})", markdown::code_cell(name), markdown::slug(name))
}

fn shape(shape: &Shape) -> String {
    match shape {
        Shape::Boolean => "boolean".to_owned(),
        Shape::Integer { .. } => "integer".to_owned(),
        Shape::Number => "number".to_owned(),
        Shape::Text { format: None } => "string".to_owned(),
        Shape::Text { format: Some(format) } => format!("string, {}", markdown::code_cell(format)),
        Shape::Constant(value) => example_code(value),
        Shape::List(items) => format!("array of {}", self::shape(items)),
        Shape::Map(values) => format!("map of {}", self::shape(values)),
        Shape::Reference(name) => type_link(name),
        Shape::Opaque => "any".to_owned(),
    }
}

fn bounds(shape: &Shape) -> Vec<String> {
    match shape {
        Shape::Integer { minimum: i128::MIN, maximum: i128::MAX } => Vec::new(),
        Shape::Integer { minimum, maximum: i128::MAX } => vec![format!("{minimum} or more")],
        Shape::Integer { minimum: i128::MIN, maximum } => vec![format!("at most {maximum}")],
        Shape::Integer { minimum, maximum } => vec![format!("{minimum} to {maximum}")],
        _ => Vec::new(),
    }
}

/// What the strict schema demands beside, as it stands there.
fn demands(demands: &Map<String, Value>) -> Vec<String> {
    demands
        .iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(keyword, value)| {
            let demand = format!("{keyword}: {value}");
            if demand.chars().count() <= CONSTRAINT_LENGTH {
                format!("strict: {}", markdown::code_cell(&demand))
            } else {
                format!("strict: {}, see the schema", markdown::code_cell(keyword))
            }
        })
        .collect()
}

fn example_code(value: &Value) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    markdown::code_cell(&text)
}

/// Empty where the field is as old as what holds it.
fn since(lifetime: &Lifetime) -> String {
    match (lifetime.since.as_deref(), lifetime.until.as_deref()) {
        (Some(since), Some(until)) => format!("{} to {}", markdown::literal(since), markdown::literal(until)),
        (Some(since), None) => markdown::literal(since),
        (None, Some(until)) => format!("up to {}", markdown::literal(until)),
        (None, None) => String::new(),
    }
}
