use lattice_event_model::nats::SubjectTemplate;

use crate::{
    context::EventContext,
    quoted::Quoted,
    rule::declare_rule,
    subject,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The event came on a subject that is not its own.
    ///
    /// ## What it does
    ///
    /// Compares the NATS subject of the message with the one that the catalogue names for the
    /// event. Where no subject is known, as in a file of events, nothing is said. Tokens that
    /// stand before every subject by the settings are taken away first, and must be there.
    ///
    /// ## Why it matters
    ///
    /// Readers subscribe to subjects. Those who want this event do not get it, and those who want
    /// another one do. It is a warning, since the event itself is right, and streams and bridges
    /// copy events to other subjects on purpose.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {"subject":"wasmbus.evt.default.config_deleted","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"data\":{\"config_name\":\"default-http\"}}"}
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json passes
    /// {"subject":"wasmbus.evt.default.config_set","headers":null,"payload":"{\"specversion\":\"1.0\",\"id\":\"0195a0b1-c2d3-4e5f-8091-000000000001\",\"type\":\"com.wasmcloud.lattice.config_set\",\"source\":\"NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS\",\"data\":{\"config_name\":\"default-http\"}}"}
    /// ```
    rule "subject-mismatch" {
        severity: Warning,
        reference: "the event catalogue",
        statements: ["L3", "L4"],
        since: "0.1.0",
        check: Event(check),
    }
}

fn check(context: &EventContext<'_>, violations: &mut Violations) {
    let (Some(subject), Some(publisher)) = (&context.envelope.message.subject, context.publisher()) else {
        return;
    };
    // Such a subject belongs to no event: `malformed-subject` says why.
    if subject::fault(subject).is_some() {
        return;
    }
    let name = &context.definition.name;
    let template = SubjectTemplate::new(&publisher.subject);
    let parameters = context.envelope.subject().and_then(|subject| template.parse(subject));
    let message = match &parameters {
        Some(parameters) => {
            let told = parameters.iter().find(|(parameter, _)| parameter == "event").map(|(_, token)| *token);
            match told {
                Some(told) if told != name => {
                    format!(
                        "the subject {} is one for {}, but the event is {}",
                        Quoted(subject),
                        Quoted(told),
                        Quoted(name)
                    )
                }
                _ => return,
            }
        }
        None => format!("the event {} does not belong on the subject {}", Quoted(name), Quoted(subject)),
    };
    let expected = match context.envelope.subject_prefix {
        Some(prefix) => format!("{}.{}", prefix.as_str(), context.definition.subject),
        None => context.definition.subject.clone(),
    };
    violations.push(
        Violation::new(message)
            .at("/type", Mark::Value)
            .help(format!("its subject is {}", Quoted(&expected))),
    );
}
