//! A finding as a SARIF result.

use lattice_event_model::catalog::sha256;
use lattice_linter::{Finding, Location};

use super::{
    Ends,
    descriptors::{Rules, level},
    log::{
        ArtifactLocation, LogicalLocation, PartialFingerprints, PhysicalLocation, Region, ResultProperties,
        SarifLocation, SarifResult, Text,
    },
    uri,
};
use crate::output::place::Place;

pub(super) fn of<'r>(finding: &'r Finding, rules: &Rules, ends: &Ends) -> SarifResult<'r> {
    let event_type = finding.event.event_type.as_deref();
    let place = Place::of(&finding.location);
    let physical_location = match place {
        Place::File(path) => Some(physical(path, &finding.location, ends)),
        Place::StandardInput | Place::Live(_) => None,
    };
    let logical_locations: Vec<LogicalLocation<'_>> =
        [(finding.subject.as_deref(), "subject"), (event_type, "event type")]
            .into_iter()
            .filter_map(|(name, kind)| Some(LogicalLocation { fully_qualified_name: name?, kind }))
            .collect();
    let location = SarifLocation { physical_location, logical_locations };
    let nowhere = location.physical_location.is_none() && location.logical_locations.is_empty();
    let is_live = matches!(place, Place::Live(_));
    let is_line = matches!(place, Place::StandardInput);
    SarifResult {
        rule_id: &finding.rule,
        rule_index: rules.index(&finding.rule),
        level: level(finding.severity),
        message: Text::plain(text(finding)),
        locations: if nowhere { Vec::new() } else { vec![location] },
        partial_fingerprints: PartialFingerprints { event_finding: fingerprint(finding) },
        occurrence_count: finding.count,
        properties: ResultProperties {
            event_id: finding.event.id.as_deref(),
            event_type,
            event_source: finding.event.source.as_deref(),
            subject: finding.subject.as_deref(),
            pointer: finding.pointer.as_deref(),
            schema_pointer: finding.schema_pointer.as_deref(),
            reference: finding.reference.as_deref(),
            received_from: is_live.then_some(finding.location.file.as_str()),
            message_number: is_live.then_some(finding.location.line),
            line: is_line.then_some(finding.location.line),
            column: is_line.then_some(finding.location.column),
        },
    }
}

fn physical(path: &str, location: &Location, ends: &Ends) -> PhysicalLocation {
    let end = ends.of(location);
    PhysicalLocation {
        artifact_location: ArtifactLocation { uri: uri::of(path) },
        region: Region {
            start_line: location.line,
            start_column: location.column,
            end_line: end.map(|end| end.line),
            end_column: end.map(|end| end.column),
            byte_offset: location.offset,
            byte_length: location.length,
        },
    }
}

/// What viewers show. Values of peers must not become links (section 3.11.6).
fn text(finding: &Finding) -> String {
    let text = match &finding.help {
        Some(help) => format!("{}\nhelp: {help}", finding.message),
        None => finding.message.clone(),
    };
    text.replace("](", "] (")
}

/// What stays the same from run to run: neither places nor numbers, which are
/// mostly lengths, counts and indexes.
fn fingerprint(finding: &Finding) -> String {
    let parts = [
        finding.rule.as_ref(),
        finding.event.event_type.as_deref().unwrap_or_default(),
        &without_numbers(finding.pointer.as_deref().unwrap_or_default()),
        &without_numbers(&finding.message),
    ];
    sha256(parts.join("\n").as_bytes())
}

fn without_numbers(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for character in text.chars() {
        if !character.is_ascii_digit() {
            result.push(character);
        } else if !result.ends_with('#') {
            result.push('#');
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use lattice_linter::{EventIdentity, Severity};

    use super::*;

    fn finding(message: &str, pointer: &str) -> Finding {
        Finding {
            rule: "unknown-field".into(),
            severity: Severity::Warning,
            message: message.to_owned(),
            help: None,
            reference: None,
            pointer: Some(pointer.to_owned()),
            schema_pointer: None,
            event: EventIdentity::default(),
            subject: None,
            location: Location::default(),
            count: 1,
            labels: Vec::new(),
            withheld: Vec::new(),
        }
    }

    #[test]
    fn fingerprints_depend_on_what_is_wrong_and_not_on_numbers() {
        let one = fingerprint(&finding("`/data/x/3` is 5, more than 4", "/data/x/3"));
        let alike = Finding {
            location: Location { line: 77, ..Location::default() },
            ..finding("`/data/x/12` is 1000, more than 4", "/data/x/12")
        };
        assert_eq!(one, fingerprint(&alike));
        assert_ne!(one, fingerprint(&finding("`/data/x/3` is 5, more than 4", "/data/y/3")));
        assert_ne!(one, fingerprint(&finding("`/data/x/3` is 5, less than 4", "/data/x/3")));
    }

    #[test]
    fn live_messages_have_logical_locations_only() {
        let location =
            Location { file: "nats://a:4222".to_owned(), line: 12, column: 1, offset: 0, length: 0 };
        let finding = Finding {
            subject: Some("wasmbus.evt.default.host_started".to_owned()),
            location,
            ..finding("x", "")
        };
        let result = of(&finding, &Rules::of(&[]), &Ends::default());
        let result = serde_json::to_value(result).unwrap();
        assert_eq!(
            result["locations"],
            serde_json::json!([{"logicalLocations": [
                {"fullyQualifiedName": "wasmbus.evt.default.host_started", "kind": "subject"}
            ]}])
        );
        let properties = &result["properties"];
        assert_eq!(
            (&properties["receivedFrom"], &properties["messageNumber"]),
            (&"nats://a:4222".into(), &12.into())
        );
    }

    #[test]
    fn values_of_peers_are_no_links() {
        assert_eq!(text(&finding("`[a](b)`", "")), "`[a] (b)`");
    }
}
