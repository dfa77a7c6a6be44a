//! Examples in the documentation of rules.

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::Rule;
use crate::{
    input::{Input, from_document, from_line},
    settings::Profile,
};

/// Whether the rule should fire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expectation {
    /// It fires, and no other rule of severity warning or error does.
    Fires,
    /// It does not fire.
    Passes,
}

/// A fenced block of a rule's documentation.
///
/// The words after `json` say what it shows: `fires` or `passes`; then
/// optionally `catalog=NAME` for a catalogue other than the usual one,
/// `profile=1.0.2` or `profile=1.0.3` for a version of the NATS binding, and
/// `max-line=BYTES` for a cap on the length of its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleExample {
    /// Name of the rule.
    pub rule: &'static str,
    /// Whether the rule should fire.
    pub expectation: Expectation,
    /// One event, several in a row, or a recording.
    pub text: String,
    /// The catalogue by which it is judged; `None` for the usual one.
    pub catalog: Option<String>,
    /// The profile by which it is judged; `None` for the usual one.
    pub profile: Option<Profile>,
    /// The longest line that is read, in bytes.
    pub longest_line: Option<usize>,
}

/// A block of JSON that is no example.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleExampleError {
    /// It does not say what it shows.
    #[error("an example of `{rule}` begins with `{info}`: write `json fires` or `json passes`")]
    Expectation {
        /// Name of the rule.
        rule: &'static str,
        /// The words after the fence.
        info: String,
    },
    /// It says something that nobody understands.
    #[error(
        "an example of `{rule}` has the option `{option}`: write `catalog=NAME`, `profile=1.0.2`, `profile=1.0.3` or `max-line=BYTES`"
    )]
    Option {
        /// Name of the rule.
        rule: &'static str,
        /// The word.
        option: String,
    },
}

impl RuleExample {
    /// The messages of the example, to be judged in order as one stream.
    ///
    /// `base_address` is that of the catalogue by which they are judged.
    pub fn inputs(&self, base_address: &str) -> Vec<Input> {
        let text = fill_in(&self.text, base_address);
        let Some(limit) = self.longest_line else { return from_document(self.rule, &text) };
        let mut offset = 0;
        let mut inputs = Vec::new();
        for (line, text) in (1..).zip(text.lines()) {
            let length = text.len() as u64;
            inputs.push(if text.len() > limit {
                Input::too_long(self.rule, line, offset, length, limit as u64)
            } else {
                from_line(self.rule, line, offset, text)
            });
            offset += length + 1;
        }
        inputs
    }
}

/// Puts the base address of a catalogue where documentation leaves it open with
/// `{{base-address}}`. A fork publishes under an address of its own.
pub(super) fn fill_in(text: &str, base_address: &str) -> String {
    text.replace("{{base-address}}", base_address)
}

pub(super) fn read(rule: &Rule) -> Result<Vec<RuleExample>, RuleExampleError> {
    let mut examples: Vec<RuleExample> = Vec::new();
    let mut inside = false;
    for event in Parser::new(rule.documentation) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                if let Some(options) =
                    info.strip_prefix("json").filter(|rest| !rest.starts_with(char::is_alphanumeric))
                {
                    examples.push(begin(rule.name, &info, options)?);
                    inside = true;
                }
            }
            Event::Text(text) if inside => {
                if let Some(example) = examples.last_mut() {
                    example.text.push_str(&text);
                }
            }
            Event::End(TagEnd::CodeBlock) => inside = false,
            _ => {}
        }
    }
    Ok(examples)
}

fn begin(rule: &'static str, info: &str, options: &str) -> Result<RuleExample, RuleExampleError> {
    let mut words = options.split_whitespace();
    let expectation = match words.next() {
        Some("fires") => Expectation::Fires,
        Some("passes") => Expectation::Passes,
        _ => return Err(RuleExampleError::Expectation { rule, info: info.to_owned() }),
    };
    let mut example = RuleExample {
        rule,
        expectation,
        text: String::new(),
        catalog: None,
        profile: None,
        longest_line: None,
    };
    for word in words {
        let known = match word.split_once('=') {
            Some(("catalog", name)) => {
                example.catalog = Some(name.to_owned());
                true
            }
            Some(("profile", "1.0.2")) => {
                example.profile = Some(Profile::V1_0_2);
                true
            }
            Some(("profile", "1.0.3")) => {
                example.profile = Some(Profile::V1_0_3);
                true
            }
            Some(("max-line", bytes)) => {
                example.longest_line = bytes.parse().ok();
                example.longest_line.is_some()
            }
            _ => false,
        };
        if !known {
            return Err(RuleExampleError::Option { rule, option: word.to_owned() });
        }
    }
    Ok(example)
}
