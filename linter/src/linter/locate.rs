//! From violations to findings: severities, places and bytes to underline.

use std::{borrow::Cow, ops::Range};

use super::policy::{Circumstances, Policy};
use crate::{
    decode::PayloadOf,
    finding::{EventIdentity, Finding, Label, Location},
    input::{Input, Locator},
    lexical::Lexical,
    quoted::shortened,
    rule::Rule,
    settings::Level,
    violation::{Found, Mark, Violation},
};

/// An event in which something was found, or the payload as a whole.
pub(super) struct Place {
    /// Pointer of the event in the payload.
    pub(super) base: String,
    pub(super) identity: EventIdentity,
}

/// The findings, in the order in which their places stand in the payload.
pub(super) fn findings(
    rules: &[(&'static Rule, Level)],
    policy: &mut Policy,
    input: &Input,
    lexical: &Lexical<'_>,
    places: &[Place],
    found: Vec<Found>,
) -> Vec<Finding> {
    if found.is_empty() {
        return Vec::new();
    }
    let payload = &input.message.payload;
    let subject = input.message.subject.as_deref().map(|subject| shortened(subject, 256));

    let mut findings = Vec::new();
    for Found { rule, place, violation, count } in found {
        let (Some((rule, level)), Some(Place { base, identity })) = (rules.get(rule), places.get(place))
        else {
            continue;
        };
        let pointer = match &violation.pointer {
            Some(pointer) => Some(base.clone() + pointer),
            None => Some(base.clone()).filter(|base| !base.is_empty()),
        };
        let circumstances = Circumstances {
            event: identity,
            in_batch: !base.is_empty(),
            subject: input.message.subject.as_deref(),
            pointer: pointer.as_deref(),
        };
        let Some((severity, count)) = policy.decide(rule, *level, &circumstances, count) else { continue };
        let labels = labels(lexical, base, &violation);
        findings.push(Finding {
            rule: Cow::Borrowed(rule.name),
            severity,
            message: violation.message,
            help: violation.help,
            reference: Some(violation.reference.map_or(Cow::Borrowed(rule.reference), Cow::Owned)),
            pointer,
            schema_pointer: violation.schema_pointer,
            event: identity.clone(),
            subject: subject.clone(),
            location: Location::default(),
            count,
            labels,
            withheld: Vec::new(),
        });
    }
    findings.sort_by_key(|finding| finding.labels.first().map(|label| label.span.start));
    let mut locator = Locator::new(&input.origin, payload);
    for finding in &mut findings {
        finding.location = match (finding.labels.first(), lexical.payload_of()) {
            (Some(label), _) => locator.locate(label.span.clone()),
            (None, PayloadOf::Document) => locator.locate(0..payload.len()),
            // What is wrong stands in the headers, or is missing there.
            (None, PayloadOf::Data) => locator.message(),
        };
    }
    findings
}

fn labels(lexical: &Lexical<'_>, base: &str, violation: &Violation) -> Vec<Label> {
    let pointer = violation.pointer.as_deref().unwrap_or_default();
    let Some(primary) = span(lexical, base, pointer, violation.mark) else { return Vec::new() };
    let mut labels = vec![Label { span: primary, primary: true, text: String::new() }];
    labels.extend(violation.related.iter().filter_map(|related| {
        let span = span(lexical, base, &related.pointer, related.mark)?;
        Some(Label { span, primary: false, text: related.text.clone() })
    }));
    labels
}

fn span(lexical: &Lexical<'_>, base: &str, pointer: &str, mark: Mark) -> Option<Range<usize>> {
    if let Mark::Bytes(offset, length) = mark {
        return Some(bytes(lexical.payload(), offset, length));
    }
    let pointer = format!("{base}{pointer}");
    let pointer = lexical.payload_of().pointer(&pointer)?;
    match mark {
        Mark::Message if base.is_empty() => None,
        Mark::Message => Some(lexical.spans()?.opening(&format!("{base}/"))),
        Mark::Value => lexical.spans()?.value(pointer),
        Mark::Opening => Some(lexical.spans()?.opening(&format!("{pointer}/"))),
        Mark::Name => lexical.spans()?.name(pointer),
        Mark::FirstName => lexical.spans()?.first_name(pointer),
        Mark::Member => lexical.spans()?.member(pointer),
        Mark::Missing => Some(lexical.spans()?.opening(pointer)),
        Mark::Bytes(..) => None,
    }
}

/// A span of whole characters. At the end of the payload it is the last one.
fn bytes(payload: &[u8], offset: usize, length: usize) -> Range<usize> {
    let is_border = |at: usize| payload.get(at).is_none_or(|byte| byte & 0b1100_0000 != 0b1000_0000);
    let mut start = offset.min(payload.len().saturating_sub(1));
    while start > 0 && !is_border(start) {
        start -= 1;
    }
    let mut end = (start + length.max(1)).min(payload.len());
    while !is_border(end) {
        end += 1;
    }
    start..end
}
