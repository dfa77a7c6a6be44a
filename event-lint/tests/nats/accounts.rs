//! An operator, its accounts, and their users, all with keys of a moment.
//! What they are is said by JSON Web Tokens that each signs for the next one.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use nkeys::KeyPair;
use serde_json::{Value, json};

/// An operator with an account for events and one for the server itself.
pub(crate) struct Operator {
    key: KeyPair,
    account: KeyPair,
    system: KeyPair,
}

impl Operator {
    pub(crate) fn new() -> Self {
        Self { key: KeyPair::new_operator(), account: KeyPair::new_account(), system: KeyPair::new_account() }
    }

    /// What a server has to know.
    pub(crate) fn configuration(&self) -> String {
        let operator = token(&self.key, &self.key, json!({"type": "operator", "version": 2}), None);
        let accounts: Vec<String> = [&self.account, &self.system]
            .map(|account| {
                let limits = json!({
                    "subs": -1, "data": -1, "payload": -1, "imports": -1, "exports": -1, "wildcards": true,
                    "conn": -1, "leaf": -1
                });
                let claims = json!({"type": "account", "version": 2, "limits": limits});
                format!("{}: {}", account.public_key(), token(&self.key, account, claims, None))
            })
            .to_vec();
        format!(
            "operator: {operator}\nsystem_account: {}\nresolver: MEMORY\nresolver_preload {{\n{}\n}}",
            self.system.public_key(),
            accounts.join("\n")
        )
    }

    /// Makes a user, and writes its credentials into a file.
    pub(crate) fn user(&self, file: &Path, valid_for: Option<Duration>) -> PathBuf {
        write_credentials(file, &self.account, valid_for)
    }
}

/// The credentials of a user of an account, as `nsc` writes them.
pub(crate) fn write_credentials(file: &Path, account: &KeyPair, valid_for: Option<Duration>) -> PathBuf {
    let user = KeyPair::new_user();
    let claims = json!({
        "type": "user", "version": 2, "pub": {}, "sub": {}, "subs": -1, "data": -1, "payload": -1
    });
    let token = token(account, &user, claims, valid_for);
    let text = format!(
        "-----BEGIN NATS USER JWT-----\n{token}\n------END NATS USER JWT------\n\n\
         ************************* IMPORTANT *************************\n\
         Keep the seed below secret.\n\n\
         -----BEGIN USER NKEY SEED-----\n{}\n------END USER NKEY SEED------\n\n\
         *************************************************************\n",
        user.seed().unwrap()
    );
    fs::write(file, text).unwrap();
    file.to_owned()
}

/// What `issuer` says about `subject`.
fn token(issuer: &KeyPair, subject: &KeyPair, nats: Value, valid_for: Option<Duration>) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let mut claims = json!({
        "jti": subject.public_key(), "iat": now.as_secs(), "iss": issuer.public_key(),
        "sub": subject.public_key(), "name": "test", "nats": nats
    });
    if let Some(valid_for) = valid_for {
        claims["exp"] = (now + valid_for).as_secs().into();
    }
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", part(&json!({"typ": "JWT", "alg": "ed25519-nkey"})), part(&claims));
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(issuer.sign(signed.as_bytes()).unwrap()))
}
