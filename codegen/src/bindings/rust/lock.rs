//! The lock file of the crate.

use crate::bindings::view::PackageView;

/// The versions with which the package is verified. `cargo update` in the copy
/// that is verified tells newer ones; the package itself is not in this file.
const PACKAGES: &str = include_str!("packages.lock");

/// `Cargo.lock`, in which packages are sorted by name.
pub(super) fn lock(package: &PackageView) -> String {
    let mut blocks = PACKAGES.split("[[package]]\n").map(str::trim_end);
    let head = blocks.next().unwrap_or_default();
    let mut blocks: Vec<String> = blocks.map(str::to_owned).collect();
    let dependencies = [
        "async-nats",
        "cloudevents-sdk",
        "futures-util",
        "jsonschema",
        "serde",
        "serde_json",
        "tokio",
        "uuid",
    ];
    let dependencies: String = dependencies.iter().map(|name| format!(" \"{name}\",\n")).collect();
    blocks.push(format!(
        "name = {:?}\nversion = {:?}\ndependencies = [\n{dependencies}]",
        package.name, package.version
    ));
    blocks.sort_by(|one, other| name(one).cmp(name(other)));
    let blocks: String = blocks.iter().map(|block| format!("\n[[package]]\n{block}\n")).collect();
    format!("{head}\n{blocks}")
}

fn name(block: &str) -> &str {
    block.lines().next().unwrap_or_default()
}
