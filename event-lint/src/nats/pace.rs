//! How long to wait before connecting again.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// The longest time between two attempts.
const LONGEST: Duration = Duration::from_secs(4);
/// A connection that lives shorter than this is not replaced at once: a server
/// that lets clients in and throws them out again would be asked a thousand
/// times a second. One does so when a user's time is over.
const BRIEF: Duration = Duration::from_secs(1);

/// Says how long to wait before each attempt.
#[derive(Debug, Default)]
pub(super) struct Pace {
    /// When the first attempt after the last connection was made.
    latest: Mutex<Option<Instant>>,
}

impl Pace {
    /// The wait before an attempt. They are counted from 1, anew after each
    /// connection: the first one is made at once, the next ones wait 2 ms, 4 ms,
    /// and so on, up to four seconds.
    pub(super) fn before(&self, attempt: usize) -> Duration {
        if attempt > 1 {
            let exponent = u32::try_from(attempt - 1).unwrap_or(u32::MAX);
            return Duration::from_millis(2_u64.saturating_pow(exponent)).min(LONGEST);
        }
        let now = Instant::now();
        let former = self.latest.lock().unwrap_or_else(PoisonError::into_inner).replace(now);
        match former {
            Some(former) if now.duration_since(former) < BRIEF => BRIEF,
            _ => Duration::ZERO,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{BRIEF, LONGEST, Pace};

    #[test]
    fn waits_become_longer() {
        let pace = Pace::default();
        let waits: Vec<u128> = (1..=5).map(|attempt| pace.before(attempt).as_millis()).collect();
        assert_eq!(waits, [0, 2, 4, 8, 16]);
        assert_eq!(pace.before(usize::MAX), LONGEST);
    }

    #[test]
    fn a_brief_connection_is_not_replaced_at_once() {
        let pace = Pace::default();
        assert_eq!(pace.before(1), Duration::ZERO);
        assert_eq!(pace.before(1), BRIEF);
    }
}
