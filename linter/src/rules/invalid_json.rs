use crate::{
    context::{Content, PayloadContext},
    json::JsonFaultKind,
    rule::declare_rule,
    violation::{Violation, Violations},
};

declare_rule! {
    /// The payload cannot be read as JSON.
    ///
    /// ## What it does
    ///
    /// Reads the payload as one JSON text in UTF-8 (RFC 8259). Numbers that no double can hold,
    /// such as `1e400`, and JSON that is nested deeper than 128 levels count as broken: readers
    /// refuse them or disagree about them. A byte order mark and half of a surrogate pair are told
    /// by `byte-order-mark` and `unpaired-surrogate`. In binary mode the payload is read where
    /// `ce-datacontenttype` says that it is JSON.
    ///
    /// ## Why it matters
    ///
    /// Nobody can read the event. Nothing else about it is judged.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {"specversion": "1.0", "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    /// ```
    ///
    /// ## Instead
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
    rule "invalid-json" {
        severity: Error,
        reference: "JSON Event Format for CloudEvents 1.0.2, section 3; RFC 8259",
        statements: ["CE-40", "CE-63b"],
        since: "0.1.0",
        check: Payload(check),
    }
}

fn check(context: &PayloadContext<'_>, violations: &mut Violations) {
    let Content::NotJson(fault) = context.content else { return };
    if !matches!(fault.kind, JsonFaultKind::ByteOrderMark | JsonFaultKind::Surrogate) {
        violations.push(
            Violation::new(format!("the payload cannot be read as JSON: {}", fault.reason))
                .at_bytes(fault.offset, 1),
        );
    }
}
