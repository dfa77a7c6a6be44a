//! Randomness that a seed determines, on every machine and in every version.

use chrono::{DateTime, Utc};
use nkeys::{KeyPair, KeyPairType};
use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};
use uuid::Uuid;

/// A seeded source of everything that a lattice makes up.
#[derive(Debug)]
pub(crate) struct Random(ChaCha8Rng);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// A number below `limit`.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0.next_u64() % limit.max(1)
    }

    /// A number from 0 to 1, without the 1.
    pub(crate) fn share(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// One of several.
    pub(crate) fn pick<'t, T>(&mut self, options: &'t [T]) -> &'t T {
        &options[self.below(options.len() as u64) as usize]
    }

    /// The public key of a new nkey.
    pub(crate) fn public_key(&mut self, kind: KeyPairType) -> String {
        let mut seed = [0; 32];
        self.0.fill_bytes(&mut seed);
        KeyPair::new_from_raw(kind, seed).map(|pair| pair.public_key()).unwrap_or_default()
    }

    /// An event id as hosts make it: a ULID, printed as a UUID.
    pub(crate) fn ulid(&mut self, now: DateTime<Utc>) -> String {
        let milliseconds = now.timestamp_millis().max(0) as u128;
        let random = (u128::from(self.0.next_u64()) << 16) | u128::from(self.below(1 << 16));
        Uuid::from_u128((milliseconds << 80) | (random & ((1 << 80) - 1))).to_string()
    }

    /// An event id as wadm makes it: a UUID of version 4.
    pub(crate) fn uuid(&mut self) -> String {
        let mut bytes = [0; 16];
        self.0.fill_bytes(&mut bytes);
        uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()
    }

    /// Lower-case hexadecimal digits for so many bytes.
    pub(crate) fn hex(&mut self, bytes: usize) -> String {
        (0..bytes).map(|_| format!("{:02x}", self.below(256))).collect()
    }
}
