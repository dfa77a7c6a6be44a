//! `event-lint permissions`: the least that a command has to be allowed.

use std::{io::Write, path::PathBuf};

use anyhow::Context;

use crate::{
    catalog,
    exit::Exit,
    nats::{Permissions, SubjectSelection, Subjects},
};

/// What `permissions` is asked to do.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) purpose: Purpose,
    pub(crate) catalog: Option<PathBuf>,
    pub(crate) json: bool,
}

/// What for.
#[derive(Debug)]
pub(crate) enum Purpose {
    /// `watch` or `record`.
    Read { selection: SubjectSelection, queue_group: Option<String> },
    /// `emit`.
    Publish {
        selection: SubjectSelection,
        /// Where acknowledgements of JetStream come, if they are waited for.
        inbox_prefix: Option<String>,
    },
    /// `replay`.
    Replay { stream: String, durable: Option<String>, inbox_prefix: String, domain: Option<String> },
}

/// Runs it.
pub(crate) fn run(request: &Request) -> anyhow::Result<Exit> {
    let catalog = catalog::open(request.catalog.as_deref())?;
    let permissions = match &request.purpose {
        Purpose::Read { selection, queue_group } => {
            Permissions::reading(Subjects::select(&catalog, selection)?.list(), queue_group.as_deref())
        }
        Purpose::Publish { selection, inbox_prefix } => {
            let subjects = Subjects::select_present(&catalog, selection)?;
            Permissions::publishing(subjects.list(), inbox_prefix.as_deref())
        }
        Purpose::Replay { stream, durable, inbox_prefix, domain } => {
            Permissions::replaying(stream, durable.as_deref(), inbox_prefix, domain.as_deref())
        }
    };
    let text = if request.json {
        serde_json::to_string_pretty(&permissions).context("failed to write JSON")?
    } else {
        permissions.to_string()
    };
    let mut output = anstream::stdout();
    writeln!(output, "{text}").and_then(|()| output.flush()).context("failed to write to standard output")?;
    Ok(Exit::Clean)
}
