use lattice_event_model::text_value;

text_value! {
    /// Where a component or provider was loaded from: an OCI reference, a
    /// `file://` address or path, or the name of a provider that is built into
    /// the host.
    pub struct ImageReference;
    kind: "an image reference";
    check: |text| {
        if text.is_empty() {
            Err("it is empty".to_owned())
        } else if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
            Err("it contains a space or a control character".to_owned())
        } else {
            Ok(())
        }
    };
    strict: { "minLength": 1, "pattern": "^\\S+$" };
    examples: ["ghcr.io/wasmcloud/components/http-hello-world-rust:0.1.0"];
}
