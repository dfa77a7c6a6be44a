//! What becomes of a violation: its severity in its scope, or nothing where it
//! is ignored. Asked only where something was found.

use std::{
    cell::OnceCell,
    collections::{BTreeMap, BTreeSet},
};

use lattice_event_model::catalog::Catalog;

use crate::{
    configuration::{Date, Globs, Ignore, Scope, UnknownRule, expand, rule_named},
    finding::{EventIdentity, Severity},
    lattice::LatticeTokens,
    quoted::Quoted,
    rule::Rule,
    settings::{Level, Settings, SubjectPrefix},
};

/// Scopes and ignores, and how often ignores applied.
#[derive(Debug)]
pub(super) struct Policy {
    /// With the levels of their rules, the last one first.
    scopes: Vec<(Scope, BTreeMap<String, Level>)>,
    /// Rules that have the same level for every event.
    everywhere: BTreeSet<String>,
    ignores: Vec<Counted>,
    ignored: u64,
    tokens: LatticeTokens,
    prefix: Option<SubjectPrefix>,
}

#[derive(Debug)]
struct Counted {
    ignore: Ignore,
    is_expired: bool,
    used: u64,
}

/// Where something was found.
pub(super) struct Circumstances<'a> {
    pub(super) event: &'a EventIdentity,
    /// Whether the message may hold other events beside it.
    pub(super) in_batch: bool,
    pub(super) subject: Option<&'a str>,
    pub(super) pointer: Option<&'a str>,
}

impl Policy {
    pub(super) fn new(catalog: &Catalog, settings: &Settings) -> Result<Self, UnknownRule> {
        let mut scopes = Vec::new();
        for scope in settings.scopes.iter().rev() {
            let levels = expand(&scope.rules);
            levels.keys().try_for_each(|name| rule_named(name).map(|_| ()))?;
            scopes.push((scope.clone(), levels));
        }
        let mut ignores = Vec::new();
        for ignore in &settings.ignores {
            rule_named(&ignore.rule)?;
            let has_passed = |day: Date| settings.today.is_some_and(|today| today > day);
            let is_expired = ignore.expires.is_some_and(has_passed);
            ignores.push(Counted { ignore: ignore.clone(), is_expired, used: 0 });
        }
        Ok(Self {
            scopes,
            everywhere: settings.everywhere.keys().cloned().collect(),
            ignores,
            ignored: 0,
            tokens: LatticeTokens::new(catalog),
            prefix: settings.subject_prefix.clone(),
        })
    }

    pub(super) fn is_on_in_a_scope(&self, rule: &str) -> bool {
        self.levels_in_scopes(rule).any(|level| level != Level::Allow)
    }

    pub(super) fn is_off_in_a_scope(&self, rule: &str) -> bool {
        self.levels_in_scopes(rule).any(|level| level == Level::Allow)
    }

    fn levels_in_scopes(&self, rule: &str) -> impl Iterator<Item = Level> {
        let levels = self.scopes.iter().filter_map(move |(_, levels)| levels.get(rule).copied());
        levels.take(if self.everywhere.contains(rule) { 0 } else { usize::MAX })
    }

    /// The severity of what a rule found `count` times, and how often it has to be
    /// told; `None` if not at all. `level` is the one outside of scopes.
    pub(super) fn decide(
        &mut self,
        rule: &Rule,
        level: Level,
        circumstances: &Circumstances<'_>,
        count: u64,
    ) -> Option<(Severity, u64)> {
        if self.scopes.is_empty() && self.ignores.is_empty() {
            return Some((level.severity()?, count));
        }
        let lattice = Lattice { tokens: &self.tokens, prefix: self.prefix.as_ref(), found: OnceCell::new() };
        let scoped = self.scopes.iter().filter(|_| !self.everywhere.contains(rule.name)).find_map(
            |(scope, levels)| {
                let level = levels.get(rule.name)?;
                let globs = [&scope.types, &scope.sources, &scope.subjects, &scope.lattices];
                circumstances.match_all(globs, &lattice).then_some(*level)
            },
        );
        let severity = scoped.unwrap_or(level).severity()?;

        let mut left_out = 0;
        for counted in &mut self.ignores {
            let ignore = &counted.ignore;
            let globs = [&ignore.types, &ignore.sources, &ignore.subjects, &ignore.lattices];
            let same = |wanted: &Option<String>| {
                wanted.as_deref().is_none_or(|id| circumstances.event.id.as_deref() == Some(id))
            };
            if counted.is_expired
                || ignore.rule != rule.name
                || !same(&ignore.id)
                || !circumstances.match_all(globs, &lattice)
                || ignore
                    .pointer
                    .as_ref()
                    .is_some_and(|glob| !circumstances.pointer.is_some_and(|pointer| glob.matches(pointer)))
            {
                continue;
            }
            // Others for which this one stands may be elsewhere in the message.
            let names_an_event = ignore.types.is_some() || ignore.sources.is_some() || ignore.id.is_some();
            let is_narrow = ignore.pointer.is_some() || circumstances.in_batch && names_an_event;
            let here = if is_narrow { 1 } else { count };
            counted.used += here;
            left_out = here.max(left_out);
        }
        self.ignored += left_out;
        (left_out < count).then_some((severity, count - left_out))
    }

    pub(super) fn ignored(&self) -> u64 {
        self.ignored
    }

    pub(super) fn expired(&self) -> Vec<String> {
        let sentence = |(number, counted): (usize, &Counted)| {
            let expires = counted.ignore.expires.filter(|_| counted.is_expired)?;
            Some(format!(
                "{} does not apply any more: it expired on {expires}",
                name(number, &counted.ignore)
            ))
        };
        (1..).zip(&self.ignores).filter_map(sentence).collect()
    }

    pub(super) fn unused(&self) -> Vec<String> {
        (1..)
            .zip(&self.ignores)
            .filter(|(_, counted)| counted.used == 0 && !counted.is_expired)
            .map(|(number, counted)| {
                format!(
                    "{} left nothing out in this run: remove it if nothing needs it any more",
                    name(number, &counted.ignore)
                )
            })
            .collect()
    }

    /// Counts on where another policy was.
    pub(super) fn continue_counts(&mut self, former: &Self) {
        self.ignored += former.ignored;
        for counted in &mut self.ignores {
            let same = former.ignores.iter().find(|other| other.ignore == counted.ignore);
            counted.used += same.map_or(0, |same| same.used);
        }
    }
}

fn name(number: usize, ignore: &Ignore) -> String {
    format!("ignore {number} (`{}`, because {})", ignore.rule, Quoted(&ignore.reason))
}

/// The lattice of a message, which is looked up when somebody asks.
struct Lattice<'p, 's> {
    tokens: &'p LatticeTokens,
    prefix: Option<&'p SubjectPrefix>,
    found: OnceCell<Option<&'s str>>,
}

impl<'s> Lattice<'_, 's> {
    fn of(&self, subject: Option<&'s str>) -> Option<&'s str> {
        *self.found.get_or_init(|| {
            let subject = match self.prefix {
                Some(prefix) => prefix.strip(subject?)?,
                None => subject?,
            };
            self.tokens.lattice(subject)
        })
    }
}

impl<'a> Circumstances<'a> {
    /// Whether types, sources, subjects and lattices are all as wanted.
    fn match_all(&self, globs: [&Option<Globs>; 4], lattice: &Lattice<'_, 'a>) -> bool {
        let [types, sources, subjects, lattices] = globs;
        let fits = |globs: &Option<Globs>, text: Option<&str>| {
            globs.as_ref().is_none_or(|globs| globs.match_any(text))
        };
        fits(types, self.event.event_type.as_deref())
            && fits(sources, self.event.source.as_deref())
            && fits(subjects, self.subject)
            && lattices.as_ref().is_none_or(|globs| globs.match_any(lattice.of(self.subject)))
    }
}
