//! The vocabulary of hosts 0.81 and 0.82, kept so that it is recognised.

use lattice_event_model::definition::LegacyVocabulary;

/// All older vocabularies.
pub(crate) const ALL: &[LegacyVocabulary] = &[];
