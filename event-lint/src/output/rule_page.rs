//! Where rules are documented.

/// The address of the page of a rule. It is a page of this program, whatever
/// catalogue events are judged by.
pub(crate) fn address(rule: &str) -> String {
    format!("{}/docs/rules/{rule}.md", site())
}

/// The base address under which the pages of this program are published.
pub(crate) fn site() -> &'static str {
    env!("CARGO_PKG_HOMEPAGE").trim_end_matches('/')
}
