//! How the run went, as SARIF tells it: beside results there are notifications.

use lattice_linter::report::{Gap, Report, Verdict};

use super::log::{Descriptor, Invocation, Notification, Reference, RuleReference, Text};

/// How many gaps are told one by one.
const GAPS: usize = 20;

/// What a notification is about.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Incomplete,
    Failed,
    SwitchedOff,
    ConnectionGap,
    LeftOut,
}

/// All kinds, in the order of their descriptors.
const KINDS: &[Kind] =
    &[Kind::Incomplete, Kind::Failed, Kind::SwitchedOff, Kind::ConnectionGap, Kind::LeftOut];

impl Kind {
    fn id(self) -> &'static str {
        match self {
            Self::Incomplete => "incomplete-run",
            Self::Failed => "failed-run",
            Self::SwitchedOff => "rule-switched-off",
            Self::ConnectionGap => "connection-gap",
            Self::LeftOut => "findings-left-out",
        }
    }

    fn description(self) -> &'static str {
        match self {
            Self::Incomplete => "Not everything was judged.",
            Self::Failed => "The run failed for another reason than a finding.",
            Self::SwitchedOff => "A rule could not work here and was switched off.",
            Self::ConnectionGap => "There was no connection; what was published then was missed.",
            Self::LeftOut => "Findings were counted and are not in the log.",
        }
    }

    fn advice(self) -> &'static str {
        match self {
            Self::Incomplete => "There may be more to find: mend the cause and run again.",
            Self::Failed => "See what --require-seen and --min-coverage ask for.",
            Self::SwitchedOff => "Let one program see all messages of a lattice.",
            Self::ConnectionGap => "Look at the server and at the network between.",
            Self::LeftOut => "The format jsonl has every finding.",
        }
    }

    fn level(self) -> &'static str {
        match self {
            Self::Incomplete | Self::Failed => "error",
            Self::SwitchedOff | Self::ConnectionGap => "warning",
            Self::LeftOut => "note",
        }
    }

    fn notification(self, message: String) -> Notification {
        // The variants are numbered in the order of `KINDS`, which a test checks.
        let descriptor = Reference { id: self.id(), index: self as usize };
        Notification {
            descriptor,
            associated_rule: None,
            level: self.level(),
            message: Text::plain(message.replace("](", "] (")),
        }
    }

    fn about(self, rule: &str, message: String) -> Notification {
        Notification {
            associated_rule: Some(RuleReference { id: rule.to_owned() }),
            ..self.notification(message)
        }
    }
}

pub(super) fn descriptors() -> Vec<Descriptor> {
    let descriptor = |kind: &Kind| Descriptor {
        id: kind.id(),
        name: None,
        short_description: Text::plain(kind.description()),
        full_description: Text::plain(kind.description()),
        help_uri: None,
        help: Text::plain(kind.advice()),
        default_configuration: None,
    };
    KINDS.iter().map(descriptor).collect()
}

pub(super) fn of(report: &Report) -> Invocation {
    let verdict = report.summary.verdict;
    Invocation {
        execution_successful: verdict != Verdict::Incomplete,
        exit_code: match verdict {
            Verdict::Pass => Some(0),
            Verdict::Fail => Some(1),
            // It is 2 where an input could not be read, and 3 otherwise.
            Verdict::Incomplete => None,
        },
        tool_execution_notifications: notifications(report),
    }
}

fn notifications(report: &Report) -> Vec<Notification> {
    let summary = &report.summary;
    let kind = if summary.verdict == Verdict::Incomplete { Kind::Incomplete } else { Kind::Failed };
    let mut notifications: Vec<Notification> =
        summary.reasons.iter().map(|reason| kind.notification(reason.clone())).collect();
    notifications.extend(
        summary.switched_off.iter().map(|off| Kind::SwitchedOff.about(&off.rule, off.reason.clone())),
    );
    if let Some(connection) = &report.connection {
        let told = connection.gaps.iter().take(GAPS);
        notifications.extend(told.map(|gap| Kind::ConnectionGap.notification(gap_text(gap))));
        let others = connection.gap_count.saturating_sub(connection.gaps.len().min(GAPS) as u64);
        if others > 0 {
            notifications.push(Kind::ConnectionGap.notification(format!("and {others} other gaps")));
        }
    }
    notifications.extend(summary.left_out.iter().map(|(rule, count)| {
        Kind::LeftOut.about(rule, format!("{count} other findings of the rule {rule} are not in the log"))
    }));
    notifications
}

fn gap_text(gap: &Gap) -> String {
    let seconds = gap.milliseconds as f64 / 1000.0;
    match &gap.to {
        Some(to) => format!("no connection for {seconds:.1} s, from {} to {to}", gap.from),
        None => format!("no connection since {}, for {seconds:.1} s", gap.from),
    }
}

#[cfg(test)]
mod tests {
    use lattice_linter::report::{Connection, SwitchedOff, Tally, Tool};

    use super::*;

    #[test]
    fn kinds_stand_in_their_order() {
        for (index, kind) in KINDS.iter().enumerate() {
            assert_eq!(*kind as usize, index);
        }
    }

    #[test]
    fn everything_around_the_findings_is_told() {
        let tool = Tool { name: String::new(), version: String::new(), catalog: String::new() };
        let tally = Tally::new();
        let mut report = tally.report(tool, Verdict::Incomplete, Default::default());
        report.summary.reasons.push("2 messages were lost".to_owned());
        report.summary.switched_off.push(SwitchedOff {
            rule: "double-publication".to_owned(),
            reason: "only a part comes here".to_owned(),
        });
        report.summary.left_out.insert("unknown-field".to_owned(), 7);
        let gap = Gap { from: "2026-02-04T12:00:00Z".to_owned(), to: None, milliseconds: 1500 };
        report.connection = Some(Connection { gaps: vec![gap; 25], gap_count: 30, ..Connection::default() });
        let invocation = of(&report);
        assert!(!invocation.execution_successful);
        let told: Vec<(&str, &str, Option<&str>)> = invocation
            .tool_execution_notifications
            .iter()
            .map(|note| {
                let rule = note.associated_rule.as_ref().map(|rule| rule.id.as_str());
                (note.descriptor.id, note.message.text.as_str(), rule)
            })
            .collect();
        let gap = ("connection-gap", "no connection since 2026-02-04T12:00:00Z, for 1.5 s", None::<&str>);
        let mut expected = vec![
            ("incomplete-run", "2 messages were lost", None),
            ("rule-switched-off", "only a part comes here", Some("double-publication")),
        ];
        expected.extend([gap; 20]);
        expected.push(("connection-gap", "and 10 other gaps", None));
        expected.push((
            "findings-left-out",
            "7 other findings of the rule unknown-field are not in the log",
            Some("unknown-field"),
        ));
        assert_eq!(told, expected);
    }
}
