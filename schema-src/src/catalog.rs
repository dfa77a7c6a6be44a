//! The catalogue: what is published under which name.

use lattice_event_model::catalog::CatalogDefinition;

use crate::{events, families, legacy, phantoms};

/// The events of wasmCloud lattices.
///
/// Version, addresses and repository come from the workspace's `Cargo.toml`.
pub const CATALOG: CatalogDefinition = CatalogDefinition {
    name: "lattice-events",
    title: "wasmCloud lattice events",
    summary: "The CloudEvents that wasmCloud hosts and wadm publish on NATS, and an extension for workload identity.",
    version: env!("CARGO_PKG_VERSION"),
    base_address: env!("CARGO_PKG_HOMEPAGE"),
    owner: env!("CARGO_PKG_AUTHORS"),
    repository: env!("CARGO_PKG_REPOSITORY"),
    families: families::ALL,
    events: events::ALL,
    legacy: legacy::ALL,
    phantoms: phantoms::ALL,
};
