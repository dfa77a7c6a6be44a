use crate::{
    context::EnvelopeContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The extension attribute `severitytext` is none of the usual ones in upper case.
    ///
    /// ## What it does
    ///
    /// Fires where `severitytext` is not in upper case, and where it is none of `TRACE`, `DEBUG`,
    /// `INFO`, `WARN`, `ERROR` and `FATAL`. Other texts are allowed, but not recommended.
    ///
    /// ## Why it matters
    ///
    /// Readers that group or filter by the text count `warn`, `WARNING` and `WARN` as three
    /// severities.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "severitynumber": 13,
    ///   "severitytext": "warning",
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
    ///   "severitynumber": 13,
    ///   "severitytext": "WARN",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "unusual-severitytext" {
        severity: Warning,
        reference: "CloudEvents extensions, Severity",
        statements: ["CE-85"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

const USUAL: [&str; 6] = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let Some(text) = context.text("severitytext") else { return };
    // Empty ones have a rule of their own.
    if text.is_empty() || USUAL.contains(&text) {
        return;
    }
    let known = USUAL.iter().find(|usual| text.eq_ignore_ascii_case(usual));
    let message = match known {
        Some(_) => format!("`severitytext` is {}, and not in upper case", Quoted(text)),
        None => format!("`severitytext` is {}, which is none of the usual ones", Quoted(text)),
    };
    let help = match known {
        Some(usual) => format!("write `{usual}`"),
        None => "write `TRACE`, `DEBUG`, `INFO`, `WARN`, `ERROR` or `FATAL`".to_owned(),
    };
    violations.push(Violation::new(message).at("/severitytext", Mark::Value).help(help));
}
