//! The cases of `tests/markdown`, one a file: a line that says why, the input,
//! and what becomes of it as a block and in a cell.

use std::{collections::BTreeMap, path::Path};

/// A case: its name, and its sections by name.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) sections: BTreeMap<String, String>,
}

pub(crate) fn all() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/markdown");
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            Case { name, sections: sections(&std::fs::read_to_string(&path).unwrap()) }
        })
        .collect()
}

fn sections(text: &str) -> BTreeMap<String, String> {
    let mut sections: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut name = String::new();
    for line in text.lines() {
        match line.strip_prefix("=== ") {
            Some(next) => {
                assert!(!sections.contains_key(next), "section `{next}` stands twice");
                name = next.to_owned();
                sections.insert(name.clone(), Vec::new());
            }
            None => sections.entry(name.clone()).or_default().push(line),
        }
    }
    sections.into_iter().map(|(name, lines)| (name, lines.join("\n"))).collect()
}
