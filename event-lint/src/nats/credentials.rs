//! Who connects, found out anew for every connection.

use std::{
    fs,
    path::{Path, PathBuf},
};

use async_nats::{Auth, AuthError};
use nkeys::KeyPair;

use super::Authentication;

/// Characters of the seed of a key.
const SEED_LENGTH: usize = 58;

/// Why nobody can connect. Nothing secret is in it.
#[derive(Debug, thiserror::Error)]
pub(super) enum CredentialsError {
    /// A file cannot be read.
    #[error("failed to read `{}`", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
    /// A file of credentials has no user JWT.
    #[error("`{}` holds no user JWT between lines of dashes", .0.display())]
    NoToken(PathBuf),
    /// A file has no seed.
    #[error(
        "`{}` holds no seed of a key: a line of capital letters and digits that begins with `S`",
        .0.display()
    )]
    NoSeed(PathBuf),
    /// The seed is none.
    #[error("the seed in `{}` is not whole, so that nothing can be signed with it", .0.display())]
    BrokenSeed(PathBuf),
    /// A password without a user.
    #[error("a password needs a user beside it: --user or NATS_USER")]
    NoUser,
}

/// What to say to a server that sent a text to sign.
///
/// Files are read each time: whoever renews short-lived credentials writes them
/// to the same place, and a watch outlives them.
pub(super) fn authenticate(authentication: &Authentication, nonce: &[u8]) -> Result<Auth, CredentialsError> {
    let mut auth = Auth::new();
    if let Some(path) = &authentication.creds {
        let text = read(path)?;
        let token = decorated(&text, "USER JWT").ok_or_else(|| CredentialsError::NoToken(path.clone()))?;
        auth.jwt = Some(token.to_owned());
        auth.signature = Some(sign(&key(path, &text)?, nonce, path)?);
    } else if let Some(path) = &authentication.nkey {
        let key = key(path, &read(path)?)?;
        auth.nkey = Some(key.public_key());
        auth.signature = Some(sign(&key, nonce, path)?);
    }
    match (&authentication.user, &authentication.password) {
        (Some(user), password) => {
            auth.username = Some(user.clone());
            auth.password = Some(password.as_ref().map_or_else(String::new, |text| text.reveal().to_owned()));
        }
        (None, Some(_)) => return Err(CredentialsError::NoUser),
        (None, None) => {}
    }
    auth.token = authentication.token.as_ref().map(|token| token.reveal().to_owned());
    Ok(auth)
}

impl CredentialsError {
    /// What is wrong, with its cause.
    pub(super) fn in_full(&self) -> String {
        match self {
            Self::File { source, .. } => format!("{self}: {source}"),
            _ => self.to_string(),
        }
    }
}

impl From<CredentialsError> for AuthError {
    fn from(error: CredentialsError) -> Self {
        Self::new(error)
    }
}

fn read(path: &Path) -> Result<String, CredentialsError> {
    fs::read_to_string(path).map_err(|source| CredentialsError::File { path: path.to_owned(), source })
}

fn key(path: &Path, text: &str) -> Result<KeyPair, CredentialsError> {
    let seed = text
        .lines()
        .map(str::trim)
        .find(|line| looks_like_a_seed(line))
        .ok_or_else(|| CredentialsError::NoSeed(path.to_owned()))?;
    KeyPair::from_seed(seed).map_err(|_| CredentialsError::BrokenSeed(path.to_owned()))
}

fn sign(key: &KeyPair, nonce: &[u8], path: &Path) -> Result<Vec<u8>, CredentialsError> {
    key.sign(nonce).map_err(|_| CredentialsError::BrokenSeed(path.to_owned()))
}

/// The line between `-----BEGIN NATS {name}-----` and its end.
fn decorated<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    text.lines()
        .map(str::trim)
        .skip_while(|line| !(line.starts_with("---") && line.contains("BEGIN") && line.contains(name)))
        .skip(1)
        .find(|line| !line.is_empty())
        .filter(|line| !line.starts_with("---"))
}

/// Whether a line of a file with remarks is the seed: base32, as long as all of them.
fn looks_like_a_seed(line: &str) -> bool {
    let is_base32 = |byte: u8| matches!(byte, b'A'..=b'Z' | b'2'..=b'7');
    line.len() == SEED_LENGTH && line.starts_with('S') && line.bytes().all(is_base32)
}

#[cfg(test)]
mod tests {
    use super::decorated;

    #[test]
    fn a_token_stands_between_dashes() {
        let text = "remark\n-----BEGIN NATS USER JWT-----\n\n abc.def \n------END NATS USER JWT------\n";
        assert_eq!(decorated(text, "USER JWT"), Some("abc.def"));
        assert_eq!(decorated(text, "USER NKEY SEED"), None);
        assert_eq!(
            decorated("-----BEGIN NATS USER JWT-----\n------END NATS USER JWT------\n", "USER JWT"),
            None
        );
    }
}
