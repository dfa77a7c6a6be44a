use crate::{
    context::EnvelopeContext,
    data_base64::{InvalidBase64, decode},
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The member `data_base64` is not Base64 with the standard alphabet and padding.
    ///
    /// ## What it does
    ///
    /// Decodes `data_base64` by RFC 4648, section 4: letters, digits, `+` and `/`, and `=` up to a
    /// multiple of four characters. The alphabet for addresses, which has `-` and `_`, text without
    /// its padding, line breaks, and values that are no string are told apart. A null counts as no
    /// data.
    ///
    /// ## Why it matters
    ///
    /// Strict decoders refuse the event. Lenient ones skip what they do not know, and hand on other
    /// bytes than the producer had.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "datacontenttype": "application/json",
    ///   "data_base64": "eyJjb25maWdfbmFtZSI6ImEifQ"
    /// }
    /// ```
    ///
    /// The alphabet for addresses:
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "datacontenttype": "application/octet-stream",
    ///   "data_base64": "-_8="
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
    ///   "datacontenttype": "application/json",
    ///   "data_base64": "eyJjb25maWdfbmFtZSI6ImEifQ=="
    /// }
    /// ```
    ///
    /// ```json passes
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "datacontenttype": "application/octet-stream",
    ///   "data_base64": "+/8="
    /// }
    /// ```
    rule "invalid-base64" {
        severity: Error,
        reference: "JSON Event Format for CloudEvents 1.0.2, section 3.1.1; RFC 4648, section 4",
        statements: ["CE-45"],
        since: "0.1.0",
        check: Envelope(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    // In binary mode it stands for bytes of the payload that are no text.
    if context.has_header_attributes {
        return;
    }
    let Some(Err(invalid)) = context.attribute("data_base64").map(decode) else { return };
    let reason = match invalid {
        InvalidBase64::NotText => "it is not a string".to_owned(),
        InvalidBase64::UrlSafe => "it has the alphabet for addresses, with `-` and `_`".to_owned(),
        InvalidBase64::Unpadded => "the padding with `=` is missing".to_owned(),
        InvalidBase64::Spaces => "it has spaces or line breaks".to_owned(),
        InvalidBase64::Character(position) => {
            format!("its character {} is none of the alphabet, or out of place", position.saturating_add(1))
        }
        InvalidBase64::Ending => "its last characters do not make up whole bytes".to_owned(),
    };
    violations.push(
        Violation::new(format!("`data_base64` is not standard Base64: {reason}"))
            .at("/data_base64", Mark::Value)
            .help("encode the bytes by RFC 4648, section 4, with padding and without line breaks"),
    );
}
