//! Secrets on the command line, which every user of a machine can read there.

use std::ffi::OsString;

use super::connection::split_userinfo;

/// Options with a secret, and the variables that say the same.
const SECRETS: [(&str, &str); 2] = [("--password", "NATS_PASSWORD"), ("--token", "NATS_TOKEN")];
/// Options with an address, in which a user and a password may stand.
const ADDRESSES: [&str; 2] = ["--server", "-s"];

/// If there are secrets among the arguments, starts the program again, in the
/// same process, with the secrets in the environment. The list of processes
/// then shows the new arguments, and the environment is the user's own.
///
/// Comes back if there is nothing to hide, or nothing can be done about it.
pub(super) fn hide() {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let Some(hidden) = Hidden::from(&arguments) else { return };
    #[cfg(unix)]
    if let Ok(program) = std::env::current_exe() {
        use std::os::unix::process::CommandExt;
        let mut command = std::process::Command::new(program);
        if let Some(name) = arguments.first() {
            command.arg0(name);
        }
        let error = command.args(hidden.arguments).envs(hidden.variables).exec();
        anstream::eprintln!("event-lint: the secrets on the command line cannot be hidden: {error}");
    }
    #[cfg(not(unix))]
    drop(hidden);
}

/// Arguments without secrets, and the variables that hold them.
#[derive(Debug, PartialEq, Eq)]
struct Hidden {
    arguments: Vec<OsString>,
    variables: Vec<(&'static str, String)>,
}

impl Hidden {
    /// `None` if there is nothing to hide. Arguments begin with the program's name.
    fn from(arguments: &[OsString]) -> Option<Self> {
        let mut hidden = Self { arguments: Vec::new(), variables: Vec::new() };
        let mut rest = arguments.iter().skip(1);
        while let Some(argument) = rest.next() {
            let Some(text) = argument.to_str() else {
                hidden.arguments.push(argument.clone());
                continue;
            };
            let (name, value) = match text.split_once('=') {
                Some((name, value)) => (name, Some(value)),
                None => (text, None),
            };
            if text == "--" {
                hidden.arguments.push(argument.clone());
                hidden.arguments.extend(rest.cloned());
                break;
            } else if let Some((_, variable)) = SECRETS.iter().find(|(option, _)| *option == name) {
                match value.or_else(|| rest.next().and_then(|next| next.to_str())) {
                    Some(value) => hidden.variables.push((variable, value.to_owned())),
                    // Clap tells what is missing.
                    None => hidden.arguments.push(argument.clone()),
                }
            } else if ADDRESSES.contains(&name) {
                let address = value.or_else(|| rest.next().and_then(|next| next.to_str()));
                hidden.arguments.push(name.into());
                hidden
                    .arguments
                    .extend(address.map(|address| hidden_address(address, &mut hidden.variables)));
            } else {
                hidden.arguments.push(argument.clone());
            }
        }
        (!hidden.variables.is_empty()).then_some(hidden)
    }
}

/// The address without users. One user serves all servers of a list.
fn hidden_address(addresses: &str, variables: &mut Vec<(&'static str, String)>) -> OsString {
    let bare: Vec<String> = addresses
        .split(',')
        .map(|address| {
            let (bare, userinfo) = split_userinfo(address);
            let decode =
                |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
            match userinfo.map(|userinfo| userinfo.split_once(':').ok_or(userinfo)) {
                None => {}
                Some(Ok((user, password))) => {
                    variables.push(("NATS_USER", decode(user)));
                    variables.push(("NATS_PASSWORD", decode(password)));
                }
                Some(Err(token)) => variables.push(("NATS_TOKEN", decode(token))),
            }
            bare
        })
        .collect();
    bare.join(",").into()
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::Hidden;

    fn hide(arguments: &[&str]) -> Option<(String, String)> {
        let arguments: Vec<OsString> =
            std::iter::once("event-lint").chain(arguments.iter().copied()).map(OsString::from).collect();
        Hidden::from(&arguments).map(|hidden| {
            let arguments: Vec<_> = hidden.arguments.iter().map(|a| a.to_string_lossy()).collect();
            let variables: Vec<_> =
                hidden.variables.iter().map(|(name, value)| format!("{name}={value}")).collect();
            (arguments.join(" "), variables.join(" "))
        })
    }

    fn both(arguments: &str, variables: &str) -> Option<(String, String)> {
        Some((arguments.to_owned(), variables.to_owned()))
    }

    #[test]
    fn secrets_move_to_the_environment() {
        assert_eq!(hide(&["watch", "--lattice", "x"]), None);
        assert_eq!(hide(&["watch", "--token", "t", "-q"]), both("watch -q", "NATS_TOKEN=t"));
        assert_eq!(hide(&["watch", "--password=p=q"]), both("watch", "NATS_PASSWORD=p=q"));
        assert_eq!(
            hide(&["watch", "--server", "nats://u:p%21@h:1,nats://i:2"]),
            both("watch --server nats://h:1,nats://i:2", "NATS_USER=u NATS_PASSWORD=p!")
        );
        assert_eq!(hide(&["watch", "-s", "tok@h"]), both("watch -s h", "NATS_TOKEN=tok"));
        assert_eq!(hide(&["check", "--", "--token", "x"]), None);
        assert_eq!(hide(&["watch", "--token"]), None);
    }
}
