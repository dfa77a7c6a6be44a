//! What of the formats' outputs snapshots leave out.

/// The base address and versions are not what these tests are about.
pub(crate) fn settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.add_filter(r"https://[a-z0-9.-]+/(schemas|docs)/", "[base]/$1/");
    settings.add_filter(r"lattice-events \d+\.\d+\.\d+", "lattice-events [version]");
    settings.add_filter(r#"(name="version" value=)"\d+\.\d+\.\d+""#, r#"$1"[version]""#);
    settings.add_filter(r#""(version|semanticVersion)": "0\.\d+\.\d+""#, r#""$1": "[version]""#);
    settings.add_filter(r#""informationUri": "[^"]+""#, r#""informationUri": "[repository]""#);
    settings.set_omit_expression(true);
    settings
}
