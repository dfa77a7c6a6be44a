//! The vectors of one event type.

use std::collections::BTreeMap;

use lattice_event_model::{address, model::Shape};
use serde_json::{Value, json};

use super::{
    NamedFile, Stage, Vector, VectorFile, VectorKind, message,
    place::{self, Place},
    unfit,
};
use crate::context::{Context, EventContext};

/// Stands in a value for JSON text that no value can hold.
const HOLE: &str = "\u{e000}";

pub(super) fn file(context: &Context<'_>, event: &EventContext) -> NamedFile {
    let definition = event.entry.definition;
    let mut writer = Writer { context, event, slug: definition.slug(), vectors: Vec::new() };
    writer.examples();
    writer.samples();
    let mut examples: Vec<Value> = examples(event).into_iter().map(|(_, data)| data).collect();
    examples.sort_by_key(|data| data.to_string().len());
    let places = place::fields(&event.model, &examples);
    writer.fields(&places);
    if let Some(largest) = examples.last() {
        writer.forward(largest, &places);
        writer.hostile_names(&places);
    }
    for place in &places {
        writer.unfit(place);
    }
    NamedFile {
        path: format!("events/{}.json", definition.slug()),
        file: VectorFile {
            description: format!("Messages of type `{}`.", definition.event_type()),
            vectors: unique(writer.vectors),
        },
    }
}

/// Records of a union may stand at one place, each in an example of its own.
fn unique(vectors: Vec<Vector>) -> Vec<Vector> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    vectors
        .into_iter()
        .map(|vector| {
            let count = counts.entry(vector.name.clone()).or_default();
            *count += 1;
            let name = if *count == 1 { vector.name } else { format!("{}-{count}", vector.name) };
            Vector { name, ..vector }
        })
        .collect()
}

pub(super) fn examples(event: &EventContext) -> Vec<(&'static str, Value)> {
    let examples = event.entry.definition.examples.iter();
    examples.filter_map(|example| Some((example.name, serde_json::from_str(example.data).ok()?))).collect()
}

struct Writer<'a> {
    context: &'a Context<'a>,
    event: &'a EventContext,
    slug: String,
    vectors: Vec<Vector>,
}

impl Writer<'_> {
    fn name(&self, kind: &str, what: impl std::fmt::Display) -> String {
        format!("{}/{kind}/{what}", self.slug)
    }

    /// An event around `data` in structured mode.
    fn read(
        &mut self,
        what: impl std::fmt::Display,
        kind: VectorKind,
        description: impl Into<String>,
        event: Value,
    ) {
        let folder = if kind == VectorKind::Forward { "forward" } else { "valid" };
        let expected = message::expected(&self.event.model, event);
        let payload = expected.event.to_string();
        self.vectors.push(Vector::read(self.name(folder, what), kind, description, payload, expected));
    }

    fn read_data(
        &mut self,
        what: impl std::fmt::Display,
        kind: VectorKind,
        description: impl Into<String>,
        data: Value,
    ) {
        self.read(what, kind, description, message::event(self.event, data));
    }

    /// The event of the last vector in binary mode.
    fn last_in_binary_mode(&mut self) {
        let Some(last) = self.vectors.last() else { return };
        let Some(expected) = last.expected.clone() else { return };
        let (headers, payload) = message::binary(&expected.event);
        let vector = Vector::read(
            format!("{}-in-binary-mode", last.name),
            last.kind,
            "The same event in binary mode.",
            payload,
            expected,
        );
        self.vectors.push(vector.with_headers(headers));
    }

    fn examples(&mut self) {
        for (example, (name, data)) in self.event.entry.definition.examples.iter().zip(examples(self.event)) {
            // An example of what this version does not know is there for readers.
            let kind = if name.starts_with("unknown-") { VectorKind::Forward } else { VectorKind::Valid };
            self.read_data(name, kind, example.summary, data);
            self.last_in_binary_mode();
        }
        let Some((_, data)) = examples(self.event).into_iter().next() else { return };
        let whole = message::event(self.event, data);
        let mut least = whole.clone();
        if let Some(members) = least.as_object_mut() {
            members.shift_remove("datacontenttype");
            members.shift_remove("time");
        }
        self.read("required-attributes", VectorKind::Valid, "Required attributes only.", least);
        self.last_in_binary_mode();
        let mut most = whole;
        most["dataschema"] = self
            .context
            .address(&self.event.schema_path(address::Part::Data, address::Variant::Canonical))
            .into();
        most["subject"] = "a subject, \"100 %\" €".into();
        most["traceparent"] = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".into();
        self.read("all-attributes", VectorKind::Valid, "Every attribute, and one of an extension.", most);
        self.last_in_binary_mode();
    }

    fn samples(&mut self) {
        let name = self.event.entry.definition.name;
        let samples = self.context.input.samples.iter().filter(|sample| sample.event == name);
        for (index, sample) in samples.enumerate() {
            let is_newer = {
                let expected =
                    message::expected(&self.event.model, message::event(self.event, sample.data.clone()));
                !expected.unknown_fields.is_empty() || !expected.unknown_values.is_empty()
            };
            let kind = if is_newer { VectorKind::Forward } else { VectorKind::Valid };
            self.read_data(
                format!("arbitrary-{}", index + 1),
                kind,
                "Arbitrary values, as a property generator made them.",
                sample.data.clone(),
            );
            self.last_in_binary_mode();
        }
    }

    /// What a field may be: absent, null, as small and as large as its bounds.
    fn fields(&mut self, places: &[Place<'_>]) {
        for place in places {
            let Place { field, .. } = place;
            if place.is_present && !field.required {
                let data = place.without();
                self.read_data(
                    format!("{}-absent", place.name()),
                    VectorKind::Valid,
                    format!("Without the optional `{}`.", field.name),
                    data,
                );
            }
            if field.nullable {
                let data = place.with(Value::Null);
                self.read_data(
                    format!("{}-null", place.name()),
                    VectorKind::Valid,
                    format!("`{}` is `null`, which is another thing than absent.", field.name),
                    data,
                );
            }
            if let Shape::Integer { minimum, maximum } = place::resolve(&self.event.model, &field.shape) {
                for (bound, number) in [("smallest", minimum), ("largest", maximum)] {
                    let number = i64::try_from(*number)
                        .map(Value::from)
                        .or_else(|_| u64::try_from(*number).map(Value::from));
                    if let Ok(number) = number {
                        self.read_data(
                            format!("{}-{bound}", place.name()),
                            VectorKind::Valid,
                            format!(
                                "`{}` is as {} as it can be.",
                                field.name,
                                if bound == "smallest" { "small" } else { "large" }
                            ),
                            place.with(number),
                        );
                    }
                }
            }
        }
    }

    /// What a newer producer may send.
    fn forward(&mut self, data: &Value, places: &[Place<'_>]) {
        let mut everywhere = data.clone();
        for (parent, record) in place::records(&self.event.model, data) {
            if let Some(members) = everywhere.pointer_mut(&parent).and_then(Value::as_object_mut)
                && record.open
            {
                members.insert("unknown_of_tomorrow".to_owned(), something_new());
            }
        }
        self.read_data(
            "unknown-fields",
            VectorKind::Forward,
            "A field that this version does not know, in every object.",
            everywhere,
        );
        self.last_in_binary_mode();

        let mut newer = message::event(self.event, data.clone());
        let definition = self.event.entry.definition;
        newer["dataschema"] = self
            .context
            .address(&address::schema_path(
                definition.family.publisher.namespace,
                &self.slug,
                &next_minor(definition.version),
                address::Part::Data,
                address::Variant::Canonical,
            ))
            .into();
        newer["data"]["unknown_of_tomorrow"] = "a text".into();
        self.read(
            "newer-minor-version",
            VectorKind::Forward,
            "The schema's next minor version, with a new field.",
            newer,
        );

        for place in places {
            if let Some(value) = place::unknown_value(&self.event.model, &place.field.shape) {
                self.read_data(
                    format!("{}-of-tomorrow", place.name()),
                    VectorKind::Forward,
                    format!("`{}` has a value that this version does not know.", place.field.name),
                    place.with(value),
                );
            }
        }
    }

    /// Names of maps are data, whatever they mean in a language.
    fn hostile_names(&mut self, places: &[Place<'_>]) {
        let is_text =
            |shape: &Shape| matches!(place::resolve(&self.event.model, shape), Shape::Text { format: None });
        let place = places.iter().find(|place| {
            matches!(place::resolve(&self.event.model, &place.field.shape), Shape::Map(values) if is_text(values))
        });
        let Some(place) = place else { return };
        let names: Value = [
            "__proto__",
            "constructor",
            "toString",
            "hasOwnProperty",
            "",
            "a/b~c",
            "class",
            "é\u{1f600}",
            "a\"b\\c\u{0}",
        ]
        .into_iter()
        .map(|name| (name.to_owned(), Value::from(name)))
        .collect();
        self.read_data(
            format!("{}-hostile-names", place.name()),
            VectorKind::Valid,
            "Names of members that mean something in a programming language.",
            place.with(names),
        );
    }

    /// What a field cannot be.
    fn unfit(&mut self, place: &Place<'_>) {
        let Place { field, .. } = place;
        if place.is_present && field.required {
            self.refuse(
                place,
                "missing",
                format!("`{}` is missing.", field.name),
                place.without(),
                None,
                Stage::Parse,
                "",
            );
        }
        if !field.nullable && !matches!(place::resolve(&self.event.model, &field.shape), Shape::Opaque) {
            self.refuse(
                place,
                "null",
                format!("`{}` is `null`.", field.name),
                place.with(Value::Null),
                None,
                Stage::Parse,
                "",
            );
        }
        for value in unfit::values(&self.event.model, &field.shape) {
            // Another tag makes it another record of the union, which is no mistake.
            if value.what == "another-text" && place::leads_to_fallback(&self.event.model, place) {
                continue;
            }
            let description = format!("`{}` cannot be {}.", field.name, value.what.replace('-', " "));
            self.refuse(
                place,
                value.what,
                description,
                place.with(HOLE.into()),
                Some(&value.json),
                value.stage,
                value.at,
            );
        }
    }

    #[expect(clippy::too_many_arguments, reason = "they are what tells one refusal from the other")]
    fn refuse(
        &mut self,
        place: &Place<'_>,
        what: &str,
        description: String,
        data: Value,
        json: Option<&str>,
        stage: Stage,
        below: &str,
    ) {
        let mut payload = message::event(self.event, data).to_string();
        if let Some(json) = json {
            payload = payload.replace(&format!("\"{HOLE}\""), json);
        }
        self.vectors.push(Vector::refused(
            self.name("invalid", format_args!("{}-{what}", place.name())),
            description,
            payload,
            stage,
            format!("{}{below}", place.pointer()),
        ));
    }
}

/// A value that has one of everything.
pub(super) fn something_new() -> Value {
    json!({
        "null": null,
        "boolean": true,
        "largest": u64::MAX,
        "smallest": i64::MIN,
        "beyond-a-double": 9_007_199_254_740_993_u64,
        "fraction": 0.1,
        "text": "a\"b\\c\n\u{0}é\u{2028}\u{1f600}</script>",
        "list": [[], {}, null, 1],
        "__proto__": { "polluted": true },
    })
}

fn next_minor(version: &str) -> String {
    let mut numbers = version.split('.');
    let major = numbers.next().unwrap_or("0");
    let minor: u64 = numbers.next().and_then(|minor| minor.parse().ok()).unwrap_or(0);
    format!("{major}.{}.0", minor + 1)
}

/// Headers in the form of vectors.
pub(super) fn headers<const N: usize>(headers: [(&str, &[&str]); N]) -> BTreeMap<String, Vec<String>> {
    headers
        .into_iter()
        .map(|(name, values)| (name.to_owned(), values.iter().map(|value| (*value).to_owned()).collect()))
        .collect()
}
