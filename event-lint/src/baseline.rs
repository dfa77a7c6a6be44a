//! `--baseline`: findings that are known and accepted.

use std::{
    fs::File,
    io::{ErrorKind, Read},
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use lattice_linter::{Baseline, BaselineFile, Judgement};

use crate::output::Replaceable;

/// Nobody has a longer one: it has ten thousand entries at most.
const LONGEST: u64 = 64 * 1024 * 1024;

/// Which baseline is wanted.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    pub(crate) file: PathBuf,
    /// Whether it is to be written.
    pub(crate) update: bool,
}

/// A baseline, and the file in which it stands.
#[derive(Debug)]
pub(crate) struct Known {
    baseline: Baseline,
    name: String,
    /// The file, if it is to be written.
    update: Option<Replaceable>,
    is_new: bool,
}

impl Known {
    /// Reads the baseline. Where there is none, and one is to be written, all is
    /// accepted.
    pub(crate) fn open(wanted: &Wanted) -> anyhow::Result<Self> {
        let name = wanted.file.display().to_string();
        let text = read(&wanted.file).with_context(|| format!("failed to read the baseline `{name}`"))?;
        let baseline = match &text {
            Some(text) => {
                Baseline::read(text).with_context(|| format!("failed to read the baseline `{name}`"))?
            }
            None if wanted.update => Baseline::growing(),
            None => bail!("there is no baseline `{name}`: with --update-baseline it is written"),
        };
        let update = wanted.update.then(|| Replaceable::open(&wanted.file)).transpose()?;
        Ok(Self { baseline, name, update, is_new: text.is_none() })
    }

    /// Takes away what is known.
    pub(crate) fn take(&mut self, judgement: &mut Judgement) {
        if !judgement.findings.is_empty() {
            self.baseline.take(judgement);
        }
    }

    /// How many findings were taken away.
    pub(crate) fn taken(&self) -> u64 {
        self.baseline.taken()
    }

    /// At the end of a run: writes it if that is wanted, and says what there is to
    /// say. `complete` if everything was judged that was to be judged.
    pub(crate) fn finish(&self, complete: bool) -> anyhow::Result<Vec<String>> {
        let name = &self.name;
        let missed = self.baseline.missed();
        let mut notes = Vec::new();
        let Some(update) = &self.update else {
            if complete && missed > 0 {
                notes.push(format!(
                    "{} of the baseline `{name}` found no more: --update-baseline takes them out",
                    findings(missed)
                ));
            }
            return Ok(notes);
        };
        if !complete {
            notes.push(format!("the baseline `{name}` was not written, since not everything was judged"));
            return Ok(notes);
        }
        if self.baseline.is_full() {
            bail!(
                "the baseline `{name}` was not written: there are more than {} different findings",
                self.baseline.entries()
            );
        }
        let shrunk = self.baseline.shrunk();
        if self.is_new {
            notes.push(format!("the baseline `{name}` was written: {} accepted", findings(self.taken())));
        } else if missed > 0 {
            notes.push(format!("{} taken out of the baseline `{name}`: found no more", findings(missed)));
        } else {
            return Ok(notes);
        }
        write(update, &shrunk).with_context(|| format!("failed to write the baseline `{name}`"))?;
        Ok(notes)
    }
}

fn read(path: &Path) -> std::io::Result<Option<Vec<u8>>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut text = Vec::new();
    file.take(LONGEST + 1).read_to_end(&mut text)?;
    if text.len() as u64 > LONGEST {
        return Err(std::io::Error::new(ErrorKind::FileTooLarge, "it is longer than 64 MiB"));
    }
    Ok(Some(text))
}

fn write(target: &Replaceable, file: &BaselineFile) -> anyhow::Result<()> {
    let mut text = serde_json::to_vec_pretty(file)?;
    text.push(b'\n');
    Ok(target.replace(|writer| writer.write_all(&text))?)
}

/// A number of findings, and the verb for them.
fn findings(count: u64) -> String {
    if count == 1 { "1 finding is".to_owned() } else { format!("{count} findings are") }
}
