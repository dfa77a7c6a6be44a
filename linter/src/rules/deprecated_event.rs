use lattice_event_model::catalog::StatusState;

use crate::{
    context::EventContext,
    rule::declare_rule,
    suggest::instead,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The type of the event is deprecated.
    ///
    /// ## What it does
    ///
    /// Fires for every event whose type the catalogue calls deprecated. The example is from the
    /// catalogue of a shop.
    ///
    /// ## Why it matters
    ///
    /// Nothing is wrong with the event. Readers should prepare for its successor, since the
    /// deprecated one may go.
    ///
    /// ## Example
    ///
    /// ```json fires catalog=shop
    /// {
    ///   "specversion": "1.0",
    ///   "id": "1",
    ///   "type": "example.shop.order_noted",
    ///   "source": "/tills/4",
    ///   "data": { "order": "O-1042" }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes catalog=shop
    /// {
    ///   "specversion": "1.0",
    ///   "id": "1",
    ///   "type": "example.shop.order_cancelled",
    ///   "source": "/tills/4",
    ///   "data": { "order": "O-1042", "till": "/tills/4" }
    /// }
    /// ```
    rule "deprecated-event" {
        severity: Info,
        reference: "the event catalogue",
        statements: ["L10"],
        since: "0.1.0",
        check: Event(check),
    }
}

fn check(context: &EventContext<'_>, violations: &mut Violations) {
    let status = &context.definition.status;
    if status.state != StatusState::Deprecated {
        return;
    }
    let message =
        format!("events of this type are deprecated since version {} of the catalogue", status.since);
    let violation = Violation::new(message).at("/type", Mark::Value);
    violations.push(match instead(status.replacement.as_deref(), status.note.as_deref()) {
        Some(help) => violation.help(help),
        None => violation,
    });
}
