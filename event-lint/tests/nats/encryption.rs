//! TLS.

use std::path::Path;

use super::{
    certificates::Authority,
    connecting::{accepted, refused},
    events::{SUBJECT, good},
    program::Running,
    publisher::Publisher,
    server::Server,
};

/// A server with TLS, and a folder in which all the files are.
struct Encrypted {
    server: Server,
    folder: tempfile::TempDir,
}

impl Encrypted {
    /// The certificate of the server is for `host`; `tls` stands in its configuration.
    fn new(host: &str, tls: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        let authority = Authority::new(path, "authority");
        authority.sign(path, "server", &[host]);
        authority.sign(path, "client", &["client.example.org"]);
        Authority::new(path, "stranger").sign(path, "strange", &["client.example.org"]);
        let path = path.display();
        let server = Server::with(&format!(
            "tls {{ cert_file: \"{path}/server.pem\", key_file: \"{path}/server.key\", ca_file: \"{path}/authority.pem\", {tls} }}"
        ));
        Self { server, folder }
    }

    fn file(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    fn address(&self, scheme: &str, host: &str) -> String {
        format!("{scheme}://{host}:{}", self.server.port())
    }
}

const NOBODY: (&str, &str) = ("SSL_CERT_FILE", "/nonexistent/store.pem");

pub(crate) fn an_authority_can_be_named() {
    let encrypted = Encrypted::new("127.0.0.1", "");
    let address = encrypted.address("nats", "127.0.0.1");
    let authority = encrypted.file("authority.pem");
    let arguments =
        ["watch", "--server", &address, "--tls-ca", &authority, "--count", "1", "--format", "json"];
    let running = Running::ready(&arguments);
    let options = async_nats::ConnectOptions::new().add_root_certificates(authority.clone().into());
    Publisher::connect(&address, options).publish(SUBJECT, good(1));
    let run = running.wait();
    assert_eq!((run.code, &run.report()["summary"]["messages"]), (Some(0), &1.into()));

    let tls = encrypted.address("tls", "127.0.0.1");
    accepted(&["--server", &tls, "--tls-ca", &authority], &[]);
    accepted(&["--server", &tls], &[("NATS_CA", &authority)]);

    let stranger = encrypted.file("stranger.pem");
    for address in [&address, &tls] {
        // The store of the machine does not know the authority.
        refused(&["--server", address], &[], &["TLS", "certificate", "UnknownIssuer", "--tls-ca"]);
        refused(&["--server", address, "--tls-ca", &stranger], &[], &["TLS", "UnknownIssuer", &stranger]);
    }
    let missing = encrypted.file("missing.pem");
    refused(&["--server", &address, "--tls-ca", &missing], &[], &["failed to read", &missing]);
    let key = encrypted.file("server.conf");
    std::fs::write(&key, "no certificate\n").unwrap();
    refused(&["--server", &address, "--tls-ca", &key], &[], &["no certificate and no key in PEM", &key]);
}

/// An authority that is named replaces the store of the machine, so a machine
/// without a store can connect too. Otherwise the store decides.
pub(crate) fn the_store_of_the_machine_may_be_missing() {
    let encrypted = Encrypted::new("127.0.0.1", "");
    let address = encrypted.address("nats", "127.0.0.1");
    let authority = encrypted.file("authority.pem");
    let empty = encrypted.file("empty.pem");
    std::fs::write(&empty, "").unwrap();
    accepted(&["--server", &address, "--tls-ca", &authority], &[NOBODY]);
    accepted(&["--server", &address, "--tls-ca", &authority], &[("SSL_CERT_FILE", &empty)]);
    accepted(&["--server", &address], &[("SSL_CERT_FILE", &authority)]);
    refused(&["--server", &address], &[NOBODY], &["TLS", NOBODY.1]);
    refused(&["--server", &address], &[("SSL_CERT_FILE", &empty)], &["TLS", "--tls-ca"]);
    // Without TLS nobody asks for the store.
    accepted(&["--server", &Server::start().address()], &[NOBODY]);
}

pub(crate) fn the_name_of_the_host_counts() {
    let encrypted = Encrypted::new("localhost", "");
    let authority = encrypted.file("authority.pem");
    accepted(&["--server", &encrypted.address("tls", "localhost"), "--tls-ca", &authority], &[]);
    let other = encrypted.address("tls", "127.0.0.1");
    let words = ["TLS", "certificate", "not valid for name", "by a name that stands in it"];
    refused(&["--server", &other, "--tls-ca", &authority], &[], &words);
}

pub(crate) fn a_client_can_have_a_certificate() {
    let encrypted = Encrypted::new("127.0.0.1", "verify: true");
    let address = encrypted.address("tls", "127.0.0.1");
    let authority = encrypted.file("authority.pem");
    let (certificate, key) = (encrypted.file("client.pem"), encrypted.file("client.key"));
    let known = ["--server", &address, "--tls-ca", &authority];
    accepted(&[&known[..], &["--tls-cert", &certificate, "--tls-key", &key]].concat(), &[]);
    accepted(&known, &[("NATS_CERT", &certificate), ("NATS_KEY", &key)]);
    refused(&known, &[], &["TLS", "--tls-cert", "--tls-key"]);
    let (strange, its_key) = (encrypted.file("strange.pem"), encrypted.file("strange.key"));
    refused(
        &[&known[..], &["--tls-cert", &strange, "--tls-key", &its_key]].concat(),
        &[],
        &["TLS", "does not accept the certificate of this client"],
    );
    refused(
        &[&known[..], &["--tls-cert", &certificate, "--tls-key", &its_key]].concat(),
        &[],
        &["TLS", "key"],
    );
    refused(&[&known[..], &["--tls-cert", &certificate]].concat(), &[], &["--tls-cert and --tls-key"]);
}

pub(crate) fn tls_can_come_first() {
    let encrypted = Encrypted::new("127.0.0.1", "handshake_first: true");
    let authority = encrypted.file("authority.pem");
    for scheme in ["tls", "nats"] {
        let address = encrypted.address(scheme, "127.0.0.1");
        accepted(&["--server", &address, "--tls-ca", &authority, "--tls-first"], &[]);
        refused(&["--server", &address, "--tls-ca", &authority], &[], &["--tls-first"]);
    }
}

pub(crate) fn a_server_without_tls_is_refused() {
    let server = Server::start();
    let folder = tempfile::tempdir().unwrap();
    Authority::new(folder.path(), "authority");
    let authority = Path::display(&folder.path().join("authority.pem")).to_string();
    let tls = format!("tls://127.0.0.1:{}", server.port());
    refused(&["--server", &tls], &[], &["TLS"]);
    refused(&["--server", &server.address(), "--tls-ca", &authority], &[], &["TLS"]);
    refused(&["--server", &server.address(), "--tls-first"], &[], &["TLS"]);
}
