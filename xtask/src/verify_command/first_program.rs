//! The first program of a package's page is pasted as it stands, and reads what
//! `event-lint emit` publishes on a real nats-server.

use std::{
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    time::{Duration, Instant},
};

use lattice_codegen::bindings::{FirstProgram, Language};

use super::run::Places;
use crate::{tools, workspace};

/// How many lines a program has to print.
const LINES: usize = 5;
/// How long it may take to print them.
const PATIENCE: Duration = Duration::from_secs(90);
/// The address that is printed in pages. The server of a test has a free port.
const PRINTED: [&str; 2] = ["127.0.0.1:4222", "localhost:4222"];

/// Runs the program. Where nats-server is missing, it cannot be run, and `None`
/// says so.
pub(super) fn run(
    language: &Language,
    program: &FirstProgram,
    places: &Places<'_>,
) -> Result<Option<usize>, String> {
    let Some(nats_server) = tools::nats_server().map_err(|error| format!("{error:#}"))? else {
        return Ok(None);
    };
    let event_lint = event_lint()?;
    let server = Server::start(&nats_server)?;
    let page = places.package.join("README.md");
    let text = std::fs::read_to_string(&page).map_err(|error| format!("README.md: {error}"))?;
    let mut code = first_block(&text, program.fence)
        .ok_or_else(|| format!("README.md has no block of code in `{}`", program.fence))?;
    if !PRINTED.iter().any(|address| code.contains(address)) {
        return Err(format!("the first program of README.md connects to none of {}", PRINTED.join(", ")));
    }
    for address in PRINTED {
        code = code.replace(address, &format!("127.0.0.1:{}", server.port));
    }
    let file = PathBuf::from(places.fill(program.file));
    let folder = file.parent().unwrap_or(Path::new("."));
    write(&file, &code)?;
    for (path, text) in program.project {
        write(&folder.join(path), &places.fill(text))?;
    }
    for command in program.prepare {
        let mut command = places.command(language, command, folder)?;
        super::run::finish(&mut command, false)?;
    }
    let mut command = places.command(language, program.command, folder)?;
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child =
        Kept(command.spawn().map_err(|error| format!("failed to run the first program: {error}"))?);
    let lines = lines(&mut child.0);
    let mut emitter = Kept(emit(&event_lint, server.port)?);
    let again = || emit(&event_lint, server.port);
    let seen = wait(&lines, &mut child.0, &mut emitter, &again);
    drop(child);
    drop(emitter);
    seen.map(Some)
}

/// Waits until the program has printed enough.
fn wait(
    lines: &Receiver<String>,
    program: &mut Child,
    emitter: &mut Kept,
    again: &dyn Fn() -> Result<Child, String>,
) -> Result<usize, String> {
    let end = Instant::now() + PATIENCE;
    let mut seen: Vec<String> = Vec::new();
    while seen.len() < LINES {
        match lines.recv_timeout(Duration::from_millis(200)) {
            Ok(line) => {
                if !line.trim().is_empty() {
                    seen.push(line);
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                let status = program.wait().map_err(|error| error.to_string())?;
                let mut reason = String::new();
                if let Some(stderr) = &mut program.stderr {
                    let _ = stderr.read_to_string(&mut reason);
                }
                return Err(format!(
                    "the first program ended after {} lines ({status}): {reason}",
                    seen.len()
                ));
            }
        }
        if Instant::now() > end {
            return Err(format!(
                "the first program printed {} lines in {} s",
                seen.len(),
                PATIENCE.as_secs()
            ));
        }
        // Whoever subscribes late has missed what was published before.
        if emitter.0.try_wait().is_ok_and(|status| status.is_some()) {
            emitter.0 = again()?;
        }
    }
    Ok(seen.len())
}

fn lines(program: &mut Child) -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    if let Some(stdout) = program.stdout.take() {
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
    }
    receiver
}

/// Builds event-lint, and returns its path.
fn event_lint() -> Result<PathBuf, String> {
    let status = Command::new("cargo")
        .args(["build", "--quiet", "--package", "event-lint"])
        .current_dir(workspace::root())
        .status()
        .map_err(|error| format!("failed to run cargo: {error}"))?;
    let program =
        workspace::target().join("debug").join(format!("event-lint{}", std::env::consts::EXE_SUFFIX));
    if status.success() { Ok(program) } else { Err("event-lint does not build".to_owned()) }
}

fn emit(event_lint: &Path, port: u16) -> Result<Child, String> {
    Command::new(event_lint)
        .args(["emit", "--quiet", "--rate", "20", "--for", "10s", "--server"])
        .arg(format!("nats://127.0.0.1:{port}"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .map_err(|error| format!("failed to run event-lint emit: {error}"))
}

/// The first block of code whose fence names the language.
fn first_block(markdown: &str, fence: &str) -> Option<String> {
    let mut lines = markdown.lines();
    lines.find(|line| line.strip_prefix("```").is_some_and(|info| info.trim() == fence))?;
    let code: Vec<&str> = lines.take_while(|line| *line != "```").collect();
    Some(code.join("\n") + "\n")
}

#[expect(clippy::disallowed_methods, reason = "files below target/ that the next run writes again")]
fn write(path: &Path, text: &str) -> Result<(), String> {
    let error = |error: std::io::Error| format!("{}: {error}", path.display());
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(error)?;
    }
    std::fs::write(path, text).map_err(error)
}

/// A child that does not outlive its test.
struct Kept(Child);

impl Drop for Kept {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A nats-server on a free port.
struct Server {
    _child: Kept,
    _folder: tempfile::TempDir,
    port: u16,
}

impl Server {
    fn start(program: &Path) -> Result<Self, String> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let child = Command::new(program)
            .args(["--addr", "127.0.0.1", "--port", "-1", "--ports_file_dir"])
            .arg(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("failed to run nats-server: {error}"))?;
        let ports = folder.path().join(format!("nats-server_{}.ports", child.id()));
        let child = Kept(child);
        let end = Instant::now() + Duration::from_secs(20);
        while Instant::now() < end {
            let port = std::fs::read_to_string(&ports).ok().and_then(|text| client_port(&text));
            if let Some(port) = port {
                return Ok(Self { _child: child, _folder: folder, port });
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Err("nats-server does not start".to_owned())
    }
}

/// The port of clients, in the file that the server writes.
fn client_port(text: &str) -> Option<u16> {
    let ports: serde_json::Value = serde_json::from_str(text).ok()?;
    ports["nats"][0].as_str()?.rsplit(':').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{client_port, first_block};

    #[test]
    fn the_first_block_is_the_first_of_its_language() {
        let page = "# A\n\n```sh\nno\n```\n\n```ts\nyes\n\nyes\n```\n\n```ts\nno\n```\n";
        assert_eq!(first_block(page, "ts").as_deref(), Some("yes\n\nyes\n"));
        assert_eq!(first_block(page, "go"), None);
    }

    #[test]
    fn a_server_tells_its_port() {
        assert_eq!(client_port(r#"{"nats":["nats://127.0.0.1:33581"]}"#), Some(33581));
        assert_eq!(client_port(""), None);
    }
}
