//! The files of a catalogue, in memory.

use std::collections::BTreeMap;

use lattice_event_model::catalog::sha256;
use serde::Serialize;

use crate::CodegenError;

/// Path of the list of all digests, in the format that `sha256sum -c` reads.
pub const CHECKSUMS: &str = "SHA256SUMS";

/// Files by path. Paths use `/` and are relative to the output directory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileSet {
    files: BTreeMap<String, File>,
}

/// A file. Its digest stands in several lists, so it is made once.
#[derive(Debug, Clone, PartialEq, Eq)]
struct File {
    bytes: Vec<u8>,
    digest: String,
}

impl File {
    fn new(text: String) -> Self {
        let bytes = text.into_bytes();
        Self { digest: sha256(&bytes), bytes }
    }
}

impl FileSet {
    /// Adds a text file.
    ///
    /// # Errors
    ///
    /// [`CodegenError::Path`], if there is a file of that path already.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> Result<(), CodegenError> {
        let path = path.into();
        let text = text.into();
        debug_assert!(!text.contains('\r'), "{path} has a carriage return");
        if self.files.contains_key(&path) {
            return Err(CodegenError::Path { path });
        }
        self.files.insert(path, File::new(text));
        Ok(())
    }

    /// Adds a JSON file, indented by two spaces.
    ///
    /// # Errors
    ///
    /// [`CodegenError`], if the value has no JSON form or the path is taken.
    pub fn add_json(&mut self, path: impl Into<String>, value: &impl Serialize) -> Result<(), CodegenError> {
        let path = path.into();
        let text = json(&path, value)?;
        self.add(path, text)
    }

    /// Adds two JSON files of one content.
    pub(crate) fn add_json_twice(
        &mut self,
        paths: [String; 2],
        value: &impl Serialize,
    ) -> Result<(), CodegenError> {
        let [first, second] = paths;
        let text = json(&first, value)?;
        self.add(first, text.clone())?;
        self.add(second, text)
    }

    /// The bytes of a file.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(|file| file.bytes.as_slice())
    }

    /// The digest of a file that was added before.
    pub fn digest(&self, path: &str) -> Option<String> {
        self.files.get(path).map(|file| file.digest.clone())
    }

    /// All files, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, file)| (path.as_str(), file.bytes.as_slice()))
    }

    /// Number of files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Adds the list of digests. It comes last, since it covers everything else.
    pub(crate) fn seal(&mut self) {
        let lines: String =
            self.files.iter().map(|(path, file)| format!("{}  {path}\n", file.digest)).collect();
        self.files.insert(CHECKSUMS.to_owned(), File::new(lines));
    }
}

fn json(path: &str, value: &impl Serialize) -> Result<String, CodegenError> {
    let mut text = serde_json::to_string_pretty(value)
        .map_err(|source| CodegenError::Json { path: path.to_owned(), source })?;
    text.push('\n');
    Ok(text)
}
