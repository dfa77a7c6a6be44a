use lattice_event_model::model::{Field, Place, Shape, TypeKind, Visit};
use serde_json::Value;

use crate::{
    context::EventContext,
    quoted::Quoted,
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// A field holds a text that somebody meant to replace.
    ///
    /// ## What it does
    ///
    /// Compares the texts in the fields of events that the catalogue describes with a short list,
    /// letter by letter: `TODO`, `FIXME`, `TBD`, `N/A`, `n/a`, `string`, `changeme`, `undefined`,
    /// `null`, `<unknown>`, `[object Object]`. Values whose names are data, such as labels, are
    /// left alone, and so are fields with a list of known values.
    ///
    /// ## Why it matters
    ///
    /// Readers take the text for a value. Hosts up to 1.5.0 send `TODO` as the times between which
    /// a token is valid, so that nobody learns when it expires.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.component_scaled",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": {
    ///     "annotations": {},
    ///     "claims": {
    ///       "expires_human": "TODO",
    ///       "issuer": "ADIMTNCPP6HVAUTGWWVIFIH3YX3QXOCCX7XVIIPKTBU6DX2TC7TWV6FF",
    ///       "not_before_human": "1795194737"
    ///     },
    ///     "component_id": "echo",
    ///     "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///     "image_ref": "ghcr.io/wasmcloud/echo:0.3.0",
    ///     "max_instances": 2
    ///   }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.component_scaled",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "data": {
    ///     "annotations": {
    ///       "note": "TODO"
    ///     },
    ///     "claims": {
    ///       "expires_human": "never",
    ///       "issuer": "ADIMTNCPP6HVAUTGWWVIFIH3YX3QXOCCX7XVIIPKTBU6DX2TC7TWV6FF",
    ///       "not_before_human": "1795194737"
    ///     },
    ///     "component_id": "echo",
    ///     "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///     "image_ref": "ghcr.io/wasmcloud/echo:0.3.0",
    ///     "max_instances": 2
    ///   }
    /// }
    /// ```
    rule "placeholder-value" {
        severity: Warning,
        reference: "the schema of the event",
        statements: [],
        since: "0.1.0",
        check: Field(check),
    }
}

const PLACEHOLDERS: [&str; 11] = [
    "TODO",
    "FIXME",
    "TBD",
    "N/A",
    "n/a",
    "string",
    "changeme",
    "undefined",
    "null",
    "<unknown>",
    "[object Object]",
];

/// The length of the longest of them.
const LONGEST: usize = 15;

fn check(context: &EventContext<'_>, place: &Place<'_>, visit: &Visit<'_>, violations: &mut Violations) {
    let Visit::Field { field, value: Value::String(text), .. } = visit else { return };
    if text.len() > LONGEST || !PLACEHOLDERS.contains(&text.as_str()) || !is_any_text(context, field) {
        return;
    }
    violations.push(
        context.with_schema_reference(
            Violation::new(format!("{} holds {}, which is no value", Quoted(&field.name), Quoted(text)))
                .at(&place.pointer(), Mark::Value)
                .help("do not rely on this field of this producer"),
        ),
    );
}

/// Whether the field holds a text of which the model knows no values.
fn is_any_text(context: &EventContext<'_>, field: &Field) -> bool {
    let types = context.schema.map(|schema| &schema.model().types);
    match &field.shape {
        Shape::Text { .. } => true,
        Shape::Reference(name) => types
            .and_then(|types| types.get(name))
            .is_some_and(|definition| matches!(definition.kind, TypeKind::Alias(Shape::Text { .. }))),
        _ => false,
    }
}
