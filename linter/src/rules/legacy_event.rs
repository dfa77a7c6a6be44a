use crate::{
    context::{EnvelopeContext, Standing},
    legacy::Evidence,
    quoted::{Quoted, listed},
    rule::declare_rule,
    violation::{Mark, Violation, Violations},
};

declare_rule! {
    /// The event belongs to an older vocabulary.
    ///
    /// ## What it does
    ///
    /// Recognises events of producers that are older than the catalogue describes: by a `type`
    /// that only they use, by the version that their producer told, by members that only the
    /// older shape has or lacks, or by a subject on which only they publish. Once a producer has told its
    /// version, the version decides.
    ///
    /// The data of such an event is judged by no schema, and nothing is said about its subject.
    ///
    /// ## Why it matters
    ///
    /// Readers of today's events misread it: many names stayed the same while shapes changed.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.actor_scaled",
    ///   "source": "NDK75LDZ6GJE4GDVO2XC6BFGRZ3V6MECLTZIBFN4JBHIQQXYUTBYYRMV",
    ///   "data": {
    ///     "host_id": "NDK75LDZ6GJE4GDVO2XC6BFGRZ3V6MECLTZIBFN4JBHIQQXYUTBYYRMV",
    ///     "image_ref": "ghcr.io/wasmcloud/echo:0.3.0",
    ///     "max_instances": 2,
    ///     "public_key": "MAMKSILB2PY5O5KBJUOVDRDYG7YM3QBYU5KZIRGGYVRM6MYOIIEJOGTX"
    ///   }
    /// }
    /// ```
    ///
    /// The data may show it by what it lacks: newer hosts always tell `provider_id`.
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.provider_start_failed",
    ///   "source": "NDK75LDZ6GJE4GDVO2XC6BFGRZ3V6MECLTZIBFN4JBHIQQXYUTBYYRMV",
    ///   "data": {
    ///     "error": "provider is already running",
    ///     "link_name": "default",
    ///     "provider_ref": "file:///srv/sleepy.par"
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
    ///     "annotations": {},
    ///     "component_id": "echo",
    ///     "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///     "image_ref": "ghcr.io/wasmcloud/echo:0.3.0",
    ///     "max_instances": 2
    ///   }
    /// }
    /// ```
    rule "legacy-event" {
        severity: Warning,
        reference: "the event catalogue",
        statements: ["L13"],
        since: "0.1.0",
        check: Envelope(check),
    }
}

fn check(context: &EnvelopeContext<'_>, violations: &mut Violations) {
    let Standing::Legacy(legacy) = &context.standing else { return };
    let event = legacy.event;
    let because = match &legacy.evidence {
        Evidence::Type => String::new(),
        Evidence::Version(version) => format!(": its producer has version {}", Quoted(&version.to_string())),
        Evidence::Producer => ": its producer sent other events of that vocabulary".to_owned(),
        Evidence::Shape(pointer) => format!(": `data` has {}", Quoted(pointer)),
        Evidence::Lack => format!(": `data` lacks {}", listed(event.lacks.iter().map(String::as_str))),
        Evidence::Subject => ": it came on a subject of that vocabulary".to_owned(),
    };
    let (pointer, mark) = match &legacy.evidence {
        Evidence::Shape(pointer) => (format!("/data{pointer}"), Mark::Name),
        Evidence::Lack => ("/data".to_owned(), Mark::Opening),
        _ => ("/type".to_owned(), Mark::Value),
    };
    let message = format!("the event belongs to the vocabulary of versions {}{because}", event.versions);
    let help = match &event.successor {
        Some(successor) if *successor != event.event_type => {
            format!("newer producers send `{successor}`. {}", event.changed)
        }
        _ => event.changed.clone(),
    };
    violations.push(Violation::new(message).at(&pointer, mark).help(help));
}
