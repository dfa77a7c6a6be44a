//! Java: records, sealed interfaces, and Jackson.
//!
//! Templates write Java on long lines, and comments as they come. What
//! google-java-format would make of it is made by [`finish`].

mod documentation;
mod example;
mod imports;
mod javadoc;
mod layout;
mod names;
mod package;
mod shape;
mod verification;

use super::{
    language::{Language, Template},
    name::{self, NameRule},
};

/// The language.
pub(super) const JAVA: Language = Language {
    name: "java",
    title: "Java",
    registry: "maven",
    templates: TEMPLATES,
    types: NameRule {
        case: name::upper_camel,
        prefix: "Type",
        reserved: names::TYPES,
        escape: names::with_type,
    },
    fields: NameRule {
        case: name::lower_camel,
        prefix: "field",
        reserved: names::MEMBERS,
        escape: name::trailing_underscore,
    },
    values: names::CONSTANTS,
    constants: names::CONSTANTS,
    own_types: &[],
    expressions: shape::expressions,
    documentation: documentation::documentation,
    quote,
    context: package::context,
    files: package::schemas,
    verification: verification::VERIFICATION,
};

macro_rules! text {
    ($name:literal) => {
        include_str!(concat!("../../templates/bindings/java/", $name, ".j2"))
    };
}

/// A class of the package.
macro_rules! class {
    ($name:literal) => {
        concat!("src/main/java/{{ language.folder }}/", $name, ".java")
    };
}

/// A class of the tests.
macro_rules! test {
    ($name:literal) => {
        concat!("src/test/java/{{ language.folder }}/", $name, ".java")
    };
}

/// A class that differs between catalogues by the name of its package alone.
macro_rules! runtime {
    ($name:literal) => {
        Template::package(
            class!($name),
            include_str!(concat!("../../templates/bindings/java/runtime/", $name, ".java.j2")),
        )
    };
}

const TEMPLATES: &[Template] = &[
    Template::package("pom.xml", text!("pom.xml")),
    Template::package("README.md", text!("README.md")),
    Template::package("src/main/java/module-info.java", text!("module-info.java")),
    Template::package(class!("package-info"), text!("package-info.java")).finished_by(finish),
    Template::event(class!("{{ event.event_name }}"), text!("event.java")).finished_by(finish),
    Template::each_type(&["record"], class!("{{ type.name }}"), text!("record.java")).finished_by(finish),
    Template::each_type(&["enumeration"], class!("{{ type.name }}"), text!("enumeration.java"))
        .finished_by(finish),
    Template::each_type(&["alias"], class!("{{ type.name }}"), text!("alias.java")).finished_by(finish),
    Template::each_type(&["union"], class!("{{ type.name }}"), text!("union.java")).finished_by(finish),
    Template::package(class!("Unions"), text!("Unions.java")).finished_by(finish),
    Template::package(class!("EventType"), text!("EventType.java")).finished_by(finish),
    Template::package(class!("Subjects"), text!("Subjects.java")).finished_by(finish),
    Template::package(class!("{{ package.event_union }}"), text!("AnyEvent.java")).finished_by(finish),
    Template::package(class!("{{ package.event_union }}s"), text!("AnyEvents.java")).finished_by(finish),
    Template::package(class!("UnknownEvent"), text!("UnknownEvent.java")).finished_by(finish),
    Template::package(class!("EventValidator"), text!("EventValidator.java")).finished_by(finish),
    Template::package(class!("CloudEventBridge"), text!("CloudEventBridge.java")).finished_by(finish),
    runtime!("BinaryMode"),
    runtime!("ConstantField"),
    runtime!("ConstantShape"),
    runtime!("EnumerationShape"),
    runtime!("Envelope"),
    runtime!("EventTime"),
    runtime!("Field"),
    runtime!("IntegerShape"),
    runtime!("Json"),
    runtime!("ListShape"),
    runtime!("MapShape"),
    runtime!("MediaType"),
    runtime!("MemberReader"),
    runtime!("MemberWriter"),
    runtime!("MembersOfObject"),
    runtime!("NamedShape"),
    runtime!("NatsHeaders"),
    runtime!("NatsMessage"),
    runtime!("OrderedMap"),
    runtime!("ParseException"),
    runtime!("Place"),
    runtime!("Pointer"),
    runtime!("Presence"),
    runtime!("RecordShape"),
    runtime!("Rfc3339"),
    runtime!("ScalarShape"),
    runtime!("Shape"),
    runtime!("SubjectTemplate"),
    runtime!("TextValue"),
    runtime!("UnionShape"),
    runtime!("Unknown"),
    runtime!("UnknownMembers"),
    runtime!("Words"),
    Template::package(test!("VectorsTest"), text!("test/VectorsTest.java")).finished_by(finish),
    Template::package(test!("ReadingTest"), text!("test/ReadingTest.java")).finished_by(finish),
    Template::package(test!("ExampleTest"), text!("test/ExampleTest.java")).finished_by(finish),
    Template::package(test!("EventTimeTest"), text!("test/EventTimeTest.java")),
    Template::package(test!("SubjectTemplateTest"), text!("test/SubjectTemplateTest.java")),
    Template::package(test!("example/ReadEvents"), text!("test/ReadEvents.java")).finished_by(finish),
];

/// Comments, imports and long lines, as the formatter wants them.
fn finish(text: String) -> String {
    layout::wrap(&javadoc::lay_out(&imports::add(&text)))
}

/// A text as a literal. Escapes of characters are read before literals are, so
/// those that would end the literal are written in another way.
fn quote(text: &str) -> String {
    let mut quoted = String::from('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            ' '..='~' => quoted.push(character),
            other => {
                for unit in other.encode_utf16(&mut [0; 2]) {
                    quoted.push_str(&format!("\\u{unit:04x}"));
                }
            }
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::quote;

    #[test]
    fn literals_are_read_as_the_text() {
        for (text, literal) in [
            ("a b", "\"a b\""),
            ("\"\\u0022\n", "\"\\\"\\\\u0022\\n\""),
            ("\0é😀", "\"\\u0000\\u00e9\\ud83d\\ude00\""),
        ] {
            assert_eq!(quote(text), literal);
        }
    }
}
