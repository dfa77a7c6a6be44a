use crate::{
    context::{Content, PayloadContext},
    json::JsonFaultKind,
    rule::declare_rule,
    violation::{Violation, Violations},
};

declare_rule! {
    /// A text has half of a surrogate pair.
    ///
    /// ## What it does
    ///
    /// Looks at escapes in the payload. Characters beyond U+FFFF are two escapes, such as
    /// `\ud83d\ude00`. Where one half stands alone, in attributes, data or names, it is no
    /// character.
    ///
    /// ## Why it matters
    ///
    /// Such a text cannot be written in UTF-8. Some readers refuse the whole payload, some replace
    /// the half, and then ids and names are no longer what they were. Nothing else about the event
    /// is judged.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "subject": "default \udead",
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
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "subject": "default \ud83d\ude00",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "unpaired-surrogate" {
        severity: Error,
        reference: "CloudEvents 1.0.2, Type System, String; RFC 8259, section 8.2",
        statements: ["CE-36"],
        since: "0.1.0",
        check: Payload(check),
    }
}

fn check(context: &PayloadContext<'_>, violations: &mut Violations) {
    let Content::NotJson(fault) = context.content else { return };
    if fault.kind == JsonFaultKind::Surrogate {
        violations.push(
            Violation::new("an escape in the payload is half of a surrogate pair")
                .at_bytes(fault.offset, 6)
                .help("write both halves, or the character itself in UTF-8"),
        );
    }
}
