//! The configuration: from which file it comes, and what of it holds beside
//! what was typed.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{ErrorKind, Read},
    path::{Path, PathBuf},
};

use anyhow::{Context, anyhow, bail};
use chrono::{Datelike, Utc};
use lattice_linter::{
    Configuration, Level, Printable, Profile, Settings, SubjectPrefix,
    configuration::{Date, expand},
};

use crate::exit::FailOn;

/// What the file is called that is looked for.
const NAME: &str = "event-lint.toml";
/// Nobody writes a longer one.
const LONGEST: u64 = 1024 * 1024;

/// Where the configuration comes from.
#[derive(Debug, Clone)]
pub(crate) enum Origin {
    /// There is none.
    Nowhere,
    /// A file that somebody named.
    File(PathBuf),
    /// `event-lint.toml` in the working folder, or else in the nearest one above.
    Upwards,
}

/// What was typed of all that a configuration may say too.
#[derive(Debug, Clone, Default)]
pub(crate) struct Typed {
    pub(crate) levels: BTreeMap<String, Level>,
    pub(crate) profile: Option<Profile>,
    pub(crate) subject_prefix: Option<SubjectPrefix>,
    pub(crate) fail_on: Option<FailOn>,
    pub(crate) max_findings: Option<u64>,
    pub(crate) allow_empty: bool,
    pub(crate) require_seen: Vec<String>,
    pub(crate) min_coverage: Option<f64>,
}

/// What holds, of what was typed and what the configuration says.
#[derive(Debug, Clone)]
pub(crate) struct Choices {
    /// The file of the configuration, if there is one.
    pub(crate) file: Option<String>,
    pub(crate) settings: Settings,
    pub(crate) fail_on: FailOn,
    pub(crate) max_findings: Option<u64>,
    pub(crate) allow_empty: bool,
    pub(crate) require_seen: Vec<String>,
    pub(crate) min_coverage: Option<f64>,
}

impl Choices {
    /// Reads the configuration, and puts what was typed over it.
    pub(crate) fn of(typed: &Typed, origin: &Origin) -> anyhow::Result<Self> {
        let (file, configuration) = match origin.file()? {
            Some(path) => (Some(shown(&path)), read(&path)?),
            None => (None, Configuration::default()),
        };
        let Configuration {
            profile,
            subject_prefix,
            fail_on,
            max_findings,
            min_coverage,
            require_seen,
            allow_empty,
            rules,
            scope,
            ignore,
            thresholds,
        } = configuration;
        Ok(Self {
            file,
            settings: Settings {
                severities: expand(&rules),
                scopes: scope,
                everywhere: typed.levels.clone(),
                ignores: ignore,
                today: today(),
                thresholds,
                profile: typed.profile.or_else(|| profile.map(Profile::from)).unwrap_or_default(),
                subject_prefix: typed.subject_prefix.clone().or(subject_prefix),
                ..Settings::default()
            },
            fail_on: typed.fail_on.or_else(|| fail_on.map(FailOn::from)).unwrap_or(FailOn::Error),
            max_findings: typed.max_findings.or(max_findings.map(u64::from)),
            allow_empty: typed.allow_empty || allow_empty.unwrap_or(false),
            require_seen: match typed.require_seen.is_empty() {
                true => require_seen,
                false => typed.require_seen.clone(),
            },
            min_coverage: typed.min_coverage.or(min_coverage),
        })
    }
}

impl Origin {
    /// The file, if there is one.
    fn file(&self) -> anyhow::Result<Option<PathBuf>> {
        match self {
            Self::Nowhere => Ok(None),
            Self::File(path) => Ok(Some(path.clone())),
            Self::Upwards => {
                let folder = std::env::current_dir().context("failed to learn the working folder")?;
                Ok(folder.ancestors().map(|folder| folder.join(NAME)).find(|path| is_there(path)))
            }
        }
    }
}

/// Whether there is something of that name. What cannot be read is there too:
/// nobody is to believe that it is obeyed.
fn is_there(path: &Path) -> bool {
    match path.symlink_metadata() {
        Ok(_) => true,
        Err(error) => !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory),
    }
}

/// The path as people know it: without the working folder.
fn shown(path: &Path) -> String {
    let folder = std::env::current_dir().ok();
    let inside = folder.as_deref().and_then(|folder| path.strip_prefix(folder).ok());
    Printable(&inside.unwrap_or(path).display().to_string()).to_string()
}

fn read(path: &Path) -> anyhow::Result<Configuration> {
    let file = shown(path);
    let mut bytes = Vec::new();
    let metadata = path.metadata().with_context(|| format!("failed to read the configuration `{file}`"))?;
    if metadata.is_dir() {
        bail!("failed to read the configuration `{file}`: it is a folder");
    }
    // A pipe without a writer would never end.
    if !metadata.is_file() {
        bail!("failed to read the configuration `{file}`: it is no regular file");
    }
    File::open(path)
        .and_then(|open| open.take(LONGEST + 1).read_to_end(&mut bytes))
        .with_context(|| format!("failed to read the configuration `{file}`"))?;
    if bytes.len() as u64 > LONGEST {
        bail!("the configuration `{file}` is longer than 1 MiB, so it is not read");
    }
    let text = String::from_utf8(bytes)
        .map_err(|error| anyhow!("the configuration `{file}` is no text: {}", error.utf8_error()))?;
    Configuration::read(&text).map_err(|error| anyhow!("{file}:{}", Printable(&error.to_string())))
}

/// The day, as the clock of this machine has it in UTC.
fn today() -> Option<Date> {
    let now = Utc::now();
    let number = |number: u32| u8::try_from(number).ok();
    Date::new(u16::try_from(now.year()).ok()?, number(now.month())?, number(now.day())?)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn only_regular_files_are_read() {
        let error = read(Path::new("/dev/null")).unwrap_err().to_string();
        assert_eq!(error, "failed to read the configuration `/dev/null`: it is no regular file");
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("a.toml"), folder.path().join("b.toml"));
        std::fs::File::create(&file).unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        assert!(read(&link).is_ok());
    }
}
