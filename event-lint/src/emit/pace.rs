//! How fast messages are published.

use std::{str::FromStr, time::Duration};

use anyhow::Context;
use async_nats::Client;
use chrono::{DateTime, Utc};
use lattice_event_model::Message;
use tokio::time::Instant;

/// Waits that are shorter are not worth it: several messages go out together.
const SHORTEST_WAIT: Duration = Duration::from_millis(2);
/// A later time cannot be told on every system: about thirty years.
const LONGEST_WAIT: Duration = Duration::from_secs(1_000_000_000);
/// What the fastest rate is taken for when times are told in events.
const FASTEST: f64 = 50_000.0;

/// How fast messages are published.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Rate {
    /// So many a second, evenly. The lattice lives as much faster as that needs.
    PerSecond(f64),
    /// As the lattice would: a heartbeat every thirty seconds.
    Live,
    /// As fast as possible.
    Max,
}

/// A text that is no rate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("write messages a second, such as 100, or `live`, or `max`")]
pub(crate) struct NoRate;

impl FromStr for Rate {
    type Err = NoRate;

    fn from_str(text: &str) -> Result<Self, NoRate> {
        match text {
            "live" => Ok(Self::Live),
            "max" => Ok(Self::Max),
            _ => match text.parse() {
                Ok(rate) if rate > 0.0 && f64::is_finite(rate) => Ok(Self::PerSecond(rate)),
                _ => Err(NoRate),
            },
        }
    }
}

impl Rate {
    /// How many times faster than usual the lattice lives, so that the times in
    /// its events are about those at which they are published.
    pub(super) fn pace(self, natural: f64) -> f64 {
        let natural = natural.max(0.001);
        match self {
            Self::Live => 1.0,
            Self::PerSecond(rate) => rate / natural,
            Self::Max => FASTEST / natural,
        }
    }
}

/// Waits until a message is due.
#[derive(Debug)]
pub(super) struct Pacer {
    rate: Rate,
    start: Instant,
    began: Option<DateTime<Utc>>,
    passed: u64,
}

impl Pacer {
    pub(super) fn new(rate: Rate) -> Self {
        Self { rate, start: Instant::now(), began: None, passed: 0 }
    }

    pub(super) async fn wait(&mut self, message: &Message, client: &Client) -> anyhow::Result<()> {
        let due = match self.rate {
            Rate::Max => {
                self.passed += 1;
                // The client sends by itself; this gives signals and the connection their turn.
                if self.passed.is_multiple_of(1024) {
                    client.flush().await.context("failed to publish")?;
                }
                return Ok(());
            }
            Rate::PerSecond(rate) => Duration::try_from_secs_f64(self.passed as f64 / rate)
                .unwrap_or(LONGEST_WAIT)
                .min(LONGEST_WAIT),
            Rate::Live => self.time_of(message),
        };
        self.passed += 1;
        let wait = (self.start + due).saturating_duration_since(Instant::now());
        if wait >= SHORTEST_WAIT {
            client.flush().await.context("failed to publish")?;
            tokio::time::sleep_until(self.start + due).await;
        }
        Ok(())
    }

    /// How long after the first message this one is received.
    fn time_of(&mut self, message: &Message) -> Duration {
        let time = message.received_at.as_deref().and_then(|time| DateTime::parse_from_rfc3339(time).ok());
        let Some(time) = time.map(|time| time.to_utc()) else { return Duration::ZERO };
        let began = *self.began.get_or_insert(time);
        (time - began).to_std().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Rate;

    #[test]
    fn rates_are_read() {
        assert_eq!("100".parse(), Ok(Rate::PerSecond(100.0)));
        assert_eq!("0.5".parse(), Ok(Rate::PerSecond(0.5)));
        assert_eq!("max".parse(), Ok(Rate::Max));
        for text in ["0", "-1", "inf", "NaN", "fast", ""] {
            assert!(text.parse::<Rate>().is_err(), "{text}");
        }
    }
}
