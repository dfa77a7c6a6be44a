//! What is JSON, and what is not.

use serde_json::Value;

use super::Writer;

/// Deeper than any reader goes, and nothing that one should crash on.
const ABSURD_DEPTH: usize = 20_000;
/// What every reader reads. A file of vectors is nested a little deeper than the
/// events in it, so that it cannot be the limit itself.
const DEEP: usize = 120;
/// One more than any reader reads.
const TOO_DEEP: usize = 128;

impl Writer<'_> {
    pub(super) fn no_json(&mut self) {
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
        let nested = |levels: usize| format!("{}{}", "[".repeat(levels - 1), "]".repeat(levels - 1));
        self.refused(
            "too-deep",
            "Lists within lists, one level deeper than is read.",
            whole.replace("\"time\":", &format!("\"x\": {}, \"time\":", nested(TOO_DEEP))),
            "",
        );
        let mut list = Value::Array(Vec::new());
        for _ in 2..DEEP {
            list = Value::Array(vec![list]);
        }
        let deep = self.with("nested", list);
        self.valid("deep", "Lists within lists, as deep as is needed.", deep.to_string(), deep);
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
}
