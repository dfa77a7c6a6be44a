use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, SecondsFormat, Utc};
use lattice_event_model::text_value;

text_value! {
    /// A point in time as a text of RFC 3339, kept exactly as it was written.
    ///
    /// Good producers write it in UTC, with `T` and `Z` in upper case.
    pub struct Timestamp;
    kind: "a time of RFC 3339";
    check: |text| read(text).map(|_| ());
    strict: {
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?Z$",
    };
    format: "date-time";
    examples: ["2026-02-04T12:00:00Z"];
}

impl Timestamp {
    /// The same point in time in UTC, cut to nanoseconds. A leap second is
    /// counted as part of the second before it. `None`, if the text is no time.
    pub fn to_utc(&self) -> Option<DateTime<Utc>> {
        read(self.as_str()).ok()
    }

    /// Whether the text says that it is in UTC: it ends with `Z`.
    pub fn is_utc(&self) -> bool {
        self.as_str().ends_with(['Z', 'z'])
    }
}

impl From<DateTime<Utc>> for Timestamp {
    fn from(time: DateTime<Utc>) -> Self {
        Self::from(time.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

/// Reads a text by the grammar of RFC 3339, section 5.6, with the restrictions
/// of section 5.7: days that the month has, and second 60 only where leap
/// seconds are inserted.
fn read(text: &str) -> Result<DateTime<Utc>, String> {
    let mut rest = Rest(text);
    let year = rest.number(4, "year")?;
    rest.literal("-", "year")?;
    let month = rest.number(2, "month")?;
    rest.literal("-", "month")?;
    let day = rest.number(2, "day")?;
    rest.literal("Tt", "date")?;
    let hour = rest.number(2, "hour")?;
    rest.literal(":", "hour")?;
    let minute = rest.number(2, "minute")?;
    rest.literal(":", "minute")?;
    let second = rest.number(2, "second")?;
    let nanosecond = rest.fraction()?;
    let offset = rest.offset()?;
    if !rest.0.is_empty() {
        return Err("it goes on after the offset".to_owned());
    }

    // Four digits always fit.
    let date = NaiveDate::from_ymd_opt(year.cast_signed(), month, day)
        .ok_or_else(|| "it has a date that does not exist".to_owned())?;
    let leap = second == 60;
    // chrono keeps a leap second as the second before it with more than
    // 1000000000 nanoseconds.
    let (second, nanosecond) = if leap { (59, nanosecond + 1_000_000_000) } else { (second, nanosecond) };
    let time = NaiveTime::from_hms_nano_opt(hour, minute, second, nanosecond)
        .ok_or_else(|| "it has a time of day that does not exist".to_owned())?;
    let utc = date
        .and_time(time)
        .and_local_timezone(offset)
        .single()
        .ok_or_else(|| "it has an offset that does not exist".to_owned())?
        .to_utc();
    if leap && !ends_june_or_december(utc) {
        return Err("it has a second 60 where no leap second is inserted".to_owned());
    }
    Ok(utc)
}

/// Where leap seconds have been inserted so far.
fn ends_june_or_december(utc: DateTime<Utc>) -> bool {
    matches!((utc.month(), utc.day()), (6, 30) | (12, 31))
        && NaiveTime::from_hms_opt(23, 59, 59).is_some_and(|last| utc.time() >= last)
}

/// What is left to read.
struct Rest<'a>(&'a str);

impl Rest<'_> {
    fn number(&mut self, digits: usize, name: &str) -> Result<u32, String> {
        let number = self.0.get(..digits).filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
        let number = number.and_then(|text| text.parse().ok());
        let number = number.ok_or_else(|| format!("its {name} does not have {digits} digits"))?;
        self.0 = &self.0[digits..];
        Ok(number)
    }

    fn literal(&mut self, allowed: &str, after: &str) -> Result<(), String> {
        match self.0.chars().next() {
            Some(c) if allowed.contains(c) => {
                self.0 = &self.0[1..];
                Ok(())
            }
            _ => Err(format!("it lacks `{}` after the {after}", &allowed[..1])),
        }
    }

    /// The fraction of a second in nanoseconds; further digits are left out.
    fn fraction(&mut self) -> Result<u32, String> {
        let Some(fraction) = self.0.strip_prefix('.') else { return Ok(0) };
        let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            return Err("its fraction of a second has no digit".to_owned());
        }
        let (kept, zeros) = (digits.min(9), 9 - digits.min(9));
        let nanosecond = format!("{}{}", &fraction[..kept], "0".repeat(zeros)).parse().unwrap_or_default();
        self.0 = &fraction[digits..];
        Ok(nanosecond)
    }

    fn offset(&mut self) -> Result<FixedOffset, String> {
        let sign = match self.0.chars().next() {
            Some('Z' | 'z') => {
                self.0 = &self.0[1..];
                return FixedOffset::east_opt(0).ok_or_else(String::new);
            }
            Some('+') => 1,
            Some('-') => -1,
            _ => return Err("it has no offset: end it with `Z`".to_owned()),
        };
        self.0 = &self.0[1..];
        let hours = self.number(2, "offset's hour")?;
        self.literal(":", "offset's hour")?;
        let minutes = self.number(2, "offset's minute")?;
        if hours > 23 || minutes > 59 {
            return Err("it has an offset that does not exist".to_owned());
        }
        FixedOffset::east_opt(sign * (hours * 3600 + minutes * 60).cast_signed())
            .ok_or_else(|| "it has an offset that does not exist".to_owned())
    }
}
