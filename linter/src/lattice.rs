//! The lattice of a message: a token of its subject.

use lattice_event_model::{catalog::Catalog, nats::SubjectTemplate};

/// The subjects of a catalogue, by which the lattice of a message is known.
#[derive(Debug, Clone)]
pub struct LatticeTokens {
    templates: Vec<SubjectTemplate>,
}

impl LatticeTokens {
    /// Those of the publishers of a catalogue, former subjects included.
    pub fn new(catalog: &Catalog) -> Self {
        let publishers = &catalog.file().publishers;
        let templates = publishers
            .iter()
            .flat_map(|publisher| std::iter::once(&publisher.subject).chain(&publisher.former_subjects))
            .map(SubjectTemplate::new)
            .collect();
        Self { templates }
    }

    /// The lattice of a message on a subject, without what stands before it: the
    /// first parameter that is not the name of the event. `None` if the
    /// catalogue has no such subject.
    pub fn lattice<'s>(&self, subject: &'s str) -> Option<&'s str> {
        self.templates.iter().find_map(|template| {
            let parameters = template.parse(subject)?;
            let (_, token) = parameters.iter().find(|(name, _)| name != "event")?;
            Some(*token)
        })
    }
}
