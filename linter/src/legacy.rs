//! Recognising events of older vocabularies.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use lattice_event_model::{
    catalog::{Catalog, LegacyEventFile, LegacyFile, PublisherFile},
    nats::SubjectTemplate,
    pointer,
};
use semver::Version;
use serde_json::Value;

use crate::{linter::LinterError, state::Producer};

/// An event of an older vocabulary.
#[derive(Debug, Clone)]
pub struct Legacy<'c> {
    /// The vocabulary.
    pub vocabulary: &'c LegacyFile,
    /// The event in it.
    pub event: &'c LegacyEventFile,
    /// What showed it.
    pub evidence: Evidence,
}

/// What shows that an event belongs to an older vocabulary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Evidence {
    /// Only the older vocabulary has its type.
    Type,
    /// Its producer told its version.
    Version(Version),
    /// Its producer sent other events of the older vocabulary.
    Producer,
    /// Its data has this member, by its JSON pointer in `data`.
    Shape(String),
    /// Its data has none of the members that newer ones always have. Weak: a
    /// newer producer may have left them out by mistake.
    Lack,
    /// It came on a subject on which only older producers publish.
    Subject,
}

/// What is known about an event before its vocabulary is.
pub(crate) struct Clues<'a> {
    pub(crate) event_type: &'a str,
    /// Whether the catalogue describes an event of that type.
    pub(crate) described: bool,
    pub(crate) data: Option<&'a Value>,
    pub(crate) subject: Option<&'a str>,
    pub(crate) producer: Option<&'a Producer>,
}

/// The older vocabularies of a catalogue, ready to be asked.
#[derive(Debug)]
pub(crate) struct LegacyIndex {
    vocabularies: Vec<Vocabulary>,
    /// By type: vocabulary and event, the oldest vocabulary first.
    by_type: HashMap<String, Vec<(usize, usize)>, FixedState>,
}

#[derive(Debug)]
struct Vocabulary {
    before: Version,
    former_subjects: Vec<SubjectTemplate>,
}

impl LegacyIndex {
    /// Reads the vocabularies of a catalogue.
    ///
    /// # Errors
    ///
    /// [`LinterError::LegacyVersion`], if one does not say where it ends.
    pub(crate) fn new(catalog: &Catalog) -> Result<Self, LinterError> {
        let mut vocabularies = Vec::new();
        let mut by_type: HashMap<String, Vec<(usize, usize)>, FixedState> = HashMap::default();
        for (index, file) in catalog.file().legacy.iter().enumerate() {
            let before = Version::parse(&file.before).map_err(|source| LinterError::LegacyVersion {
                publisher: file.publisher.clone(),
                version: file.before.clone(),
                source,
            })?;
            let former_subjects = publisher(catalog, &file.publisher)
                .map(|publisher| publisher.former_subjects.iter().map(SubjectTemplate::new).collect())
                .unwrap_or_default();
            vocabularies.push(Vocabulary { before, former_subjects });
            for (event, entry) in file.events.iter().enumerate() {
                by_type.entry(entry.event_type.clone()).or_default().push((index, event));
            }
        }
        for entries in by_type.values_mut() {
            entries.sort_by(|(a, _), (b, _)| vocabularies[*a].before.cmp(&vocabularies[*b].before));
        }
        Ok(Self { vocabularies, by_type })
    }

    /// The older event that a message is, if it is one.
    ///
    /// A version that the producer told decides; without one, what the message
    /// looks like does.
    pub(crate) fn recognise<'c>(&self, catalog: &'c Catalog, clues: &Clues<'_>) -> Option<Legacy<'c>> {
        let candidates = self.by_type.get(clues.event_type)?;
        let legacy = |(vocabulary, event): (usize, usize), evidence| {
            let vocabulary = catalog.file().legacy.get(vocabulary)?;
            Some(Legacy { vocabulary, event: vocabulary.events.get(event)?, evidence })
        };
        let newest = *candidates.last()?;
        match clues.producer {
            Some(Producer::Version(version)) => {
                let older = candidates
                    .iter()
                    .find(|(vocabulary, _)| *version < self.vocabularies[*vocabulary].before);
                match older {
                    Some(candidate) => return legacy(*candidate, Evidence::Version(version.clone())),
                    None if clues.described => return None,
                    None => {}
                }
            }
            Some(Producer::Legacy) if clues.described => return legacy(newest, Evidence::Producer),
            _ => {}
        }
        if !clues.described {
            return legacy(newest, Evidence::Type);
        }
        candidates.iter().find_map(|candidate| {
            let (vocabulary, event) = *candidate;
            let entry = catalog.file().legacy.get(vocabulary)?.events.get(event)?;
            let marked = entry
                .marked_by
                .iter()
                .find(|pointer| clues.data.is_some_and(|data| pointer::find(data, pointer).is_some()));
            if let Some(pointer) = marked {
                return legacy(*candidate, Evidence::Shape(pointer.clone()));
            }
            let lacks = clues.data.filter(|data| data.is_object() && !entry.lacks.is_empty());
            if lacks.is_some_and(|data| entry.lacks.iter().all(|pointer| data.pointer(pointer).is_none())) {
                return legacy(*candidate, Evidence::Lack);
            }
            let subject = clues.subject?;
            let former = self.vocabularies[vocabulary]
                .former_subjects
                .iter()
                .any(|template| template.parse(subject).is_some());
            former.then(|| legacy(*candidate, Evidence::Subject)).flatten()
        })
    }
}

fn publisher<'c>(catalog: &'c Catalog, namespace: &str) -> Option<&'c PublisherFile> {
    catalog.file().publishers.iter().find(|publisher| publisher.namespace == namespace)
}
