//! Times as RFC 3339 writes them, read strictly.

use std::time::Duration;

/// A time as in RFC 3339, section 5.6.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timestamp {
    /// Nanoseconds since the beginning of 1970 in UTC. A leap second counts as
    /// the second after it; digits behind the ninth of a fraction are left out.
    pub nanoseconds: i128,
    /// What stands behind the time.
    pub offset: Offset,
    /// Whether `t` or `z` is written in lower case.
    pub is_lower_case: bool,
}

/// The offset of a time from UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offset {
    /// `Z`.
    Utc,
    /// Minutes east of UTC: `+01:00` is 60.
    Minutes(i32),
    /// `-00:00`: the time is that of UTC, and nobody knows the local one.
    Unknown,
}

impl Timestamp {
    /// Reads a time strictly: a date that exists, an offset, and a 60th second
    /// only where leap seconds happen.
    ///
    /// # Errors
    ///
    /// What is wrong, as the end of a sentence: `the offset is missing`.
    pub fn read(text: &str) -> Result<Self, &'static str> {
        read(text)
    }

    /// How long this time is after another one; `None` if it is not after it.
    pub fn after(&self, other: &Self) -> Option<Duration> {
        let nanoseconds = u128::try_from(self.nanoseconds - other.nanoseconds).ok()?;
        let seconds = u64::try_from(nanoseconds / SECOND.unsigned_abs()).ok()?;
        let rest = u32::try_from(nanoseconds % SECOND.unsigned_abs()).ok()?;
        (nanoseconds > 0).then(|| Duration::new(seconds, rest))
    }
}

const SECOND: i128 = 1_000_000_000;

/// Days from 1970-01-01 to a day of the Gregorian calendar.
fn days_since_1970(year: u32, month: u32, day: u32) -> i128 {
    // Years that begin in March have their leap day at the end.
    let year = i128::from(year) - i128::from(month <= 2);
    let month = i128::from((month + 9) % 12);
    let before = 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    before + (153 * month + 2) / 5 + i128::from(day) - 1 - 719_468
}

/// Reads a time strictly. The error is the end of a sentence.
fn read(text: &str) -> Result<Timestamp, &'static str> {
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
    let mut is_lower_case = rest.first() == Some(&b't');
    expect(&mut rest, b"Tt").ok_or("no `T` follows the date")?;
    let hour = number(&mut rest, 2).ok_or("the hour has not two digits")?;
    expect(&mut rest, b":").ok_or("no `:` follows the hour")?;
    let minute = number(&mut rest, 2).ok_or("the minute has not two digits")?;
    expect(&mut rest, b":").ok_or("the seconds are missing")?;
    let second = number(&mut rest, 2).ok_or("the second has not two digits")?;
    if hour > 23 || minute > 59 || second > 60 {
        return Err("there is no such time of day");
    }
    let mut nanoseconds = 0;
    if expect(&mut rest, b".").is_some() {
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 {
            return Err("no digit follows the `.`");
        }
        let (fraction, behind) = rest.split_at(digits);
        let places = fraction.iter().copied().chain(std::iter::repeat(b'0')).take(9);
        nanoseconds = places.fold(0, |value, digit| value * 10 + i128::from(digit - b'0'));
        rest = behind;
    }
    is_lower_case |= rest.first() == Some(&b'z');
    let is_unknown = rest == b"-00:00";
    let is_utc = rest.len() == 1;
    let offset = offset(&mut rest)?;
    if !rest.is_empty() {
        return Err("something follows the offset");
    }
    let minute_of_day = (hour as i32 * 60 + minute as i32 - offset).rem_euclid(24 * 60);
    if second == 60 && minute_of_day != 23 * 60 + 59 {
        return Err("a 60th second happens at 23:59 UTC only");
    }
    let minutes = i128::from(hour * 60 + minute) - i128::from(offset);
    let seconds = days_since_1970(year, month, day) * 86_400 + minutes * 60 + i128::from(second);
    Ok(Timestamp {
        nanoseconds: seconds * SECOND + nanoseconds,
        offset: match offset {
            _ if is_utc => Offset::Utc,
            _ if is_unknown => Offset::Unknown,
            minutes => Offset::Minutes(minutes),
        },
        is_lower_case,
    })
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
    use super::*;

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
            assert!(read(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn times_are_points_on_one_line() {
        let at = |text| read(text).unwrap().nanoseconds;
        assert_eq!(at("1970-01-01T00:00:00Z"), 0);
        assert_eq!(at("2026-02-04T12:00:00.5Z"), 1_770_206_400_500_000_000);
        assert_eq!(at("2026-02-04T13:00:00.5+01:00"), at("2026-02-04T12:00:00.5Z"));
        assert_eq!(at("2016-12-31T23:59:60Z"), at("2017-01-01T00:00:00Z"));
        assert_eq!(at("0000-03-01T00:00:00Z") - at("0000-02-29T00:00:00Z"), 86_400 * SECOND);
        assert_eq!(at("2100-03-01T00:00:00Z") - at("2100-02-28T00:00:00Z"), 86_400 * SECOND);
        let (one, other) = (read("2026-01-01T00:00:01.25Z").unwrap(), read("2026-01-01T00:00:00Z").unwrap());
        assert_eq!(one.after(&other), Some(Duration::from_millis(1250)));
        assert_eq!(other.after(&one), None);
        assert_eq!(read("2026-02-04T12:00:00-00:00").unwrap().offset, Offset::Unknown);
        assert_eq!(read("2026-02-04T12:00:00+00:00").unwrap().offset, Offset::Minutes(0));
        assert!(read("2026-02-04t12:00:00Z").unwrap().is_lower_case);
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
