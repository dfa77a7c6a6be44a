//! A sequence diagram of an event and those that a reader looks at next.

use std::fmt::Write;

use crate::context::EventContext;

/// A diagram in the language of Mermaid.
pub(super) fn diagram(event: &EventContext, related: &[&EventContext]) -> String {
    let mut publishers: Vec<&str> = Vec::new();
    for event in std::iter::once(&event).chain(related) {
        let name = event.entry.definition.family.publisher.name;
        if !publishers.contains(&name) {
            publishers.push(name);
        }
    }
    let mut text = "sequenceDiagram\n".to_owned();
    for (number, name) in publishers.iter().enumerate() {
        let _ = writeln!(text, "    participant publisher{number} as {}", label(name));
    }
    text.push_str("    participant nats as NATS\n    participant subscriber as Subscriber\n");
    message(&mut text, &publishers, event, "    ");
    for event in related {
        text.push_str("    opt\n");
        message(&mut text, &publishers, event, "        ");
        text.push_str("    end\n");
    }
    text.trim_end().to_owned()
}

fn message(text: &mut String, publishers: &[&str], event: &EventContext, indentation: &str) {
    let definition = event.entry.definition;
    let number = publishers.iter().position(|name| *name == definition.family.publisher.name);
    let number = number.unwrap_or_default();
    let name = label(definition.name);
    let _ = writeln!(text, "{indentation}publisher{number}->>nats: {name}");
    let _ = writeln!(text, "{indentation}nats->>subscriber: {name}");
}

/// A name without the characters that mean something in Mermaid.
fn label(name: &str) -> String {
    name.chars().map(|found| if matches!(found, ';' | '#' | ':' | '\n') { ' ' } else { found }).collect()
}
