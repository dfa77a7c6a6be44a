//! The vectors that all packages share, run on the structs from which everything
//! is derived. `LATTICE_VECTORS` names another folder than that of this repository.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::{Path, PathBuf},
};

use jsonschema::{ValidationError, Validator, error::ValidationErrorKind};
use lattice_event_model::{
    message::Headers,
    model::{Model, Visit, visit},
    schema,
};
use lattice_events::{CATALOG, LatticeEvent, Message, ParseError};
use serde_json::{Value, json};

#[test]
fn every_vector() {
    let published = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated/vectors");
    let folder = env::var_os("LATTICE_VECTORS").map_or(published, PathBuf::from);
    let index = read(&folder.join("index.json"));
    let reader = Reader::new();
    let mut count = 0_u64;
    let mut failed = Vec::new();
    for file in index["files"].as_array().unwrap() {
        for vector in read(&folder.join(file["path"].as_str().unwrap()))["vectors"].as_array().unwrap() {
            count += 1;
            if let Err(reason) = reader.run(vector) {
                failed.push(format!("{}: {reason}", vector["name"].as_str().unwrap()));
            }
        }
    }
    if let Some(path) = env::var_os("LATTICE_VECTORS_RESULT") {
        let result = json!({ "vectors": count, "failed": failed });
        #[expect(clippy::disallowed_methods, reason = "whoever asked for the file waits for the end")]
        fs::write(path, result.to_string()).unwrap();
    }
    assert_eq!(index["vectors"], json!(count));
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

fn read(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What is known of an event type beside its struct.
struct Known {
    model: Model,
    validator: Validator,
}

struct Reader {
    by_type: BTreeMap<String, Known>,
}

impl Reader {
    fn new() -> Self {
        let by_type = CATALOG.events.iter().map(|entry| {
            let model = Model::read(&schema::data_schema(&CATALOG, entry).unwrap());
            let schema = schema::canonical(&schema::event_schema(&CATALOG, entry).unwrap());
            let options = jsonschema::options().offline().should_validate_formats(true);
            let validator = options.build(&schema).unwrap();
            (entry.definition.event_type(), Known { model, validator })
        });
        Self { by_type: by_type.collect() }
    }

    fn run(&self, vector: &Value) -> Result<(), String> {
        // The line of a recording knows both forms of a payload.
        let mut line = vector.clone();
        line["subject"] = Value::Null;
        let message = Message::from_recording_line(&line.to_string()).map_err(|error| error.to_string())?;
        let read = parse(&message);
        if message.headers.is_none() {
            let plain = LatticeEvent::from_slice(&message.payload);
            equal("the event without headers", &written(&plain), &written(&read))?;
        }
        match vector["refused_by"].as_str() {
            None => self.accepted(read, &vector["expected"]),
            Some(stage) => self.refused(read, stage, vector["pointer"].as_str().unwrap()),
        }
    }

    fn accepted(&self, read: Result<LatticeEvent, ParseError>, expected: &Value) -> Result<(), String> {
        let event = read.map_err(|error| format!("is refused: {error}"))?;
        let value = event.to_value().unwrap();
        equal("the event", &value, &expected["event"])?;
        let known = !matches!(event, LatticeEvent::Unknown(_));
        equal("known", &json!(known), &expected["known"])?;
        equal("the type", &json!(event.event_type()), &expected["event"]["type"])?;
        let again =
            LatticeEvent::from_slice(value.to_string().as_bytes()).map_err(|error| error.to_string())?;
        if again != event {
            return Err("is another event when it is read again".to_owned());
        }
        let (fields, values) = self.news(&value);
        equal("unknown fields", &fields, &pointers(&expected["unknown_fields"]))?;
        equal("unknown values", &values, &pointers(&expected["unknown_values"]))?;
        match self.validate(&value) {
            Some(pointer) => Err(format!("the schema refuses it at {pointer}")),
            None => Ok(()),
        }
    }

    fn refused(
        &self,
        read: Result<LatticeEvent, ParseError>,
        stage: &str,
        pointer: &str,
    ) -> Result<(), String> {
        match (read, stage) {
            (Err(error), "parse") => match error {
                ParseError::Json(_) => equal("the pointer", "", pointer),
                // serde does not tell where a flattened struct differs.
                ParseError::Shape { pointer: told, .. }
                    if told == "/data" && pointer.starts_with("/data/") =>
                {
                    Ok(())
                }
                ParseError::Shape { pointer: told, .. } => equal("the pointer", told.as_str(), pointer),
            },
            (Err(error), _) => Err(format!("is refused too early: {error}")),
            (Ok(_), "parse") => Err("is read".to_owned()),
            (Ok(event), _) => match self.validate(&event.to_value().unwrap()) {
                Some(told) => equal("the pointer", told.as_str(), pointer),
                None => Err("the schema accepts it".to_owned()),
            },
        }
    }

    /// Pointers of what the structs do not know.
    fn news(&self, event: &Value) -> (BTreeSet<String>, BTreeSet<String>) {
        let (mut fields, mut values) = (BTreeSet::new(), BTreeSet::new());
        if let Some(known) = self.known(event) {
            visit(&known.model, &event["data"], "/data", &mut |pointer, met| match met {
                Visit::UnknownField { .. } => drop(fields.insert(pointer.to_owned())),
                Visit::UnknownValue { .. } => drop(values.insert(pointer.to_owned())),
                _ => {}
            });
        }
        (fields, values)
    }

    /// Where the schema refuses the event, if it does.
    fn validate(&self, event: &Value) -> Option<String> {
        self.known(event)?.validator.validate(event).err().map(|error| place(&error))
    }

    fn known(&self, event: &Value) -> Option<&Known> {
        self.by_type.get(event["type"].as_str()?)
    }
}

fn parse(message: &Message) -> Result<LatticeEvent, ParseError> {
    let none = Headers::new();
    LatticeEvent::from_message(message.headers.as_ref().unwrap_or(&none), &message.payload)
}

/// What became of a message.
fn written(read: &Result<LatticeEvent, ParseError>) -> Result<Value, String> {
    read.as_ref().map(|event| event.to_value().unwrap()).map_err(ToString::to_string)
}

fn place(error: &ValidationError<'_>) -> String {
    match error.kind() {
        ValidationErrorKind::Required { property } => {
            format!("{}/{}", error.instance_path(), property.as_str().unwrap())
        }
        _ => error.instance_path().to_string(),
    }
}

fn pointers(list: &Value) -> BTreeSet<String> {
    list.as_array().unwrap().iter().map(|pointer| pointer.as_str().unwrap().to_owned()).collect()
}

fn equal<T: PartialEq + std::fmt::Debug + ?Sized>(what: &str, got: &T, expected: &T) -> Result<(), String> {
    if got == expected { Ok(()) } else { Err(format!("{what}: {got:?} in place of {expected:?}")) }
}
