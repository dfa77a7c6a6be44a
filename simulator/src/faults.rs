//! Faults in a stream of messages, and the truth about them.

mod candidate;
mod fresh;
mod planting;

use lattice_event_model::Message;
use lattice_linter::{RuleExampleError, rules};

pub use self::planting::{Item, Planting, PlantingError};
use self::{candidate::Candidate, fresh::Fresh};
use crate::{random::Random, truth::MessageDigest};

/// A fault that was planted.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Planted {
    /// The rule that should notice it.
    pub rule: &'static str,
    /// What is wrong, in one sentence.
    pub summary: String,
    /// Where its first message stands in the stream, from 0.
    pub position: usize,
    /// How many messages it has.
    pub messages: usize,
    /// What tells its messages from others, in their order.
    pub digests: Vec<MessageDigest>,
}

impl Planted {
    fn new(candidate: &Candidate, position: usize, fault: &[Message]) -> Self {
        Self {
            rule: candidate.rule.name,
            summary: candidate.rule.summary(),
            position,
            messages: fault.len(),
            digests: fault.iter().map(MessageDigest::of).collect(),
        }
    }
}

/// Plants `count` faults of different rules, or one of each where there are fewer.
///
/// Each fault is a firing example of a rule, told as if by a host of its own,
/// so that faults do not disturb each other. Subjects stay as they are in the
/// examples. [`Planting`] plants into streams without an end.
///
/// # Errors
///
/// [`RuleExampleError`], if the examples of a rule cannot be read.
pub fn plant(
    messages: Vec<Message>,
    seed: u64,
    count: usize,
) -> Result<(Vec<Message>, Vec<Planted>), RuleExampleError> {
    let mut random = Random::new(seed ^ 0xFA17);
    let mut ids = Random::new(seed ^ 0x1D);
    let mut candidates = Vec::new();
    for rule in rules::ALL {
        let base_address = lattice_events::CATALOG.base_address;
        candidates.extend(Candidate::all(rule, base_address, None)?.into_iter().find_map(Result::ok));
    }
    let mut faults: Vec<(usize, Candidate, Vec<Message>)> = Vec::new();
    while faults.len() < count && !candidates.is_empty() {
        let candidate = candidates.swap_remove(random.below(candidates.len() as u64) as usize);
        // After the beginning, when there is a lattice to hide in.
        let at = 1 + random.below(messages.len().max(1) as u64) as usize;
        let at = at.min(messages.len());
        let received_at =
            messages.get(at.saturating_sub(1)).and_then(|message| message.received_at.as_deref());
        let fault = Fresh::new(&mut random, &mut ids)
            .received(received_at, &candidate.messages)
            .messages(&candidate.messages);
        faults.push((at, candidate, fault));
    }
    faults.sort_by_key(|(at, candidate, _)| (*at, candidate.rule.name));

    let mut stream = Vec::with_capacity(messages.len());
    let mut planted = Vec::new();
    let mut faults = faults.into_iter().peekable();
    for (index, message) in messages.into_iter().enumerate() {
        plant_before(index, &mut faults, &mut stream, &mut planted);
        stream.push(message);
    }
    plant_before(usize::MAX, &mut faults, &mut stream, &mut planted);
    Ok((stream, planted))
}

fn plant_before(
    index: usize,
    faults: &mut std::iter::Peekable<std::vec::IntoIter<(usize, Candidate, Vec<Message>)>>,
    stream: &mut Vec<Message>,
    planted: &mut Vec<Planted>,
) {
    while let Some((_, candidate, fault)) = faults.next_if(|(at, _, _)| *at <= index) {
        planted.push(Planted::new(&candidate, stream.len(), &fault));
        let received_at = stream.last().and_then(|message| message.received_at.clone());
        stream
            .extend(fault.into_iter().map(|message| Message { received_at: received_at.clone(), ..message }));
    }
}
