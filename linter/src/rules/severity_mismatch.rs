use crate::{
    attribute_values::integer,
    context::EnvelopeContext,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The text and the number of a severity say different things.
    ///
    /// ## What it does
    ///
    /// Looks at events whose `severitytext` is one of `TRACE`, `DEBUG`, `INFO`, `WARN`, `ERROR` and
    /// `FATAL`, in upper or lower case. Each has four numbers in OpenTelemetry: `TRACE` 1 to 4,
    /// `DEBUG` 5 to 8, `INFO` 9 to 12, `WARN` 13 to 16, `ERROR` 17 to 20, and `FATAL` 21 to 24.
    ///
    /// ## Why it matters
    ///
    /// Readers alert by the number and show the text. Somebody is woken up for what says `INFO`, or
    /// nobody is for what says `FATAL`.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "severitynumber": 9,
    ///   "severitytext": "ERROR",
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
    ///   "severitynumber": 17,
    ///   "severitytext": "ERROR",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "severity-mismatch" {
        severity: Warning,
        reference: "CloudEvents extensions, Severity; OpenTelemetry, Logs Data Model, SeverityNumber",
        statements: ["CE-86"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

/// The texts and their least numbers. Each has four.
const LEAST: [(&str, i32); 6] =
    [("TRACE", 1), ("DEBUG", 5), ("INFO", 9), ("WARN", 13), ("ERROR", 17), ("FATAL", 21)];

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let Some(text) = context.text("severitytext") else { return };
    let Some(number) = integer(context, "severitynumber") else { return };
    let Some((name, least)) = LEAST.iter().find(|(name, _)| text.eq_ignore_ascii_case(name)) else { return };
    let greatest = least + 3;
    // Numbers that OpenTelemetry does not have are judged by other rules.
    if (1..=24).contains(&number) && !(*least..=greatest).contains(&number) {
        violations.push(
            Violation::new(format!("`severitynumber` is {number}, and `{name}` is {least} to {greatest}"))
                .at("/severitynumber", Mark::Value)
                .related("/severitytext", Mark::Value, "says something else")
                .help("change the one that is wrong"),
        );
    }
}
