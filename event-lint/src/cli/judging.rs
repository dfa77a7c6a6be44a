//! The options of every command that judges.

use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::{ArgMatches, Args, ValueEnum};
use lattice_linter::SubjectPrefix;

use super::levels::LevelArguments;
use crate::{
    baseline,
    configuration::{Choices, Typed},
    exit::FailOn,
    judging::Request,
    output::{Format, Wanted},
};

#[derive(Debug, Args)]
#[command(next_help_heading = "Judging and reports")]
pub(super) struct JudgingArguments {
    /// How findings are printed; may be given several times, each with its own --output
    #[arg(long, value_enum)]
    format: Vec<Format>,

    /// Write what the --format before it says to a file
    #[arg(long, value_name = "FILE")]
    output: Vec<PathBuf>,

    /// Judge by the catalogue in a directory, in place of the built-in one
    #[arg(long, value_name = "DIR")]
    catalog: Option<PathBuf>,

    /// Tokens that stand before every subject, such as `*` for the accounts of several tenants
    #[arg(long, value_name = "TOKENS")]
    subject_prefix: Option<SubjectPrefix>,

    #[command(flatten)]
    levels: LevelArguments,

    /// Leave out the findings that a file lists, up to their counts
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,

    /// Write the baseline: all that is found if there is none yet, else only what is still found of it
    #[arg(long, requires = "baseline")]
    update_baseline: bool,

    /// From which severity on findings make the exit code 1 [default: error]
    #[arg(long, value_enum)]
    fail_on: Option<FailOn>,

    /// End the run after so many findings at or above --fail-on
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    max_findings: Option<u64>,

    /// Exit with 0 even if there was no message at all
    #[arg(long)]
    allow_empty: bool,

    /// Fail if no event of a type was seen; the last part of the type is enough
    #[arg(long, value_name = "TYPE", num_args = 1..)]
    require_seen: Vec<String>,

    /// Fail if fewer event types of the catalogue were seen, in percent
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    min_coverage: Option<f64>,

    /// Compare with what `emit` planted: fail if a fault is not found, or something else is
    #[arg(long, value_name = "FILE")]
    truth: Option<PathBuf>,

    /// When to use colour
    #[arg(long, value_enum, default_value_t = Colour::Auto)]
    color: Colour,

    /// Print no findings, only the summary
    #[arg(short, long, conflicts_with = "verbose")]
    quiet: bool,

    /// Print every finding, equal ones too
    #[arg(short, long)]
    verbose: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Colour {
    /// If the output is a terminal
    Auto,
    Always,
    Never,
}

impl JudgingArguments {
    /// What these options ask for. `matches` are those of the subcommand: which
    /// `--output` belongs to which `--format` is a matter of their order.
    pub(super) fn resolve(self, matches: &ArgMatches) -> anyhow::Result<Request> {
        match self.color {
            Colour::Auto => {}
            Colour::Always => anstream::ColorChoice::Always.write_global(),
            Colour::Never => anstream::ColorChoice::Never.write_global(),
        }
        let typed = Typed {
            levels: self.levels.levels(),
            profile: self.levels.profile(),
            subject_prefix: self.subject_prefix,
            fail_on: self.fail_on,
            max_findings: self.max_findings,
            allow_empty: self.allow_empty,
            require_seen: self.require_seen,
            min_coverage: self.min_coverage,
        };
        let configuration = self.levels.origin();
        let positions = |name: &str| matches.indices_of(name).into_iter().flatten().collect::<Vec<_>>();
        let formats = self.format.into_iter().zip(positions("format")).collect();
        let files = self.output.into_iter().zip(positions("output")).collect();
        let outputs = pair(formats, files)?;
        refuse_shared_files(&outputs, self.baseline.as_deref())?;
        Ok(Request {
            outputs,
            catalog: self.catalog,
            choices: Choices::of(&typed, &configuration)?,
            typed,
            configuration,
            baseline: self.baseline.map(|file| baseline::Wanted { file, update: self.update_baseline }),
            truth: self.truth,
            quiet: self.quiet,
            verbose: self.verbose,
        })
    }
}

/// Gives each file to the format before it. Where there is one format at most,
/// the order does not matter.
fn pair(formats: Vec<(Format, usize)>, files: Vec<(PathBuf, usize)>) -> anyhow::Result<Vec<Wanted>> {
    if formats.len() <= 1 && files.len() <= 1 {
        let format = formats.first().map_or(Format::Human, |(format, _)| *format);
        return Ok(vec![Wanted { format, file: files.into_iter().next().map(|(file, _)| file) }]);
    }
    let mut wanted: Vec<(usize, Wanted)> =
        formats.into_iter().map(|(format, position)| (position, Wanted { format, file: None })).collect();
    wanted.sort_by_key(|(position, _)| *position);
    for (file, position) in files {
        match wanted.iter_mut().rev().find(|(before, _)| *before < position) {
            Some((_, wanted)) if wanted.file.is_none() => wanted.file = Some(file),
            _ => bail!(
                "`--output {}` belongs to no `--format`: write each --output behind the --format that it is for",
                file.display()
            ),
        }
    }
    if wanted.iter().filter(|(_, wanted)| wanted.file.is_none()).count() > 1 {
        bail!("only one --format can go to standard output: give the others an --output behind them");
    }
    Ok(wanted.into_iter().map(|(_, wanted)| wanted).collect())
}

/// One report would overwrite the other.
fn refuse_shared_files(outputs: &[Wanted], baseline: Option<&Path>) -> anyhow::Result<()> {
    let files: Vec<&Path> = outputs.iter().filter_map(|wanted| wanted.file.as_deref()).collect();
    if let Some(file) =
        files.iter().find(|file| baseline.is_some_and(|own| real_path(own) == real_path(file)))
    {
        bail!("an output goes to `{}`, which is the baseline", file.display());
    }
    for (index, file) in files.iter().enumerate() {
        if files[..index].iter().any(|other| file == other || real_path(file) == real_path(other)) {
            bail!("two outputs go to `{}`: give each --format a file of its own", file.display());
        }
    }
    Ok(())
}

/// The path without links, as far as it is there already. The file itself need
/// not be, since it is what is going to be written.
fn real_path(path: &Path) -> PathBuf {
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    match (folder.canonicalize(), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}

fn percent(text: &str) -> Result<f64, String> {
    match text.trim_end_matches('%').parse() {
        Ok(percent) if (0.0..=100.0).contains(&percent) => Ok(percent),
        _ => Err("write a number from 0 to 100".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{pair, refuse_shared_files};
    use crate::output::{Format, Wanted};

    fn wanted(format: Format, file: Option<&str>) -> Wanted {
        Wanted { format, file: file.map(PathBuf::from) }
    }

    #[test]
    fn files_go_to_the_format_before_them() {
        let pairs = pair(vec![(Format::Json, 1), (Format::Human, 5)], vec![("x".into(), 3)]).unwrap();
        assert_eq!(pairs, [wanted(Format::Json, Some("x")), wanted(Format::Human, None)]);
    }

    #[test]
    fn one_format_may_stand_anywhere() {
        let pairs = pair(vec![(Format::Json, 5)], vec![("x".into(), 3)]).unwrap();
        assert_eq!(pairs, [wanted(Format::Json, Some("x"))]);
        assert_eq!(pair(vec![], vec![("x".into(), 3)]).unwrap(), [wanted(Format::Human, Some("x"))]);
        assert_eq!(pair(vec![], vec![]).unwrap(), [wanted(Format::Human, None)]);
    }

    #[test]
    fn what_cannot_be_paired_is_told() {
        let two = || vec![(Format::Json, 1), (Format::Human, 5)];
        assert!(pair(two(), vec![]).is_err(), "both to standard output");
        assert!(pair(two(), vec![("x".into(), 0)]).is_err(), "a file before all formats");
        assert!(pair(two(), vec![("x".into(), 2), ("y".into(), 3)]).is_err(), "two files for one format");
        assert!(pair(vec![], vec![("x".into(), 2), ("y".into(), 3)]).is_err(), "two files for no format");
    }
    #[test]
    fn a_file_is_for_one_output() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("a")).unwrap();
        std::fs::File::create(folder.path().join("there")).unwrap();
        let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let shared = |one: &str, other: &str| {
            let one = wanted(Format::Json, Some(&path(one)));
            let other = wanted(Format::Sarif, Some(&path(other)));
            refuse_shared_files(&[wanted(Format::Human, None), one, other], None).is_err()
        };
        for (one, other, is_shared) in [
            ("x", "x", true),
            ("x", "a/../x", true),
            ("there", "a/../there", true),
            ("no/folder/x", "no/folder/x", true),
            ("x", "y", false),
            ("x", "a/x", false),
            ("there", "x", false),
        ] {
            assert_eq!(shared(one, other), is_shared, "{one} and {other}");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("a", folder.path().join("b")).unwrap();
            std::os::unix::fs::symlink("there", folder.path().join("link")).unwrap();
            assert!(shared("a/x", "b/x"));
            assert!(shared("there", "link"));
        }
    }
}
