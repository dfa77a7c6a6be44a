use lattice_event_model::model::{Place, Visit};

use crate::{
    context::EventContext,
    quoted::Quoted,
    rule::declare_rule,
    suggest::nearest,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The schema does not know a field.
    ///
    /// ## What it does
    ///
    /// Compares the fields of `data`, at every depth, with those of the schema. Objects whose
    /// names are data, such as labels and annotations, are left alone, and so is a field that
    /// `schema-violation` takes for a misspelt required one.
    ///
    /// ## Why it matters
    ///
    /// The producer is newer than the catalogue, or the field is misspelt and nobody reads it.
    /// Schemas are open, so that an unknown field breaks no reader.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.labels_changed",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS", "labels": {}, "lables": {} }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.labels_changed",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": { "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS", "labels": { "zone": "eu-1" } }
    /// }
    /// ```
    rule "unknown-field" {
        severity: Warning,
        reference: "the schema of the event",
        statements: ["L8"],
        since: "0.1.0",
        check: Field(check),
    }
}

fn check(context: &EventContext<'_>, place: &Place<'_>, visit: &Visit<'_>, violations: &mut Violations) {
    let Visit::UnknownField { record, name } = visit else { return };
    // A closed record is the schema's business, and so is a field that stands
    // where a required one is missing.
    if !record.open || context.is_misspelt(&place.pointer()) {
        return;
    }
    let known = record.fields.iter().map(|field| field.name.as_str());
    let mut violation =
        Violation::new(format!("the schema has no field {}", Quoted(name))).at(&place.pointer(), Mark::Name);
    if let Some(near) = nearest(name, known) {
        violation = violation.help(format!("did you mean `{near}`?"));
    }
    violations.push(context.with_schema_reference(violation));
}
