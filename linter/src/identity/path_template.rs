//! Which path the SPIFFE ID of a workload should have.

use super::spiffe_id::is_segment_character;

/// Stands for a character that no path can have. It is itself such a character.
const ESCAPED: char = '?';

/// The path that a template gives for a workload.
///
/// In a template, names in braces stand for values: `/component/{workload_id}`. A
/// character that SPIFFE does not allow in a path, such as the `:` of an image
/// tag, may be replaced by `-` or `_`. All others stand there as they are: `a_b`
/// and `a-b` are two workloads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ExpectedPath(String);

impl ExpectedPath {
    /// Fills in a template. `None` if one of its values is not known.
    pub(crate) fn new<'v>(template: &str, value: impl Fn(&str) -> Option<&'v str>) -> Option<Self> {
        let mut path = String::with_capacity(template.len());
        if !template.starts_with('/') {
            path.push('/');
        }
        let mut rest = template;
        while let Some((before, behind)) = rest.split_once('{') {
            path.push_str(before);
            // A brace that nothing closes is meant as it stands there.
            let Some((name, behind)) = behind.split_once('}') else {
                path.push('{');
                rest = behind;
                break;
            };
            let value = value(name).filter(|value| !value.is_empty())?;
            path.extend(value.chars().map(|c| if is_segment_character(c) { c } else { ESCAPED }));
            rest = behind;
        }
        path.push_str(rest);
        Some(Self(path))
    }

    /// Whether a path is this one.
    pub(crate) fn is(&self, path: &str) -> bool {
        self.0.chars().count() == path.chars().count()
            && self.0.chars().zip(path.chars()).all(|(expected, actual)| {
                expected == actual || expected == ESCAPED && matches!(actual, '-' | '_')
            })
    }

    /// The path, to be shown.
    pub(crate) fn shown(&self) -> String {
        self.0.replace(ESCAPED, "-")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expected(template: &str) -> Option<ExpectedPath> {
        ExpectedPath::new(template, |name| match name {
            "workload_id" => Some("echo"),
            "image" => Some("ghcr.io/echo:1é"),
            "empty" => Some(""),
            _ => None,
        })
    }

    fn matches(template: &str, path: &str) -> bool {
        expected(template).unwrap().is(path)
    }

    #[test]
    fn names_in_braces_are_filled_in() {
        assert!(matches("/component/{workload_id}", "/component/echo"));
        assert!(matches("component/{workload_id}", "/component/echo"));
        assert!(matches("/{workload_id}/{workload_id}/x", "/echo/echo/x"));
        assert!(matches("/fixed", "/fixed"));
        assert!(!matches("/component/{workload_id}", "/component/echo2"));
        assert!(!matches("/component/{workload_id}", "/component/ech"));
        assert!(!matches("/component/{workload_id}", "/Component/echo"));
        assert!(!matches("/component/{workload_id}", ""));
    }

    #[test]
    fn what_no_path_can_have_is_replaced() {
        assert!(matches("/{image}", "/ghcr.io-echo_1-"));
        assert!(!matches("/{image}", "/ghcr.io/echo-1-"));
        assert!(!matches("/{image}", "/ghcr-io-echo-1-"));
        assert!(!matches("/{image}", "/ghcr.io.echo-1-"));
        assert_eq!(expected("/{image}").unwrap().shown(), "/ghcr.io-echo-1-");
    }

    #[test]
    fn what_cannot_be_filled_in_expects_nothing() {
        assert_eq!(expected("/{unknown}"), None);
        assert_eq!(expected("/{empty}"), None);
        assert_eq!(expected("/{}"), None);
        assert_eq!(expected("/{open").unwrap().shown(), "/{open");
        assert_eq!(expected("").unwrap().shown(), "/");
    }
}
