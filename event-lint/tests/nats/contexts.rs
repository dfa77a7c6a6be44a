//! The contexts of the nats tool.

use std::{fs, path::Path};

use nkeys::KeyPair;
use serde_json::{Value, json};

use super::{
    connecting::{accepted, random, refused},
    server::Server,
};

/// A folder with contexts, as the nats tool has them below `XDG_CONFIG_HOME`.
struct Contexts(tempfile::TempDir);

impl Contexts {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("nats/context")).unwrap();
        Self(folder)
    }

    /// Writes one, and returns its path.
    fn write(&self, name: &str, text: &str) -> String {
        let path = self.0.path().join(format!("nats/context/{name}.json"));
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn write_json(&self, name: &str, context: &Value) -> String {
        self.write(name, &context.to_string())
    }

    fn home(&self) -> &str {
        self.0.path().to_str().unwrap()
    }
}

/// A server that knows one user, and his password.
fn server() -> (Server, String) {
    let password = random();
    let users = format!("authorization {{ users: [ {{ user: me, password: \"{password}\" }} ] }}");
    (Server::with(&users), password)
}

pub(crate) fn a_context_is_found_by_its_name() {
    let (server, password) = server();
    let contexts = Contexts::new();
    let context = json!({
        "description": "of a test", "url": server.address(), "user": "me", "password": password,
        "token": "", "creds": "", "nkey": null, "color_scheme": "", "socks_proxy": "", "unknown": {"a": [1]}
    });
    let path = contexts.write_json("mine", &context);
    let config = ("XDG_CONFIG_HOME", contexts.home());
    accepted(&["--context", "mine"], &[config]);
    accepted(&[], &[config, ("NATS_CONTEXT", "mine")]);
    accepted(&["--context", "mine"], &[config, ("NATS_CONTEXT", "other")]);
    accepted(&["--context", &path], &[]);
    accepted(&[], &[("NATS_CONTEXT", &path)]);

    // Without XDG_CONFIG_HOME it is `.config` in the home folder.
    let home = tempfile::tempdir().unwrap();
    fs::create_dir_all(home.path().join(".config/nats/context")).unwrap();
    fs::copy(&path, home.path().join(".config/nats/context/mine.json")).unwrap();
    let home = ("HOME", home.path().to_str().unwrap());
    accepted(&["--context", "mine"], &[home, ("XDG_CONFIG_HOME", "")]);

    let expected = Path::new(contexts.home()).join("nats/context/yours.json");
    refused(
        &["--context", "yours"],
        &[config],
        &["failed to read the context `yours`", expected.to_str().unwrap(), "No such file"],
    );
}

/// What was typed wins over the environment, and both over a context.
pub(crate) fn a_context_says_only_what_nobody_else_says() {
    let (server, password) = server();
    let address = server.address();
    let contexts = Contexts::new();
    let config = ("XDG_CONFIG_HOME", contexts.home());
    let dead = "nats://127.0.0.1:1";

    contexts.write_json("dead", &json!({"url": dead, "user": "me", "password": password}));
    accepted(&["--context", "dead", "--server", &address], &[config]);
    accepted(&["--context", "dead"], &[config, ("NATS_URL", &address)]);
    accepted(&["--context", "dead", "--server", &address], &[config, ("NATS_URL", dead)]);
    refused(
        &["--context", "dead"],
        &[config, ("NATS_URL", "")],
        &["failed to connect to nats://127.0.0.1:1"],
    );
    refused(&["--context", "dead", "--server", dead], &[config, ("NATS_URL", &address)], &[dead]);

    contexts.write_json("wrong", &json!({"url": address, "user": "you", "password": "wrong"}));
    accepted(&["--context", "wrong", "--user", "me", "--password", &password], &[config]);
    accepted(&["--context", "wrong"], &[config, ("NATS_USER", "me"), ("NATS_PASSWORD", &password)]);
    let within = format!("nats://me:{password}@127.0.0.1:{}", server.port());
    accepted(&["--context", "wrong", "--server", &within], &[config]);
    accepted(&["--context", "wrong"], &[config, ("NATS_URL", &within)]);
    refused(&["--context", "wrong"], &[config], &["authorization violation"]);
    // The password of a context belongs to its user.
    contexts.write_json("mine", &json!({"url": address, "user": "me", "password": password}));
    refused(&["--context", "mine", "--user", "you"], &[config], &["authorization violation"]);
    contexts.write_json("forgotten", &json!({"url": address, "user": "me"}));
    accepted(&["--context", "forgotten", "--password", &password], &[config]);
    contexts.write_json("within", &json!({"url": within}));
    accepted(&["--context", "within"], &[config]);
}

/// A context with a token, and a user beside it: only the user is sent.
pub(crate) fn a_user_replaces_the_token_of_a_context() {
    let (server, password) = server();
    let token = random();
    let other = Server::with(&format!("authorization {{ token: \"{token}\" }}"));
    let contexts = Contexts::new();
    let config = ("XDG_CONFIG_HOME", contexts.home());
    contexts.write_json("token", &json!({"url": server.address(), "token": token}));
    accepted(&["--context", "token", "--user", "me", "--password", &password], &[config]);
    accepted(&["--context", "token", "--server", &other.address()], &[config]);
    refused(
        &["--context", "token", "--server", &other.address(), "--user", "me", "--password", &password],
        &[config],
        &["authorization violation", "does not accept the user and the password\n"],
    );
}

pub(crate) fn a_tilde_in_a_context_is_the_home_folder() {
    let key = KeyPair::new_user();
    let server = Server::with(&format!("authorization {{ users: [ {{ nkey: {} }} ] }}", key.public_key()));
    let contexts = Contexts::new();
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("keys")).unwrap();
    fs::write(home.path().join("keys/mine.nk"), key.seed().unwrap()).unwrap();
    contexts.write_json("tilde", &json!({"url": server.address(), "nkey": "~/keys/mine.nk"}));
    let config = ("XDG_CONFIG_HOME", contexts.home());
    accepted(&["--context", "tilde"], &[config, ("HOME", home.path().to_str().unwrap())]);
    refused(
        &["--context", "tilde"],
        &[config, ("HOME", "/nonexistent")],
        &["failed to read `/nonexistent/keys/mine.nk`"],
    );
}

/// The place is told, and nothing of what stands there.
pub(crate) fn a_broken_context_is_told_without_what_is_in_it() {
    let contexts = Contexts::new();
    let config = ("XDG_CONFIG_HOME", contexts.home());
    let secret = random();
    let cases = [
        ("cut", format!("{{\n  \"user\": \"me\",\n  \"password\": \"{secret}"), "line 3, column"),
        ("loose", format!("{{\n  \"password\": {secret}\n}}"), "line 2, column 15"),
        ("number", format!("{{\n  \"user\": {{\"{secret}\": 1}}\n}}"), "line 2, column"),
        ("list", format!("[\"{secret}\"]"), "it is a list"),
        ("empty", String::new(), "line 1, column 0"),
    ];
    for (name, text, place) in cases {
        let path = contexts.write(name, &text);
        let arguments = ["--context", name];
        refused(&arguments, &[config], &[&format!("failed to read the context `{name}`"), &path, place]);
        let run = super::connecting::connect(&arguments, &[config]);
        assert!(!run.stderr.contains(&secret), "{}", run.stderr);
    }
}
