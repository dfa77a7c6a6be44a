//! The options that say by what rules are judged: shared by the commands that
//! judge and by those that show rules.

use std::{collections::BTreeMap, path::PathBuf};

use clap::{Args, ValueEnum};
use lattice_linter::{Level, Profile, configuration::expand};

use crate::configuration::Origin;

#[derive(Debug, Args)]
#[command(next_help_heading = "Judging and reports")]
pub(super) struct LevelArguments {
    /// Read this configuration, in place of the `event-lint.toml` of this folder or of one above it
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    config: Option<PathBuf>,

    /// Read no configuration
    #[arg(long)]
    no_config: bool,

    /// By which version of the CloudEvents NATS binding messages are read [default: auto]
    #[arg(long, value_enum)]
    profile: Option<ProfileName>,

    /// Raise a rule to error, or all rules of a level: `errors`, `warnings` or `info`
    #[arg(long, value_name = "RULE|LEVEL")]
    deny: Vec<String>,

    /// Set a rule to warning, or all rules of a level: `errors`, `warnings` or `info`
    #[arg(long, value_name = "RULE|LEVEL")]
    warn: Vec<String>,

    /// Switch off a rule, or all rules of a level: `errors`, `warnings` or `info`
    #[arg(long, value_name = "RULE|LEVEL")]
    allow: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ProfileName {
    /// Whatever a message shows to be
    Auto,
    /// Structured mode only
    #[value(name = "1.0.2")]
    V1_0_2,
    /// The draft: `Content-Type` decides, and without one it is binary mode
    #[value(name = "1.0.3")]
    V1_0_3,
}

impl LevelArguments {
    /// Where the configuration comes from.
    pub(super) fn origin(&self) -> Origin {
        match &self.config {
            _ if self.no_config => Origin::Nowhere,
            Some(path) => Origin::File(path.clone()),
            None => Origin::Upwards,
        }
    }

    pub(super) fn profile(&self) -> Option<Profile> {
        self.profile.map(|profile| match profile {
            ProfileName::Auto => Profile::Auto,
            ProfileName::V1_0_2 => Profile::V1_0_2,
            ProfileName::V1_0_3 => Profile::V1_0_3,
        })
    }

    /// Levels by rule. A rule that is named wins over a level that is named, and
    /// of one name --allow wins over --warn, and both over --deny.
    pub(super) fn levels(&self) -> BTreeMap<String, Level> {
        let wishes = [(&self.deny, Level::Error), (&self.warn, Level::Warning), (&self.allow, Level::Allow)];
        let named = wishes
            .iter()
            .flat_map(|(names, level)| names.iter().map(|name| (singular(name).to_owned(), *level)));
        expand(&named.collect())
    }
}

/// One level has one name, so that the later wish for it wins.
fn singular(name: &str) -> &str {
    match name {
        "errors" => "error",
        "warnings" => "warning",
        _ => name,
    }
}
