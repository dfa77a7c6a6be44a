//! A share of the lattices, so that several processes watch all of them.

use std::str::FromStr;

use lattice_event_model::catalog::Catalog;
use lattice_linter::{LatticeTokens, SubjectPrefix};

/// Which of several processes this one is: `2/3` is the second of three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Share {
    /// From 1.
    pub(crate) index: u64,
    pub(crate) count: u64,
}

/// A text that is no share.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("write which of how many processes this is, such as 2/3")]
pub(crate) struct NoShare;

impl FromStr for Share {
    type Err = NoShare;

    fn from_str(text: &str) -> Result<Self, NoShare> {
        let (index, count) = text.split_once('/').ok_or(NoShare)?;
        match (index.parse(), count.parse()) {
            (Ok(index), Ok(count)) if (1..=count).contains(&index) => Ok(Self { index, count }),
            _ => Err(NoShare),
        }
    }
}

impl std::fmt::Display for Share {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}/{}", self.index, self.count)
    }
}

/// Tells whether a message is for this process: all messages of a lattice are
/// for the same one.
#[derive(Debug, Clone)]
pub(crate) struct Partition {
    share: Share,
    tokens: LatticeTokens,
    prefix: Option<SubjectPrefix>,
}

impl Partition {
    /// The share of a process in the events of a catalogue.
    pub(crate) fn new(share: Share, catalog: &Catalog, prefix: Option<SubjectPrefix>) -> Self {
        Self { share, tokens: LatticeTokens::new(catalog), prefix }
    }

    /// Whether a message on a subject is for this process.
    pub(crate) fn takes(&self, subject: &str) -> bool {
        self.number(subject) % self.share.count == self.share.index - 1
    }

    /// A number that all messages of a lattice share. Tenants have lattices of
    /// the same name, so what stands before the subject counts too. A subject
    /// that nobody knows counts as a whole.
    fn number(&self, subject: &str) -> u64 {
        let bare = self.prefix.as_ref().and_then(|prefix| prefix.strip(subject)).unwrap_or(subject);
        let tenant = &subject[..subject.len() - bare.len()];
        let lattice = self.tokens.lattice(bare);
        hash(tenant.bytes().chain(lattice.unwrap_or(bare).bytes()))
    }
}

/// FNV-1a: every version of the program, on every machine, has to come to the
/// same number.
fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::{Partition, Share};

    fn partition(share: &str, prefix: Option<&str>) -> Partition {
        let catalog = crate::catalog::open(None).unwrap();
        Partition::new(share.parse().unwrap(), &catalog, prefix.map(|prefix| prefix.parse().unwrap()))
    }

    #[test]
    fn shares_are_read() {
        assert_eq!("2/3".parse(), Ok(Share { index: 2, count: 3 }));
        for text in ["0/3", "4/3", "1", "1/0", "-1/2", "a/b"] {
            assert!(text.parse::<Share>().is_err(), "{text}");
        }
    }

    #[test]
    fn each_message_is_for_one_and_a_lattice_stays_together() {
        let partitions = ["1/3", "2/3", "3/3"].map(|share| partition(share, None));
        let mut used = [0; 3];
        for lattice in 0..300 {
            let owner = |subject: String| {
                let takers: Vec<usize> = (0..3).filter(|index| partitions[*index].takes(&subject)).collect();
                assert_eq!(takers.len(), 1, "{subject}");
                takers[0]
            };
            let first = owner(format!("wasmbus.evt.lattice-{lattice}.host_started"));
            assert_eq!(owner(format!("wasmbus.evt.lattice-{lattice}.host_stopped")), first);
            assert_eq!(owner(format!("wasmbus.evt.lattice-{lattice}")), first);
            assert_eq!(owner(format!("wadm.evt.lattice-{lattice}.manifest_published")), first);
            used[first] += 1;
        }
        assert!(used.iter().all(|count| *count > 60), "{used:?}");
    }

    #[test]
    fn tenants_are_told_apart() {
        let partition = partition("1/7", Some("*"));
        let takes =
            |tenant: usize| partition.takes(&format!("tenant-{tenant}.wasmbus.evt.default.host_started"));
        assert!((0..100).any(takes) && !(0..100).all(takes));
    }
}
