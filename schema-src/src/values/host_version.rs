use lattice_event_model::text_value;

text_value! {
    /// The version of a host, a semantic version.
    pub struct HostVersion;
    kind: "a semantic version";
    check: |text| semver::Version::parse(text).map(|_| ()).map_err(|error| error.to_string());
    strict: { "pattern": "^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?$" };
    examples: ["1.9.2"];
}
