//! From violations to findings: severities, places and bytes to underline.

use std::{borrow::Cow, cell::LazyCell, ops::Range};

use crate::{
    finding::{EventIdentity, Finding, Label, Location, Severity},
    input::{Input, Locator},
    quoted::shortened,
    rule::Rule,
    spans::Spans,
    violation::{Found, Mark, Violation},
};

/// An event in which something was found, or the payload as a whole.
pub(super) struct Place {
    /// Pointer of the event in the payload.
    pub(super) base: String,
    pub(super) identity: EventIdentity,
}

/// The findings, in the order in which their places stand in the payload.
///
/// `readable` says whether pointers lead to bytes of the payload.
pub(super) fn findings(
    rules: &[(&'static Rule, Severity)],
    input: &Input,
    readable: bool,
    places: &[Place],
    found: Vec<Found>,
) -> Vec<Finding> {
    if found.is_empty() {
        return Vec::new();
    }
    let payload = &input.message.payload;
    let text = std::str::from_utf8(payload).ok().filter(|_| readable);
    let spans = LazyCell::new(|| text.and_then(Spans::read));
    let subject = input.message.subject.as_deref().map(|subject| shortened(subject, 256));

    let mut findings = Vec::new();
    for Found { rule, place, violation, count } in found {
        let (Some((rule, severity)), Some(Place { base, identity })) = (rules.get(rule), places.get(place))
        else {
            continue;
        };
        let labels = labels(base, &violation, payload, &|| spans.as_ref());
        findings.push(Finding {
            rule: Cow::Borrowed(rule.name),
            severity: *severity,
            message: violation.message,
            help: violation.help,
            reference: Some(violation.reference.map_or(Cow::Borrowed(rule.reference), Cow::Owned)),
            pointer: match violation.pointer {
                Some(pointer) => Some(base.clone() + &pointer),
                None => Some(base.clone()).filter(|base| !base.is_empty()),
            },
            schema_pointer: violation.schema_pointer,
            event: identity.clone(),
            subject: subject.clone(),
            location: Location::default(),
            count,
            labels,
        });
    }
    findings.sort_by_key(|finding| finding.labels.first().map(|label| label.span.start));
    let mut locator = Locator::new(&input.origin, payload);
    for finding in &mut findings {
        let span = finding.labels.first().map_or(0..payload.len(), |label| label.span.clone());
        finding.location = locator.locate(span);
    }
    findings
}

/// The places of values, read when the first violation needs them.
type Lookup<'s, 't> = &'s dyn Fn() -> Option<&'s Spans<'t>>;

fn labels(base: &str, violation: &Violation, payload: &[u8], spans: Lookup<'_, '_>) -> Vec<Label> {
    let pointer = violation.pointer.as_deref().unwrap_or_default();
    let primary = span(base, pointer, violation.mark, payload, spans);
    let Some(primary) = primary else { return Vec::new() };
    let mut labels = vec![Label { span: primary, primary: true, text: String::new() }];
    labels.extend(violation.related.iter().filter_map(|related| {
        let span = span(base, &related.pointer, related.mark, payload, spans)?;
        Some(Label { span, primary: false, text: related.text.clone() })
    }));
    labels
}

fn span(
    base: &str,
    pointer: &str,
    mark: Mark,
    payload: &[u8],
    spans: Lookup<'_, '_>,
) -> Option<Range<usize>> {
    let pointer = || format!("{base}{pointer}");
    match mark {
        Mark::Message if base.is_empty() => None,
        Mark::Message => Some(spans()?.opening(&format!("{base}/"))),
        Mark::Value => spans()?.value(&pointer()),
        Mark::Opening => Some(spans()?.opening(&format!("{}/", pointer()))),
        Mark::Name => spans()?.name(&pointer()),
        Mark::FirstName => spans()?.first_name(&pointer()),
        Mark::Member => spans()?.member(&pointer()),
        Mark::Missing => Some(spans()?.opening(&pointer())),
        Mark::Bytes(offset, length) => Some(bytes(payload, offset, length)),
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
