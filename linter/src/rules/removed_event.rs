use lattice_event_model::catalog::StatusState;

use crate::{
    context::EventContext,
    rule::declare_rule,
    suggest::instead,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// No supported producer sends events of this type any more.
    ///
    /// ## What it does
    ///
    /// Fires for every event whose type the catalogue calls removed. The example is from the
    /// catalogue of a shop.
    ///
    /// ## Why it matters
    ///
    /// An old producer is still at work, or something pretends to be one. Readers are free to
    /// ignore such events.
    ///
    /// ## Example
    ///
    /// ```json fires catalog=shop
    /// {
    ///   "specversion": "1.0",
    ///   "id": "1",
    ///   "type": "example.shop.order_faxed",
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
    rule "removed-event" {
        severity: Warning,
        reference: "the event catalogue",
        statements: ["L13"],
        since: "0.1.0",
        check: Event(check),
    }
}

fn check(context: &EventContext<'_>, violations: &mut Violations) {
    let status = &context.definition.status;
    if status.state != StatusState::Removed {
        return;
    }
    let message = format!("events of this type were removed in version {} of the catalogue", status.since);
    let violation = Violation::new(message).at("/type", Mark::Value);
    violations.push(match instead(status.replacement.as_deref(), status.note.as_deref()) {
        Some(help) => violation.help(help),
        None => violation,
    });
}
