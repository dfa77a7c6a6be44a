//! What rules look at, for the index of their pages.

use super::{Check, Rule};

/// What a rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// The message as a whole: whether it can be read, and how large it is.
    Message,
    /// Names and values of attributes.
    Attributes,
    /// `data` and `data_base64`, and whether they fit their schema.
    Data,
    /// NATS headers, and events in binary mode.
    Headers,
    /// Documented extension attributes.
    Extensions,
    /// What the catalogue knows about types, subjects and sources.
    Lattice,
    /// Secrets and personal data.
    Secrets,
    /// Workload identities.
    Identity,
    /// Several events, one after the other.
    Streams,
}

impl Group {
    /// All groups, in the order of the index.
    pub const ALL: [Self; 9] = [
        Self::Message,
        Self::Attributes,
        Self::Data,
        Self::Headers,
        Self::Extensions,
        Self::Lattice,
        Self::Secrets,
        Self::Identity,
        Self::Streams,
    ];

    /// Its heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Message => "Message",
            Self::Attributes => "Attributes",
            Self::Data => "Data",
            Self::Headers => "Headers",
            Self::Extensions => "Extensions",
            Self::Lattice => "Lattice",
            Self::Secrets => "Secrets",
            Self::Identity => "Identity",
            Self::Streams => "Streams",
        }
    }

    /// What its rules look at, in one sentence.
    pub fn summary(self) -> &'static str {
        match self {
            Self::Message => "Whether a message can be read at all, and how large it is.",
            Self::Attributes => "Names and values of attributes.",
            Self::Data => "The data of the event, and whether it fits its schema.",
            Self::Headers => "NATS headers, and events in binary mode.",
            Self::Extensions => "Extension attributes that CloudEvents documents.",
            Self::Lattice => "What the catalogue knows about types, subjects and sources.",
            Self::Secrets => "Secrets and personal data, in every text of a message.",
            Self::Identity => "What an event says about a workload identity.",
            Self::Streams => "What an event says beside those that came before it.",
        }
    }
}

impl Rule {
    /// What it looks at.
    ///
    /// Its kind of check says so where that is enough; else the first of its
    /// statements does.
    pub fn group(&self) -> Group {
        let is_about = |group| self.statements.iter().any(|id| group_of(id) == Some(group));
        if is_about(Group::Secrets) {
            return Group::Secrets;
        }
        let told = self.statements.iter().find_map(|id| group_of(id));
        match self.check {
            Check::Headers(_) => Group::Headers,
            Check::Identity(_) => Group::Identity,
            Check::Stream(_) => Group::Streams,
            Check::Field(_) => Group::Data,
            Check::Payload(_) => match told {
                Some(Group::Headers) => Group::Headers,
                _ => Group::Message,
            },
            Check::Event(_) => match told {
                // Statements about values of attributes hold for fields as well.
                Some(Group::Attributes | Group::Data) => Group::Data,
                _ if self.statements.iter().any(|id| matches!(*id, "L2" | "L8" | "L9" | "L12")) => {
                    Group::Data
                }
                _ => Group::Lattice,
            },
            _ => told.unwrap_or(Group::Lattice),
        }
    }
}

/// What a statement is about.
fn group_of(id: &str) -> Option<Group> {
    let (prefix, number) = id.split_at(id.find(|c: char| c.is_ascii_digit())?);
    let number: u32 = number.trim_end_matches('b').parse().ok()?;
    Some(match (prefix, number) {
        ("CE-", 73) | ("P", _) => Group::Secrets,
        ("CE-", 1..=39 | 42 | 43) => Group::Attributes,
        ("CE-", 44..=51 | 53) => Group::Data,
        ("CE-", 61..=71) => Group::Headers,
        ("CE-", 74..=99) => Group::Extensions,
        ("CE-", _) => Group::Message,
        ("I", _) => Group::Identity,
        ("L" | "H", _) => Group::Lattice,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Group, group_of};
    use crate::rules;

    #[test]
    fn rules_are_where_readers_look_for_them() {
        let group = |name: &str| rules::ALL.iter().find(|rule| rule.name == name).map(|rule| rule.group());
        for (name, expected) in [
            ("invalid-json", Group::Message),
            ("invalid-time", Group::Attributes),
            ("schema-violation", Group::Data),
            ("unknown-field", Group::Data),
            ("unexpected-null", Group::Data),
            ("host-id-mismatch", Group::Lattice),
            ("unknown-type", Group::Lattice),
            ("subject-mismatch", Group::Lattice),
            ("double-publication", Group::Streams),
        ] {
            assert_eq!(group(name), Some(expected), "{name}");
        }
        assert_eq!(group_of("CE-19b"), Some(Group::Attributes));
        assert_eq!(group_of("CE-63b"), Some(Group::Headers));
        assert_eq!(group_of("odd"), None);
    }
}
