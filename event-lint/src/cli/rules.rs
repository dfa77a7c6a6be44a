//! `event-lint rules`.

use clap::{Args, ValueEnum};

use super::levels::LevelArguments;
use crate::{
    configuration::{Choices, Typed},
    rules::{Form, List},
};

pub(super) const HELP: &str = "\
Exit codes:
  0  printed
  2  no such rule, or a configuration that cannot be used

Examples:
  event-lint rules
  event-lint rules 'unknown-*' --profile 1.0.3
  event-lint rules CE-29 --format json";

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Rules by their names, by globs, or by the numbers of statements that they check, such as CE-29
    #[arg(value_name = "NAME")]
    names: Vec<String>,

    /// A table for people, or JSON for programs
    #[arg(long, value_enum, default_value_t = FormName::Human)]
    format: FormName,

    #[command(flatten)]
    levels: LevelArguments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FormName {
    /// A table
    Human,
    /// A list of objects
    Json,
}

impl Arguments {
    pub(super) fn resolve(self) -> anyhow::Result<List> {
        let typed =
            Typed { levels: self.levels.levels(), profile: self.levels.profile(), ..Typed::default() };
        let choices = Choices::of(&typed, &self.levels.origin())?;
        Ok(List {
            names: self.names,
            form: match self.format {
                FormName::Human => Form::Human,
                FormName::Json => Form::Json,
            },
            settings: choices.settings,
        })
    }
}
