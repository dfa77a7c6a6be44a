//! Which versions of a producer know something.

use semver::Version;

/// Why a version of a producer is none of those that a range names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outside<'a> {
    /// It is older than the first one.
    Before(&'a str),
    /// It is newer than the last one.
    After(&'a str),
}

/// Compares a version with the first and the last one of a range. What comes
/// behind the third number, as in `1.9.0-rc.1`, does not count: such a version
/// may have all that its release has.
///
/// Ends that nobody can read bound nothing.
pub(crate) fn outside<'a>(
    version: &Version,
    since: Option<&'a str>,
    until: Option<&'a str>,
) -> Option<Outside<'a>> {
    let own = (version.major, version.minor, version.patch);
    let before = since.filter(|since| numbers(since).is_some_and(|first| own < first));
    let after = until.filter(|until| numbers(until).is_some_and(|last| own > last));
    before.map(Outside::Before).or(after.map(Outside::After))
}

fn numbers(version: &str) -> Option<(u64, u64, u64)> {
    let mut numbers = version.split('.').map(|number| number.parse().ok());
    let read = (numbers.next()??, numbers.next()??, numbers.next()??);
    numbers.next().is_none().then_some(read)
}

#[cfg(test)]
mod tests {
    use super::{Outside, outside};

    #[test]
    fn both_ends_are_included() {
        let told = |version: &str, since, until| outside(&version.parse().unwrap(), since, until);
        let (since, until) = (Some("1.9.0"), Some("1.9.1"));
        assert_eq!(told("1.8.3", since, until), Some(Outside::Before("1.9.0")));
        for version in ["1.9.0", "1.9.1", "1.9.0-rc.1", "1.9.1+build"] {
            assert_eq!(told(version, since, until), None, "{version}");
        }
        assert_eq!(told("1.10.0", since, until), Some(Outside::After("1.9.1")));
        assert_eq!(told("0.1.0", None, None), None);
        assert_eq!(told("0.1.0", Some("soon"), Some("1.2")), None);
    }
}
