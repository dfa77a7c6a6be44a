//! Running the program.

use std::{
    fs::File,
    io::{BufRead, BufReader, Read},
    path::PathBuf,
    process::{Child, ChildStderr, Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::Value;

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A run of the program, from its arguments to what it printed.
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    /// The JSON report on standard output.
    pub(crate) fn report(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("{error} in {:?}\n{}", self.stdout, self.stderr))
    }
}

/// The program with an environment in which no other server is named.
pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_event-lint"));
    for name in [
        "NATS_URL",
        "NATS_CONTEXT",
        "NATS_CREDS",
        "NATS_NKEY",
        "NATS_USER",
        "NATS_PASSWORD",
        "NATS_TOKEN",
        "NATS_CA",
        "NATS_CERT",
        "NATS_KEY",
        "NATS_DOMAIN",
    ] {
        command.env_remove(name);
    }
    command.args(arguments);
    command
}

/// Runs the program to its end.
pub(crate) fn run(arguments: &[&str]) -> Run {
    finish(command(arguments))
}

/// Runs a command to its end.
pub(crate) fn finish(mut command: Command) -> Run {
    Running::spawn(&mut command, false).wait()
}

/// A program that is running.
pub(crate) struct Running {
    child: Child,
    output: Option<(File, PathBuf, tempfile::TempDir)>,
    stderr: Option<BufReader<ChildStderr>>,
    read: String,
}

impl Running {
    /// Starts the program and waits until it says that it is ready.
    pub(crate) fn ready(arguments: &[&str]) -> Self {
        Self::spawn(&mut command(arguments), true)
    }

    /// Starts a command. Its output goes to a file, so that it never waits.
    pub(crate) fn spawn(command: &mut Command, until_ready: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("stdout");
        let file = File::create(&path).unwrap();
        let mut child = command
            .stdin(Stdio::null())
            .stdout(file.try_clone().unwrap())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        let mut running =
            Self { child, output: Some((file, path, folder)), stderr: Some(stderr), read: String::new() };
        if until_ready {
            running.until("(ready)");
        }
        running
    }

    /// Reads what the program tells until a line has a text in it.
    pub(crate) fn until(&mut self, text: &str) {
        let stderr = self.stderr.as_mut().unwrap();
        loop {
            let mut line = String::new();
            let length = stderr.read_line(&mut line).unwrap();
            self.read.push_str(&line);
            if line.contains(text) {
                return;
            }
            assert!(length > 0, "it ended before it said {text:?}:\n{}", self.read);
        }
    }

    /// Sends a signal, such as `-INT`.
    pub(crate) fn signal(&self, signal: &str) {
        let status = Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap();
        assert!(status.success());
    }

    /// Its process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits for its end.
    pub(crate) fn wait(mut self) -> Run {
        let mut stderr = self.stderr.take().unwrap();
        let reader = std::thread::spawn(move || {
            let mut text = String::new();
            stderr.read_to_string(&mut text).map(|_| text)
        });
        let deadline = Instant::now() + PATIENCE * 5;
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            if Instant::now() > deadline {
                self.child.kill().unwrap();
                self.child.wait().unwrap();
                panic!("it does not end");
            }
            std::thread::sleep(Duration::from_millis(10));
        };
        let stderr = std::mem::take(&mut self.read) + &reader.join().unwrap().unwrap();
        assert!(!stderr.contains("panicked"), "{stderr}");
        let (_, path, _folder) = self.output.take().unwrap();
        let stdout = std::fs::read_to_string(path).unwrap();
        Run { code: status.code(), stdout, stderr }
    }

    /// Ends it at once, as a crash would.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}
