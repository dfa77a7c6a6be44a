//! The options of every command that connects to NATS.

use std::path::PathBuf;

use anyhow::{Context, bail};
use async_nats::ServerAddr;
use clap::Args;
use lattice_linter::SubjectPrefix;

use crate::nats::{Authentication, NatsContext, Options, Secret, SubjectSelection, Tls};

/// Where a server runs unless somebody says otherwise.
const DEFAULT_SERVER: &str = "nats://127.0.0.1:4222";

#[derive(Debug, Args)]
#[command(next_help_heading = "Connection (also from the environment, and from a context of the nats tool)")]
pub(super) struct ConnectionArguments {
    /// Addresses of NATS servers, with commas between them [default: nats://127.0.0.1:4222]
    #[arg(short, long, env = "NATS_URL", value_name = "ADDRESS", hide_env_values = true)]
    server: Option<String>,

    /// Take what is not given here from a context of the nats tool, by name or file
    #[arg(long, env = "NATS_CONTEXT", value_name = "NAME")]
    context: Option<String>,

    /// A file with a user JWT and its seed
    #[arg(long, env = "NATS_CREDS", value_name = "FILE")]
    creds: Option<PathBuf>,

    /// A file with the seed of a key
    #[arg(long, env = "NATS_NKEY", value_name = "FILE")]
    nkey: Option<PathBuf>,

    /// User name
    #[arg(long, env = "NATS_USER", value_name = "NAME")]
    user: Option<String>,

    /// Password; better in the environment, where no history keeps it
    #[arg(long, env = "NATS_PASSWORD", value_name = "PASSWORD", hide_env_values = true)]
    password: Option<String>,

    /// Token; better in the environment, where no history keeps it
    #[arg(long, env = "NATS_TOKEN", value_name = "TOKEN", hide_env_values = true)]
    token: Option<String>,

    /// Certificates of authorities to trust, beside those of the machine
    #[arg(long, env = "NATS_CA", value_name = "FILE")]
    tls_ca: Option<PathBuf>,

    /// Certificate of this client
    #[arg(long, env = "NATS_CERT", value_name = "FILE")]
    tls_cert: Option<PathBuf>,

    /// Key of that certificate
    #[arg(long, env = "NATS_KEY", value_name = "FILE")]
    tls_key: Option<PathBuf>,

    /// Encrypt before the server says anything
    #[arg(long)]
    tls_first: bool,

    /// What stands before the subjects of replies
    #[arg(long, value_name = "SUBJECT")]
    inbox_prefix: Option<String>,

    /// JetStream domain
    #[arg(long, env = "NATS_DOMAIN", value_name = "NAME")]
    js_domain: Option<String>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Subjects")]
pub(super) struct SelectionArguments {
    /// Name of the lattice, `default` if none is given; may be given several times, '*' is all of them
    #[arg(long, value_name = "NAME")]
    lattice: Vec<String>,

    /// Read this, in place of the subjects of the catalogue; may be given several times
    #[arg(long, value_name = "SUBJECT", conflicts_with = "lattice")]
    subject: Vec<String>,
}

impl SelectionArguments {
    /// Subjects to subscribe to: those of one lattice, unless somebody says otherwise.
    pub(super) fn of_live(self, prefix: Option<SubjectPrefix>) -> SubjectSelection {
        let lattices = if self.lattice.is_empty() { vec!["default".to_owned()] } else { self.lattice };
        SubjectSelection { lattices, subjects: self.subject, prefix }
    }

    /// Subjects to read from a stream: all that it holds, unless somebody says otherwise.
    pub(super) fn of_stream(self, prefix: Option<SubjectPrefix>) -> Option<SubjectSelection> {
        let says_something = !self.lattice.is_empty() || !self.subject.is_empty();
        says_something.then(|| self.of_live(prefix))
    }
}

impl ConnectionArguments {
    /// Where to connect, and as whom. What was typed wins over the environment,
    /// and both win over a context.
    pub(super) fn resolve(self) -> anyhow::Result<Options> {
        let context = match &self.context {
            Some(name) => NatsContext::read(name)?,
            None => NatsContext::default(),
        };
        let told = |member: &str| (!member.is_empty()).then(|| member.to_owned());
        let path = |member: &str| told(member).map(|text| PathBuf::from(expand_home(&text)));
        let addresses =
            self.server.or_else(|| told(&context.url)).unwrap_or_else(|| DEFAULT_SERVER.to_owned());
        let mut servers = Vec::new();
        let mut in_address = Authentication::default();
        for address in addresses.split(',').map(str::trim).filter(|address| !address.is_empty()) {
            let (server, authentication) = read_address(address)?;
            servers.push(server);
            if authentication.user.is_some() || authentication.token.is_some() {
                in_address = authentication;
            }
        }
        if servers.is_empty() {
            bail!("no server is named: write an address such as {DEFAULT_SERVER}");
        }
        // Somebody who names a user does not want the token of the context beside it.
        let names_somebody =
            self.creds.is_some() || self.nkey.is_some() || self.user.is_some() || self.token.is_some();
        let from_context = if names_somebody {
            Authentication::default()
        } else {
            Authentication {
                creds: path(&context.creds),
                nkey: path(&context.nkey),
                user: told(&context.user),
                password: context.password(),
                token: context.token(),
            }
        };
        Ok(Options {
            servers,
            authentication: Authentication {
                creds: self.creds.or(from_context.creds),
                nkey: self.nkey.or(from_context.nkey),
                user: self.user.or(in_address.user).or(from_context.user),
                password: self.password.map(Secret::from).or(in_address.password).or(from_context.password),
                token: self.token.map(Secret::from).or(in_address.token).or(from_context.token),
            },
            tls: Tls {
                authority: self.tls_ca.or_else(|| path(&context.ca)),
                certificate: self.tls_cert.or_else(|| path(&context.cert)),
                key: self.tls_key.or_else(|| path(&context.key)),
                first: self.tls_first || context.tls_first,
            },
            inbox_prefix: self.inbox_prefix.or_else(|| told(&context.inbox_prefix)),
            jetstream_domain: self.js_domain.or_else(|| told(&context.jetstream_domain)),
        })
    }
}

/// An address, and who stands in it: `nats://user:password@host` or
/// `nats://token@host`.
fn read_address(address: &str) -> anyhow::Result<(ServerAddr, Authentication)> {
    let (bare, userinfo) = split_userinfo(address);
    // The address may hold a secret, so the one without it is told.
    let server = bare.parse().with_context(|| format!("`{bare}` is no address of a NATS server"))?;
    let decode = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
    let authentication = match userinfo.map(|userinfo| userinfo.split_once(':').ok_or(userinfo)) {
        None => Authentication::default(),
        Some(Ok((user, password))) => Authentication {
            user: Some(decode(user)),
            password: Some(decode(password).into()),
            ..Authentication::default()
        },
        Some(Err(token)) => Authentication { token: Some(decode(token).into()), ..Authentication::default() },
    };
    Ok((server, authentication))
}

/// An address without the user in it, and that user.
pub(super) fn split_userinfo(address: &str) -> (String, Option<&str>) {
    let (scheme, rest) = address.split_once("://").map_or(("", address), |(scheme, rest)| (scheme, rest));
    let end = rest.find('/').unwrap_or(rest.len());
    let Some(at) = rest[..end].rfind('@') else { return (address.to_owned(), None) };
    let separator = if scheme.is_empty() { "" } else { "://" };
    (format!("{scheme}{separator}{}", &rest[at + 1..]), Some(&rest[..at]))
}

/// Contexts write `~` where a shell would read the home folder.
fn expand_home(path: &str) -> String {
    match (path.strip_prefix("~/"), std::env::var("HOME")) {
        (Some(rest), Ok(home)) => format!("{home}/{rest}"),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{read_address, split_userinfo};

    #[test]
    fn users_are_taken_out_of_addresses() {
        assert_eq!(split_userinfo("nats://a:b@h:1"), ("nats://h:1".to_owned(), Some("a:b")));
        assert_eq!(split_userinfo("tok@h"), ("h".to_owned(), Some("tok")));
        assert_eq!(split_userinfo("nats://h:1"), ("nats://h:1".to_owned(), None));
        let (server, authentication) = read_address("tls://me:p%40ss@example.org:4443").unwrap();
        assert_eq!((server.host(), server.port(), server.username()), ("example.org", 4443, None));
        assert_eq!(authentication.user.as_deref(), Some("me"));
        assert_eq!(authentication.password.unwrap().reveal(), "p@ss");
        let error = read_address("http://me:hidden@h").unwrap_err();
        assert!(!format!("{error:?}").contains("hidden"), "{error:?}");
    }
}
