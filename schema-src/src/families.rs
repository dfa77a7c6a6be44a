//! Who publishes events, and the groups in which they are documented.

use lattice_event_model::definition::{Family, Publisher, Source, SubjectParameter};

const LATTICE: SubjectParameter =
    SubjectParameter { name: "lattice", description: "The name of the lattice.", example: "default" };

/// wasmCloud hosts 1.0 to 1.9.
pub const HOST: Publisher = Publisher {
    name: "wasmCloud host",
    namespace: "lattice",
    type_prefix: "com.wasmcloud.lattice",
    subject: "wasmbus.evt.{lattice}.{event}",
    subject_parameters: &[LATTICE],
    former_subjects: &["wasmbus.evt.{lattice}"],
    source: Source {
        description: "The public key of the host that publishes the event: `N` and 55 characters, without a scheme.",
        example: "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
        pattern: "^N[A-Z2-7]{55}$",
    },
    delivery: &[
        "Events travel over core NATS: each subscriber gets an event at most once, and there is no replay. \
         Where wadm runs, its JetStream stream `wasmbus_events` keeps them for a while.",
        "Events of one host come in the order in which it published them. Between hosts there is no order.",
        "The name of the lattice is in the NATS subject only.",
    ],
};

/// wadm, the application deployment manager.
pub const WADM: Publisher = Publisher {
    name: "wadm",
    namespace: "wadm",
    type_prefix: "com.wadm",
    subject: "wadm.evt.{lattice}.{event}",
    subject_parameters: &[LATTICE],
    former_subjects: &[],
    source: Source { description: "Always `wadm`.", example: "wadm", pattern: "^wadm$" },
    delivery: &[
        "wadm publishes to JetStream, into the stream `wadm_events`: the message has a reply subject, and \
         consumers of the stream may see it again.",
        "The name of the lattice is in the NATS subject only.",
    ],
};

/// What happens to hosts.
pub const HOSTS: Family = Family {
    name: "host",
    title: "Hosts",
    summary: "Hosts start, report what they run, change their labels and stop.",
    publisher: &HOST,
    notice: None,
};

/// What happens to components.
pub const COMPONENTS: Family = Family {
    name: "component",
    title: "Components",
    summary: "Components start, scale and stop, or fail to.",
    publisher: &HOST,
    notice: None,
};

/// What happens to providers.
pub const PROVIDERS: Family = Family {
    name: "provider",
    title: "Providers",
    summary: "Providers start and stop, and answer health checks.",
    publisher: &HOST,
    notice: None,
};

/// What happens to links.
pub const LINKS: Family = Family {
    name: "link",
    title: "Links",
    summary: "Links between components and providers are set and deleted.",
    publisher: &HOST,
    notice: None,
};

/// What happens to named configuration.
pub const CONFIG: Family = Family {
    name: "config",
    title: "Configuration",
    summary: "Named configuration is set and deleted.",
    publisher: &HOST,
    notice: None,
};

/// What happens to applications.
pub const MANIFESTS: Family = Family {
    name: "manifest",
    title: "Applications",
    summary: "wadm publishes and unpublishes the manifests of applications.",
    publisher: &WADM,
    notice: None,
};

/// What happens to workload identities.
pub const IDENTITIES: Family = Family {
    name: "identity",
    title: "Workload identity",
    summary: "SPIFFE identities are issued, rotated, revoked, or expire.",
    publisher: &HOST,
    notice: Some(
        "This event is an extension of this project. No released wasmCloud host sends it, and it may still change.",
    ),
};

/// All families, in the order of the documentation.
pub const ALL: &[&Family] = &[&HOSTS, &COMPONENTS, &PROVIDERS, &LINKS, &CONFIG, &MANIFESTS, &IDENTITIES];
