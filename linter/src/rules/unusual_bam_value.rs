use crate::{
    context::EnvelopeContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// A name of Business Activity Monitoring has unusual characters.
    ///
    /// ## What it does
    ///
    /// Looks at `bampid`, `bamptxid`, `bamptxsid` and `bamptxsstatus`. Letters and digits of ASCII,
    /// hyphens, underscores and periods are recommended.
    ///
    /// ## Why it matters
    ///
    /// Monitors use these names in addresses, file names and queries. Whatever else stands there has
    /// to be escaped everywhere.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "bamtxid": "0000000017",
    ///   "bampid": "rollout",
    ///   "bamptxid": "configure",
    ///   "bamptxsid": "start of rollout",
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
    ///   "bamtxid": "0000000017",
    ///   "bampid": "rollout",
    ///   "bamptxid": "configure",
    ///   "bamptxsid": "start-of-rollout",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "unusual-bam-value" {
        severity: Info,
        reference: "CloudEvents extensions, Business Activity Monitoring",
        statements: ["CE-98"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

const NAMES: [&str; 4] = ["bampid", "bamptxid", "bamptxsid", "bamptxsstatus"];

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    for name in NAMES {
        let Some(value) = context.text(name) else { continue };
        if !value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)) {
            violations.push(
                Violation::new(format!(
                    "{} is {}, which has unusual characters",
                    Quoted(name),
                    Quoted(value)
                ))
                .at(&format!("/{name}"), Mark::Value)
                .help("use letters, digits, `-`, `_` and `.`"),
            );
        }
    }
}
