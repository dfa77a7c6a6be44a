//! What `event-lint permissions` prints is enough, and nothing in it is too much.

use std::time::{Duration, Instant};

use async_nats::jetstream::stream::RetentionPolicy;

use super::{
    events::{SUBJECT, good},
    program::{Run, Running, command, finish, run},
    publisher::Publisher,
    server::Server,
};

/// A subject that nobody uses, in place of the one that is taken away.
const NOTHING: &str = "\"nothing.at.all\"";

/// What the program says about a command.
fn printed(arguments: &[&str]) -> String {
    let run = run(&[&["permissions"], arguments].concat());
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    run.stdout
}

/// The subjects in it.
fn subjects(permissions: &str) -> Vec<String> {
    permissions.lines().map(str::trim).filter(|line| line.starts_with('"')).map(str::to_owned).collect()
}

/// A server with a user for everything, one with just the permissions of a
/// command, and one for each subject in them who lacks that one.
struct Restricted {
    server: Server,
    subjects: Vec<String>,
}

/// The user with all permissions of a command.
const ENOUGH: &str = "enough";

impl Restricted {
    fn new(arguments: &[&str]) -> Self {
        Self::with(arguments, "")
    }

    fn with(arguments: &[&str], configuration: &str) -> Self {
        let permissions = printed(arguments);
        let subjects = subjects(&permissions);
        let mut users = vec![
            "{ user: admin, password: admin }".to_owned(),
            format!("{{ user: {ENOUGH}, password: p, {permissions} }}"),
        ];
        for (index, subject) in subjects.iter().enumerate() {
            let fewer = permissions.replace(&format!("    {subject}\n"), &format!("    {NOTHING}\n"));
            assert_ne!(fewer, permissions);
            users.push(format!("{{ user: without_{index}, password: p, {fewer} }}"));
        }
        let server =
            Server::with(&format!("{configuration}\nauthorization {{ users: [\n{}\n] }}", users.join("\n")));
        Self { server, subjects }
    }

    fn admin(&self) -> Publisher {
        let options =
            async_nats::ConnectOptions::with_user_and_password("admin".to_owned(), "admin".to_owned());
        Publisher::connect(&self.server.address(), options)
    }

    /// The command as a user.
    fn command(&self, user: &str, arguments: &[&str]) -> std::process::Command {
        let mut command = command(arguments);
        command.args(["--server", &self.server.address()]).env("NATS_USER", user).env("NATS_PASSWORD", "p");
        command
    }

    /// What the server refused to a user.
    fn violations(&self, user: &str) -> Vec<String> {
        let user = format!("/user:{user}\"");
        let log = self.server.log();
        log.lines()
            .filter(|line| line.contains("Violation") && line.contains(&user))
            .map(str::to_owned)
            .collect()
    }

    /// Runs the command as each user who lacks something.
    fn each_lack(&self, run: impl Fn(&str) -> Run + Sync) -> Vec<(String, Run)> {
        assert_eq!(self.violations(ENOUGH), Vec::<String>::new());
        let run = &run;
        std::thread::scope(|scope| {
            let running: Vec<_> = (0..self.subjects.len())
                .map(|index| scope.spawn(move || run(&format!("without_{index}"))))
                .collect();
            self.subjects.iter().cloned().zip(running.into_iter().map(|run| run.join().unwrap())).collect()
        })
    }

    /// Whoever lacks something is refused, and the program says so.
    fn each_lack_is_refused(&self, run: impl Fn(&str) -> Run + Sync) {
        for (index, (subject, run)) in self.each_lack(run).into_iter().enumerate() {
            assert_eq!(run.code, Some(2), "without {subject}: {}", run.stderr);
            assert!(!self.violations(&format!("without_{index}")).is_empty(), "without {subject}");
            assert!(
                run.stderr.to_lowercase().contains("permissions violation"),
                "without {subject}: {}",
                run.stderr
            );
            assert!(run.stderr.contains("event-lint permissions"), "without {subject}: {}", run.stderr);
        }
    }
}

/// One event on each of the subjects of the lattice.
fn publish_everywhere(publisher: &Publisher) {
    for (number, subject) in
        [SUBJECT, "wasmbus.evt.default", "wadm.evt.default.manifest_published"].into_iter().enumerate()
    {
        publisher.publish(subject, good(number));
    }
}

/// Runs until three messages came.
fn take_three(restricted: &Restricted, arguments: &[&str]) -> Run {
    let mut command = restricted.command(ENOUGH, arguments);
    let running = Running::spawn(command.args(["--count", "3"]), true);
    publish_everywhere(&restricted.admin());
    running.wait()
}

fn watching(arguments: &[&str]) {
    let restricted = Restricted::new(&[&["watch"], arguments].concat());
    assert_eq!(restricted.subjects.len(), 3);
    let watch = [&["watch", "--fail-on", "never", "--format", "json"], arguments].concat();
    let run = take_three(&restricted, &watch);
    assert_eq!((run.code, &run.report()["summary"]["messages"]), (Some(0), &3.into()), "{}", run.stderr);
    let moment = [&watch[..], &["--for", "100ms", "--allow-empty"]].concat();
    restricted.each_lack_is_refused(|user| finish(restricted.command(user, &moment)));
}

pub(crate) fn watching_needs_its_subjects() {
    watching(&[]);
}

pub(crate) fn a_queue_group_needs_its_own() {
    watching(&["--queue-group", "lint"]);
    // Another group is another permission.
    let restricted = Restricted::new(&["watch", "--queue-group", "lint"]);
    for other in [&["watch", "--queue-group", "other"][..], &["watch"]] {
        let run = finish(restricted.command(ENOUGH, other));
        assert_eq!(run.code, Some(2), "{}", run.stderr);
    }
}

pub(crate) fn recording_needs_its_subjects() {
    let restricted = Restricted::new(&["record"]);
    let folder = tempfile::tempdir().unwrap();
    let file = |user: &str| folder.path().join(user).to_str().unwrap().to_owned();
    let run = take_three(&restricted, &["record", "--output", &file(ENOUGH)]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(std::fs::read_to_string(file(ENOUGH)).unwrap().lines().count(), 3);
    restricted.each_lack_is_refused(|user| {
        let output = file(user);
        let arguments = ["record", "--output", &output, "--for", "100ms", "--allow-empty"];
        finish(restricted.command(user, &arguments))
    });
}

/// A server with a stream of some events.
fn with_stream(permissions: &[&str], messages: usize) -> (Restricted, Publisher) {
    let restricted = Restricted::new(permissions);
    let admin = restricted.admin();
    admin.make_stream("events", &["wasmbus.evt.>", "wadm.evt.>"], RetentionPolicy::Limits);
    admin.store_all(SUBJECT, (0..messages).map(good));
    (restricted, admin)
}

fn judged(run: &Run) -> (Option<i32>, u64) {
    (run.code, run.report()["stream"]["judged"].as_u64().unwrap())
}

const REPLAY: [&str; 5] = ["replay", "--stream", "events", "--format", "json"];

/// Whether what was taken away is a part of the interface of JetStream.
fn is_about(subject: &str, request: &str) -> bool {
    subject.contains(request)
}

pub(crate) fn reading_a_stream_needs_its_interface() {
    for selection in [&["--subject", SUBJECT][..], &["--lattice", "default"], &[]] {
        let (restricted, _) = with_stream(&[&["replay", "--stream", "events"], selection].concat(), 20);
        let arguments = [&REPLAY, selection].concat();
        let run = finish(restricted.command(ENOUGH, &arguments));
        assert_eq!(judged(&run), (Some(0), 20), "{}", run.stderr);
        assert_eq!(restricted.violations(ENOUGH), Vec::<String>::new());
    }
    let (restricted, _) = with_stream(&["replay", "--stream", "events"], 20);
    let lacks = restricted.each_lack(|user| finish(restricted.command(user, &REPLAY)));
    for (index, (subject, run)) in lacks.into_iter().enumerate() {
        let violations = restricted.violations(&format!("without_{index}"));
        assert!(!violations.is_empty(), "without {subject}");
        // The server forgets a consumer by itself, but two minutes later.
        let code = if is_about(&subject, "CONSUMER.DELETE") { 0 } else { 2 };
        assert_eq!(run.code, Some(code), "without {subject}: {}", run.stderr);
    }
}

/// Replays a stream, and restarts the server in the middle of it.
fn interrupted(restricted: &mut Restricted, user: &str) -> Run {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("judgements");
    let mut command = restricted.command(user, &REPLAY);
    // It reads not much more than it has judged.
    command.args(["--queue", "64KiB", "--judgements"]).arg(&file);
    let running = Running::spawn(&mut command, true);
    while std::fs::metadata(&file).map_or(0, |file| file.len()) < 100_000 {
        std::thread::sleep(Duration::from_millis(2));
    }
    restricted.server.restart();
    running.wait()
}

/// After a restart of the server, the reader makes its consumer anew.
pub(crate) fn a_reader_that_was_interrupted_needs_nothing_more() {
    const MESSAGES: usize = 8_000;
    let (mut restricted, _) = with_stream(&["replay", "--stream", "events"], MESSAGES);
    let run = interrupted(&mut restricted, ENOUGH);
    assert_eq!(judged(&run), (Some(0), MESSAGES as u64), "{}", run.stderr);
    assert_eq!(restricted.violations(ENOUGH), Vec::<String>::new());
}

fn replay_durable(restricted: &Restricted, user: &str) -> Run {
    let folder = tempfile::tempdir().unwrap();
    let judgements = folder.path().join(user);
    let durable = ["--durable", "audit", "--judgements", judgements.to_str().unwrap()];
    finish(restricted.command(user, &[&REPLAY[..], &durable].concat()))
}

pub(crate) fn a_durable_reader_acknowledges() {
    let permissions = ["replay", "--stream", "events", "--durable", "audit"];
    let (restricted, admin) = with_stream(&permissions, 20);
    let run = replay_durable(&restricted, ENOUGH);
    assert_eq!(judged(&run), (Some(0), 20), "{}", run.stderr);
    assert_eq!(admin.consumer_state("events", "audit"), (0, 0));
    assert_eq!(restricted.violations(ENOUGH), Vec::<String>::new());
    // The consumer is the first thing that a reader makes, so each gets a server without it.
    std::thread::scope(|scope| {
        for (index, subject) in restricted.subjects.iter().enumerate() {
            scope.spawn(move || {
                let (restricted, _) = with_stream(&permissions, 20);
                let user = format!("without_{index}");
                let run = replay_durable(&restricted, &user);
                assert_eq!(run.code, Some(2), "without {subject}: {}", run.stderr);
                assert!(!restricted.violations(&user).is_empty(), "without {subject}");
            });
        }
    });
}

/// How many events a run said that it published.
fn published(run: &Run) -> Option<&str> {
    run.stderr.strip_prefix("event-lint: ")?.split(' ').next()
}

pub(crate) fn publishing_needs_its_subjects() {
    let restricted = Restricted::new(&["emit"]);
    let arguments = ["emit", "--faults", "0.5", "--count", "3000", "--rate", "max"];
    let emit = |user: &str| finish(restricted.command(user, &arguments));
    let run = emit(ENOUGH);
    assert_eq!((run.code, published(&run)), (Some(0), Some("3000")), "{}", run.stderr);
    restricted.each_lack_is_refused(emit);
}

pub(crate) fn publishing_to_a_stream_needs_an_inbox() {
    let (restricted, admin) = with_stream(&["emit", "--jetstream"], 0);
    admin.make_consumer("events", consumer("count"));
    let arguments = ["emit", "--jetstream", "--faults", "0.5", "--count", "3000", "--rate", "max"];
    let emit = |user: &str| finish(restricted.command(user, &arguments));
    let run = emit(ENOUGH);
    assert_eq!((run.code, published(&run)), (Some(0), Some("3000")), "{}", run.stderr);
    assert_eq!(admin.consumer_state("events", "count"), (0, 3000));
    restricted.each_lack_is_refused(emit);
}

fn consumer(name: &str) -> async_nats::jetstream::consumer::pull::Config {
    async_nats::jetstream::consumer::pull::Config {
        durable_name: Some(name.to_owned()),
        ..Default::default()
    }
}

/// Options that change where a command reads and writes change its permissions.
pub(crate) fn permissions_follow_the_options() {
    let quoted = |subjects: &[&str]| -> Vec<String> {
        subjects.iter().map(|subject| format!("\"{subject}\"")).collect()
    };
    assert_eq!(
        subjects(&printed(&["watch", "--subject-prefix", "*", "--lattice", "a"])),
        quoted(&["*.wasmbus.evt.a.>", "*.wasmbus.evt.a", "*.wadm.evt.a.>"])
    );
    assert_eq!(
        subjects(&printed(&["replay", "--stream", "s", "--js-domain", "hub", "--inbox-prefix", "_I.me"])),
        quoted(&[
            "$JS.API.STREAM.INFO.s",
            "$JS.API.CONSUMER.CREATE.s",
            "$JS.API.CONSUMER.INFO.s.*",
            "$JS.API.CONSUMER.MSG.NEXT.s.*",
            "$JS.API.CONSUMER.DELETE.s.*",
            "$JS.hub.API.STREAM.INFO.s",
            "$JS.hub.API.CONSUMER.CREATE.s",
            "$JS.hub.API.CONSUMER.INFO.s.*",
            "$JS.hub.API.CONSUMER.MSG.NEXT.s.*",
            "$JS.hub.API.CONSUMER.DELETE.s.*",
            "_I.me.>",
        ])
    );
    let json = printed(&["emit", "--jetstream", "--inbox-prefix", "_I", "--lattice", "a", "--json"]);
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&json).unwrap(),
        serde_json::json!({"publish": ["wasmbus.evt.a.>", "wadm.evt.a.>"], "subscribe": ["_I.>"]})
    );
}

const IN_DOMAIN: [&str; 7] =
    ["replay", "--stream", "events", "--js-domain", "hub", "--inbox-prefix", "_I.me"];

/// JetStream of a domain, in the folder of the server.
fn domain(name: &str) -> String {
    format!("jetstream {{ store_dir: \"{{folder}}/jetstream\", domain: {name} }}")
}

/// Runs the reader of a domain as somebody with all permissions, and as those
/// who lack one. What is refused to them begins with `needed`.
fn read_in_domain(restricted: &Restricted, needed: &str) {
    let arguments = [&IN_DOMAIN[..], &["--format", "json"]].concat();
    let run = finish(restricted.command(ENOUGH, &arguments));
    assert_eq!(judged(&run), (Some(0), 20), "{}", run.stderr);
    assert_eq!(restricted.violations(ENOUGH), Vec::<String>::new());
    for (index, subject) in restricted.subjects.iter().enumerate() {
        if is_about(subject, "MSG.NEXT") {
            let run = finish(restricted.command(&format!("without_{index}"), &arguments));
            let code = if is_about(subject, needed) { 2 } else { 0 };
            assert_eq!(run.code, Some(code), "without {subject}: {}", run.stderr);
        }
    }
}

/// A server whose own domain it is looks at the requests without the domain.
pub(crate) fn a_domain_is_read_at_its_own_server() {
    let restricted = Restricted::with(&IN_DOMAIN, &domain("hub"));
    let admin = restricted.admin();
    admin.make_stream("events", &["wasmbus.evt.>"], RetentionPolicy::Limits);
    admin.store_all(SUBJECT, (0..20).map(good));
    read_in_domain(&restricted, "$JS.API");
    // The inbox of somebody else is closed.
    assert_eq!(finish(restricted.command(ENOUGH, &REPLAY)).code, Some(2));
}

/// A server that is a leaf of it looks at them with the domain.
pub(crate) fn a_domain_is_read_behind_a_leaf() {
    let hub = Server::with(&format!("{}\nleafnodes {{ listen: \"127.0.0.1:-1\" }}", domain("hub")));
    let publisher = Publisher::to(&hub);
    publisher.make_stream("events", &["wasmbus.evt.>"], RetentionPolicy::Limits);
    publisher.store_all(SUBJECT, (0..20).map(good));
    let log = hub.log();
    let port = log.lines().find_map(|line| line.split("leafnode connections on 127.0.0.1:").nth(1));
    let remote = format!("leafnodes {{ remotes: [ {{ url: \"nats://127.0.0.1:{}\" }} ] }}", port.unwrap());
    let restricted = Restricted::with(&IN_DOMAIN, &format!("{}\n{remote}", domain("leaf")));
    let deadline = Instant::now() + Duration::from_secs(20);
    while !hub.log().contains("Leafnode connection created") {
        assert!(Instant::now() < deadline, "{}\n{}", hub.log(), restricted.server.log());
        std::thread::sleep(Duration::from_millis(20));
    }
    // The servers tell each other what they listen to after that.
    let arguments = [&IN_DOMAIN[..], &["--format", "json"]].concat();
    while finish(restricted.command(ENOUGH, &arguments)).stderr.contains("resource does not exist") {
        assert!(Instant::now() < deadline, "{}\n{}", hub.log(), restricted.server.log());
    }
    read_in_domain(&restricted, "$JS.hub.API");
}
