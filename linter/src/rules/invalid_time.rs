use serde_json::Value;

use crate::{
    context::EnvelopeContext,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The attribute `time` is not a time as in RFC 3339.
    ///
    /// ## What it does
    ///
    /// Reads `time` by the grammar of RFC 3339: a date that exists, `T`, hours, minutes and
    /// seconds, optionally a fraction, and an offset, which is `Z` or hours and minutes. A
    /// 60th second is a leap second, and those happen at 23:59 UTC only.
    ///
    /// ## Why it matters
    ///
    /// Readers with a type for times refuse the whole event, and texts that are almost a time
    /// are read differently by each of them.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "time": "2026-02-04T12:00:00+00:00Z",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "time": "2026-02-04T12:00:00.123456789Z",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "invalid-time" {
        severity: Error,
        reference: "CloudEvents 1.0.2, time; RFC 3339, section 5.6",
        since: "0.1.0",
        check: Envelope(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let reason = match context.attribute("time") {
        None => return,
        Some(Value::String(text)) => match read(text) {
            Ok(()) => return,
            Err(reason) => reason,
        },
        Some(_) => "it is not a string",
    };
    violations.push(
        Violation::new(format!("`time` is not a time of RFC 3339: {reason}"))
            .at("/time", Mark::Value)
            .help("write it like `2026-02-04T12:00:00.123456789Z`"),
    );
}

/// Reads a time strictly. The error is the end of a sentence.
fn read(text: &str) -> Result<(), &'static str> {
    if text.is_empty() {
        return Err("it is empty");
    }
    let mut rest = text.as_bytes();
    let year = number(&mut rest, 4).ok_or("it does not begin with a year of four digits")?;
    expect(&mut rest, b"-").ok_or("no `-` follows the year")?;
    let month = number(&mut rest, 2).ok_or("the month has not two digits")?;
    expect(&mut rest, b"-").ok_or("no `-` follows the month")?;
    let day = number(&mut rest, 2).ok_or("the day has not two digits")?;
    if !(1..=12).contains(&month) {
        return Err("there is no such month");
    }
    if day == 0 || day > days(year, month) {
        return Err("there is no such day");
    }
    expect(&mut rest, b"Tt").ok_or("no `T` follows the date")?;
    let hour = number(&mut rest, 2).ok_or("the hour has not two digits")?;
    expect(&mut rest, b":").ok_or("no `:` follows the hour")?;
    let minute = number(&mut rest, 2).ok_or("the minute has not two digits")?;
    expect(&mut rest, b":").ok_or("the seconds are missing")?;
    let second = number(&mut rest, 2).ok_or("the second has not two digits")?;
    if hour > 23 || minute > 59 || second > 60 {
        return Err("there is no such time of day");
    }
    if expect(&mut rest, b".").is_some() {
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 {
            return Err("no digit follows the `.`");
        }
        rest = &rest[digits..];
    }
    let offset = offset(&mut rest)?;
    if !rest.is_empty() {
        return Err("something follows the offset");
    }
    let minute_of_day = (hour as i32 * 60 + minute as i32 - offset).rem_euclid(24 * 60);
    if second == 60 && minute_of_day != 23 * 60 + 59 {
        return Err("a 60th second happens at 23:59 UTC only");
    }
    Ok(())
}

/// The offset from UTC in minutes.
fn offset(rest: &mut &[u8]) -> Result<i32, &'static str> {
    if expect(rest, b"Zz").is_some() {
        return Ok(0);
    }
    let sign = if rest.first() == Some(&b'-') { -1 } else { 1 };
    expect(rest, b"+-").ok_or("the offset is missing: it is `Z`, or hours and minutes such as `+01:00`")?;
    let hours = number(rest, 2).ok_or("the hours of the offset have not two digits")?;
    expect(rest, b":").ok_or("the offset has no `:` and minutes")?;
    let minutes = number(rest, 2).ok_or("the minutes of the offset have not two digits")?;
    if hours > 23 || minutes > 59 {
        return Err("there is no such offset");
    }
    Ok(sign * (hours * 60 + minutes) as i32)
}

fn expect(rest: &mut &[u8], any_of: &[u8]) -> Option<()> {
    let (first, behind) = rest.split_first()?;
    any_of.contains(first).then(|| *rest = behind)
}

fn number(rest: &mut &[u8], digits: usize) -> Option<u32> {
    let (number, behind) = rest.split_at_checked(digits)?;
    let value = number
        .iter()
        .try_fold(0, |value, byte| byte.is_ascii_digit().then(|| value * 10 + u32::from(byte - b'0')))?;
    *rest = behind;
    Some(value)
}

fn days(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn times_of_the_grammar_pass() {
        for text in [
            "2026-02-04T12:00:00Z",
            "2026-02-04t12:00:00.1z",
            "2026-02-04T12:00:00.123456789012-23:59",
            "2024-02-29T00:00:00+05:30",
            "2000-02-29T00:00:00-00:00",
            "2016-12-31T23:59:60Z",
            "2017-01-01T00:59:60+01:00",
            "0000-01-01T00:00:00Z",
        ] {
            assert_eq!(read(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn other_texts_do_not() {
        for text in [
            "",
            "yesterday",
            "2026-02-04",
            "2026-02-04 12:00:00Z",
            "2026-02-04T12:00Z",
            "2026-02-04T12:00:00",
            "2026-02-04T12:00:00,5Z",
            "2026-02-04T12:00:00.Z",
            "2026-02-04T12:00:00+0100",
            "2026-02-04T12:00:00+01",
            "2026-02-04T12:00:00+00:00Z",
            "2026-02-04T12:00:00+24:00",
            "2026-02-30T12:00:00Z",
            "2023-02-29T12:00:00Z",
            "1900-02-29T12:00:00Z",
            "2026-13-01T12:00:00Z",
            "2026-00-01T12:00:00Z",
            "2026-01-00T12:00:00Z",
            "2026-02-04T24:00:00Z",
            "2026-02-04T01:12:88Z",
            "2026-02-04T12:00:60Z",
            "2016-12-31T23:59:60+01:00",
            "26-02-04T12:00:00Z",
            "２０２６-02-04T12:00:00Z",
            " 2026-02-04T12:00:00Z",
            "2026-02-04T12:00:00Z ",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
