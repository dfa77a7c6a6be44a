//! A secret is seen by nobody: not in the list of processes, not in what the
//! program says, not in what it writes.

use std::{
    fs,
    net::TcpListener,
    path::Path,
    time::{Duration, Instant},
};

use super::{
    connecting::{connect, random},
    events::{SUBJECT, bad, good},
    program::{Run, Running, command, finish},
    publisher::Publisher,
    server::Server,
};

/// What every user of the machine can read about a process.
fn shown(process: u32) -> String {
    ["cmdline", "comm", "stat", "status"]
        .iter()
        .map(|file| fs::read(format!("/proc/{process}/{file}")).unwrap_or_default())
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .collect()
}

/// Everything that stands in the files of a folder.
fn written(folder: &Path) -> String {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.map(|path| fs::read_to_string(path).unwrap()).collect()
}

/// All formats of reports, from what the program says about one that is none.
fn formats() -> Vec<String> {
    let run = finish(command(&["watch", "--format", "none"]));
    let list = run.stderr.split("possible values: ").nth(1).unwrap().split(']').next().unwrap();
    let formats: Vec<String> = list.split(", ").map(str::to_owned).collect();
    assert!(formats.len() >= 3, "{formats:?}");
    formats
}

#[track_caller]
fn says_nothing(secret: &str, run: &Run) {
    assert!(!run.stdout.contains(secret), "{}", run.stdout);
    assert!(!run.stderr.contains(secret), "{}", run.stderr);
}

/// A server that knows a user by a password, and the ways to name both.
fn password() -> (Server, String, Vec<Vec<String>>) {
    let secret = random();
    let users = format!("authorization {{ users: [ {{ user: me, password: \"{secret}\" }} ] }}");
    let server = Server::with(&users);
    let (address, port) = (server.address(), server.port());
    let within = format!("nats://me:{secret}@127.0.0.1:{port}");
    let ways = [
        vec!["--server", &address, "--user", "me", "--password", &secret],
        vec!["--server", &address, "--user", "me", &format!("--password={secret}")],
        vec!["--server", &within],
        vec![&format!("--server={within}")],
        vec!["-s", &within],
        vec![&format!("-s{within}")],
        vec![&format!("-vs{within}")],
    ]
    .into_iter()
    .map(|way| way.into_iter().map(str::to_owned).collect())
    .collect();
    (server, secret, ways)
}

fn publisher(server: &Server, secret: &str) -> Publisher {
    let options = async_nats::ConnectOptions::with_user_and_password("me".to_owned(), secret.to_owned());
    Publisher::connect(&server.address(), options)
}

/// Watches with some options until an event came, and looks at everything.
fn watch_and_look(secret: &str, way: &[String], publish: impl FnOnce()) {
    let folder = tempfile::tempdir().unwrap();
    let mut command = command(&["watch", "--count", "2", "--report-every", "50ms"]);
    command.args(way);
    for format in formats() {
        command.args(["--format", &format, "--output"]).arg(folder.path().join(format));
    }
    command.arg("--judgements").arg(folder.path().join("judgements"));
    command.arg("--ready-file").arg(folder.path().join("ready"));
    let running = Running::spawn(&mut command, true);
    let process = shown(running.id());
    assert!(process.contains("--report-every"), "{process:?}");
    assert!(!process.contains(secret), "{process:?}");
    publish();
    let run = running.wait();
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    says_nothing(secret, &run);
    let files = written(folder.path());
    assert!(files.contains("schema-violation") && files.contains("127.0.0.1"));
    assert!(!files.contains(secret), "{files}");
}

pub(crate) fn a_password_is_seen_nowhere() {
    let (server, secret, ways) = password();
    let publisher = publisher(&server, &secret);
    for way in ways {
        watch_and_look(&secret, &way, || publisher.publish_all(SUBJECT, [good(1), bad(2)]));
    }
}

pub(crate) fn a_token_is_seen_nowhere() {
    let secret = random();
    let server = Server::with(&format!("authorization {{ token: \"{secret}\" }}"));
    let options = async_nats::ConnectOptions::with_token(secret.clone());
    let publisher = Publisher::connect(&server.address(), options);
    let within = format!("{secret}@127.0.0.1:{}", server.port());
    for way in [["--token", &secret, "-s", &server.address()].to_vec(), ["--server", &within].to_vec()] {
        let way: Vec<String> = way.into_iter().map(str::to_owned).collect();
        watch_and_look(&secret, &way, || publisher.publish_all(SUBJECT, [good(1), bad(2)]));
    }
}

/// It is hidden before anything else happens, and so before a server answers.
pub(crate) fn a_secret_leaves_the_list_of_processes_at_once() {
    let secret = random();
    // It takes connections and says nothing, so the program waits.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = silent.local_addr().unwrap().to_string();
    let mut command = command(&["watch", "--server", &address, "--user", "me", "--password", &secret]);
    let start = Instant::now();
    let running = Running::spawn(&mut command, false);
    loop {
        let process = shown(running.id());
        // While a process is replaced, it has no arguments at all.
        if process.contains("--user") && !process.contains(&secret) {
            break;
        }
        assert!(start.elapsed() < Duration::from_secs(3), "{process:?}");
        std::thread::yield_now();
    }
    says_nothing(&secret, &running.wait());
}

pub(crate) fn other_commands_hide_it_too() {
    let (server, secret, ways) = password();
    let publisher = publisher(&server, &secret);
    publisher.make_stream(
        "events",
        &["wasmbus.evt.>"],
        async_nats::jetstream::stream::RetentionPolicy::Limits,
    );
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (recording, judgements, truth) = (file("recording"), file("judgements"), file("truth"));
    let follow = ["replay", "--stream", "events", "--durable", "d", "--follow", "--judgements", &judgements];
    let emit = ["emit", "--rate", "20", "--for", "60s", "--faults", "0.1", "--truth", &truth];
    for arguments in [&["record", "--output", &recording][..], &follow, &emit] {
        let mut command = command(arguments);
        command.args(&ways[0]);
        let ready = arguments[0] != "emit";
        let running = Running::spawn(&mut command, ready);
        if !ready {
            while fs::metadata(&truth).map_or(0, |truth| truth.len()) == 0 {
                std::thread::sleep(Duration::from_millis(5));
            }
        }
        let process = shown(running.id());
        assert!(process.contains(arguments[0]) && !process.contains(&secret), "{process:?}");
        publisher.publish(SUBJECT, good(1));
        std::thread::sleep(Duration::from_millis(300));
        running.signal("-INT");
        let run = running.wait();
        assert_eq!(run.code, Some(0), "{arguments:?} {}", run.stderr);
        says_nothing(&secret, &run);
    }
    let files = written(folder.path());
    assert!(files.contains(SUBJECT) && !files.contains(&secret));
}

/// What goes wrong is told without it.
pub(crate) fn errors_say_nothing_of_it() {
    let (server, _, _) = password();
    let (port, address) = (server.port(), server.address());
    let secret = random();
    let (half, rest) = secret.split_at(12);
    let cases: Vec<Vec<String>> = vec![
        // Nobody listens.
        vec![
            "--server".into(),
            "127.0.0.1:1".into(),
            "--user".into(),
            "me".into(),
            "--password".into(),
            secret.clone(),
        ],
        vec![format!("-snats://me:{secret}@127.0.0.1:1")],
        // It is wrong.
        vec!["--server".into(), address.clone(), "--token".into(), secret.clone()],
        vec!["--server".into(), format!("me:{secret}@127.0.0.1:{port}")],
        // The address is none.
        vec!["--server".into(), format!("http://me:{secret}@127.0.0.1:{port}")],
        vec!["--server".into(), format!("nats://me:{secret}@127.0.0.1:port")],
        vec!["--server".into(), format!("nats://me:{half},{rest}@127.0.0.1:{port}")],
        vec!["--server".into(), format!("nats://me:{half}/{rest}@127.0.0.1:{port}")],
        vec!["--server".into(), format!("nats://me:{half}@{rest}@127.0.0.1:{port}")],
        // Something else is wrong.
        vec!["--password".into(), secret.clone()],
        vec!["--token".into(), secret.clone(), "--lattice".into(), "a.b".into()],
        vec!["--token".into(), secret.clone(), "--nonsense".into()],
        vec![format!("--token={secret}"), "--count".into(), "many".into()],
        vec!["--token".into(), secret.clone(), "--context".into(), "none".into()],
    ];
    for case in cases {
        let arguments: Vec<&str> = case.iter().map(String::as_str).collect();
        let run = connect(&arguments, &[]);
        assert_eq!(run.code, Some(2), "{arguments:?} {}", run.stderr);
        for part in [half, rest] {
            says_nothing(part, &run);
        }
        // The same from the environment.
        if let [option, address] = &arguments[..]
            && *option == "--server"
        {
            let run = connect(&[], &[("NATS_URL", address)]);
            assert_eq!(run.code, Some(2), "{address} {}", run.stderr);
            for part in [half, rest] {
                says_nothing(part, &run);
            }
        }
    }
}

pub(crate) fn help_says_nothing_of_the_environment() {
    let secret = random();
    let address = format!("nats://me:{secret}@127.0.0.1:4222");
    for name in ["watch", "replay", "record", "emit", "permissions", "check"] {
        for help in ["--help", "-h"] {
            let mut command = command(&[name, help]);
            command.env("NATS_PASSWORD", &secret).env("NATS_TOKEN", &secret).env("NATS_URL", &address);
            let run = finish(command);
            assert_eq!(run.code, Some(0));
            assert!(run.stdout.contains("Usage"));
            says_nothing(&secret, &run);
        }
    }
}

/// A command without a connection has no such options, and says so.
pub(crate) fn what_is_no_option_is_told() {
    let secret = random();
    let run = finish(command(&["check", "--token", &secret]));
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("--token"), "{}", run.stderr);
}
