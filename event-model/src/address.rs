//! Where published files stand: paths below the base address.
//!
//! The same path names a file below `generated/` and, behind the base address,
//! the place that serves it.

/// Which rendering of a schema a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Variant {
    /// JSON Schema 2020-12, open: what every reader has to cope with.
    Canonical,
    /// The same in draft-07, for tools that stop there.
    Draft07,
    /// JSON Schema 2020-12, closed: what a good producer writes.
    Strict,
}

impl Variant {
    /// All variants, in the order in which they are listed.
    pub const ALL: [Self; 3] = [Self::Canonical, Self::Draft07, Self::Strict];

    /// What stands before `.schema.json` in file names.
    pub const fn infix(self) -> &'static str {
        match self {
            Self::Canonical => "",
            Self::Draft07 => ".draft-07",
            Self::Strict => ".strict",
        }
    }
}

/// What a schema describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The `data` of an event.
    Data,
    /// A whole event: envelope and data.
    Event,
}

impl Part {
    /// Both, data first.
    pub const ALL: [Self; 2] = [Self::Data, Self::Event];

    /// What stands before the variant in file names.
    pub const fn infix(self) -> &'static str {
        match self {
            Self::Data => "",
            Self::Event => ".event",
        }
    }
}

/// Path of the schema of one version of an event.
pub fn schema_path(namespace: &str, slug: &str, version: &str, part: Part, variant: Variant) -> String {
    format!(
        "schemas/{namespace}/v{}/{slug}/{version}{}{}.schema.json",
        major(version),
        part.infix(),
        variant.infix()
    )
}

/// Path of the alias that moves with the newest version of a major line.
pub fn alias_path(namespace: &str, slug: &str, version: &str, part: Part, variant: Variant) -> String {
    format!("schemas/{namespace}/v{}/{slug}{}{}.schema.json", major(version), part.infix(), variant.infix())
}

/// Path of a schema that belongs to the whole catalogue, such as `any-event`.
pub fn collection_path(name: &str, version: &str, variant: Variant) -> String {
    format!("schemas/{name}/{version}{}.schema.json", variant.infix())
}

/// Path of the alias of a schema that belongs to the whole catalogue.
pub fn collection_alias_path(name: &str, variant: Variant) -> String {
    format!("schemas/{name}{}.schema.json", variant.infix())
}

/// The address that serves a path.
pub fn address(base_address: &str, path: &str) -> String {
    format!("{}/{path}", base_address.trim_end_matches('/'))
}

/// The address of a data schema: its `$id`, and the event's `dataschema`.
pub fn data_schema(base_address: &str, namespace: &str, slug: &str, version: &str) -> String {
    address(base_address, &schema_path(namespace, slug, version, Part::Data, Variant::Canonical))
}

fn major(version: &str) -> &str {
    version.split('.').next().unwrap_or(version)
}
