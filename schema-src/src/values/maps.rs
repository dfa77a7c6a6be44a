use std::collections::BTreeMap;

/// Labels of a host. Keys may be any text, values may be empty.
pub type Labels = BTreeMap<String, String>;

/// Annotations of a component or provider. wadm sets `wasmcloud.dev/appspec`
/// and `wasmcloud.dev/managed-by`.
pub type Annotations = BTreeMap<String, String>;

/// Limits of what a component may use, such as `max_memory_limit` and
/// `max_execution_time`. Numbers are texts here too.
pub type ComponentLimits = BTreeMap<String, String>;
