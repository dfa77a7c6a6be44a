use crate::{
    context::EnvelopeContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// Only some of the attributes of Business Activity Monitoring are there.
    ///
    /// ## What it does
    ///
    /// Fires where one attribute of Business Activity Monitoring is there and one of the four
    /// required ones is not: `bamtxid`, `bampid`, `bamptxid` and `bamptxsid`. `null` is no value.
    ///
    /// ## Why it matters
    ///
    /// The four together say which step of which transaction of which process an event belongs to. A
    /// monitor cannot place an event that lacks one of them, and the process seems to stand still.
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
    ///   "bamptxsid": "start",
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "incomplete-bam" {
        severity: Error,
        reference: "CloudEvents extensions, Business Activity Monitoring",
        statements: ["CE-98"],
        since: "0.1.0",
        check: Extensions(check),
    }
}

const REQUIRED: [&str; 4] = ["bamtxid", "bampid", "bamptxid", "bamptxsid"];
const OPTIONAL: [&str; 2] = ["bamptxsstatus", "bamptxcompleted"];

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let mut all = REQUIRED.into_iter().chain(OPTIONAL);
    let Some(present) = all.find(|name| context.attribute(name).is_some()) else { return };
    for missing in REQUIRED.into_iter().filter(|name| context.attribute(name).is_none()) {
        violations.push(
            Violation::new(format!("the event has {}, but no {}", Quoted(present), Quoted(missing)))
                .at(&format!("/{missing}"), Mark::Missing)
                .help("add it, or leave out all attributes of Business Activity Monitoring"),
        );
    }
}
