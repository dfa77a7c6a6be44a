//! Attributes of CloudEvents, and extensions.

use serde_json::{Value, json};

use super::{ATTRIBUTES, Writer};
use crate::vectors::{Stage, Vector, VectorKind, event::something_new, message};

impl Writer<'_> {
    pub(super) fn attributes(&mut self) {
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

    pub(super) fn extensions(&mut self) {
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
}
