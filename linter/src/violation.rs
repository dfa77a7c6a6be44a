//! What rules return: data, without severity, place or format.

use crate::quoted::shortened;

/// How long a pointer or message is at most, in characters. Both contain names
/// that peers chose.
const LONGEST: usize = 1000;

/// What a rule found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// What is wrong, in one sentence. Values of peers stand in it as
    /// [`Quoted`](crate::Quoted) only.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Where it is written, if that is more than the rule's own reference.
    pub reference: Option<String>,
    /// JSON pointer into the event, for rules of the payload into the payload.
    pub pointer: Option<String>,
    /// JSON pointer into the schema.
    pub schema_pointer: Option<String>,
    /// Which bytes are meant.
    pub mark: Mark,
    /// Other places that explain it.
    pub related: Vec<Related>,
}

/// Which bytes of the payload a violation means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// None: the message as a whole.
    Message,
    /// The value to which the pointer leads.
    Value,
    /// The name of the member to which the pointer leads.
    Name,
    /// The name of the first member to which the pointer leads, where there are several.
    FirstName,
    /// Name and value of the member to which the pointer leads.
    Member,
    /// The first byte of the value to which the pointer leads: an opening brace.
    Opening,
    /// The opening brace of the object in which the member should stand.
    Missing,
    /// Some bytes of the payload, by their offset and length.
    Bytes(usize, usize),
}

/// A place that explains a violation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// JSON pointer into the event.
    pub pointer: String,
    /// Which bytes are meant.
    pub mark: Mark,
    /// What to write beside them.
    pub text: String,
}

impl Violation {
    /// A violation by the message as a whole.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: None,
            reference: None,
            pointer: None,
            schema_pointer: None,
            mark: Mark::Message,
            related: Vec::new(),
        }
    }

    /// Says where it is.
    #[must_use]
    pub fn at(mut self, pointer: &str, mark: Mark) -> Self {
        self.pointer = Some(shortened(pointer, LONGEST));
        self.mark = mark;
        self
    }

    /// Says which bytes are wrong.
    #[must_use]
    pub fn at_bytes(mut self, offset: usize, length: usize) -> Self {
        self.mark = Mark::Bytes(offset, length);
        self
    }

    /// Says what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says where it is written.
    #[must_use]
    pub fn reference(mut self, reference: impl Into<String>) -> Self {
        self.reference = Some(reference.into());
        self
    }

    /// Says which part of the schema demands it.
    #[must_use]
    pub fn schema_pointer(mut self, pointer: impl Into<String>) -> Self {
        self.schema_pointer = Some(pointer.into());
        self
    }

    /// Names a place that explains it.
    #[must_use]
    pub fn related(mut self, pointer: &str, mark: Mark, text: impl Into<String>) -> Self {
        self.related.push(Related { pointer: shortened(pointer, LONGEST), mark, text: text.into() });
        self
    }
}

/// Takes the violations of one message, so many of each rule.
#[derive(Debug)]
pub struct Violations {
    limit: usize,
    rule: usize,
    place: usize,
    found: Vec<Found>,
    /// The rules that found something: how much, and which is the last of it.
    taken: Vec<Taken>,
}

/// What a rule found in one message.
#[derive(Debug)]
struct Taken {
    rule: usize,
    count: usize,
    last: usize,
}

/// A violation, the rule that found it, and how many it stands for.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) rule: usize,
    /// The event in which it was found.
    pub(crate) place: usize,
    pub(crate) violation: Violation,
    pub(crate) count: u64,
}

impl Violations {
    /// Room for `limit` violations of each rule.
    pub(crate) fn new(limit: usize) -> Self {
        Self { limit: limit.max(1), rule: 0, place: 0, found: Vec::new(), taken: Vec::new() }
    }

    /// The event that is judged from now on.
    pub(crate) fn place(&mut self, place: usize) {
        self.place = place;
    }

    /// The rule that speaks from now on.
    pub(crate) fn rule(&mut self, rule: usize) -> &mut Self {
        self.rule = rule;
        self
    }

    /// Takes a violation. Over the limit it is counted in the last one of its rule.
    pub fn push(&mut self, violation: Violation) {
        let next = self.found.len();
        let index = self.taken.iter().position(|taken| taken.rule == self.rule);
        let index = index.unwrap_or_else(|| {
            self.taken.push(Taken { rule: self.rule, count: 0, last: next });
            self.taken.len() - 1
        });
        let Some(taken) = self.taken.get_mut(index) else { return };
        if taken.count < self.limit {
            taken.count += 1;
            taken.last = next;
            self.found.push(Found { rule: self.rule, place: self.place, violation, count: 1 });
        } else if let Some(found) = self.found.get_mut(taken.last) {
            found.count += 1;
        }
    }

    /// How many there are, those that are only counted aside.
    pub(crate) fn len(&self) -> usize {
        self.found.len()
    }

    /// The violations, in the order in which they were found.
    pub(crate) fn into_found(self) -> Vec<Found> {
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_over_the_limit_is_counted() {
        let mut violations = Violations::new(2);
        for rule in [0, 0, 1, 0, 0, 1] {
            violations.rule(rule).push(Violation::new("x"));
        }
        let counts: Vec<_> = violations.into_found().iter().map(|found| (found.rule, found.count)).collect();
        assert_eq!(counts, [(0, 1), (0, 3), (1, 1), (1, 1)]);
    }
}
