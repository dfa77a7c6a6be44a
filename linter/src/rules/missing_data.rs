use crate::{
    context::EventContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The event has no data.
    ///
    /// ## What it does
    ///
    /// Fires where an event of the catalogue has neither `data` nor `data_base64`. Data that is
    /// `null` is judged by `unexpected-null`. Where `dataref` leads to the data, `external-data`
    /// speaks.
    ///
    /// ## Why it matters
    ///
    /// CloudEvents allows events without data, but every event of a catalogue says what happened
    /// in its data. Without it nobody learns anything: so this is an error, although what only
    /// the documentation requires is a warning elsewhere.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.config_set",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS"
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
    ///   "data": { "config_name": "default-http" }
    /// }
    /// ```
    rule "missing-data" {
        severity: Error,
        reference: "the event catalogue",
        statements: ["L12"],
        since: "0.1.0",
        check: Event(check),
    }
}

fn check(context: &EventContext<'_>, violations: &mut Violations) {
    let envelope = context.envelope;
    let is_missing = envelope.data().is_none() && envelope.attribute("data_base64").is_none();
    if is_missing && envelope.text("dataref").is_none_or(str::is_empty) {
        violations.push(
            Violation::new(format!(
                "the event has no `data`, and {} always has some",
                Quoted(&context.definition.name)
            ))
            .at("/data", Mark::Missing),
        );
    }
}
