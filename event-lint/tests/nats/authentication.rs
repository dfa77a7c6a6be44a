//! Who connects.

use std::{fs, time::Duration};

use nkeys::KeyPair;

use super::{
    accounts::{Operator, write_credentials},
    connecting::{accepted, random, refused},
    judgements::Judgements,
    program::Running,
    publisher::Publisher,
    server::Server,
};

pub(crate) fn a_user_has_a_password() {
    let password = random();
    let server =
        Server::with(&format!("authorization {{ users: [ {{ user: me, password: \"{password}\" }} ] }}"));
    let (address, port) = (server.address(), server.port());
    let within = format!("nats://me:{password}@127.0.0.1:{port}");
    accepted(&["--server", &address, "--user", "me", "--password", &password], &[]);
    accepted(&["--server", &address], &[("NATS_USER", "me"), ("NATS_PASSWORD", &password)]);
    accepted(&["--server", &within], &[]);
    accepted(&[], &[("NATS_URL", &within)]);
    // What was typed wins, and what is empty says nothing.
    accepted(&["--server", &address, "--user", "me"], &[("NATS_USER", "you"), ("NATS_PASSWORD", &password)]);
    accepted(&["--server", &within], &[("NATS_USER", "you"), ("NATS_PASSWORD", "wrong")]);
    accepted(&["--server", &within], &[("NATS_CREDS", ""), ("NATS_TOKEN", ""), ("NATS_CONTEXT", "")]);

    let violation = &["authorization violation", &address, "does not accept the user and the password"];
    refused(&["--server", &address, "--user", "me", "--password", "wrong"], &[], violation);
    refused(&["--server", &address, "--user", "me"], &[], violation);
    refused(&["--server", &address], &[], &["authorization violation", "--creds", "--user", "--token"]);
    refused(&["--server", &address, "--password", &password], &[], &["a password needs a user"]);
}

/// Characters that mean something in an address are written with a percent sign.
pub(crate) fn a_password_in_an_address_is_decoded() {
    let server = Server::with("authorization { users: [ { user: me, password: \"a/b,c@d:e\" } ] }");
    let port = server.port();
    accepted(&["--server", &format!("me:a%2Fb%2Cc%40d%3Ae@127.0.0.1:{port}")], &[]);
    accepted(&["--server", &format!("me:a/b%2Cc@d:e@127.0.0.1:{port}")], &[]);
}

pub(crate) fn a_token_is_enough() {
    let token = random();
    let server = Server::with(&format!("authorization {{ token: \"{token}\" }}"));
    let (address, port) = (server.address(), server.port());
    accepted(&["--server", &address, "--token", &token], &[]);
    accepted(&["--server", &address], &[("NATS_TOKEN", &token)]);
    accepted(&["--server", &format!("nats://{token}@127.0.0.1:{port}")], &[]);
    let violation = &["authorization violation", "does not accept the token"];
    refused(&["--server", &address, "--token", "wrong"], &[], violation);
    refused(&["--server", &format!("nats://wrong@127.0.0.1:{port}")], &[], violation);
}

pub(crate) fn a_key_signs() {
    let key = KeyPair::new_user();
    let server = Server::with(&format!("authorization {{ users: [ {{ nkey: {} }} ] }}", key.public_key()));
    let address = server.address();
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: String| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let seed = key.seed().unwrap();
    for (name, text) in [
        ("bare", seed.clone()),
        ("as nk writes it", format!("{seed}\n{}\n", key.public_key())),
        (
            "commented",
            format!("# The key of the test\n\nSeed of it, on the next line:\r\n  {seed}\r\n\n# end\n"),
        ),
        ("armoured", format!("-----BEGIN USER NKEY SEED-----\n{seed}\n------END USER NKEY SEED------\n")),
    ] {
        let path = file(name, text);
        accepted(&["--server", &address, "--nkey", &path], &[]);
        accepted(&["--server", &address], &[("NATS_NKEY", &path)]);
    }
    let other = file("other", KeyPair::new_user().seed().unwrap());
    refused(&["--server", &address, "--nkey", &other], &[], &["authorization violation", "the key in"]);
    // One letter is another one.
    let other = if &seed[20..21] == "A" { "B" } else { "A" };
    let broken = file("broken", format!("{}{other}{}", &seed[..20], &seed[21..]));
    refused(&["--server", &address, "--nkey", &broken], &[], &["seed"]);
    let empty = file("empty", "# nothing\n".to_owned());
    refused(&["--server", &address, "--nkey", &empty], &[], &["holds no seed", &empty]);
    let missing = folder.path().join("missing");
    let missing = missing.to_str().unwrap();
    refused(&["--server", &address, "--nkey", missing], &[], &["failed to read `", missing]);
}

pub(crate) fn credentials_are_signed_by_an_account() {
    let operator = Operator::new();
    let server = Server::with(&operator.configuration());
    let address = server.address();
    let folder = tempfile::tempdir().unwrap();
    let good = operator.user(&folder.path().join("good.creds"), None);
    let good = good.to_str().unwrap();
    accepted(&["--server", &address, "--creds", good], &[]);
    accepted(&["--server", &address], &[("NATS_CREDS", good)]);

    let stranger = folder.path().join("stranger.creds");
    write_credentials(&stranger, &KeyPair::new_account(), None);
    let stranger = stranger.to_str().unwrap();
    refused(&["--server", &address, "--creds", stranger], &[], &["authorization violation", stranger]);
    let missing = folder.path().join("missing.creds");
    let missing = missing.to_str().unwrap();
    refused(&["--server", &address, "--creds", missing], &[], &["failed to read `", missing]);
    let none = folder.path().join("none.creds");
    fs::write(&none, "no credentials\n").unwrap();
    let none = none.to_str().unwrap();
    refused(&["--server", &address, "--creds", none], &[], &["holds no user JWT", none]);
}

/// The server closes the connection of a user whose time is over, and does not
/// let it come again before its credentials are renewed.
pub(crate) fn credentials_that_expire_are_a_gap() {
    let operator = Operator::new();
    let server = Server::with(&operator.configuration());
    let address = server.address();
    let folder = tempfile::tempdir().unwrap();
    let brief = operator.user(&folder.path().join("brief.creds"), Some(Duration::from_secs(6)));
    let lasting = operator.user(&folder.path().join("lasting.creds"), None);
    let judgements = Judgements::new();
    let mut running = Running::ready(&[
        "watch",
        "--server",
        &address,
        "--creds",
        brief.to_str().unwrap(),
        "--format",
        "json",
        "--judgements",
        judgements.path(),
    ]);
    let lasting = fs::read_to_string(lasting).unwrap();
    let options = async_nats::ConnectOptions::with_credentials(&lasting).unwrap();
    let publisher = Publisher::connect(&address, options);
    judgements.publish_until_judged(&publisher);
    running.until("User Authentication Expired");
    running.until("the connection broke");
    running.until("authorization violation");
    // Somebody renews the file, and the run goes on.
    let expired = fs::read_to_string(&brief).unwrap();
    fs::write(&brief, &lasting).unwrap();
    running.until("connected again");
    judgements.publish_until_judged(&publisher);
    fs::write(&brief, &expired).unwrap();
    running.signal("-INT");
    let run = running.wait();
    let report = run.report();
    assert_eq!(run.code, Some(3), "{report:#}");
    assert!(report["summary"]["messages"].as_u64().unwrap() >= 2);
    // In the very second in which its time is over, the server lets it in again, and out.
    let gaps = report["connection"]["gaps"].as_array().unwrap();
    assert!((1..=3).contains(&gaps.len()), "{report:#}");
    assert_eq!(report["connection"]["gap_count"], gaps.len());
    assert!(gaps.last().unwrap().get("to").is_some(), "{report:#}");
    // A new run is refused.
    let brief = brief.to_str().unwrap();
    refused(&["--server", &address, "--creds", brief], &[], &["authorization violation", brief]);
}
