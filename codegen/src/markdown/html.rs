//! Raw HTML, which MDX does not have.

use super::text;

/// Why raw HTML is refused.
pub(super) fn refusal(html: &str) -> String {
    let line = text::code(html.trim().lines().next().unwrap_or_default());
    format!("raw HTML {line}: write Markdown in its place, or a code span if it is meant to be read")
}

/// Whether something in angle brackets is meant as HTML, and not as the
/// parameter of a type or as a placeholder.
pub(super) fn is_html(tag: &str) -> bool {
    const ELEMENTS: &str = "a abbr b blockquote body br button code dd del details div dl dt em embed font form h1 \
        h2 h3 h4 h5 h6 head hr html i iframe img ins kbd li link mark ol p pre q s script small \
        span strong style sub summary sup table tbody td th thead tr u ul video";
    let name = tag.trim_start_matches(['<', '/']);
    if name.starts_with(['!', '?']) {
        return true;
    }
    // Names are compared as they stand: `Vec<A>` and `Option<S>` are types.
    let name: String = name.chars().take_while(char::is_ascii_alphanumeric).collect();
    ELEMENTS.split(' ').any(|element| element == name)
}
