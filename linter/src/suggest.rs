//! "Did you mean", and what to use in place of something old.

/// Nobody misspells a name of this length, and measuring takes square time.
const LONGEST: usize = 100;

/// The name that a reader most probably meant, if one is near enough: at most a
/// third of the letters differ, capitals and separators aside.
pub(crate) fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    if name.chars().nth(LONGEST).is_some() {
        return None;
    }
    let plain = fold(name);
    let length = plain.chars().count();
    let mut best: Option<(usize, &str)> = None;
    for candidate in known {
        if candidate == name {
            continue;
        }
        let other = fold(candidate);
        let other_length = other.chars().count();
        let allowed = length.max(other_length).max(3) / 3;
        if length.abs_diff(other_length) > allowed {
            continue;
        }
        let distance = strsim::osa_distance(&plain, &other);
        if distance <= allowed && best.is_none_or(|(shortest, _)| distance < shortest) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// `componentId`, `component-id` and `component_id` are one name to a reader.
fn fold(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '_' | '-')).map(|c| c.to_ascii_lowercase()).collect()
}

/// What to read in place of something old, and why.
pub(crate) fn instead(replacement: Option<&str>, note: Option<&str>) -> Option<String> {
    match (replacement, note) {
        (Some(name), Some(note)) => Some(format!("read `{name}` in its place. {note}")),
        (Some(name), None) => Some(format!("read `{name}` in its place")),
        (None, note) => note.map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let known = ["component_id", "host_id", "image_ref"];
        assert_eq!(nearest("componentId", known), Some("component_id"));
        assert_eq!(nearest("hots_id", known), Some("host_id"));
        assert_eq!(nearest("imageref", known), Some("image_ref"));
        assert_eq!(nearest("annotations", known), None);
        assert_eq!(nearest("x", known), None);
        assert_eq!(nearest(&"component_id".repeat(1000), known), None);
    }
}
