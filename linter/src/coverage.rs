//! What of a catalogue was seen: event types, their fields and values, sources.

use std::collections::{BTreeMap, HashMap, HashSet};

use foldhash::fast::FixedState;
use lattice_event_model::{
    catalog::{Catalog, EventFile},
    model::{Model, Place as Visited, Possibility, Visit, outline},
};

use crate::{
    report::{Coverage, Share},
    schemas::{Schemas, resolve},
    state::SourceKey,
};

/// How many fields that were not seen are listed, and as many values.
const LISTED: usize = 1000;
/// Where the model of an event begins.
const DATA: &str = "/data";

/// What was seen so far. It grows with the catalogue, and with the sources up
/// to a limit, but not with the number of events.
#[derive(Debug)]
pub(crate) struct Seen {
    types: HashMap<String, SeenType, FixedState>,
    sources: HashSet<SourceKey, FixedState>,
    most_sources: usize,
    /// Whether there was a source for which there was no room.
    more_sources: bool,
}

/// What was seen of the events of one type.
#[derive(Debug, Default)]
pub(crate) struct SeenType {
    places: Vec<Place>,
    /// By pattern: which of the places it is.
    index: HashMap<String, usize>,
    /// The same by the number of a pattern, for those that were met. There are as
    /// many as there are ways through the model to a place that is listed.
    met: HashMap<u64, usize, FixedState>,
    /// How many fields and values were not seen yet.
    unseen: usize,
}

/// A place of a model: a field, or an enumeration, or both.
#[derive(Debug)]
struct Place {
    pattern: String,
    /// `None` if it is no field, otherwise whether the field was seen.
    field: Option<bool>,
    /// The known values, and whether they were seen.
    values: Vec<(String, bool)>,
}

impl Seen {
    /// Nothing was seen, and at most so many sources will be told apart.
    pub(crate) fn new(most_sources: usize) -> Self {
        Self { types: HashMap::default(), sources: HashSet::default(), most_sources, more_sources: false }
    }

    /// Notes the source of an event.
    pub(crate) fn source(&mut self, source: SourceKey) {
        if self.sources.len() < self.most_sources {
            self.sources.insert(source);
        } else if !self.more_sources {
            self.more_sources = !self.sources.contains(&source);
        }
    }

    /// Notes an event of the catalogue.
    pub(crate) fn event(
        &mut self,
        catalog: &Catalog,
        schemas: &mut Schemas,
        definition: &EventFile,
    ) -> Option<&mut SeenType> {
        let event_type = definition.event_type.as_str();
        if !self.types.contains_key(event_type) {
            self.types.insert(event_type.to_owned(), SeenType::of(catalog, schemas, definition));
        }
        self.types.get_mut(event_type)
    }

    /// The same by another catalogue. What that one does not have is left out.
    pub(crate) fn by_catalog(mut self, catalog: &Catalog, schemas: &mut Schemas) -> Self {
        let former = std::mem::take(&mut self.types);
        for definition in &catalog.file().events {
            let Some(former) = former.get(&definition.event_type) else { continue };
            let mut seen = SeenType::of(catalog, schemas, definition);
            for place in &former.places {
                let Some(at) = seen.index.get(&place.pattern).copied() else { continue };
                if place.field == Some(true) {
                    seen.field(at);
                }
                for (value, _) in place.values.iter().filter(|(_, is_seen)| *is_seen) {
                    seen.value(at, value);
                }
            }
            self.types.insert(definition.event_type.clone(), seen);
        }
        self
    }

    /// The part of a report.
    pub(crate) fn coverage(&self, catalog: &Catalog) -> Coverage {
        let known = &catalog.file().events;
        let mut coverage = Coverage {
            types_known: known.len() as u64,
            sources_seen: self.sources.len() as u64,
            sources_exact: !self.more_sources,
            ..Coverage::default()
        };
        for definition in known {
            let Some(seen) = self.types.get(&definition.event_type) else {
                coverage.unseen.push(definition.event_type.clone());
                continue;
            };
            coverage.types_seen += 1;
            let fields = seen.places.iter().filter_map(|place| Some((place.pattern.clone(), place.field?)));
            let fields = add(&mut coverage.fields, fields);
            let values = seen.places.iter().flat_map(|place| {
                let text = |value: &str| format!("{} = {value}", place.pattern);
                place.values.iter().map(move |(value, is_seen)| (text(value), *is_seen))
            });
            let values = add(&mut coverage.values, values);
            let left_out = list(&mut coverage.unseen_fields, &definition.event_type, fields)
                + list(&mut coverage.unseen_values, &definition.event_type, values);
            coverage.unseen_left_out += left_out;
        }
        coverage
    }
}

/// Counts, and returns what was not seen.
fn add(share: &mut Share, all: impl Iterator<Item = (String, bool)>) -> Vec<String> {
    let mut unseen = Vec::new();
    for (text, is_seen) in all {
        share.known += 1;
        if is_seen {
            share.seen += 1;
        } else {
            unseen.push(text);
        }
    }
    unseen
}

/// Lists what was not seen. Returns how much there was no room for.
fn list(listed: &mut BTreeMap<String, Vec<String>>, event_type: &str, mut unseen: Vec<String>) -> u64 {
    let room = LISTED.saturating_sub(listed.values().map(Vec::len).sum());
    let left_out = unseen.len().saturating_sub(room) as u64;
    unseen.truncate(room);
    if !unseen.is_empty() {
        listed.insert(event_type.to_owned(), unseen);
    }
    left_out
}

impl SeenType {
    /// Nothing was seen of an event type. Its fields and values are those of its
    /// current schema; there are none if that cannot be read.
    fn of(catalog: &Catalog, schemas: &mut Schemas, definition: &EventFile) -> Self {
        let schema = resolve(definition, None).and_then(|version| schemas.get(catalog, version));
        schema.map(|schema| Self::of_model(schema.model())).unwrap_or_default()
    }

    fn of_model(model: &Model) -> Self {
        let mut seen = Self::default();
        outline(model, DATA, &mut |pattern, possibility| {
            let place = seen.place(pattern);
            match possibility {
                Possibility::Field(_) => place.field = Some(false),
                Possibility::Value(value) => {
                    // The records of a union may have an enumeration in common.
                    if !place.values.iter().any(|(known, _)| known == value) {
                        place.values.push((value.to_owned(), false));
                    }
                }
            }
        });
        seen.unseen =
            seen.places.iter().map(|place| usize::from(place.field.is_some()) + place.values.len()).sum();
        seen
    }

    fn place(&mut self, pattern: &str) -> &mut Place {
        let next = self.places.len();
        let at = *self.index.entry(pattern.to_owned()).or_insert(next);
        if at == next {
            self.places.push(Place { pattern: pattern.to_owned(), field: None, values: Vec::new() });
        }
        &mut self.places[at]
    }

    /// Whether there is nothing left to see.
    pub(crate) fn is_complete(&self) -> bool {
        self.unseen == 0
    }

    /// Notes what a walk met. What was seen before costs no memory, and nothing
    /// costs anything once everything was seen.
    pub(crate) fn met(&mut self, place: &Visited<'_>, met: &Visit<'_>) {
        if self.is_complete() || !matches!(met, Visit::Field { .. } | Visit::KnownValue { .. }) {
            return;
        }
        let at = match self.met.get(&place.id()) {
            Some(at) => *at,
            None => {
                let Some(at) = self.index.get(&place.pattern()) else { return };
                self.met.insert(place.id(), *at);
                *at
            }
        };
        match met {
            Visit::KnownValue { value } => self.value(at, value),
            _ => self.field(at),
        }
    }

    fn field(&mut self, at: usize) {
        let place = self.places.get_mut(at);
        if let Some(Place { field: Some(seen @ false), .. }) = place {
            *seen = true;
            self.unseen -= 1;
        }
    }

    fn value(&mut self, at: usize, value: &str) {
        let place = self.places.get_mut(at);
        let known = place.and_then(|place| place.values.iter_mut().find(|(known, _)| known == value));
        if let Some((_, seen @ false)) = known {
            *seen = true;
            self.unseen -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{LISTED, Seen, SourceKey, list};

    #[test]
    fn sources_are_counted_up_to_a_limit() {
        let mut seen = Seen::new(3);
        for source in [1, 2, 1, 3, 2] {
            seen.source(SourceKey(source));
        }
        assert_eq!((seen.sources.len(), seen.more_sources), (3, false));
        seen.source(SourceKey(4));
        seen.source(SourceKey(1));
        assert_eq!((seen.sources.len(), seen.more_sources), (3, true));
    }

    #[test]
    fn what_is_not_listed_is_counted() {
        let mut listed = BTreeMap::new();
        let many = |count: usize| (0..count).map(|number| number.to_string()).collect::<Vec<_>>();
        assert_eq!(list(&mut listed, "a", many(LISTED - 1)), 0);
        assert_eq!(list(&mut listed, "b", many(3)), 2);
        assert_eq!(list(&mut listed, "c", many(4)), 4);
        assert_eq!((listed["b"].len(), listed.len()), (1, 2));
    }
}
