//! Types that documentation and programs name, and that no host ever sent.

use lattice_event_model::definition::PhantomEvent;

/// All of them.
pub(crate) const ALL: &[PhantomEvent] = &[
    PhantomEvent {
        event_type: "com.wasmcloud.lattice.component_started",
        note: "The documentation of wasmCloud 1.x names it. Starting a component is told by `component_scaled`.",
        instead: Some("com.wasmcloud.lattice.component_scaled"),
    },
    PhantomEvent {
        event_type: "com.wasmcloud.lattice.provider_stop_failed",
        note: "wash 1.x waits for it. No host tells by an event that a provider could not be stopped.",
        instead: None,
    },
];
