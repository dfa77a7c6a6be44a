//! Secrets on the command line, which every user of a machine can read there.

use std::ffi::OsString;

use async_nats::ServerAddr;

use super::connection::split_userinfo;

/// Options with a secret, and the variables that say the same.
const SECRETS: [(&str, &str); 2] = [("--password", "NATS_PASSWORD"), ("--token", "NATS_TOKEN")];
/// The option with an address, in which a user and a password may stand.
const ADDRESS: &str = "--server";
/// The same option as one letter.
const ADDRESS_LETTER: char = 's';
/// Letters of options without a value, which may stand before that one: `-qs`.
const SWITCHES: [char; 2] = ['q', 'v'];
/// The commands that connect. Others have no such options.
const COMMANDS: [&str; 4] = ["watch", "replay", "record", "emit"];

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
        crate::tell::tell(format_args!(
            "event-lint: the secrets on the command line cannot be hidden: {error}"
        ));
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
        let connects = |command: &OsString| COMMANDS.iter().any(|name| command == name);
        arguments.get(1).filter(|command| connects(command))?;
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
            } else if let Some((option, attached)) = address_option(text) {
                let address = attached.or_else(|| rest.next().and_then(|next| next.to_str()));
                match address {
                    Some(address) => hide_addresses(option, address, &mut hidden),
                    None => hidden.arguments.push(option.into()),
                }
            } else {
                hidden.arguments.push(argument.clone());
            }
        }
        (!hidden.variables.is_empty()).then_some(hidden)
    }
}

/// The option of an address, and the address itself if it stands in the same
/// argument: `--server=h`, `-s=h`, `-sh`, `-qsh`.
fn address_option(text: &str) -> Option<(&str, Option<&str>)> {
    if let Some(rest) = text.strip_prefix(ADDRESS) {
        return match rest.strip_prefix('=') {
            None if rest.is_empty() => Some((text, None)),
            attached => attached.map(|address| (ADDRESS, Some(address))),
        };
    }
    let letters = text.strip_prefix('-')?.trim_start_matches(SWITCHES);
    let attached = letters.strip_prefix(ADDRESS_LETTER)?;
    let option = &text[..text.len() - attached.len()];
    let attached = attached.strip_prefix('=').unwrap_or(attached);
    Some((option, (!attached.is_empty()).then_some(attached)))
}

/// The option with addresses without users. One user serves all servers of a list.
///
/// What is no list of addresses may be a password with a comma in it, so all of
/// it goes to the environment: whoever reads it there tells nothing of it.
fn hide_addresses(option: &str, addresses: &str, hidden: &mut Hidden) {
    let parts: Vec<(String, Option<&str>)> = addresses.split(',').map(split_userinfo).collect();
    let is_list =
        parts.iter().all(|(bare, _)| bare.trim().is_empty() || bare.trim().parse::<ServerAddr>().is_ok());
    if addresses.contains('@') && !is_list {
        // The letters before it stay: `-qs`.
        let others = option.strip_suffix(ADDRESS_LETTER).filter(|others| others.len() > 1);
        hidden.arguments.extend(others.filter(|_| option != ADDRESS).map(OsString::from));
        hidden.variables.push(("NATS_URL", addresses.to_owned()));
        return;
    }
    let decode = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
    for userinfo in parts.iter().filter_map(|(_, userinfo)| *userinfo) {
        match userinfo.split_once(':') {
            Some((user, password)) => {
                hidden.variables.push(("NATS_USER", decode(user)));
                hidden.variables.push(("NATS_PASSWORD", decode(password)));
            }
            None => hidden.variables.push(("NATS_TOKEN", decode(userinfo))),
        }
    }
    let bare: Vec<String> = parts.into_iter().map(|(bare, _)| bare).collect();
    hidden.arguments.extend([option.into(), bare.join(",").into()]);
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
        assert_eq!(hide(&["watch", "-stok@h"]), both("watch -s h", "NATS_TOKEN=tok"));
        assert_eq!(hide(&["watch", "-s=tok@h"]), both("watch -s h", "NATS_TOKEN=tok"));
        assert_eq!(hide(&["watch", "-qsu:p@h", "-v"]), both("watch -qs h -v", "NATS_USER=u NATS_PASSWORD=p"));
        assert_eq!(
            hide(&["watch", "--server=u:p/q@h"]),
            both("watch --server h", "NATS_USER=u NATS_PASSWORD=p/q")
        );
        assert_eq!(hide(&["replay", "--stream", "x@y", "-q"]), None);
        assert_eq!(hide(&["watch", "-s", "u:p,q@h"]), both("watch", "NATS_URL=u:p,q@h"));
        assert_eq!(hide(&["watch", "-qsu:p,q@h"]), both("watch -q", "NATS_URL=u:p,q@h"));
        assert_eq!(hide(&["watch", "--server", "http://u:p@h"]), both("watch", "NATS_URL=http://u:p@h"));
        // What is no option of a command stays where it is, and is told.
        assert_eq!(hide(&["check", "--token", "x"]), None);
        assert_eq!(hide(&["watch", "--", "--token", "x"]), None);
        assert_eq!(hide(&["watch", "--token"]), None);
    }
}
