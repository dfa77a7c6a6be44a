//! The contexts of the `nats` command line tool.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde::Deserialize;

use super::Secret;

/// What a context says about connecting. Members that are not used here are
/// left alone, and empty ones mean nothing.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct NatsContext {
    pub(crate) url: Option<Secret>,
    pub(crate) token: Option<Secret>,
    pub(crate) user: Option<String>,
    pub(crate) password: Option<Secret>,
    pub(crate) creds: Option<String>,
    pub(crate) nkey: Option<String>,
    pub(crate) cert: Option<String>,
    pub(crate) key: Option<String>,
    pub(crate) ca: Option<String>,
    pub(crate) tls_first: Option<bool>,
    pub(crate) jetstream_domain: Option<String>,
    pub(crate) inbox_prefix: Option<String>,
}

impl NatsContext {
    /// Reads a context by its name, or from a file if the name is a path.
    pub(crate) fn read(name: &str) -> anyhow::Result<Self> {
        let path = if name.contains(['/', '\\']) {
            PathBuf::from(name)
        } else {
            folder()?.join("context").join(format!("{name}.json"))
        };
        Self::read_file(&path)
            .with_context(|| format!("failed to read the context `{name}` of the nats tool"))
    }

    fn read_file(path: &Path) -> anyhow::Result<Self> {
        let text =
            std::fs::read_to_string(path).with_context(|| format!("failed to read `{}`", path.display()))?;
        // A list would be taken for the members in their order.
        if text.trim_start().starts_with('[') {
            bail!("`{}` is no context: it is a list, and not an object", path.display());
        }
        // The message of a parser may hold a piece of what it read, and that may be a secret.
        serde_json::from_str(&text).map_err(|error| {
            anyhow::anyhow!(
                "`{}` is no context: line {}, column {}",
                path.display(),
                error.line(),
                error.column()
            )
        })
    }
}

/// The folder of the nats tool: `$XDG_CONFIG_HOME/nats`, or `~/.config/nats`.
fn folder() -> anyhow::Result<PathBuf> {
    let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    match (variable("XDG_CONFIG_HOME"), variable("HOME").or_else(|| variable("USERPROFILE"))) {
        (Some(config), _) => Ok(config.join("nats")),
        (None, Some(home)) => Ok(home.join(".config/nats")),
        (None, None) => {
            bail!("neither XDG_CONFIG_HOME nor HOME says where the contexts of the nats tool are")
        }
    }
}
