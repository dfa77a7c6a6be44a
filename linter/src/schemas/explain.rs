//! Why data does not follow its schema, in plain words.

mod alternatives;
mod words;

use std::collections::HashMap;

use jsonschema::{
    ValidationError,
    error::{TypeKind, ValidationErrorKind},
};
use lattice_event_model::{
    model::{Model, Visit, visit},
    pointer::escape,
};
use serde_json::Value;

use self::alternatives::{Choice, choose};
use crate::{quoted::Quoted, suggest::nearest};

/// Something that a schema says against the data of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaFault {
    /// JSON pointer in the event. It names the missing field where one is missing.
    pub pointer: String,
    /// JSON pointer in the schema.
    pub schema_pointer: String,
    /// What is wrong, without the values of peers.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Whether a field is missing.
    pub missing: bool,
    /// Whether a `null` stands where none may.
    pub null: bool,
    /// The unknown field that looks like the missing one.
    pub misspelt: Option<String>,
}

/// Words the errors of the validator. `data` is what it judged.
pub(super) fn explain<'e>(
    model: &Model,
    data: &Value,
    errors: impl IntoIterator<Item = ValidationError<'e>>,
) -> Vec<SchemaFault> {
    let mut surroundings = Surroundings::of(model, data);
    let mut faults = Vec::new();
    for error in errors {
        one(&error, &mut surroundings, &mut faults);
    }
    faults
}

/// What the model knows around the places of errors.
struct Surroundings {
    /// Unknown members by the pointer of their object. One that was taken for a
    /// missing field is gone.
    unknown: HashMap<String, Vec<String>>,
    /// Fields that are `null`: whether they may be left out.
    optional_nulls: HashMap<String, bool>,
}

impl Surroundings {
    fn of(model: &Model, data: &Value) -> Self {
        let mut surroundings = Self { unknown: HashMap::new(), optional_nulls: HashMap::new() };
        visit(model, data, "/data", &mut |pointer, met| match met {
            Visit::UnknownField { name, .. } => {
                let object = pointer.rsplit_once('/').map_or("", |(object, _)| object);
                surroundings.unknown.entry(object.to_owned()).or_default().push(name.to_owned());
            }
            Visit::UnexpectedNull { field } => {
                surroundings.optional_nulls.insert(pointer.to_owned(), !field.required);
            }
            _ => {}
        });
        surroundings
    }
}

fn one(error: &ValidationError<'_>, surroundings: &mut Surroundings, faults: &mut Vec<SchemaFault>) {
    match error.kind() {
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
            match choose(context, error) {
                Choice::Branch(branch) => {
                    branch.iter().for_each(|error| one(error, surroundings, faults));
                }
                Choice::Types(types) => {
                    let message = words::wrong_type(&at(error), error.instance(), &types);
                    faults.push(fault(error, surroundings, message));
                }
                Choice::Values(first, values) => {
                    let message = words::wrong_value(&at(first), first.instance(), &values);
                    let mut fault = fault(first, surroundings, message);
                    fault.help = first
                        .instance()
                        .as_str()
                        .and_then(|value| nearest(value, values.iter().filter_map(|value| value.as_str())))
                        .map(|near| format!("did you mean {}?", Quoted(near)));
                    faults.push(fault);
                }
            }
        }
        ValidationErrorKind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            faults.push(missing(error, name, surroundings));
        }
        _ => {
            let message = words::message(&at(error), error);
            faults.push(fault(error, surroundings, message));
        }
    }
}

fn missing(error: &ValidationError<'_>, name: &str, surroundings: &mut Surroundings) -> SchemaFault {
    let object = at(error);
    let unknown = surroundings.unknown.get_mut(&object);
    let misspelt = unknown.and_then(|unknown| {
        let near = nearest(name, unknown.iter().map(String::as_str))?.to_owned();
        unknown.retain(|other| *other != near);
        Some(near)
    });
    let pointer = format!("{object}/{}", escape(name));
    SchemaFault {
        message: format!("the required field {} is missing", Quoted(name)),
        help: misspelt
            .as_deref()
            .map(|near| format!("{} looks like it: is that what was meant?", Quoted(near))),
        pointer,
        schema_pointer: error.schema_path().as_str().to_owned(),
        missing: true,
        null: false,
        misspelt: misspelt.map(|near| format!("{object}/{}", escape(&near))),
    }
}

fn fault(error: &ValidationError<'_>, surroundings: &Surroundings, message: String) -> SchemaFault {
    let pointer = at(error);
    let null = error.instance().is_null();
    let may_be_left_out = null && surroundings.optional_nulls.get(&pointer) == Some(&true);
    SchemaFault {
        message,
        help: may_be_left_out.then(|| "leave the field out where there is no value".to_owned()),
        pointer,
        schema_pointer: error.schema_path().as_str().to_owned(),
        missing: false,
        null,
        misspelt: None,
    }
}

/// The place of an error in the event.
fn at(error: &ValidationError<'_>) -> String {
    format!("/data{}", error.instance_path().as_str())
}

/// The names of the types that an error demands.
fn demanded(kind: &TypeKind) -> Vec<&'static str> {
    match kind {
        TypeKind::Single(single) => vec![single.as_str()],
        TypeKind::Multiple(several) => several.iter().map(|single| single.as_str()).collect(),
    }
}
