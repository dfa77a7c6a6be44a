//! From doc comments to Markdown.

/// Takes away the space that stands between `///` and the text, on every line.
/// Returns the bytes and how many of them count.
pub(crate) const fn unindent<const N: usize>(raw: &str) -> ([u8; N], usize) {
    let bytes = raw.as_bytes();
    let mut text = [0; N];
    let mut length = 0;
    let mut at = 0;
    let mut begins_line = true;
    while at < bytes.len() {
        if !(begins_line && bytes[at] == b' ') {
            text[length] = bytes[at];
            length += 1;
        }
        begins_line = bytes[at] == b'\n';
        at += 1;
    }
    (text, length)
}

#[cfg(test)]
mod tests {
    use super::unindent;

    #[test]
    fn one_space_goes_and_the_rest_stays() {
        const RAW: &str = " One é.\n\n   code\n ```\n";
        let (text, length) = unindent::<{ RAW.len() }>(RAW);
        assert_eq!(std::str::from_utf8(&text[..length]).unwrap(), "One é.\n\n  code\n```\n");
    }
}
