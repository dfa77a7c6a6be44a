//! Faults in a stream that may never end.

use std::{collections::VecDeque, sync::Arc};

use lattice_event_model::{Message, catalog::Catalog, nats::is_token};
use lattice_linter::{
    Input, Linter, LinterError, Mapping, Origin, Rule, RuleExampleError, Settings, Severity, rules,
};

use super::{
    Planted,
    candidate::{Candidate, Obstacle},
    fresh::Fresh,
};
use crate::random::Random;

/// Faults cannot be planted.
#[derive(Debug, thiserror::Error)]
pub enum PlantingError {
    /// The rate is no share.
    #[error("{0} is no rate of faults: write a number from 0 to 1")]
    Rate(f64),
    /// The name of the lattice cannot be a part of a subject.
    #[error(
        "`{0}` is no name of a lattice: a token of a NATS subject is not empty and has no `.`, `*`, `>`, space or control character"
    )]
    Lattice(String),
    /// The examples of a rule cannot be read.
    #[error(transparent)]
    Example(#[from] RuleExampleError),
    /// The linter that tries the faults does not work with the catalogue.
    #[error("cannot try which faults are found")]
    Linter(#[from] LinterError),
}

/// A message of a stream with faults in it.
#[derive(Debug, Clone)]
pub struct Item {
    /// The message.
    pub message: Message,
    /// The fault that it belongs to, if it does.
    pub fault: Option<Arc<Planted>>,
    /// Which message of that fault it is, from 0.
    pub part: usize,
}

impl Item {
    /// The fault that begins with this message, if one does.
    pub fn begun(&self) -> Option<&Arc<Planted>> {
        self.fault.as_ref().filter(|_| self.part == 0)
    }
}

/// A stream of messages, with faults planted in it. It ends when the messages do.
///
/// A fault is a firing example of a rule: its messages come in a row, from a
/// host that nobody has seen before, on subjects of the lattice. The same rule
/// may be planted any number of times. Messages that name neither a host nor an
/// event, such as broken JSON, come again byte for byte.
#[derive(Debug)]
pub struct Planting<I> {
    messages: I,
    rate: f64,
    candidates: Vec<Candidate>,
    unplantable: Vec<(&'static str, String)>,
    random: Random,
    ids: Random,
    /// How many messages were yielded.
    position: usize,
    /// What comes before the next of `messages`.
    waiting: VecDeque<Item>,
    received_at: Option<String>,
}

impl<I: Iterator<Item = Message>> Planting<I> {
    /// Plants faults into messages of a lattice. `rate` from 0.0 to 1.0 is the
    /// probability with which a fault stands before a message. The same seed
    /// plants the same faults.
    ///
    /// Each rule's example is tried with a linter of its own: it can be planted if
    /// its rule notices it, also a second time, and no other rule of severity
    /// warning or error does.
    ///
    /// # Errors
    ///
    /// [`PlantingError`], if the rate or the name of the lattice is none, or the
    /// examples cannot be read or judged.
    pub fn new(
        messages: I,
        catalog: Arc<Catalog>,
        lattice: &str,
        rate: f64,
        seed: u64,
    ) -> Result<Self, PlantingError> {
        if !(0.0..=1.0).contains(&rate) {
            return Err(PlantingError::Rate(rate));
        }
        if !is_token(lattice) {
            return Err(PlantingError::Lattice(lattice.to_owned()));
        }
        let mut candidates = Vec::new();
        let mut unplantable = Vec::new();
        for rule in rules::ALL {
            match choose(rule, &catalog, lattice)? {
                Ok(candidate) => candidates.push(candidate),
                Err(obstacle) => unplantable.push((rule.name, obstacle.to_string())),
            }
        }
        Ok(Self {
            messages,
            rate,
            candidates,
            unplantable,
            random: Random::new(seed ^ 0xFA17),
            ids: Random::new(seed ^ 0x1D),
            position: 0,
            waiting: VecDeque::new(),
            received_at: None,
        })
    }

    /// The rules of which no fault is planted, and why, each in one sentence.
    pub fn unplantable(&self) -> &[(&'static str, String)] {
        &self.unplantable
    }

    /// A fault of a random rule, if the dice say so.
    fn plant(&mut self, received_at: Option<&String>) {
        if self.candidates.is_empty() || self.random.share() >= self.rate {
            return;
        }
        let candidate = self.random.pick(&self.candidates);
        let received_at = self.received_at.as_ref().or(received_at);
        let fault = Fresh::new(&mut self.random, &mut self.ids)
            .received(received_at.map(String::as_str), &candidate.messages)
            .messages(&candidate.messages);
        let planted = Arc::new(Planted::new(candidate, self.position, &fault));
        self.waiting.extend(fault.into_iter().enumerate().map(|(part, message)| Item {
            message: Message { received_at: received_at.cloned(), ..message },
            fault: Some(Arc::clone(&planted)),
            part,
        }));
    }
}

impl<I: Iterator<Item = Message>> Iterator for Planting<I> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        if self.waiting.is_empty() {
            let message = self.messages.next()?;
            self.plant(message.received_at.as_ref());
            self.received_at.clone_from(&message.received_at);
            self.waiting.push_back(Item { message, fault: None, part: 0 });
        }
        let item = self.waiting.pop_front()?;
        self.position += 1;
        Some(item)
    }
}

/// The first firing example of a rule that can be planted, or why the first of
/// them cannot.
fn choose(
    rule: &'static Rule,
    catalog: &Arc<Catalog>,
    lattice: &str,
) -> Result<Result<Candidate, Obstacle>, PlantingError> {
    let mut obstacle = None;
    for candidate in Candidate::all(rule, &catalog.file().base_address, Some(lattice))? {
        let tried = match candidate {
            Ok(candidate) => match find_obstacle(&candidate, catalog)? {
                None => return Ok(Ok(candidate)),
                Some(obstacle) => obstacle,
            },
            Err(obstacle) => obstacle,
        };
        obstacle.get_or_insert(tried);
    }
    Ok(Err(obstacle.unwrap_or(Obstacle::NoExample)))
}

/// Judges the fault twice in a row: it has to be found both times, and not to
/// disturb others.
fn find_obstacle(candidate: &Candidate, catalog: &Arc<Catalog>) -> Result<Option<Obstacle>, LinterError> {
    let mut linter = Linter::new(Arc::clone(catalog), Settings::default())?;
    let (mut hosts, mut ids) = (Random::new(0), Random::new(1));
    for _ in 0..2 {
        let mut fires = false;
        for message in Fresh::new(&mut hosts, &mut ids).messages(&candidate.messages) {
            for finding in linter.judge(&Input::new(message, nowhere())) {
                if finding.rule == candidate.rule.name {
                    fires = true;
                } else if finding.severity > Severity::Info {
                    return Ok(Some(Obstacle::Disturbed { rule: finding.rule.into_owned() }));
                }
            }
        }
        if !fires {
            return Ok(Some(Obstacle::Silent));
        }
    }
    linter.take_error().map_or(Ok(None), Err)
}

fn nowhere() -> Origin {
    Origin { file: "simulation".into(), line: 1, column: 1, offset: 0, mapping: Mapping::Verbatim }
}
