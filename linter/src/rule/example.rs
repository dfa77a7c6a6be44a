//! Examples in the documentation of rules.

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use serde_json::Value;

use super::{Rule, placeholder::fill_in};
use crate::{
    input::{Input, from_document, from_line},
    settings::{Profile, Settings, Thresholds},
};

/// Whether the rule should fire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expectation {
    /// It fires, and no other rule of severity warning or error does, but for
    /// those that the example names.
    Fires,
    /// It does not fire.
    Passes,
}

/// A fenced block of a rule's documentation.
///
/// The words after `json` say what it shows: `fires` or `passes`; then
/// optionally `catalog=NAME` for a catalogue other than the usual one,
/// `profile=1.0.2` or `profile=1.0.3` for a version of the NATS binding,
/// `threshold:NAME=VALUE` for another threshold (`threshold:max-payload=1KiB`,
/// `threshold:identity.delay=1m`), `max-line=BYTES` for a cap on the length of
/// its lines, and `beside=RULE` for another rule that cannot but fire too.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleExample {
    /// Name of the rule.
    pub rule: &'static str,
    /// Whether the rule should fire.
    pub expectation: Expectation,
    /// What it shows, in one sentence of Markdown, where the documentation says
    /// so: the sentence right before it that ends with a colon.
    pub lead: Option<String>,
    /// One event, several in a row, or a recording.
    pub text: String,
    /// The catalogue by which it is judged; `None` for the usual one.
    pub catalog: Option<String>,
    /// The profile by which it is judged; `None` for the usual one.
    pub profile: Option<Profile>,
    /// The thresholds by which it is judged; `None` for the usual ones.
    pub thresholds: Option<Thresholds>,
    /// The longest line that is read, in bytes.
    pub longest_line: Option<usize>,
    /// Names of other rules of severity warning or error that fire too.
    pub beside: Vec<String>,
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
        "an example of `{rule}` has the option `{option}`: write `catalog=NAME`, `profile=1.0.2`, `profile=1.0.3`, `threshold:NAME=VALUE`, `max-line=BYTES` or `beside=RULE`"
    )]
    Option {
        /// Name of the rule.
        rule: &'static str,
        /// The word.
        option: String,
    },
}

impl RuleExample {
    /// The settings by which it is judged.
    pub fn settings(&self) -> Settings {
        Settings {
            profile: self.profile.unwrap_or_default(),
            thresholds: self.thresholds.clone().unwrap_or_default(),
            ..Settings::default()
        }
    }

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

pub(super) fn read(rule: &Rule) -> Result<Vec<RuleExample>, RuleExampleError> {
    let mut examples: Vec<RuleExample> = Vec::new();
    let mut inside = false;
    let mut paragraph = "";
    for (event, range) in Parser::new(rule.documentation).into_offset_iter() {
        match event {
            Event::Start(Tag::Paragraph) => paragraph = rule.documentation.get(range).unwrap_or_default(),
            Event::Start(Tag::Heading { .. }) => paragraph = "",
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                if let Some(options) =
                    info.strip_prefix("json").filter(|rest| !rest.starts_with(char::is_alphanumeric))
                {
                    let example = begin(rule.name, &info, options)?;
                    examples.push(RuleExample { lead: lead(paragraph), ..example });
                    inside = true;
                }
                paragraph = "";
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

/// The sentence of a paragraph that leads over to an example, as one that stands
/// by itself: `Or in binary mode:` is `In binary mode.`
fn lead(paragraph: &str) -> Option<String> {
    let text = paragraph.trim().strip_suffix(':')?;
    let sentence = text.rsplit(". ").next().unwrap_or(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let sentence = sentence.strip_prefix("Or ").unwrap_or(&sentence);
    let mut characters = sentence.chars();
    let first = characters.next()?;
    Some(format!("{}{}.", first.to_uppercase(), characters.as_str()))
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
        lead: None,
        text: String::new(),
        catalog: None,
        profile: None,
        thresholds: None,
        longest_line: None,
        beside: Vec::new(),
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
            Some(("beside", name)) => {
                example.beside.push(name.to_owned());
                true
            }
            Some(("max-line", bytes)) => {
                example.longest_line = bytes.parse().ok();
                example.longest_line.is_some()
            }
            Some((name, value)) => match name.strip_prefix("threshold:") {
                Some(name) => {
                    let thresholds = example.thresholds.take().unwrap_or_default();
                    example.thresholds = with_threshold(&thresholds, name, value);
                    example.thresholds.is_some()
                }
                None => false,
            },
            None => false,
        };
        if !known {
            return Err(RuleExampleError::Option { rule, option: word.to_owned() });
        }
    }
    Ok(example)
}

/// The thresholds with another value for one of them; `None` if there is none of
/// that name, or it cannot have that value.
fn with_threshold(thresholds: &Thresholds, name: &str, value: &str) -> Option<Thresholds> {
    let mut all = serde_json::to_value(thresholds).ok()?;
    let mut place = &mut all;
    for part in name.split('.') {
        place = place.as_object_mut()?.entry(part).or_insert(Value::Null);
    }
    *place = serde_json::from_str(value).unwrap_or_else(|_| value.into());
    serde_json::from_value(all).ok()
}

#[cfg(test)]
mod tests {
    use super::lead;

    #[test]
    fn a_lead_is_a_sentence_by_itself() {
        assert_eq!(lead("An empty list:\n").as_deref(), Some("An empty list."));
        assert_eq!(lead("Or in binary\nmode:").as_deref(), Some("In binary mode."));
        assert_eq!(lead("That is all. `+00:00` is UTC too:").as_deref(), Some("`+00:00` is UTC too."));
        for paragraph in ["", ":", "A sentence that ends."] {
            assert_eq!(lead(paragraph), None, "{paragraph}");
        }
    }
}
