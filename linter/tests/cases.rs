//! Inputs and the findings that are expected of them: `cases/*.json`.
//!
//! A file holds a list of cases. A case has a `name`, an `input` (a list of
//! lines), and `expected` findings, of which only the members that are written
//! down are compared. It may have a `profile`, a `subject_prefix`, and the
//! `coverage` that is expected. `as` says how the input is read: `lines` (the default),
//! `document` or `markdown`. A line may also be an object: `repeat`, `times`,
//! `before` and `after` make a long one, `bytes` makes the recording of any
//! bytes, and `recorded` the recording of an event, with `subject` and `headers`.
//! Placeholders such as `{{secret:jwt}}` are filled in: no secret stands in a file.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

mod shop;

use std::path::Path;

use base64::{Engine, engine::general_purpose::STANDARD};
use lattice_event_model::Message;
use lattice_linter::{
    Finding, Input, Judgement, Linter, Mapping, Profile, Settings, fill_placeholders, input,
};
use serde_json::{Map, Value, json};

#[test]
fn cases_are_judged_as_they_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut wrong = Vec::new();
    let mut judged = 0;
    for file in files {
        let name = file.file_stem().unwrap().to_str().unwrap();
        let cases: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(&file).unwrap())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        for case in cases {
            judged += 1;
            if let Some(difference) = run(&case) {
                wrong.push(format!("{name}: {}\n{difference}", case["name"]));
            }
        }
    }
    assert!(judged > 0);
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

fn run(case: &Value) -> Option<String> {
    let mut linter = Linter::new(shop::catalog(&[]), settings(case)).unwrap();
    let mut actual = Vec::new();
    let text = text(case);
    for input in inputs(case, &text) {
        let judgement = linter.judge(&input);
        check_labels(&input, &judgement);
        check_locations(&text, &input, &judgement);
        actual.extend(judgement.findings.iter().map(|finding| described(finding, &input)));
    }
    assert!(linter.take_error().is_none());
    if let Some(expected) = case.get("coverage") {
        let coverage = serde_json::to_value(linter.coverage()).unwrap();
        if !agrees(expected, coverage.as_object().unwrap()) {
            return Some(format!("covers\n  {coverage}"));
        }
    }
    let expected = case["expected"].as_array().expect("a case says what is expected");
    let same = expected.len() == actual.len() && expected.iter().zip(&actual).all(|(a, b)| agrees(a, b));
    (!same).then(|| {
        let lines: Vec<String> =
            actual.iter().map(|finding| Value::Object(finding.clone()).to_string()).collect();
        format!("judged to\n  {}", lines.join("\n  "))
    })
}

fn settings(case: &Value) -> Settings {
    let profile = match case["profile"].as_str() {
        None => Profile::Auto,
        Some("1.0.2") => Profile::V1_0_2,
        Some("1.0.3") => Profile::V1_0_3,
        Some(other) => panic!("there is no profile {other}"),
    };
    let subject_prefix = case["subject_prefix"].as_str().map(|prefix| prefix.parse().unwrap());
    Settings { profile, subject_prefix, ..Settings::default() }
}

fn text(case: &Value) -> String {
    let lines: Vec<String> = case["input"].as_array().expect("a list of lines").iter().map(line).collect();
    lines.join("\n")
}

fn inputs(case: &Value, text: &str) -> Vec<Input> {
    match case["as"].as_str().unwrap_or("lines") {
        "document" => input::from_document("input", text),
        "markdown" => input::from_markdown("input", text),
        "lines" => {
            let mut offset = 0;
            let mut inputs = Vec::new();
            for (number, line) in (1..).zip(text.split('\n')) {
                inputs.push(input::from_line("input", number, offset, line));
                offset += line.len() as u64 + 1;
            }
            inputs
        }
        other => panic!("nobody reads {other}"),
    }
}

fn line(line: &Value) -> String {
    let line = &filled_in(line);
    if let Some(text) = line.as_str() {
        return text.to_owned();
    }
    if let Some(part) = line["repeat"].as_str() {
        let times = usize::try_from(line["times"].as_u64().unwrap()).unwrap();
        let (before, after) = (line["before"].as_str().unwrap_or(""), line["after"].as_str().unwrap_or(""));
        return format!("{before}{}{after}", part.repeat(times));
    }
    if let Some(bytes) = line["bytes"].as_array() {
        let bytes: Vec<u8> = bytes.iter().map(|byte| u8::try_from(byte.as_u64().unwrap()).unwrap()).collect();
        return json!({ "subject": null, "headers": null, "payload_base64": STANDARD.encode(bytes) })
            .to_string();
    }
    let payload = match &line["recorded"] {
        Value::String(text) => text.clone(),
        event => event.to_string(),
    };
    let message = Message {
        subject: line["subject"].as_str().map(str::to_owned),
        headers: line["headers"]
            .as_object()
            .map(|headers| headers.iter().map(|(name, value)| (name.clone(), values(value))).collect()),
        payload: payload.into_bytes(),
        ..Message::default()
    };
    message.to_recording_line()
}

/// The same with every placeholder filled in.
fn filled_in(value: &Value) -> Value {
    match value {
        Value::String(text) => fill_placeholders(text, "https://shop.example").into(),
        Value::Array(values) => values.iter().map(filled_in).collect(),
        Value::Object(members) => {
            members.iter().map(|(name, value)| (fill_placeholders(name, ""), filled_in(value))).collect()
        }
        other => other.clone(),
    }
}

/// The values of a header: a text, or a list of texts.
fn values(header: &Value) -> Vec<String> {
    match header.as_str() {
        Some(text) => vec![text.to_owned()],
        None => serde_json::from_value(header.clone()).unwrap(),
    }
}

fn described(finding: &Finding, input: &Input) -> Map<String, Value> {
    let Value::Object(mut described) = serde_json::to_value(finding).unwrap() else { unreachable!() };
    let Value::Object(location) = described.remove("location").unwrap() else { unreachable!() };
    described.extend(location);
    described.remove("file");
    if let Some(label) = finding.labels.first() {
        let marked = String::from_utf8_lossy(&input.message.payload[label.span.clone()]);
        described.insert("marked".to_owned(), marked.into());
    }
    described
}

fn agrees(expected: &Value, actual: &Map<String, Value>) -> bool {
    let expected = expected.as_object().expect("a finding is an object");
    expected.iter().all(|(name, value)| actual.get(name).unwrap_or(&Value::Null) == value)
}

/// Whatever comes in, labels are spans of whole characters of the payload.
fn check_labels(input: &Input, judgement: &Judgement) {
    for label in judgement.iter().flat_map(|finding| &finding.labels) {
        let span = label.span.clone();
        assert!(span.start < span.end || input.message.payload.is_empty());
        assert!(span.end <= input.message.payload.len());
        if let Ok(text) = std::str::from_utf8(&input.message.payload) {
            assert!(text.get(span).is_some());
        }
    }
}

/// Lines, columns and offsets agree, and lead to the text that is marked.
fn check_locations(text: &str, input: &Input, judgement: &Judgement) {
    for finding in judgement {
        let location = &finding.location;
        let start = usize::try_from(location.offset).unwrap();
        let end = start + usize::try_from(location.length).unwrap();
        let before = &text[..start];
        assert_eq!(location.line as usize, before.matches('\n').count() + 1, "{finding:?}");
        let line = before.rsplit('\n').next().unwrap_or_default();
        assert_eq!(location.column as usize, line.chars().count() + 1, "{finding:?}");

        let Some(label) = finding.labels.first() else { continue };
        let marked = &input.message.payload[label.span.clone()];
        match &input.origin.mapping {
            Mapping::Verbatim | Mapping::Pieces(_) => assert_eq!(&text.as_bytes()[start..end], marked),
            Mapping::EscapedString { .. } => {
                let unescaped: String = serde_json::from_str(&format!("\"{}\"", &text[start..end])).unwrap();
                assert_eq!(unescaped.as_bytes(), marked);
            }
            Mapping::Opaque { length } => assert_eq!(location.length, *length),
        }
    }
}

/// Whatever is cut or changed in an input, it is judged.
#[test]
fn broken_inputs_are_judged_too() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut linter = Linter::new(shop::catalog(&[]), Settings::default()).unwrap();
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let cases: Vec<Value> = serde_json::from_str(&text).unwrap();
        let texts = cases.iter().map(self::text).filter(|text| text.len() < 2000);
        for text in texts {
            let bytes = text.as_bytes();
            // A dozen places of each: there are hundreds of texts.
            for at in (0..bytes.len()).step_by((bytes.len() / 12).max(5)) {
                let mut changed = bytes.to_vec();
                changed[at] = b"\"\\{}[],:0\0\xff\n"[at % 12];
                for broken in [&bytes[..at], &bytes[at..], &changed] {
                    let mut inputs = input::from_document("broken", broken);
                    inputs.push(input::from_line("broken", 1, 0, broken));
                    inputs.extend(input::from_markdown("broken", String::from_utf8_lossy(broken)));
                    for input in inputs {
                        check_labels(&input, &linter.judge(&input));
                    }
                }
            }
        }
    }
}
