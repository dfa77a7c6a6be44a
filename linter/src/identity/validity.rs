//! From when to when identities are valid.

use std::time::Duration;

use crate::timestamp::Timestamp;

/// The times that an event tells of an identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Validity {
    /// When the workload got it.
    pub(crate) issued: Option<Timestamp>,
    /// From when on it is valid.
    pub(crate) from: Option<Timestamp>,
    /// Until when it is valid.
    pub(crate) until: Option<Timestamp>,
}

impl Validity {
    /// The field after which `expires_at` should be, and is not.
    pub(crate) fn contradiction(&self) -> Option<&'static str> {
        let until = self.until?;
        let ends_before = |time: Option<Timestamp>| time.is_some_and(|time| until.after(&time).is_none());
        if ends_before(self.from) {
            Some("not_before")
        } else if ends_before(self.issued) {
            Some("issued_at")
        } else {
            None
        }
    }

    /// How long it is valid. Authorities let a certificate begin a little before
    /// it is issued, for clocks that are late. That does not count, as long as it
    /// is no more than `backdating`. What an agent kept for a while before it
    /// handed it out does count.
    pub(crate) fn lifetime(&self, backdating: Duration) -> Option<Duration> {
        let until = self.until?;
        let lifetime = until.after(&self.from.or(self.issued)?)?;
        let cushion = match (self.issued, self.from) {
            (Some(issued), Some(from)) => issued.after(&from).unwrap_or_default(),
            _ => Duration::ZERO,
        };
        Some(lifetime.saturating_sub(cushion.min(backdating)))
    }

    /// How long after it was issued it begins to be valid.
    pub(crate) fn postdating(&self) -> Option<Duration> {
        self.from?.after(&self.issued?)
    }

    /// How long before it was issued it began to be valid.
    pub(crate) fn backdating(&self) -> Option<Duration> {
        self.issued?.after(&self.from?)
    }
}

/// A duration in sentences, by its two largest units: `31days 4h`.
pub(crate) fn in_words(duration: Duration) -> String {
    let seconds = duration.as_secs();
    let units = [
        ("days", seconds / 86_400),
        ("h", seconds / 3600 % 24),
        ("m", seconds / 60 % 60),
        ("s", seconds % 60),
    ];
    let words: Vec<String> = units
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .take(2)
        .map(|(unit, count)| match (unit, count) {
            ("days", 1) => "1day".to_owned(),
            (unit, count) => format!("{count}{unit}"),
        })
        .collect();
    match words.is_empty() {
        true if duration.is_zero() => "0s".to_owned(),
        true => "less than 1s".to_owned(),
        false => words.join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn validity(issued: &str, from: &str, until: &str) -> Validity {
        let time = |text: &str| Timestamp::read(&format!("2026-02-04T{text}Z")).ok();
        Validity { issued: time(issued), from: time(from), until: time(until) }
    }

    #[test]
    fn the_end_is_after_everything_else() {
        for (issued, from, until, expected) in [
            ("12:00:00", "11:59:50", "13:00:00", None),
            ("12:00:00", "11:59:50", "11:59:50", Some("not_before")),
            ("12:00:00", "11:59:50", "11:00:00", Some("not_before")),
            ("12:00:00", "11:59:50", "12:00:00", Some("issued_at")),
            ("12:00:00", "11:59:50", "12:00:00.000000001", None),
            ("12:00:00", "", "11:00:00", Some("issued_at")),
            ("", "12:00:00", "12:00:01", None),
            ("12:00:00", "12:00:00", "", None),
            ("", "", "12:00:00", None),
        ] {
            assert_eq!(validity(issued, from, until).contradiction(), expected, "{issued} {from} {until}");
        }
    }

    #[test]
    fn lifetimes_do_not_count_the_cushion() {
        let minutes = |count: u64| Duration::from_secs(60 * count);
        for (issued, from, until, expected) in [
            ("12:00:00", "11:59:50", "13:00:00", Some(minutes(60))),
            ("12:00:00", "11:50:00", "13:00:00", Some(minutes(60))),
            ("12:00:00", "11:40:00", "13:00:00", Some(minutes(70))),
            ("12:00:00", "12:10:00", "13:00:00", Some(minutes(50))),
            ("12:00:00", "", "13:00:00", Some(minutes(60))),
            ("", "11:00:00", "13:00:00", Some(minutes(120))),
            ("", "", "13:00:00", None),
            ("12:00:00", "11:00:00", "", None),
            ("12:00:00", "11:59:50", "11:00:00", None),
        ] {
            let lifetime = validity(issued, from, until).lifetime(minutes(10));
            assert_eq!(lifetime, expected, "{issued} {from} {until}");
        }
    }

    #[test]
    fn durations_are_told_by_two_units() {
        for (seconds, expected) in [
            (0, "0s"),
            (59, "59s"),
            (60, "1m"),
            (86_399, "23h 59m"),
            (86_400, "1day"),
            (90_000, "1day 1h"),
            (31 * 86_400 + 59, "31days 59s"),
            (90_061, "1day 1h"),
            (u64::MAX, "213503982334601days 7h"),
        ] {
            assert_eq!(in_words(Duration::from_secs(seconds)), expected);
        }
        assert_eq!(in_words(Duration::from_millis(1)), "less than 1s");
    }
}
