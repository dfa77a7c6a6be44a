use crate::{
    rule::declare_rule,
    secret::{SecretContext, SecretKind},
    violation::Violations,
};

declare_rule! {
    /// An attribute of the event names a person.
    ///
    /// ## What it does
    ///
    /// Looks for addresses of e-mail and for users in URLs in the attributes, extensions included.
    /// Data is not looked at. A user with a password is told by `embedded-credentials`, an address
    /// in `authid` by `personal-authid`. A `source` may be a mailbox (`mailto:`). Users
    /// of Git servers, versions of packages and identifiers of mails look like addresses, and are
    /// free.
    ///
    /// The finding says where it stands, how long it is, and the first eight digits of its SHA-256.
    /// The text itself is taken out of every output, even where this rule is off.
    ///
    /// ## Why it matters
    ///
    /// Attributes are what intermediaries read, log and index without asking, and data may be
    /// encrypted where attributes may not. Names of people in them are kept in places from which
    /// nobody can delete them.
    ///
    /// ## Example
    ///
    /// ```json fires
    /// {
    ///   "specversion": "1.0",
    ///   "id": "0195a0b1-c2d3-4e5f-8091-000000000001",
    ///   "type": "com.wasmcloud.lattice.labels_changed",
    ///   "source": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS",
    ///   "subject": "{{repeat:alice:1}}@example.com",
    ///   "data": { "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS", "labels": { "zone": "eu-1" } }
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
    ///   "subject": "u-7f3a",
    ///   "data": { "host_id": "NADAVLO7DUHGPN2HP6HN2FVZAK4LKWKKMKGATU62RX74THGU4LQBPEKS", "labels": { "zone": "eu-1" } }
    /// }
    /// ```
    rule "personal-data" {
        severity: Warning,
        reference: "CloudEvents 1.0.2, Privacy and Security",
        statements: ["CE-73"],
        since: "0.1.0",
        check: Secrets(check),
    }
}

fn check(context: &SecretContext<'_>, violations: &mut Violations) {
    context.report(
        &[SecretKind::PersonalData],
        "write an identifier that only those can look up who need to know",
        violations,
    );
}
