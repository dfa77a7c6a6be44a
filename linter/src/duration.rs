//! Durations in messages.

use std::time::Duration;

use crate::settings::HumanDuration;

/// A duration as people read it: in whole seconds, or in milliseconds where it
/// is shorter than one.
pub(crate) fn shown(duration: Duration) -> HumanDuration {
    let seconds = duration.as_secs();
    HumanDuration(if seconds > 0 {
        Duration::from_secs(seconds)
    } else {
        Duration::from_millis(duration.subsec_millis().into())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_reads_nanoseconds() {
        let text = |nanoseconds| shown(Duration::from_nanos(nanoseconds)).to_string();
        assert_eq!(text(61_123_456_789), "1m 1s");
        assert_eq!(text(5_123_456), "5ms");
        assert_eq!(text(1), "0s");
        assert!(!shown(Duration::MAX).to_string().is_empty());
    }
}
