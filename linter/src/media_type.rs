//! Media types by the grammar of RFC 2045, section 5.1, to which RFC 2046 refers.

/// Whether a text is a media type: a type, a subtype, and parameters. Spaces are
/// allowed around semicolons only, and comments nowhere, as readers have it.
///
/// # Errors
///
/// What is wrong, as the end of a sentence: `no subtype follows the slash`.
pub(crate) fn check(text: &str) -> Result<(), &'static str> {
    if text == "application/json" {
        return Ok(());
    }
    let mut rest = text.as_bytes();
    token(&mut rest).ok_or("it does not begin with a type such as `application`")?;
    expect(&mut rest, b'/').ok_or("no slash follows the type")?;
    token(&mut rest).ok_or("no subtype follows the slash")?;
    loop {
        let is_spaced = spaces(&mut rest);
        if rest.is_empty() {
            return if is_spaced { Err("it ends with a space") } else { Ok(()) };
        }
        expect(&mut rest, b';').ok_or("what follows the subtype or a parameter does not begin with `;`")?;
        spaces(&mut rest);
        token(&mut rest).ok_or("no name of a parameter follows the `;`")?;
        expect(&mut rest, b'=').ok_or("no `=` follows the name of a parameter")?;
        if expect(&mut rest, b'"').is_some() {
            quoted(&mut rest)?;
        } else {
            token(&mut rest).ok_or("no value follows the `=` of a parameter")?;
        }
    }
}

/// Reads as far as the closing quotation mark.
fn quoted(rest: &mut &[u8]) -> Result<(), &'static str> {
    const OPEN: &str = "the quotation mark of a parameter is not closed";
    loop {
        let mut next = || -> Result<u8, &'static str> {
            let (first, behind) = rest.split_first().ok_or(OPEN)?;
            *rest = behind;
            Ok(*first)
        };
        let character = match next()? {
            b'"' => return Ok(()),
            b'\\' => next()?,
            other => other,
        };
        if !character.is_ascii() || character == b'\r' {
            return Err("a quoted parameter has characters outside of ASCII, or a line break");
        }
    }
}

fn token(rest: &mut &[u8]) -> Option<()> {
    let length = rest.iter().take_while(|byte| is_of_token(**byte)).count();
    let (_, behind) = rest.split_at_checked(length).filter(|_| length > 0)?;
    *rest = behind;
    Some(())
}

fn is_of_token(byte: u8) -> bool {
    byte.is_ascii_graphic() && !br#"()<>@,;:\"/[]?="#.contains(&byte)
}

fn expect(rest: &mut &[u8], wanted: u8) -> Option<()> {
    let (first, behind) = rest.split_first()?;
    (*first == wanted).then(|| *rest = behind)
}

/// Whether there were any.
fn spaces(rest: &mut &[u8]) -> bool {
    let length = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    *rest = rest.get(length..).unwrap_or_default();
    length > 0
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn media_types_pass() {
        for text in [
            "application/json",
            "Application/JSON",
            "application/vnd.order+json; charset=utf-8",
            "text/plain;charset=\"utf-8\" ; format=flowed",
            "text/plain; title=\"a \\\" \\\\ ; = / b\"",
            "text/plain; title=\"\"",
            "x/*",
            "a!#$%&'*+-.^_`{|}~/b",
        ] {
            assert_eq!(check(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn other_texts_do_not() {
        for (text, reason) in [
            ("", "it does not begin with a type"),
            (" application/json", "it does not begin with a type"),
            ("/json", "it does not begin with a type"),
            ("json", "no slash"),
            ("application", "no slash"),
            ("application /json", "no slash"),
            ("äpplication/json", "it does not begin with a type"),
            ("application/", "no subtype"),
            ("application/ json", "no subtype"),
            ("application/json ", "it ends with a space"),
            ("application/json, text/plain", "what follows the subtype"),
            ("application/json charset=utf-8", "what follows the subtype"),
            ("application/json/x", "what follows the subtype"),
            ("application/json;", "no name of a parameter"),
            ("application/json; ;a=b", "no name of a parameter"),
            ("application/json; charset", "no `=`"),
            ("application/json; charset =utf-8", "no `=`"),
            ("application/json; charset=", "no value"),
            ("application/json; charset= utf-8", "no value"),
            ("text/plain; a=\"b", "the quotation mark"),
            ("text/plain; a=\"b\\", "the quotation mark"),
            ("text/plain; a=\"é\"", "a quoted parameter"),
            ("text/plain; a=\"b\"c", "what follows the subtype"),
        ] {
            assert!(check(text).is_err_and(|told| told.starts_with(reason)), "{text}: {:?}", check(text));
        }
    }
}
