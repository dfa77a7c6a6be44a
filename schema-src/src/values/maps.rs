use std::collections::BTreeMap;

/// Labels of a host. Keys may be any text, values may be empty.
pub type Labels = BTreeMap<String, String>;

/// Annotations of a component or provider. wadm sets `wasmcloud.dev/appspec`
/// and `wasmcloud.dev/managed-by`.
pub type Annotations = BTreeMap<String, String>;
