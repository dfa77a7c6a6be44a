//! Vectors about messages as a whole: JSON, attributes, content modes, unknown
//! types.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{
    NamedFile, Stage, Vector, VectorFile, VectorKind,
    event::{examples, headers, something_new},
    message,
};
use crate::context::{Context, EventContext};

/// Deeper than any reader goes, and nothing that one should crash on.
const ABSURD_DEPTH: usize = 20_000;

const ATTRIBUTES: [(&str, bool); 8] = [
    ("specversion", true),
    ("id", true),
    ("type", true),
    ("source", true),
    ("datacontenttype", false),
    ("dataschema", false),
    ("subject", false),
    ("time", false),
];

/// The vectors, all of them around one event.
pub(super) fn file(context: &Context<'_>, event: &EventContext) -> NamedFile {
    let mut writer = Writer {
        event,
        whole: Value::Null,
        prefix: event.entry.definition.family.publisher.type_prefix,
        vectors: Vec::new(),
    };
    let data = examples(event).into_iter().next().map(|(_, data)| data).unwrap_or_default();
    writer.whole = message::event(event, data);
    writer.no_json();
    writer.attributes();
    writer.extensions();
    writer.structured_mode();
    writer.binary_mode();
    writer.unknown_types();
    NamedFile {
        path: "messages.json".to_owned(),
        file: VectorFile {
            description: format!(
                "Messages as a whole: JSON, attributes, content modes, and types that {} does not know.",
                context.input.catalog.name
            ),
            vectors: writer.vectors,
        },
    }
}

struct Writer<'a> {
    event: &'a EventContext,
    whole: Value,
    prefix: &'static str,
    vectors: Vec<Vector>,
}

type Headers = BTreeMap<String, Vec<String>>;

impl Writer<'_> {
    fn refused(&mut self, name: &str, description: &str, payload: impl Into<Vec<u8>>, pointer: &str) {
        self.refused_by(Stage::Parse, name, description, payload, pointer);
    }

    fn refused_by(
        &mut self,
        stage: Stage,
        name: &str,
        description: &str,
        payload: impl Into<Vec<u8>>,
        pointer: &str,
    ) {
        let name = format!("messages/invalid/{name}");
        self.vectors.push(Vector::refused(name, description, payload, stage, pointer));
    }

    fn refused_with(
        &mut self,
        name: &str,
        description: &str,
        headers: Headers,
        payload: impl Into<Vec<u8>>,
        pointer: &str,
    ) {
        let name = format!("messages/invalid/{name}");
        let vector = Vector::refused(name, description, payload, Stage::Parse, pointer);
        self.vectors.push(vector.with_headers(headers));
    }

    fn valid(&mut self, name: &str, description: &str, payload: impl Into<Vec<u8>>, expected: Value) {
        let expected = message::expected(&self.event.model, expected);
        let name = format!("messages/valid/{name}");
        self.vectors.push(Vector::read(name, VectorKind::Valid, description, payload, expected));
    }

    fn valid_with(
        &mut self,
        name: &str,
        description: &str,
        headers: Headers,
        payload: impl Into<Vec<u8>>,
        expected: Value,
    ) {
        self.valid(name, description, payload, expected);
        if let Some(vector) = self.vectors.pop() {
            self.vectors.push(vector.with_headers(headers));
        }
    }

    fn unknown(&mut self, name: &str, description: &str, payload: impl Into<Vec<u8>>, expected: Value) {
        let name = format!("messages/forward/{name}");
        self.vectors.push(Vector::read(
            name,
            VectorKind::Forward,
            description,
            payload,
            message::unknown(expected),
        ));
    }

    fn unknown_with(
        &mut self,
        name: &str,
        description: &str,
        headers: Headers,
        payload: impl Into<Vec<u8>>,
        expected: Value,
    ) {
        self.unknown(name, description, payload, expected);
        if let Some(vector) = self.vectors.pop() {
            self.vectors.push(vector.with_headers(headers));
        }
    }

    /// The event with one member changed.
    fn with(&self, name: &str, value: Value) -> Value {
        let mut event = self.whole.clone();
        event[name] = value;
        event
    }

    fn without(&self, name: &str) -> Value {
        let mut event = self.whole.clone();
        if let Some(members) = event.as_object_mut() {
            members.shift_remove(name);
        }
        event
    }

    fn no_json(&mut self) {
        let whole = self.whole.to_string();
        self.refused("empty", "An empty payload.", "", "");
        self.refused("blank", "Nothing but white space.", " \n", "");
        self.refused("cut-off", "The event without its end.", &whole[..whole.len() - 1], "");
        self.refused("trailing-text", "Something stands behind the event.", format!("{whole} x"), "");
        self.refused("two-events", "Two events, one behind the other.", format!("{whole}{whole}"), "");
        self.refused(
            "single-quotes",
            "What JavaScript can read and JSON is not.",
            "{'specversion': '1.0'}",
            "",
        );
        self.refused("comment", "JSON has no comments.", format!("// an event\n{whole}"), "");
        self.refused(
            "trailing-comma",
            "JSON has no trailing commas.",
            whole.replace("\"time\":", "\"x\": [1,], \"time\":"),
            "",
        );
        self.refused(
            "not-a-number",
            "`NaN` is no JSON.",
            whole.replace("\"time\":", "\"x\": NaN, \"time\":"),
            "",
        );
        self.refused(
            "infinity",
            "`Infinity` is no JSON.",
            whole.replace("\"time\":", "\"x\": -Infinity, \"time\":"),
            "",
        );
        self.refused(
            "leading-zero",
            "`01` is no number of JSON.",
            whole.replace("\"time\":", "\"x\": 01, \"time\":"),
            "",
        );
        self.refused(
            "control-character",
            "A line break within a text.",
            whole.replace("\"time\":", "\"x\": \"a\nb\", \"time\":"),
            "",
        );
        self.refused(
            "unpaired-surrogate",
            "Half of a character in UTF-16 is no character.",
            whole.replace("\"time\":", "\"x\": \"\\ud800\", \"time\":"),
            "",
        );
        let mut bytes = whole.replace("\"time\":", "\"x\": \"?\", \"time\":").into_bytes();
        if let Some(place) = bytes.iter().position(|byte| *byte == b'?') {
            bytes[place] = 0xff;
        }
        self.refused("invalid-utf-8", "A byte that is no UTF-8.", bytes, "");
        let deep = format!("{}{}", "[".repeat(ABSURD_DEPTH), "]".repeat(ABSURD_DEPTH));
        self.refused(
            "absurdly-deep",
            "Lists within lists, deeper than any reader goes.",
            whole.replace("\"time\":", &format!("\"x\": {deep}, \"time\":")),
            "",
        );
        for (name, payload) in [
            ("null", "null"),
            ("number", "42"),
            ("text", "\"event\""),
            ("boolean", "true"),
            ("empty-list", "[]"),
        ] {
            self.refused(
                &format!("a-{name}").replace("a-empty", "an-empty"),
                "JSON, and no object.",
                payload,
                "",
            );
        }
        self.refused("batch", "A list of events is no event.", format!("[{whole}]"), "");
        self.refused("empty-object", "An object without anything.", "{}", "/specversion");
    }

    fn attributes(&mut self) {
        for (name, is_required) in ATTRIBUTES {
            let at = format!("/{name}");
            if is_required {
                let payload = self.without(name).to_string();
                self.refused(&format!("{name}-missing"), "A required attribute is missing.", payload, &at);
                let payload = self.with(name, Value::Null).to_string();
                self.refused(
                    &format!("{name}-null"),
                    "`null` is as good as absent, and the attribute is required.",
                    payload,
                    &at,
                );
            } else {
                let payload = self.with(name, Value::Null).to_string();
                let expected = self.without(name);
                self.valid(
                    &format!("{name}-null"),
                    "An attribute that is `null` is absent (CloudEvents JSON format, section 2.2).",
                    payload,
                    expected,
                );
            }
            for (what, value) in
                [("a-number", json!(1)), ("an-object", json!({})), ("a-boolean", json!(true))]
            {
                let payload = self.with(name, value).to_string();
                self.refused(&format!("{name}-{what}"), "An attribute that is no text.", payload, &at);
            }
        }
        for version in ["0.3", "1.0.2", "", "2.0"] {
            let payload = self.with("specversion", version.into()).to_string();
            self.refused(
                &format!("specversion-{version}"),
                "Another version of CloudEvents.",
                payload,
                "/specversion",
            );
        }
        let unreadable =
            [("id", ""), ("source", ""), ("subject", ""), ("time", "yesterday"), ("dataschema", "not a URI")];
        for (name, value) in unreadable {
            let payload = self.with(name, value.into()).to_string();
            let description = if value.is_empty() {
                "An attribute is not empty."
            } else {
                "A text that does not follow its grammar."
            };
            self.refused_by(
                Stage::Validate,
                &format!("{name}-unreadable"),
                description,
                payload,
                &format!("/{name}"),
            );
        }
        self.refused("data-missing", "A known type has data.", self.without("data").to_string(), "/data");
        self.refused(
            "data-null",
            "The data of a known type is an object.",
            self.with("data", Value::Null).to_string(),
            "/data",
        );
        self.refused(
            "data-text",
            "The data of a known type is no text.",
            self.with("data", "{}".into()).to_string(),
            "/data",
        );
        self.refused(
            "data-list",
            "The data of a known type is no list.",
            self.with("data", json!([{}])).to_string(),
            "/data",
        );
        let mut in_base64 = self.without("data");
        in_base64["data_base64"] = "e30=".into();
        self.refused("data-in-base64", "The data of a known type is JSON.", in_base64.to_string(), "/data");
    }

    fn extensions(&mut self) {
        let values = [
            ("text", json!("an extension")),
            ("boolean", json!(true)),
            ("integer", json!(7)),
            ("largest", json!(u64::MAX)),
            ("smallest", json!(i64::MIN)),
        ];
        for (name, value) in values {
            let event = self.with(name, value);
            self.valid(&format!("extension-{name}"), "An extension attribute.", event.to_string(), event);
        }
        let mut event = self.with("unknown_of_tomorrow", something_new());
        event["__proto__"] = "a text".into();
        event["constructor"] = "a text".into();
        let description = "Members beside the attributes that nobody knows.";
        let name = "messages/forward/unknown-members";
        let expected = message::expected(&self.event.model, event.clone());
        // CloudEvents allows no objects there, and the open schemas allow everything.
        self.vectors.push(Vector::read(
            name.to_owned(),
            VectorKind::Forward,
            description,
            event.to_string(),
            expected,
        ));
    }

    fn structured_mode(&mut self) {
        let whole = self.whole.clone();
        let text = whole.to_string();
        let pretty = format!(" \r\n\t{whole:#}\n");
        self.valid("white-space", "White space between and around everything.", pretty, whole.clone());
        let mut escaped = self.with("subject", "é\u{1f600}/\u{7f}".into());
        self.valid(
            "escapes",
            "Characters may be escaped.",
            escaped.to_string().replace("é\u{1f600}/\u{7f}", "\\u00e9\\ud83d\\ude00\\/\\u007F"),
            escaped.take(),
        );
        let structured: [(&str, Headers); 6] = [
            ("other-headers", headers([("Nats-Msg-Id", &["1"]), ("traceparent", &["00-0"])])),
            ("content-type", headers([("Content-Type", &["application/cloudevents+json"])])),
            (
                "content-type-with-parameter",
                headers([("content-type", &["Application/CloudEvents+JSON; charset=UTF-8"])]),
            ),
            ("content-type-without-format", headers([("content-type", &["application/cloudevents"])])),
            ("content-type-of-json", headers([("content-type", &["application/json"])])),
            (
                "content-type-before-attributes",
                headers([("content-type", &["application/cloudevents+json"]), ("ce-id", &["another"])]),
            ),
        ];
        for (name, headers) in structured {
            let description = "Structured mode, whatever else the headers say.";
            self.valid_with(name, description, headers, text.clone(), whole.clone());
        }
        let refused: [(&str, Headers); 3] = [
            ("content-type-of-a-batch", headers([("content-type", &["application/cloudevents-batch+json"])])),
            ("content-type-of-avro", headers([("content-type", &["application/cloudevents+avro"])])),
            (
                "content-type-of-a-batch-in-protobuf",
                headers([("content-type", &["application/cloudevents-batch+protobuf"])]),
            ),
        ];
        for (name, headers) in refused {
            self.refused_with(name, "Neither one event, nor JSON.", headers, text.clone(), "");
        }
    }

    fn binary_mode(&mut self) {
        let whole = self.whole.clone();
        let (plain, payload) = message::binary(&whole);
        let mut upper: Headers =
            plain.iter().map(|(name, values)| (name.to_uppercase(), values.clone())).collect();
        upper.insert("X-Other".to_owned(), vec!["no".to_owned()]);
        self.valid_with(
            "binary-upper-case",
            "Names of headers are read in upper or lower case.",
            upper,
            payload.clone(),
            whole.clone(),
        );

        let mut twice = plain.clone();
        twice.entry("ce-id".to_owned()).or_default().push("another".to_owned());
        self.valid_with(
            "binary-repeated",
            "Of two values the first one counts.",
            twice,
            payload.clone(),
            whole.clone(),
        );

        for (name, header, value) in [
            ("percent-encoded", "Euro%20%E2%82%AC%2520", "Euro €%20"),
            ("lower-case-escapes", "%e2%82%ac 100% %zz", "€ 100% %zz"),
            ("quoted", "\"a \\\"b\\\" \\\\ %41\"", "a \"b\" \\ A"),
            ("encoded-quotes", "%22a%22", "\"a\""),
            ("no-utf-8", "%C0%A0", "%C0%A0"),
            ("plus", "a+b", "a+b"),
        ] {
            let mut headers = plain.clone();
            headers.insert("ce-subject".to_owned(), vec![header.to_owned()]);
            let expected = self.with("subject", value.into());
            self.valid_with(
                &format!("binary-{name}"),
                "How a header is written, and what it means.",
                headers,
                payload.clone(),
                expected,
            );
        }

        let mut data = plain.clone();
        data.insert("ce-data".to_owned(), vec!["x".to_owned()]);
        data.insert("ce-data_base64".to_owned(), vec!["eA==".to_owned()]);
        self.valid_with(
            "binary-data-in-header",
            "A header is never the data.",
            data,
            payload.clone(),
            whole.clone(),
        );

        let mut typed = plain.clone();
        typed.insert("Content-Type".to_owned(), vec!["application/json".to_owned()]);
        self.valid_with(
            "binary-content-type",
            "Another content type says nothing about attributes.",
            typed,
            payload.clone(),
            whole.clone(),
        );

        let mut suffix = plain.clone();
        suffix.insert(
            "ce-datacontenttype".to_owned(),
            vec!["Application/Problem+JSON; charset=utf-8".to_owned()],
        );
        let expected = self.with("datacontenttype", "Application/Problem+JSON; charset=utf-8".into());
        self.valid_with(
            "binary-json-suffix",
            "A media type whose suffix is JSON.",
            suffix,
            payload.clone(),
            expected,
        );

        for (name, is_required) in ATTRIBUTES {
            if is_required {
                let mut headers = plain.clone();
                headers.remove(&format!("ce-{name}"));
                self.refused_with(
                    &format!("binary-{name}-missing"),
                    "The header of a required attribute is missing.",
                    headers,
                    payload.clone(),
                    &format!("/{name}"),
                );
            }
        }
        let mut older = plain.clone();
        older.insert("ce-specversion".to_owned(), vec!["0.3".to_owned()]);
        self.refused_with(
            "binary-specversion",
            "Another version of CloudEvents.",
            older,
            payload.clone(),
            "/specversion",
        );
        self.refused_with("binary-without-data", "An empty payload is no data.", plain.clone(), "", "/data");
        self.refused_with(
            "binary-cut-off",
            "Data that is no JSON is a text.",
            plain.clone(),
            "{\"x\":",
            "/data",
        );
        self.refused_with("binary-null", "`null` is data, and no object.", plain.clone(), "null", "/data");
        self.refused_with("binary-bytes", "Data that is no UTF-8.", plain.clone(), [0xff, 0xfe], "/data");
        let mut text = plain;
        text.insert("ce-datacontenttype".to_owned(), vec!["text/plain".to_owned()]);
        self.refused_with("binary-text", "Text is no JSON, though it looks like it.", text, payload, "/data");
    }

    fn unknown_types(&mut self) {
        let tomorrow = format!("{}.of_tomorrow", self.prefix);
        let own = self.event.entry.definition.event_type();
        let types = [
            ("of-tomorrow", tomorrow.clone()),
            ("of-somebody-else", "org.example.something".to_owned()),
            ("of-another-version", format!("{own}.v2")),
            ("with-a-longer-name", format!("{own}x")),
            ("in-upper-case", own.to_uppercase()),
            ("prefix-only", self.prefix.to_owned()),
            ("of-javascript", "__proto__".to_owned()),
            ("of-everything", "constructor".to_owned()),
        ];
        for (name, event_type) in types {
            let mut event = self.with("type", event_type.into());
            event["data"] = something_new();
            self.unknown(
                &format!("type-{name}"),
                "A type that this version does not know.",
                event.to_string(),
                event,
            );
        }
        let base = {
            let mut event = self.without("data");
            event["type"] = tomorrow.into();
            event
        };
        self.unknown("without-data", "An event need not have data.", base.to_string(), base.clone());
        for (name, data) in [
            ("null", Value::Null),
            ("a-text", "{}".into()),
            ("a-number", json!(u64::MAX)),
            ("a-list", json!([something_new()])),
            ("a-boolean", false.into()),
        ] {
            let mut event = base.clone();
            event["data"] = data;
            self.unknown(&format!("data-is-{name}"), "Data may be anything.", event.to_string(), event);
        }
        let mut bytes = base.clone();
        bytes["data_base64"] = "//4=".into();
        bytes["datacontenttype"] = "application/octet-stream".into();
        self.unknown("data-in-base64", "Bytes stand in Base64.", bytes.to_string(), bytes.clone());

        let (headers, _) = message::binary(&bytes);
        let headers: Headers = headers.into_iter().filter(|(name, _)| name != "ce-data_base64").collect();
        self.unknown_with("binary-bytes", "A payload of bytes.", headers, [0xff, 0xfe], bytes);

        let mut text = base.clone();
        text["datacontenttype"] = "text/plain; charset=utf-8".into();
        text["data"] = "42".into();
        let (headers, _) = message::binary(&text);
        self.unknown_with(
            "binary-text",
            "Text by its media type, though it looks like JSON.",
            headers,
            "42",
            text,
        );

        let mut json_data = base.clone();
        json_data["data"] = something_new();
        let (headers, payload) = message::binary(&json_data);
        self.unknown_with("binary-json", "JSON in binary mode.", headers, payload, json_data);

        let (headers, _) = message::binary(&base);
        self.unknown_with("binary-without-data", "An empty payload is no data.", headers, "", base.clone());
        let mut cut_off = base;
        cut_off["data"] = "{\"x\":".into();
        let (headers, _) = message::binary(&cut_off);
        self.unknown_with(
            "binary-cut-off",
            "JSON that cannot be read is kept as a text.",
            headers,
            "{\"x\":",
            cut_off,
        );
    }
}
