//! What a rule is.

mod documentation;
mod example;
mod group;
mod placeholder;

use lattice_event_model::model::{Place, Visit};

use crate::{
    context::{EnvelopeContext, EventContext, PayloadContext, StreamContext},
    finding::Severity,
    secret::SecretContext,
    settings::{Level, Profile},
    violation::Violations,
};

pub(crate) use self::documentation::unindent;
pub use self::{
    example::{Expectation, RuleExample, RuleExampleError},
    group::Group,
    placeholder::placeholders,
};

/// One thing that can be wrong with a message.
#[derive(Debug)]
pub struct Rule {
    /// Its name, which reads well after "allow": `unknown-field`.
    pub name: &'static str,
    /// The severity of its findings, unless the profile or settings say otherwise.
    pub severity: Severity,
    /// Where a version of the NATS binding treats it otherwise.
    pub profiles: &'static [(Profile, Level)],
    /// The numbered statements that it checks.
    pub statements: &'static [&'static str],
    /// Where it is written that this is wrong.
    pub reference: &'static str,
    /// Markdown. Its first paragraph is the summary; its fenced blocks are
    /// examples, which the tests run. `{{base-address}}` stands for the base
    /// address of the catalogue; [`placeholders`] tells the others.
    pub documentation: &'static str,
    /// The version of the linter in which it appeared.
    pub since: &'static str,
    /// What it looks at, and how.
    pub check: Check,
}

/// What a rule looks at. Its function is called for nothing else.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// Every message, whether it holds events or not.
    Payload(fn(&PayloadContext<'_>, &mut Violations)),
    /// Every event: its attributes. Types that nobody knows are included, and
    /// so is everything of older vocabularies.
    Envelope(fn(&EnvelopeContext<'_>, &mut Violations)),
    /// Every message that has headers.
    Headers(fn(&PayloadContext<'_>, &mut Violations)),
    /// Every event that has extension attributes, be they documented or not.
    Extensions(fn(&EnvelopeContext<'_>, &mut Violations)),
    /// Every event that the catalogue describes.
    Event(fn(&EventContext<'_>, &mut Violations)),
    /// Every field of every event that the catalogue describes. One walk serves
    /// all rules of this kind. The place is the field's, its pointer begins at the event.
    Field(fn(&EventContext<'_>, &Place<'_>, &Visit<'_>, &mut Violations)),
    /// Every event that the catalogue describes and that tells of workload
    /// identities: its schema has the field `svid_type`.
    Identity(fn(&EventContext<'_>, &mut Violations)),
    /// Every event in which secrets were found, and every message that holds some
    /// beside its events.
    Secrets(fn(&SecretContext<'_>, &mut Violations)),
    /// Every event, beside what came before it.
    Stream(fn(&StreamContext<'_>, &mut Violations)),
}

impl Rule {
    /// Its level where no setting names it.
    pub fn level(&self, profile: Profile) -> Level {
        self.profiles
            .iter()
            .find(|(own, _)| *own == profile)
            .map_or(self.severity.into(), |(_, level)| *level)
    }

    /// What is wrong when the rule fires, in one sentence.
    pub fn summary(&self) -> String {
        let paragraph = self.documentation.trim_start().split("\n\n").next().unwrap_or_default();
        paragraph.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Its documentation for a catalogue that is published under `base_address`.
    /// Other placeholders than that address stay as they are: nobody wants to
    /// read a long text, and what stands for a secret is no longer one.
    pub fn documentation(&self, base_address: &str) -> String {
        self.documentation.replace("{{base-address}}", base_address)
    }

    /// The examples in its documentation.
    ///
    /// # Errors
    ///
    /// [`RuleExampleError`], if a block of JSON says neither that the rule fires
    /// nor that it passes, or says something that nobody understands.
    pub fn examples(&self) -> Result<Vec<RuleExample>, RuleExampleError> {
        example::read(self)
    }
}

/// Fills in the placeholders of an example: texts that are too long, and secrets
/// that nobody should write down.
pub fn fill_placeholders(text: &str, base_address: &str) -> String {
    placeholder::fill_in(text, base_address)
}

/// Declares the rule of a file as `RULE`. Its doc comment is its documentation.
macro_rules! declare_rule {
    (
        $(#[doc = $line:literal])+
        rule $name:literal {
            severity: $severity:ident,
            $(profiles: { $($profile:ident: $level:ident),+ $(,)? },)?
            reference: $reference:expr,
            statements: [$($statement:literal),* $(,)?],
            since: $since:literal,
            check: $kind:ident($check:expr),
        }
    ) => {
        pub(super) static RULE: $crate::rule::Rule = $crate::rule::Rule {
            name: $name,
            severity: $crate::finding::Severity::$severity,
            profiles: &[$($(($crate::settings::Profile::$profile, $crate::settings::Level::$level)),+)?],
            reference: $reference,
            statements: &[$($statement),*],
            documentation: {
                const RAW: &str = concat!($($line, "\n"),+);
                const TEXT: ([u8; RAW.len()], usize) = $crate::rule::unindent(RAW);
                match std::str::from_utf8(TEXT.0.split_at(TEXT.1).0) {
                    Ok(text) => text,
                    Err(_) => RAW,
                }
            },
            since: $since,
            check: $crate::rule::Check::$kind($check),
        };
    };
}
pub(crate) use declare_rule;
