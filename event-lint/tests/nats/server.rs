//! A nats-server of a test's own, on a free port, with its files in a folder
//! that goes away.

use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// The program: what `NATS_SERVER` names, what `cargo xtask test` installed, or
/// one on the path.
pub(crate) fn program() -> Option<PathBuf> {
    let installed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/tools/nats-server/bin/nats-server");
    std::env::var_os("NATS_SERVER")
        .map(PathBuf::from)
        .into_iter()
        .chain([installed, PathBuf::from("nats-server")])
        .find(|program| {
            let run =
                Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
            run.is_ok_and(|status| status.success())
        })
}

/// A server that runs until it is dropped.
pub(crate) struct Server {
    program: PathBuf,
    folder: tempfile::TempDir,
    child: Option<Child>,
    port: u16,
}

impl Server {
    /// A server without anything special, with JetStream.
    pub(crate) fn start() -> Self {
        Self::with("")
    }

    /// A server with more in its configuration. `{folder}` stands for the folder
    /// of its files.
    pub(crate) fn with(configuration: &str) -> Self {
        Self::in_folder(tempfile::tempdir().unwrap(), configuration)
    }

    /// A server whose folder has files already, such as certificates.
    pub(crate) fn in_folder(folder: tempfile::TempDir, configuration: &str) -> Self {
        let program = program().unwrap();
        let path = folder.path().display().to_string();
        let configuration = configuration.replace("{folder}", &path);
        let text = format!(
            "ports_file_dir: \"{path}\"\njetstream {{ store_dir: \"{path}/jetstream\", max_file_store: 2GB }}\n{configuration}\n"
        );
        fs::write(folder.path().join("server.conf"), text).unwrap();
        let mut server = Self { program, folder, child: None, port: 0 };
        server.run();
        server
    }

    fn run(&mut self) {
        let log = fs::File::create(self.folder.path().join("server.log")).unwrap();
        // The first time, the server chooses a port by itself; afterwards it keeps it.
        let port = if self.port == 0 { "-1".to_owned() } else { self.port.to_string() };
        let child = Command::new(&self.program)
            .args(["--config", "server.conf", "--addr", "127.0.0.1", "--port", &port])
            .current_dir(self.folder.path())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap();
        let ports = self.folder.path().join(format!("nats-server_{}.ports", child.id()));
        self.child = Some(child);
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            if let Some(port) = fs::read_to_string(&ports).ok().and_then(|text| client_port(&text)) {
                self.port = port;
                if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
                    return;
                }
            }
            let exited = self.child.as_mut().unwrap().try_wait().unwrap();
            assert!(
                exited.is_none() && Instant::now() < deadline,
                "the server does not start:\n{}",
                self.log()
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Its address.
    pub(crate) fn address(&self) -> String {
        format!("nats://127.0.0.1:{}", self.port)
    }

    /// What it logged.
    pub(crate) fn log(&self) -> String {
        let mut text = String::new();
        let file = fs::File::open(self.folder.path().join("server.log"));
        file.unwrap().read_to_string(&mut text).unwrap();
        text
    }

    /// Kills it, as a machine that loses its power would.
    pub(crate) fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// Stops it without ending it, as a network that is cut: connections stay,
    /// and nothing comes over them.
    pub(crate) fn pause(&self) {
        self.signal("-STOP");
    }

    /// Lets it go on.
    pub(crate) fn go_on(&self) {
        self.signal("-CONT");
    }

    fn signal(&self, signal: &str) {
        let id = self.child.as_ref().unwrap().id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
    }

    /// Starts it again, on the same port, with the same files.
    pub(crate) fn restart(&mut self) {
        self.kill();
        self.run();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

fn client_port(ports: &str) -> Option<u16> {
    let ports: serde_json::Value = serde_json::from_str(ports).ok()?;
    let address = ports.get("nats")?.get(0)?.as_str()?;
    address.rsplit(':').next()?.trim_end_matches('/').parse().ok()
}
