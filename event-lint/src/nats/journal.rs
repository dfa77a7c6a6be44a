//! What a connection goes through: gaps, refusals.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Instant,
};

use async_nats::{Event, ServerError};
use lattice_linter::{Quoted, report::Gap};
use tokio::sync::watch;

use super::now;

/// Gaps that are kept one by one.
const KEPT: usize = 100;

/// Why a run cannot go on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Fatal {
    /// The server does not let this client subscribe or publish to a subject.
    #[error("the server says {0}; `event-lint permissions` prints what each command needs")]
    Refused(String),
    /// The client gave up.
    #[error("the connection is closed for good")]
    Closed,
}

/// Notes what a connection goes through.
#[derive(Debug, Clone)]
pub(crate) struct Journal {
    state: Arc<Mutex<State>>,
    fatal: Arc<watch::Sender<Option<Fatal>>>,
    quiet: bool,
}

#[derive(Debug, Default)]
struct State {
    connected: bool,
    open: Option<(Instant, String)>,
    gaps: Vec<Gap>,
    gap_count: u64,
    gap_milliseconds: u64,
    slow: bool,
    last_error: Option<String>,
}

/// The gaps of a connection.
#[derive(Debug, Clone, Default)]
pub(crate) struct Gaps {
    pub(crate) kept: Vec<Gap>,
    pub(crate) count: u64,
    pub(crate) milliseconds: u64,
}

impl Journal {
    /// A journal of a connection that is not there yet. Unless it is quiet, it
    /// also tells standard error.
    pub(crate) fn new(quiet: bool) -> Self {
        Self { state: Arc::default(), fatal: Arc::new(watch::Sender::new(None)), quiet }
    }

    /// Notes an event of the client.
    pub(crate) fn note(&self, event: &Event) {
        match event {
            Event::Connected => self.connected(),
            Event::Disconnected => self.disconnected(),
            Event::LameDuckMode => self.tell("the server is about to stop; the client goes to another one"),
            Event::SlowConsumer(_) => self.slow(),
            Event::ServerError(error) => self.server_error(error),
            Event::ClientError(error) => self.error(error.to_string().trim_start_matches("nats: ")),
            Event::Closed => {
                self.fatal
                    .send_if_modified(|fatal| fatal.is_none() && fatal.replace(Fatal::Closed).is_none());
            }
            Event::Draining => {}
        }
    }

    /// Waits until the run cannot go on.
    pub(crate) async fn fatal(&self) -> Fatal {
        let mut receiver = self.fatal.subscribe();
        match receiver.wait_for(Option::is_some).await {
            Ok(fatal) => fatal.clone().unwrap_or(Fatal::Closed),
            Err(_) => Fatal::Closed,
        }
    }

    /// Why the run cannot go on, if it cannot.
    pub(crate) fn fatal_now(&self) -> Option<Fatal> {
        self.fatal.borrow().clone()
    }

    /// The gaps until now; one that is still open counts until this moment.
    pub(crate) fn gaps(&self) -> Gaps {
        let state = self.state();
        let mut gaps =
            Gaps { kept: state.gaps.clone(), count: state.gap_count, milliseconds: state.gap_milliseconds };
        if let Some((since, from)) = &state.open {
            let milliseconds = milliseconds(*since);
            gaps.count += 1;
            gaps.milliseconds += milliseconds;
            if gaps.kept.len() < KEPT {
                gaps.kept.push(Gap { from: from.clone(), to: None, milliseconds });
            }
        }
        gaps
    }

    fn connected(&self) {
        let mut state = self.state();
        let was_connected = std::mem::replace(&mut state.connected, true);
        state.last_error = None;
        let Some((since, from)) = state.open.take() else { return };
        let milliseconds = milliseconds(since);
        state.gap_count += 1;
        state.gap_milliseconds += milliseconds;
        if state.gaps.len() < KEPT {
            state.gaps.push(Gap { from, to: Some(now()), milliseconds });
        }
        drop(state);
        if !was_connected {
            self.tell(&format!("connected again after {:.1} s", milliseconds as f64 / 1000.0));
        }
    }

    fn disconnected(&self) {
        let mut state = self.state();
        let was_connected = std::mem::replace(&mut state.connected, false);
        if was_connected && state.open.is_none() {
            state.open = Some((Instant::now(), now()));
            drop(state);
            self.tell("the connection broke; connecting again");
        }
    }

    fn slow(&self) {
        let first = !std::mem::replace(&mut self.state().slow, true);
        if first {
            self.tell("messages come faster than they can be taken; some are dropped, and counted");
        }
    }

    fn server_error(&self, error: &ServerError) {
        let text = error.to_string();
        let text = text.trim_start_matches("nats: ");
        if text.to_ascii_lowercase().contains("permissions violation") {
            let refused = Fatal::Refused(Quoted(text).to_string());
            self.fatal.send_if_modified(|fatal| fatal.is_none() && fatal.replace(refused).is_none());
        } else {
            self.error(text);
        }
    }

    /// Tells an error once, not at every attempt to connect.
    pub(super) fn error(&self, text: &str) {
        let mut state = self.state();
        if state.last_error.as_deref() == Some(text) {
            return;
        }
        state.last_error = Some(text.to_owned());
        drop(state);
        self.tell(&format!("NATS says {}", Quoted(text)));
    }

    fn tell(&self, text: &str) {
        if !self.quiet {
            crate::tell::tell(format_args!("event-lint: {text}"));
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn milliseconds(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
}

impl Gaps {
    /// How often there was none, and for how long: "2 times, 3.5 s in all".
    pub(crate) fn in_words(&self) -> String {
        format!("{}, {:.1} s in all", times(self.count), self.milliseconds as f64 / 1000.0)
    }
}

/// How often something happened, in words.
fn times(count: u64) -> String {
    if count == 1 { "once".to_owned() } else { format!("{count} times") }
}

#[cfg(test)]
mod tests {
    use async_nats::{Event, ServerError};

    use super::{Fatal, Journal, times};

    #[test]
    fn once_is_told_in_a_word() {
        assert_eq!([times(1), times(2)], ["once", "2 times"]);
    }

    #[test]
    fn a_gap_lies_between_two_connections() {
        let journal = Journal::new(true);
        for event in [Event::Connected, Event::Disconnected, Event::Disconnected, Event::Connected] {
            journal.note(&event);
        }
        let gaps = journal.gaps();
        assert_eq!((gaps.count, gaps.kept.len()), (1, 1));
        assert!(gaps.kept[0].to.is_some());
        journal.note(&Event::Disconnected);
        let gaps = journal.gaps();
        assert_eq!(gaps.count, 2);
        assert_eq!(gaps.kept[1].to, None);
    }

    #[test]
    fn the_first_connection_ends_no_gap() {
        let journal = Journal::new(true);
        journal.note(&Event::Disconnected);
        journal.note(&Event::Connected);
        assert_eq!(journal.gaps().count, 0);
    }

    #[test]
    fn what_is_refused_ends_the_run() {
        let journal = Journal::new(true);
        journal.note(&Event::ServerError(ServerError::Other("Stale Connection".into())));
        assert_eq!(journal.fatal_now(), None);
        let refusal = "Permissions Violation for Subscription to \"wasmbus.evt.*.>\"";
        journal.note(&Event::ServerError(ServerError::Other(refusal.into())));
        assert!(matches!(journal.fatal_now(), Some(Fatal::Refused(_))));
    }
}
