//! Which subjects to subscribe to.

use anyhow::bail;
use lattice_event_model::{catalog::Catalog, nats::is_token};
use lattice_linter::SubjectPrefix;

/// What somebody wants to see.
#[derive(Debug, Clone)]
pub(crate) struct SubjectSelection {
    /// Names of lattices; `*` is all of them.
    pub(crate) lattices: Vec<String>,
    /// Subjects in place of those of the catalogue.
    pub(crate) subjects: Vec<String>,
    /// What stands before the subjects of the catalogue.
    pub(crate) prefix: Option<SubjectPrefix>,
}

/// Subjects to subscribe to. No message matches two of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Subjects(Vec<String>);

impl Subjects {
    /// The subjects on which the events of a catalogue are published, those of
    /// older publishers too.
    ///
    /// # Errors
    ///
    /// If a lattice or a subject is none, or two subjects overlap, so that a
    /// message would come twice.
    pub(crate) fn select(catalog: &Catalog, selection: &SubjectSelection) -> anyhow::Result<Self> {
        Self::of(catalog, selection, true)
    }

    /// The subjects on which the events of a catalogue are published now.
    ///
    /// # Errors
    ///
    /// As with `select`.
    pub(crate) fn select_present(catalog: &Catalog, selection: &SubjectSelection) -> anyhow::Result<Self> {
        Self::of(catalog, selection, false)
    }

    fn of(catalog: &Catalog, selection: &SubjectSelection, and_former: bool) -> anyhow::Result<Self> {
        if selection.subjects.is_empty() {
            return Self::of_catalog(catalog, selection, and_former);
        }
        for subject in &selection.subjects {
            if !is_subscribable(subject) {
                bail!("`{subject}` is no NATS subject: write tokens with dots between them");
            }
        }
        Self::without_overlaps(selection.subjects.clone())
    }

    fn of_catalog(catalog: &Catalog, selection: &SubjectSelection, and_former: bool) -> anyhow::Result<Self> {
        for lattice in &selection.lattices {
            if lattice != "*" && !is_token(lattice) {
                bail!(
                    "`{lattice}` is no name of a lattice: it has to be one token of a NATS subject, or `*`"
                );
            }
        }
        let publishers = &catalog.file().publishers;
        let mut subjects = Vec::new();
        for publisher in publishers {
            let former = publisher.former_subjects.iter().filter(|_| and_former);
            for template in std::iter::once(&publisher.subject).chain(former) {
                for lattice in &selection.lattices {
                    let subject = subscription(template, lattice);
                    subjects.push(match &selection.prefix {
                        Some(prefix) => format!("{}.{subject}", prefix.as_str()),
                        None => subject,
                    });
                }
            }
        }
        if subjects.is_empty() {
            bail!("the catalogue {} names no subject: name one with --subject", catalog.file().name);
        }
        Self::without_overlaps(subjects)
    }

    /// Leaves out what another subject covers.
    fn without_overlaps(subjects: Vec<String>) -> anyhow::Result<Self> {
        let mut kept: Vec<String> = Vec::new();
        for subject in subjects {
            if kept.iter().any(|other| covers(other, &subject)) {
                continue;
            }
            kept.retain(|other| !covers(&subject, other));
            if let Some(other) = kept.iter().find(|other| overlap(other, &subject)) {
                bail!("`{other}` and `{subject}` overlap, so that some messages would come twice");
            }
            kept.push(subject);
        }
        Ok(Self(kept))
    }

    /// The subjects.
    pub(crate) fn list(&self) -> &[String] {
        &self.0
    }

    /// A subject that these cover and that nobody uses, made unique by `token`;
    /// `None` if they have no wildcard.
    pub(crate) fn unused_subject(&self, token: &str) -> Option<String> {
        let token = token.replace('.', "-");
        let wild = self.0.iter().find(|subject| subject.contains(['*', '>']))?;
        Some(
            wild.split('.')
                .map(|part| if is_wildcard(part) { &token } else { part })
                .collect::<Vec<_>>()
                .join("."),
        )
    }
}

/// What to subscribe to for a template: `wasmbus.evt.{lattice}.{event}` becomes
/// `wasmbus.evt.default.>`.
fn subscription(template: &str, lattice: &str) -> String {
    let count = template.split('.').count();
    let tokens: Vec<&str> = template
        .split('.')
        .enumerate()
        .map(|(index, token)| match token {
            "{lattice}" => lattice,
            "{event}" if index + 1 == count => ">",
            _ if token.starts_with('{') => "*",
            _ => token,
        })
        .collect();
    tokens.join(".")
}

fn is_wildcard(token: &str) -> bool {
    token == "*" || token == ">"
}

fn is_subscribable(subject: &str) -> bool {
    let tokens: Vec<&str> = subject.split('.').collect();
    tokens.iter().enumerate().all(|(index, token)| match *token {
        "*" => true,
        ">" => index + 1 == tokens.len(),
        token => is_token(token),
    })
}

/// Whether every subject that matches `inner` matches `outer`.
fn covers(outer: &str, inner: &str) -> bool {
    let (mut outer, mut inner) = (outer.split('.'), inner.split('.'));
    loop {
        match (outer.next(), inner.next()) {
            (Some(">"), Some(_)) | (None, None) => return true,
            (Some("*"), Some(token)) if token != ">" => {}
            (Some(left), Some(right)) if left == right => {}
            _ => return false,
        }
    }
}

/// Whether some subject matches both.
fn overlap(left: &str, right: &str) -> bool {
    let (mut left, mut right) = (left.split('.'), right.split('.'));
    loop {
        match (left.next(), right.next()) {
            (Some(">"), Some(_)) | (Some(_), Some(">")) | (None, None) => return true,
            (Some(a), Some(b)) if a == b || a == "*" || b == "*" => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Subjects, covers, overlap, subscription};

    #[test]
    fn templates_become_subscriptions() {
        assert_eq!(subscription("wasmbus.evt.{lattice}.{event}", "default"), "wasmbus.evt.default.>");
        assert_eq!(subscription("wasmbus.evt.{lattice}", "*"), "wasmbus.evt.*");
        assert_eq!(subscription("shop.{event}.{branch}", "default"), "shop.*.*");
    }

    #[test]
    fn subjects_cover_each_other() {
        assert!(covers("a.>", "a.b.c"));
        assert!(covers("a.*", "a.b"));
        assert!(covers("a.>", "a.>"));
        assert!(covers(">", "a.>"));
        assert!(!covers("a.*", "a.>"));
        assert!(!covers("a.>", "a"));
        assert!(!covers("a.b", "a.*"));
        assert!(overlap("a.*.c", "a.b.*"));
        assert!(!overlap("a.>", "a"));
        assert!(!overlap("a.b", "a.c"));
    }

    #[test]
    fn no_message_comes_twice() {
        let select = |subjects: &[&str]| {
            Subjects::without_overlaps(subjects.iter().map(|subject| (*subject).to_owned()).collect())
        };
        assert_eq!(select(&["a.b", "a.>", "a.c.d"]).unwrap().list(), ["a.>"]);
        assert_eq!(select(&["a.x", "b.x"]).unwrap().list(), ["a.x", "b.x"]);
        assert!(select(&["a.*.c", "a.b.*"]).is_err());
    }

    #[test]
    fn an_unused_subject_is_covered() {
        let subjects = Subjects(vec!["x".to_owned(), "*.evt.>".to_owned()]);
        let unused = subjects.unused_subject("_INBOX.abc").unwrap();
        assert_eq!(unused, "_INBOX-abc.evt._INBOX-abc");
        assert!(covers("*.evt.>", &unused));
        assert_eq!(Subjects(vec!["x".to_owned()]).unused_subject("t"), None);
    }
}
