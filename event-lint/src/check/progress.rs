//! A progress bar for long inputs, on a terminal only.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::source::file::STANDARD_INPUT;

/// Files that are smaller are read before a bar could be seen.
const WORTH_A_BAR: u64 = 16 * 1024 * 1024;

/// Shows how much of the input was read.
#[derive(Debug, Clone)]
pub(crate) struct Progress(Option<ProgressBar>);

impl Progress {
    /// A bar, if standard error is a terminal and the files are large.
    pub(crate) fn new(files: &[String]) -> Self {
        let total: u64 = files
            .iter()
            .filter(|file| *file != STANDARD_INPUT)
            .filter_map(|file| std::fs::metadata(file).ok())
            .map(|metadata| metadata.len())
            .sum();
        if total < WORTH_A_BAR || !std::io::stderr().is_terminal() {
            return Self(None);
        }
        let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
        let style = "{bar:40} {bytes}/{total_bytes} {binary_bytes_per_sec} {eta} left";
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style);
        }
        Self(Some(bar))
    }

    /// More bytes were read.
    pub(crate) fn advance(&self, bytes: u64) {
        if let Some(bar) = &self.0 {
            bar.inc(bytes);
        }
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
