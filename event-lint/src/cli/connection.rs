//! The options of every command that connects to NATS.

use std::path::PathBuf;

use anyhow::{Context, bail};
use async_nats::ServerAddr;
use clap::{
    Args,
    builder::{OsStringValueParser, TypedValueParser},
};
use lattice_event_model::nats::is_token;
use lattice_linter::SubjectPrefix;

use crate::nats::{Authentication, NatsContext, Options, Secret, SubjectSelection, Tls};

/// Where a server runs unless somebody says otherwise.
const DEFAULT_SERVER: &str = "nats://127.0.0.1:4222";

#[derive(Debug, Args)]
#[command(next_help_heading = "Connection (also from the environment, and from a context of the nats tool)")]
pub(super) struct ConnectionArguments {
    /// Addresses of NATS servers, with commas between them [default: nats://127.0.0.1:4222]
    #[arg(short, long, env = "NATS_URL", value_name = "ADDRESS", hide_env_values = true)]
    server: Option<Secret>,

    /// Take what is not given here from a context of the nats tool, by name or file
    #[arg(long, env = "NATS_CONTEXT", value_name = "NAME")]
    context: Option<String>,

    /// A file with a user JWT and its seed
    #[arg(long, env = "NATS_CREDS", value_name = "FILE", value_parser = any_path())]
    creds: Option<PathBuf>,

    /// A file with the seed of a key
    #[arg(long, env = "NATS_NKEY", value_name = "FILE", value_parser = any_path())]
    nkey: Option<PathBuf>,

    /// User name
    #[arg(long, env = "NATS_USER", value_name = "NAME")]
    user: Option<String>,

    /// Password; better in the environment, where no history keeps it
    #[arg(long, env = "NATS_PASSWORD", value_name = "PASSWORD", hide_env_values = true)]
    password: Option<Secret>,

    /// Token; better in the environment, where no history keeps it
    #[arg(long, env = "NATS_TOKEN", value_name = "TOKEN", hide_env_values = true)]
    token: Option<Secret>,

    /// Certificates of authorities to trust, in place of those of the machine
    #[arg(long, env = "NATS_CA", value_name = "FILE", value_parser = any_path())]
    tls_ca: Option<PathBuf>,

    /// Certificate of this client
    #[arg(long, env = "NATS_CERT", value_name = "FILE", value_parser = any_path())]
    tls_cert: Option<PathBuf>,

    /// Key of that certificate
    #[arg(long, env = "NATS_KEY", value_name = "FILE", value_parser = any_path())]
    tls_key: Option<PathBuf>,

    /// Encrypt before the server says anything
    #[arg(long)]
    tls_first: bool,

    /// What stands before the subjects of replies
    #[arg(long, value_name = "SUBJECT", value_parser = inbox_prefix)]
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
        let context = match self.context.as_deref().filter(|name| !name.is_empty()) {
            Some(name) => NatsContext::read(name)?,
            None => NatsContext::default(),
        };
        let path = |member: Option<String>| said(member).map(|text| PathBuf::from(expand_home(&text)));
        let typed = secret(self.server);
        let is_typed = typed.is_some();
        let addresses = typed.or_else(|| secret(context.url)).unwrap_or_else(|| DEFAULT_SERVER.into());
        let (servers, in_address) = read_addresses(addresses.reveal())?;
        let typed = Authentication {
            creds: file(self.creds),
            nkey: file(self.nkey),
            user: said(self.user),
            password: secret(self.password),
            token: secret(self.token),
        };
        // Somebody who names a user does not want the token of the context beside it.
        let names_somebody = typed.names_somebody() || (is_typed && in_address.names_somebody());
        let from_context = if names_somebody {
            Authentication::default()
        } else {
            Authentication {
                creds: path(context.creds),
                nkey: path(context.nkey),
                user: said(context.user),
                password: secret(context.password),
                token: secret(context.token),
            }
        };
        let in_context = || -> anyhow::Result<Option<String>> {
            let prefix = said(context.inbox_prefix).map(|prefix| inbox_prefix(&prefix)).transpose();
            prefix
                .map_err(anyhow::Error::msg)
                .context("the `inbox_prefix` of the context stands before no subject")
        };
        Ok(Options {
            servers,
            authentication: Authentication {
                creds: typed.creds.or(from_context.creds),
                nkey: typed.nkey.or(from_context.nkey),
                user: typed.user.or(in_address.user).or(from_context.user),
                password: typed.password.or(in_address.password).or(from_context.password),
                token: typed.token.or(in_address.token).or(from_context.token),
            },
            tls: Tls {
                authority: file(self.tls_ca).or_else(|| path(context.ca)),
                certificate: file(self.tls_cert).or_else(|| path(context.cert)),
                key: file(self.tls_key).or_else(|| path(context.key)),
                first: self.tls_first || context.tls_first.unwrap_or(false),
            },
            inbox_prefix: said(self.inbox_prefix).map_or_else(in_context, |prefix| Ok(Some(prefix)))?,
            jetstream_domain: said(self.js_domain).or_else(|| said(context.jetstream_domain)),
        })
    }
}

/// A path that may be empty, as a variable is that says nothing.
fn any_path() -> impl TypedValueParser<Value = PathBuf> {
    OsStringValueParser::new().map(PathBuf::from)
}

/// What stands before the subjects of replies. The client sends it as it is.
pub(super) fn inbox_prefix(text: &str) -> Result<String, String> {
    if text.is_empty() || text.split('.').all(is_token) {
        Ok(text.to_owned())
    } else {
        Err("write tokens with dots between them and without wildcards, such as _INBOX.lint".to_owned())
    }
}

/// The name of a queue group: the protocol ends it at the first space.
pub(super) fn queue_group(text: &str) -> Result<String, String> {
    if text.is_empty() || text.contains(|character: char| character.is_whitespace() || character.is_control())
    {
        Err("write a name without spaces, such as lint".to_owned())
    } else {
        Ok(text.to_owned())
    }
}

/// A variable or a member that is empty says nothing.
fn said(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}

fn secret(secret: Option<Secret>) -> Option<Secret> {
    secret.filter(|secret| !secret.reveal().is_empty())
}

fn file(path: Option<PathBuf>) -> Option<PathBuf> {
    path.filter(|path| !path.as_os_str().is_empty())
}

/// The addresses of a list, and who stands in the last of them that names somebody.
fn read_addresses(list: &str) -> anyhow::Result<(Vec<ServerAddr>, Authentication)> {
    let mut servers = Vec::new();
    let mut in_address = Authentication::default();
    for address in list.split(',').map(str::trim).filter(|address| !address.is_empty()) {
        let (server, authentication) = read_address(address, !list.contains('@'))?;
        servers.push(server);
        if authentication.names_somebody() {
            in_address = authentication;
        }
    }
    if servers.is_empty() {
        bail!("no server is named: write an address such as {DEFAULT_SERVER}");
    }
    Ok((servers, in_address))
}

/// An address, and who stands in it: `nats://user:password@host` or
/// `nats://token@host`. It is told in errors only if it `is_harmless`.
fn read_address(address: &str, is_harmless: bool) -> anyhow::Result<(ServerAddr, Authentication)> {
    let (bare, userinfo) = split_userinfo(address);
    let server = bare.parse().with_context(|| {
        if is_harmless {
            format!("`{bare}` is no address of a NATS server")
        } else {
            // A piece of a password may be taken for a host.
            "the address of the server is none; in it, `,`, `:`, `/` and `@` of a password are written \
             `%2C`, `%3A`, `%2F` and `%40`"
                .to_owned()
        }
    })?;
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

/// An address without the user in it, and that user. An address of a NATS
/// server has nothing behind its port, so whatever stands before the last `@`
/// is the user, even if somebody forgot to encode a `/` in a password.
pub(super) fn split_userinfo(address: &str) -> (String, Option<&str>) {
    let (scheme, rest) = address.split_once("://").unwrap_or(("", address));
    let Some((userinfo, host)) = rest.rsplit_once('@') else { return (address.to_owned(), None) };
    let separator = if scheme.is_empty() { "" } else { "://" };
    (format!("{scheme}{separator}{host}"), Some(userinfo))
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
    use clap::Parser;

    use super::{
        ConnectionArguments, inbox_prefix, queue_group, read_address, read_addresses, split_userinfo,
    };

    #[derive(Debug, Parser)]
    struct Arguments {
        #[command(flatten)]
        connection: ConnectionArguments,
    }

    #[test]
    fn users_are_taken_out_of_addresses() {
        assert_eq!(split_userinfo("nats://a:b@h:1"), ("nats://h:1".to_owned(), Some("a:b")));
        assert_eq!(split_userinfo("nats://a:b/c@h:1"), ("nats://h:1".to_owned(), Some("a:b/c")));
        assert_eq!(split_userinfo("tok@h"), ("h".to_owned(), Some("tok")));
        assert_eq!(split_userinfo("nats://h:1"), ("nats://h:1".to_owned(), None));
        let (server, authentication) = read_address("tls://me:p%40ss@example.org:4443", true).unwrap();
        assert_eq!((server.host(), server.port(), server.username()), ("example.org", 4443, None));
        assert_eq!(authentication.user.as_deref(), Some("me"));
        assert_eq!(authentication.password.unwrap().reveal(), "p@ss");
    }

    #[test]
    fn names_go_into_the_protocol_as_they_are() {
        for text in ["_INBOX", "_INBOX.lint", ""] {
            assert_eq!(inbox_prefix(text).as_deref(), Ok(text));
        }
        for text in ["a.", ".a", "a..b", "a.*", "a.>", "a b", "a\r\n"] {
            assert!(inbox_prefix(text).is_err(), "{text:?}");
        }
        assert_eq!(queue_group("lint.7").as_deref(), Ok("lint.7"));
        for text in ["", "a b", "a\tb", "a\r\nPING"] {
            assert!(queue_group(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn errors_tell_nothing_secret() {
        for address in
            ["http://me:hidden@h", "nats://me:x,hidden@h", "me:hid,den@h", "nats://me:hidden@h:port"]
        {
            let text = format!("{:?}", read_addresses(address).unwrap_err());
            assert!(!text.contains("hid") && !text.contains("den@"), "{text}");
        }
        let text = format!("{:#}", read_addresses("http://h").unwrap_err());
        assert!(text.contains("`http://h`"), "{text}");
    }

    #[test]
    fn arguments_are_not_printed_with_secrets() {
        let typed = ["x", "--server", "nats://me:hidden@h", "--password", "hidden", "--token", "hidden"];
        let arguments = Arguments::parse_from(typed);
        assert!(!format!("{arguments:?}").contains("hidden"));
        let options = arguments.connection.resolve().unwrap();
        assert!(!format!("{options:?}{}", options.shown()).contains("hidden"));
        assert_eq!(options.authentication.token.unwrap().reveal(), "hidden");
    }
}
