//! Where to connect, and as whom.

use std::path::PathBuf;

use async_nats::ServerAddr;

use super::Secret;

/// Where to connect, and as whom.
#[derive(Debug, Clone)]
pub(crate) struct Options {
    /// At least one. They carry no password; see `Authentication`.
    pub(crate) servers: Vec<ServerAddr>,
    pub(crate) authentication: Authentication,
    pub(crate) tls: Tls,
    /// What stands before the subjects on which replies come.
    pub(crate) inbox_prefix: Option<String>,
    /// The JetStream domain, where it is not the one of the server.
    pub(crate) jetstream_domain: Option<String>,
}

/// As whom to connect. What is there is used, all of it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Authentication {
    /// A file with a user JWT and the seed of its key.
    pub(crate) creds: Option<PathBuf>,
    /// A file with the seed of a key.
    pub(crate) nkey: Option<PathBuf>,
    pub(crate) user: Option<String>,
    pub(crate) password: Option<Secret>,
    pub(crate) token: Option<Secret>,
}

/// How the connection is encrypted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tls {
    /// Certificates of authorities that are trusted in place of those of the machine.
    pub(crate) authority: Option<PathBuf>,
    /// The certificate of this client.
    pub(crate) certificate: Option<PathBuf>,
    /// The key of that certificate.
    pub(crate) key: Option<PathBuf>,
    /// Encrypts before the server says anything.
    pub(crate) first: bool,
}

impl Authentication {
    /// Whether it says who connects. A password alone does not.
    pub(crate) fn names_somebody(&self) -> bool {
        self.creds.is_some() || self.nkey.is_some() || self.user.is_some() || self.token.is_some()
    }
}

impl Options {
    /// The servers, for people: addresses without anything secret.
    pub(crate) fn shown(&self) -> String {
        let addresses: Vec<String> = self
            .servers
            .iter()
            .map(|server| format!("{}://{}:{}", server.scheme(), server.host(), server.port()))
            .collect();
        addresses.join(",")
    }
}
