//! Types that the catalogue does not know.

use serde_json::{Value, json};

use super::{Headers, Writer};
use crate::vectors::{event::something_new, message};

impl Writer<'_> {
    pub(super) fn unknown_types(&mut self) {
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
