//! All outputs of a run. None of them takes another one with it.

use std::io;

use anyhow::Context;
use lattice_linter::{Finding, Input, report::Report};

use super::Output;
use crate::tell::tell;

/// The outputs of a run, in the order in which they were asked for.
pub(crate) struct Outputs {
    open: Vec<Named>,
    /// The first failure. It is told by the exit code when the run ends.
    failure: Option<anyhow::Error>,
}

/// An output, and what messages call it.
pub(super) struct Named {
    pub(super) name: String,
    pub(super) output: Box<dyn Output>,
}

impl Outputs {
    pub(super) fn new(open: Vec<Named>) -> Self {
        Self { open, failure: None }
    }

    /// Whether everybody who read went away, so that nobody can be told anything.
    pub(crate) fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// Writes a finding. An output that fails is given up and told of; one
    /// whose reader went away is given up in silence.
    ///
    /// # Errors
    ///
    /// If an output failed and none is left: then nothing can be reported.
    pub(crate) fn finding(&mut self, finding: &Finding, input: &Input) -> anyhow::Result<()> {
        let mut failures = Vec::new();
        self.open.retain_mut(|named| match named.output.finding(finding, input) {
            Ok(()) => true,
            Err(error) => {
                failures.extend(named.failed(error));
                false
            }
        });
        for failure in failures {
            if !self.open.is_empty() {
                tell(format_args!("event-lint: {failure:#}; the run goes on without it"));
            }
            self.failure.get_or_insert(failure);
        }
        match self.failure.take_if(|_| self.open.is_empty()) {
            Some(failure) => Err(failure),
            None => Ok(()),
        }
    }

    /// Writes how the run stands. What cannot be written now may be written
    /// later, so a failure is told and forgotten.
    pub(crate) fn interim(&mut self, report: &Report) {
        self.open.retain_mut(|named| match named.output.interim(report) {
            Ok(()) => true,
            Err(error) => match named.failed(error) {
                Some(failure) => {
                    tell(format_args!("event-lint: no interim report: {failure:#}"));
                    true
                }
                None => false,
            },
        });
    }

    /// Writes the report to all outputs.
    ///
    /// # Errors
    ///
    /// The first failure of the whole run, after all that could be written is.
    pub(crate) fn finish(self, report: &Report) -> anyhow::Result<()> {
        let mut first = self.failure;
        for mut named in self.open {
            if let Err(error) = named.output.finish(report)
                && let Some(failure) = named.failed(error)
            {
                if first.is_some() {
                    tell(format_args!("error: {failure:#}"));
                } else {
                    first = Some(failure);
                }
            }
        }
        first.map_or(Ok(()), Err)
    }
}

impl Named {
    /// What to say of a failure. Whoever read the output may have seen enough,
    /// as with `event-lint check x | head`: then there is nothing to say.
    fn failed(&self, error: io::Error) -> Option<anyhow::Error> {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return None;
        }
        Err::<(), _>(error).with_context(|| format!("failed to write {}", self.name)).err()
    }
}

#[cfg(test)]
mod tests {
    use std::{cell::RefCell, rc::Rc};

    use lattice_event_model::Message;
    use lattice_linter::{
        Origin,
        report::{Tally, Tool, Verdict},
    };

    use super::*;

    /// Fails each time in the same way, or writes down what it is asked.
    struct Fake(Option<io::ErrorKind>, Rc<RefCell<Vec<&'static str>>>);

    impl Fake {
        fn note(&self, what: &'static str) -> io::Result<()> {
            self.1.borrow_mut().push(what);
            self.0.map_or(Ok(()), |kind| Err(kind.into()))
        }
    }

    impl Output for Fake {
        fn finding(&mut self, _: &Finding, _: &Input) -> io::Result<()> {
            self.note("finding")
        }
        fn interim(&mut self, _: &Report) -> io::Result<()> {
            self.note("interim")
        }
        fn finish(&mut self, _: &Report) -> io::Result<()> {
            self.note("finish")
        }
    }

    type Notes = Rc<RefCell<Vec<&'static str>>>;

    fn outputs(kinds: &[Option<io::ErrorKind>]) -> (Outputs, Vec<Notes>) {
        let notes: Vec<Notes> = kinds.iter().map(|_| Notes::default()).collect();
        let named = kinds.iter().zip(&notes).enumerate().map(|(number, (kind, notes))| Named {
            name: format!("`{number}`"),
            output: Box::new(Fake(*kind, Rc::clone(notes))),
        });
        (Outputs::new(named.collect()), notes)
    }

    fn report() -> Report {
        let tool = Tool { name: String::new(), version: String::new(), catalog: String::new() };
        Tally::new().report(tool, Verdict::Pass, lattice_linter::report::Coverage::default())
    }

    fn finding(outputs: &mut Outputs) -> anyhow::Result<()> {
        let input = Input::new(Message::default(), Origin::live("nats://a:4222", 1));
        let finding = Finding {
            rule: "missing-id".into(),
            severity: lattice_linter::Severity::Error,
            message: String::new(),
            help: None,
            reference: None,
            pointer: None,
            schema_pointer: None,
            event: lattice_linter::EventIdentity::default(),
            subject: None,
            location: lattice_linter::Location::default(),
            count: 1,
            labels: Vec::new(),
            withheld: Vec::new(),
        };
        outputs.finding(&finding, &input)
    }

    #[test]
    fn a_reader_that_went_away_is_no_failure() {
        let (mut outputs, notes) = outputs(&[Some(io::ErrorKind::BrokenPipe), None]);
        finding(&mut outputs).unwrap();
        finding(&mut outputs).unwrap();
        outputs.interim(&report());
        outputs.finish(&report()).unwrap();
        assert_eq!(*notes[0].borrow(), ["finding"]);
        assert_eq!(*notes[1].borrow(), ["finding", "finding", "interim", "finish"]);
    }

    #[test]
    fn the_others_are_written_and_the_first_failure_is_told() {
        let full = Some(io::ErrorKind::StorageFull);
        let (mut outputs, notes) = outputs(&[full, None]);
        outputs.interim(&report());
        finding(&mut outputs).unwrap();
        let error = outputs.finish(&report()).unwrap_err();
        assert!(error.to_string().contains("`0`"), "{error:#}");
        assert_eq!(*notes[0].borrow(), ["interim", "finding"]);
        assert_eq!(*notes[1].borrow(), ["interim", "finding", "finish"]);
    }

    #[test]
    fn a_run_that_can_tell_nobody_ends() {
        let (mut outputs, _) = outputs(&[Some(io::ErrorKind::StorageFull)]);
        assert!(finding(&mut outputs).is_err());
    }
}
