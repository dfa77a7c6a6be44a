//! The grammar of W3C Trace Context, level 1.
//!
//! Errors are ends of sentences.

use std::collections::HashSet;

/// How long a `traceparent` of version `00` is.
const LENGTH: usize = 55;

/// How many members a `tracestate` has at most.
const MOST_MEMBERS: usize = 32;

/// Reads a `traceparent` (section 3.2). Later versions than `00` may be longer.
///
/// # Errors
///
/// What is wrong, as the end of a sentence.
pub(crate) fn traceparent(text: &str) -> Result<(), &'static str> {
    if text.is_empty() {
        return Err("it is empty");
    }
    let bytes = text.as_bytes();
    let (Some(version), Some(trace_id), Some(parent_id), Some(flags)) =
        (bytes.get(0..2), bytes.get(3..35), bytes.get(36..52), bytes.get(53..LENGTH))
    else {
        return Err("it is shorter than 55 characters");
    };
    if [2, 35, 52].iter().any(|at| bytes.get(*at) != Some(&b'-')) {
        return Err("no `-` stands where the version, the trace ID and the parent ID end");
    }
    if ![version, trace_id, parent_id, flags].iter().all(|part| part.iter().all(is_lower_hex)) {
        return Err("its parts are not hexadecimal digits in lower case");
    }
    if version == b"ff" {
        return Err("there is no version `ff`");
    }
    if is_zero(trace_id) {
        return Err("the trace ID is all zeros");
    }
    if is_zero(parent_id) {
        return Err("the parent ID is all zeros");
    }
    match bytes.get(LENGTH) {
        None => Ok(()),
        Some(_) if version == b"00" => Err("it is longer than 55 characters, which version `00` is not"),
        Some(b'-') => Ok(()),
        Some(_) => Err("no `-` follows the flags"),
    }
}

/// Reads a `tracestate` (section 3.3). Empty members count for nothing.
///
/// # Errors
///
/// What is wrong, as the end of a sentence.
pub(crate) fn tracestate(text: &str) -> Result<(), &'static str> {
    let mut keys = HashSet::new();
    for member in text.split(',').map(|member| member.trim_matches([' ', '\t'])) {
        if member.is_empty() {
            continue;
        }
        let (key, value) = member.split_once('=').ok_or("a member has no `=`")?;
        if !is_key(key) {
            return Err("a key is not as the grammar has it");
        }
        if !is_value(value) {
            return Err("a value is not as the grammar has it");
        }
        if !keys.insert(key) {
            return Err("a key stands there twice");
        }
        if keys.len() > MOST_MEMBERS {
            return Err("it has more than 32 members");
        }
    }
    Ok(())
}

fn is_lower_hex(byte: &u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'a'..=b'f')
}

fn is_zero(digits: &[u8]) -> bool {
    digits.iter().all(|digit| *digit == b'0')
}

/// A key is a name, or a tenant and a system with `@` between them.
fn is_key(key: &str) -> bool {
    match key.split_once('@') {
        None => begins_with_letter(key) && is_name(key, 256),
        Some((tenant, system)) => {
            is_name(tenant, 241)
                && !tenant.starts_with(['_', '-', '*', '/'])
                && begins_with_letter(system)
                && is_name(system, 14)
        }
    }
}

fn begins_with_letter(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
}

fn is_name(name: &str, longest: usize) -> bool {
    let is_plain = |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-' | b'*' | b'/');
    !name.is_empty() && name.len() <= longest && name.bytes().all(is_plain)
}

/// A value is printable ASCII without `,` and `=`, and does not end with a space.
fn is_value(value: &str) -> bool {
    let is_plain = |byte| matches!(byte, b' '..=b'~') && !matches!(byte, b',' | b'=');
    !value.is_empty() && value.len() <= 256 && value.bytes().all(is_plain) && !value.ends_with(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    #[test]
    fn traceparents_of_the_grammar_pass() {
        for text in [GOOD.to_owned(), GOOD.replacen("00", "cc", 1), GOOD.replacen("00", "01", 1) + "-more"] {
            assert_eq!(traceparent(&text), Ok(()), "{text}");
        }
    }

    #[test]
    fn other_traceparents_do_not() {
        let zero_trace = format!("00-{}-00f067aa0ba902b7-01", "0".repeat(32));
        let zero_parent = format!("00-4bf92f3577b34da6a3ce929d0e0e4736-{}-01", "0".repeat(16));
        for text in [
            String::new(),
            "x".to_owned(),
            "ö".repeat(55),
            GOOD.to_uppercase(),
            GOOD.replacen("00", "ff", 1),
            GOOD.replacen('-', "_", 1),
            GOOD.replace("4736-", "47360"),
            GOOD.to_owned() + "-more",
            GOOD.replacen("00", "01", 1) + "more",
            GOOD.replace('4', "g"),
            zero_trace,
            zero_parent,
        ] {
            assert!(traceparent(&text).is_err(), "{text}");
        }
    }

    #[test]
    fn tracestates_of_the_grammar_pass() {
        let many: Vec<String> = (0..32).map(|index| format!("a{index}=1")).collect();
        for text in [
            "",
            "rojo=00f067aa0ba902b7",
            "rojo=1 , congo=t61rcWkgMzE\t,,",
            "0tenant@system=1",
            "a_-*/9=~!",
            "a= b",
            &many.join(","),
            &format!("{}={}", "a".repeat(256), "b".repeat(256)),
        ] {
            assert_eq!(tracestate(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn other_tracestates_do_not() {
        let many: Vec<String> = (0..33).map(|index| format!("a{index}=1")).collect();
        for text in [
            "rojo",
            "=1",
            "a=",
            "A=1",
            "0a=1",
            "_a@b=1",
            "a@0b=1",
            "a@b@c=1",
            "@b=1",
            "a@=1",
            "a=1=2",
            "a=ö",
            "a=1,a=2",
            "a b=1",
            &many.join(","),
            &format!("{}=1", "a".repeat(257)),
            &format!("a={}", "b".repeat(257)),
            &format!("{}@b=1", "a".repeat(242)),
            &format!("a@{}=1", "b".repeat(15)),
        ] {
            assert!(tracestate(text).is_err(), "{text}");
        }
    }
}
