//! How one `sequence` follows another (CloudEvents, Sequence extension).

/// What a sequence is to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// It follows.
    Next,
    /// It follows, but so many numbers are left out.
    Ahead(u128),
    /// It is the same.
    Repeated,
    /// It comes before the one before it.
    Back,
    /// Both are digits, but not equally many: as texts they do not sort as they count.
    Unsorted,
}

/// What a sequence is to the one before it. Sequences of the type `Integer` begin
/// again at the least number after the greatest.
///
/// Whole numbers are counted. Other texts are only compared, since nothing says
/// which follows which.
pub(crate) fn step(former: &str, sequence: &str, is_integer: bool) -> Step {
    if former == sequence {
        return Step::Repeated;
    }
    if is_digits(former) && is_digits(sequence) && former.len() != sequence.len() {
        return Step::Unsorted;
    }
    match (number(former), number(sequence)) {
        (Some(former), Some(sequence)) => {
            let wraps = former == i128::from(i32::MAX) && sequence == i128::from(i32::MIN);
            match sequence.abs_diff(former) {
                1 if sequence > former => Step::Next,
                _ if is_integer && wraps => Step::Next,
                0 => Step::Repeated,
                _ if sequence < former => Step::Back,
                difference => Step::Ahead(difference - 1),
            }
        }
        _ if sequence < former => Step::Back,
        _ => Step::Next,
    }
}

/// Whether a text is a whole number of 32 bits, leading zeros allowed: they are
/// what keeps such texts sorted.
pub(crate) fn is_32_bit_integer(text: &str) -> bool {
    is_digits(text.strip_prefix('-').unwrap_or(text)) && text.parse::<i32>().is_ok()
}

fn number(text: &str) -> Option<i128> {
    is_digits(text.strip_prefix('-').unwrap_or(text)).then(|| text.parse().ok()).flatten()
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_counted_and_texts_compared() {
        let long = |last: char| format!("{}{last}", "9".repeat(60));
        for (former, sequence, expected) in [
            ("08", "09", Step::Next),
            ("09", "10", Step::Next),
            ("01", "05", Step::Ahead(3)),
            ("05", "05", Step::Repeated),
            ("05", "04", Step::Back),
            ("9", "10", Step::Unsorted),
            ("10", "9", Step::Unsorted),
            ("-1", "0", Step::Next),
            ("-10", "-9", Step::Next),
            ("-0", "0", Step::Repeated),
            ("2147483647", "-2147483648", Step::Back),
            ("a", "b", Step::Next),
            ("b", "aa", Step::Back),
            ("9", "a", Step::Next),
            ("٣", "٤", Step::Next),
            ("-", "--", Step::Next),
            (&long('1'), &long('3'), Step::Next),
            (&long('3'), &long('1'), Step::Back),
        ] {
            assert_eq!(step(former, sequence, false), expected, "{former} {sequence}");
        }
        assert_eq!(step("2147483647", "-2147483648", true), Step::Next);
        assert_eq!(step(&i128::MIN.to_string(), &i128::MAX.to_string(), true), Step::Ahead(u128::MAX - 1));
    }

    #[test]
    fn integers_have_32_bits() {
        for text in ["1", "-2147483648", "0000000007"] {
            assert!(is_32_bit_integer(text), "{text}");
        }
        for text in ["", "-", "+1", "1.0", "2147483648", "x", "１"] {
            assert!(!is_32_bit_integer(text), "{text}");
        }
    }
}
