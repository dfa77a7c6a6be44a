//! Messages from examples and cases, broken by chance, with a secret in them.

use base64::{Engine, engine::general_purpose::STANDARD};
use lattice_event_model::Message;
use lattice_linter::{input, rules};
use serde_json::{Map, Value, json};

use crate::{
    random::Random,
    secrets::{Planted, RULES},
};

/// Stands for the secret while the rest of a message is changed.
const MARK: &str = "\u{1f511}";

/// Messages to begin with.
pub(crate) fn samples() -> Vec<Message> {
    let mut messages = Vec::new();
    // The secrets of their examples would be broken too, and be none any more.
    for rule in rules::ALL.iter().filter(|rule| !RULES.contains(&rule.name)) {
        for example in rule.examples().unwrap() {
            let inputs = example.inputs("https://lattice.example");
            messages.extend(inputs.into_iter().map(|input| input.message));
        }
    }
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read(entry.unwrap().path()).unwrap();
        messages.extend(input::from_document("case", text).into_iter().map(|input| input.message));
    }
    messages.retain(|message| message.payload.len() < 4000);
    messages
}

/// A message with a secret somewhere in it.
pub(crate) fn planted(samples: &[Message], random: &mut Random) -> (Message, Planted) {
    let mut message = random.one(samples).clone();
    let secret = Planted::any(random);
    if random.in_one_of(4) && message.headers.is_none() {
        make_binary(&mut message);
    }
    match (random.below(12), &secret.field) {
        (0, None) => message.subject = Some(sentence(&secret.text, random)),
        (1, None) => {
            let header = (sentence(&secret.text, random), vec!["x".to_owned()]);
            message.headers.get_or_insert_default().push(header);
        }
        (0..4, field) => {
            let names = ["Authorization", "ce-note", "CE-Subject", "ce-source", "ce-type", "Nats-Msg-Id"];
            let name = field.map_or_else(|| (*random.one(&names)).to_owned(), |field| format!("ce-{field}"));
            let name = if secret.is_public_in_identifiers { "ce-note".to_owned() } else { name };
            let value = if field.is_some() { secret.text.clone() } else { sentence(&secret.text, random) };
            let value = if name.starts_with("ce-") && random.in_one_of(2) { encoded(&value) } else { value };
            let headers = message.headers.get_or_insert_default();
            headers.retain(|(known, _)| !known.eq_ignore_ascii_case(&name));
            headers.push((name, vec![value]));
        }
        (4, None) => message.payload = sentence(&secret.text, random).into_bytes(),
        (5, _) if random.in_one_of(2) => {
            let inner = match secret.field {
                Some(field) => json!({ field: secret.text }).to_string(),
                None => sentence(&secret.text, random),
            };
            let mut event = event(&message);
            event.insert("data_base64".to_owned(), STANDARD.encode(inner).into());
            message.payload = Value::Object(event).to_string().into_bytes();
        }
        _ => message.payload = payload(&message, &secret, random),
    }
    (message, secret)
}

/// A payload with the secret in it, broken elsewhere.
fn payload(message: &Message, secret: &Planted, random: &mut Random) -> Vec<u8> {
    let mut event = event(message);
    let nested = random.below(4).saturating_sub(1);
    let text = if secret.field.is_some() { MARK.to_owned() } else { sentence(MARK, random) };
    let mut value = Value::String(text.clone());
    let mut name =
        (*random.one(&["id", "type", "source", "time", "subject", "dataschema", "specversion", "note"]))
            .to_owned();
    if secret.is_public_in_identifiers {
        "note".clone_into(&mut name);
    }
    if let Some(field) = secret.field {
        field.clone_into(&mut name);
    } else if random.in_one_of(5) && nested == 0 {
        name = text;
        value = Value::Null;
    }
    for _ in 0..nested {
        value = json!({ name: value }).to_string().into();
        name = "error".to_owned();
    }
    let data = event.get_mut("data").and_then(Value::as_object_mut).filter(|_| random.in_one_of(2));
    match data {
        Some(data) if random.in_one_of(3) => {
            data.insert("labels".to_owned(), json!({ name: [value] }));
        }
        Some(data) => drop(data.insert(name, value)),
        None => drop(event.insert(name, value)),
    }
    let mut text = Value::Object(event).to_string();
    if random.in_one_of(10) {
        text = format!("[{text},{text}]");
    }
    if random.in_one_of(20) {
        text = format!("{}{text}", "[".repeat(200));
    }
    let mut inner = if random.in_one_of(3) { escaped(&secret.text) } else { json_string(&secret.text) };
    for _ in 0..nested {
        inner = json_string(&inner);
    }
    let mut bytes = text.into_bytes();
    for _ in 0..random.below(3) {
        break_somewhere(&mut bytes, random);
    }
    // Bytes that are no text are put back between the pieces of text.
    let mark = MARK.as_bytes();
    let mut payload = Vec::new();
    let mut rest = bytes.as_slice();
    while let Some(at) = rest.windows(mark.len()).position(|window| window == mark) {
        payload.extend_from_slice(&rest[..at]);
        payload.extend_from_slice(inner.as_bytes());
        rest = &rest[at + mark.len()..];
    }
    payload.extend_from_slice(rest);
    payload
}

fn event(message: &Message) -> Map<String, Value> {
    match serde_json::from_slice(&message.payload) {
        Ok(Value::Object(event)) => event,
        Ok(data) => Map::from_iter([("specversion".to_owned(), "1.0".into()), ("data".to_owned(), data)]),
        Err(_) => Map::from_iter([("id".to_owned(), "1".into())]),
    }
}

/// Moves the attributes into headers.
fn make_binary(message: &mut Message) {
    let event = event(message);
    let mut headers = Vec::new();
    let mut data = Value::Null;
    for (name, value) in event {
        match value {
            value if name == "data" => data = value,
            Value::String(text) => headers.push((format!("ce-{name}"), vec![encoded(&text)])),
            _ => {}
        }
    }
    message.payload = data.to_string().into_bytes();
    message.headers = Some(headers);
}

fn sentence(text: &str, random: &mut Random) -> String {
    match random.below(4) {
        0 => text.to_owned(),
        1 => format!("got {text}, which nobody knows"),
        2 => format!("{text}: denied"),
        _ => format!("nats: authorization violation (sent \"{text}\")"),
    }
}

/// Changes, removes or adds a byte that is not near to the secret and its name.
fn break_somewhere(bytes: &mut Vec<u8>, random: &mut Random) {
    let at = random.below(bytes.len());
    let near = bytes.get(at.saturating_sub(40)..(at + 20).min(bytes.len())).unwrap_or_default();
    if near.windows(MARK.len()).any(|window| window == MARK.as_bytes()) {
        return;
    }
    match random.below(4) {
        0 => bytes[at] = *random.one(b"\"\\{}[],:0\0\xff\nZ"),
        1 => drop(bytes.remove(at)),
        2 => bytes.insert(at, *random.one(b"\"\\{}[],: \0\xffx")),
        _ if random.in_one_of(4) => {
            let mark = bytes.windows(MARK.len()).position(|window| window == MARK.as_bytes());
            if mark.is_none_or(|mark| mark < at) {
                bytes.truncate(at);
            }
        }
        _ => {}
    }
}

fn json_string(text: &str) -> String {
    let text = Value::from(text).to_string();
    text[1..text.len() - 1].to_owned()
}

fn escaped(text: &str) -> String {
    text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect()
}

fn encoded(text: &str) -> String {
    let encode = |byte: u8| match byte {
        b'a'..=b'z' | b'0'..=b'9' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(encode).collect()
}
