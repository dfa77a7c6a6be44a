//! Structured and binary mode.

use super::{ATTRIBUTES, Headers, Writer};
use crate::vectors::{event::headers, message};

impl Writer<'_> {
    pub(super) fn structured_mode(&mut self) {
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

    pub(super) fn binary_mode(&mut self) {
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
}
