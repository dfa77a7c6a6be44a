//! Where links may lead, and how their addresses are written.

use std::{collections::BTreeSet, fmt::Write};

/// Where the relative links of a text may lead.
#[derive(Debug, Clone, Copy)]
pub enum Links<'a> {
    /// Nowhere: the text is printed on several pages, and in JSON Schemas too.
    Absolute,
    /// To the files of a set, as seen from one of them.
    Within {
        /// Path of the page on which the text stands.
        page: &'a str,
        /// Paths of all files that are published.
        files: &'a BTreeSet<String>,
    },
}

impl Links<'_> {
    /// Says what is wrong with the destination of a link.
    pub(super) fn check(&self, destination: &str) -> Result<(), String> {
        if let Some((scheme, _)) = destination.split_once(':')
            && !scheme.is_empty()
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
        {
            return match scheme.to_ascii_lowercase().as_str() {
                "https" | "http" | "mailto" => Ok(()),
                _ => Err(format!(
                    "link to `{destination}`: only https, http and mailto addresses are printed; \
                     write a code span for anything else"
                )),
            };
        }
        let Links::Within { page, files } = self else {
            return Err(format!(
                "link to `{destination}`: the text is printed in several places, so write a whole address, \
                 or a code span"
            ));
        };
        let path = destination.split(['#', '?']).next().unwrap_or_default();
        if path.is_empty() || files.contains(&resolve(page, path)) {
            return Ok(());
        }
        Err(format!("link to `{destination}`: no such file is published beside `{page}`"))
    }
}

/// The path to which a relative path on a page leads.
fn resolve(page: &str, path: &str) -> String {
    let mut segments: Vec<&str> = page.split('/').collect();
    segments.pop();
    for segment in path.split('/') {
        match segment {
            "." | "" => {}
            ".." => {
                if segments.pop().is_none() {
                    return String::new();
                }
            }
            name => segments.push(name),
        }
    }
    segments.join("/")
}

/// The relative path from a page to a file, as it stands in links: `./x.md`.
pub fn relative(page: &str, file: &str) -> String {
    let from: Vec<&str> = page.split('/').collect();
    let to: Vec<&str> = file.split('/').collect();
    let folders = from.len() - 1;
    let shared = from[..folders].iter().zip(&to[..to.len() - 1]).take_while(|(a, b)| a == b).count();
    let up = "../".repeat(folders - shared);
    let start = if up.is_empty() { "./".to_owned() } else { up };
    format!("{start}{}", to[shared..].join("/"))
}

/// A destination as it stands between the parentheses of a link.
///
/// Whatever could end the destination, or is code in MDX, is percent-encoded.
pub(super) fn destination(address: &str) -> String {
    let mut text = String::with_capacity(address.len());
    for character in address.chars() {
        match character {
            ' ' | '<' | '>' | '{' | '}' | '(' | ')' | '"' | '\\' | '|' | '`' => {
                let _ = write!(text, "%{:02X}", u32::from(character));
            }
            character if character.is_control() => {
                let mut bytes = [0; 4];
                for byte in character.encode_utf8(&mut bytes).bytes() {
                    let _ = write!(text, "%{byte:02X}");
                }
            }
            '&' => text.push_str("&amp;"),
            character => text.push(character),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{relative, resolve};

    #[test]
    fn relative_paths_lead_back() {
        let pages =
            ["docs/index.md", "docs/events/order-placed.md", "docs/rules/index.md", "schemas/shop/v1/a.json"];
        for page in pages {
            for file in pages {
                assert_eq!(resolve(page, &relative(page, file)), file, "from {page}");
            }
        }
        assert_eq!(relative("docs/events/a.md", "docs/events/b.md"), "./b.md");
        assert_eq!(relative("docs/events/a.md", "docs/rules/b.md"), "../rules/b.md");
    }
}
