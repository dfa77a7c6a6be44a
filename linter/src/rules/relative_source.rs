use crate::{
    context::{EnvelopeContext, Standing},
    rule::declare_rule,
    uri,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The attribute `source` has no scheme.
    ///
    /// ## What it does
    ///
    /// Says where `source` is a relative reference: a path or a name. Events of publishers that
    /// the catalogue describes are left alone: the catalogue says what their sources look like,
    /// such as the public key of a host, and `unexpected-source` compares.
    ///
    /// ## Why it matters
    ///
    /// CloudEvents recommends absolute URIs. A name such as `till-4` is unique in one lattice at
    /// best; where events of several come together, two producers become one, and their ids
    /// collide.
    ///
    /// ## Example
    ///
    /// ```json fires beside=unknown-type
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.example.shop.order_placed",
    ///   "source": "till-4",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.example.shop.order_placed",
    ///   "source": "https://shop.example/tills/4",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    ///
    /// The catalogue says that hosts have such a source:
    ///
    /// ```json passes
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "relative-source" {
        severity: Info,
        reference: "CloudEvents 1.0.2, source",
        statements: ["CE-7"],
        since: "0.1.0",
        check: Envelope(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let (Standing::Unknown, Some(source)) = (&context.standing, context.text("source")) else { return };
    if source.is_empty() || uri::has_scheme(source) || has_publisher(context) {
        return;
    }
    // One that is no reference at all is told by another rule.
    if uri::reference(source).is_ok() {
        violations.push(
            Violation::new("`source` is relative: it has no scheme")
                .at("/source", Mark::Value)
                .help("use an absolute URI, or describe such sources in the catalogue"),
        );
    }
}

/// Whether the type is one that a publisher of the catalogue could have.
fn has_publisher(context: &EnvelopeContext<'_>) -> bool {
    let event_type = context.text("type").unwrap_or_default();
    context.catalog.file().publishers.iter().any(|publisher| {
        event_type.strip_prefix(&publisher.type_prefix).is_some_and(|rest| rest.starts_with('.'))
    })
}
