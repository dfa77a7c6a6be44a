//! Saying that a run is ready, so that whoever started it can go on.

use std::path::Path;

use anyhow::Context;

/// Prints a line to standard error, and writes it to a file.
pub(crate) fn tell(text: &str, file: Option<&Path>, quiet: bool) -> anyhow::Result<()> {
    if !quiet {
        anstream::eprintln!("event-lint: {text}");
    }
    if let Some(path) = file {
        #[expect(clippy::disallowed_methods, reason = "a file that the user named for this purpose")]
        std::fs::write(path, format!("{text}\n"))
            .with_context(|| format!("failed to write `{}`", path.display()))?;
    }
    Ok(())
}
