//! Under which conditions an example does what it shows, where they are not the
//! usual ones.
//!
//! In the documentation of a rule they stand behind the fence, where readers of
//! the page do not see them.

/// The documentation of a rule, with a line before each example that needs other
/// conditions than the usual ones.
///
/// Where a line that ends with a colon stands there already, they are added to it,
/// and what it names is not told again.
pub(super) fn told(documentation: &str) -> String {
    let mut text = String::with_capacity(documentation.len());
    let mut fence: Option<&str> = None;
    for line in documentation.lines() {
        let ticks = line.trim_end_matches(|character| character != '`');
        match fence {
            Some(open) if line.trim_end() == open => fence = None,
            Some(_) => {}
            None if ticks.len() >= 3 && ticks.bytes().all(|byte| byte == b'`') => {
                fence = Some(ticks);
                tell(&mut text, line.trim_start_matches('`'));
            }
            None => {}
        }
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// Adds the conditions that stand behind a fence to the text before it.
fn tell(text: &mut String, info: &str) {
    let lead = text.trim_end().rsplit("\n\n").next().unwrap_or_default();
    let lead = if lead.ends_with(':') && !lead.starts_with('#') { lead } else { "" };
    let conditions: Vec<String> = info
        .split_whitespace()
        .filter_map(|word| word.split_once('='))
        .filter(|(_, value)| !lead.contains(value))
        .filter_map(|(name, value)| condition(name, value))
        .collect();
    if conditions.is_empty() {
        return;
    }
    let conditions = conditions.join(" and ");
    if lead.is_empty() {
        text.push_str(&format!("With {conditions}:\n\n"));
    } else {
        let end = text.trim_end().len() - 1;
        text.truncate(end);
        text.push_str(&format!(" ({conditions}):\n\n"));
    }
}

/// A condition in words; `None` if it says nothing to readers of the page.
fn condition(name: &str, value: &str) -> Option<String> {
    match name {
        "profile" => Some(format!("`--profile {value}`")),
        "catalog" => Some("another catalogue".to_owned()),
        "max-line" => Some(format!("`--max-line-bytes {value}`")),
        _ => {
            let name = name.strip_prefix("threshold:")?;
            let is_number = value.parse::<f64>().is_ok();
            Some(if is_number { format!("`{name} = {value}`") } else { format!("`{name} = \"{value}\"`") })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn conditions_are_told_before_the_example() {
        for (documentation, expected) in [
            (
                "## Example\n\n```json fires threshold:max-payload=128B\n{}\n```\n",
                "## Example\n\nWith `max-payload = \"128B\"`:\n\n\
                 ```json fires threshold:max-payload=128B\n{}\n```\n",
            ),
            (
                "Or in binary mode:\n\n```json passes catalog=shop profile=1.0.3\n{}\n```\n",
                "Or in binary mode (another catalogue and `--profile 1.0.3`):\n\n\
                 ```json passes catalog=shop profile=1.0.3\n{}\n```\n",
            ),
            (
                "A sentence.\n\n```json fires max-line=100\n```\n",
                "A sentence.\n\nWith `--max-line-bytes 100`:\n\n```json fires max-line=100\n```\n",
            ),
            (
                "```json fires threshold:secret-length=8\n```\n",
                "With `secret-length = 8`:\n\n```json fires threshold:secret-length=8\n```\n",
            ),
        ] {
            assert_eq!(told(documentation), expected);
        }
    }

    #[test]
    fn what_is_told_or_usual_is_not_told_again() {
        for documentation in [
            "By 1.0.2:\n\n```json passes profile=1.0.2\n{}\n```\n",
            "```json fires beside=unknown-type\n{}\n```\n",
            "```json passes\n{}\n```\n\nThe end.\n",
            "````text\n```json fires max-line=100\n```\n````\n",
        ] {
            assert_eq!(told(documentation), documentation);
        }
    }
}
