//! Arbitrary data of events for the vectors, from the property generators that
//! the tests of the structs use. A fixed seed makes the same data each time.

use std::fmt::Debug;

use jsonschema::Validator;
use lattice_codegen::vectors::Sample;
use lattice_event_model::{
    Event, EventEntry,
    schema::{self, SchemaError},
};
use lattice_events::CATALOG;
use proptest::{
    arbitrary::Arbitrary,
    strategy::{Strategy, ValueTree},
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use serde_json::Value;

/// How many samples of each event there are.
const SAMPLES: usize = 4;
/// How often one is tried. Texts with a format are arbitrary too, and half of
/// them are none.
const ATTEMPTS: usize = 20_000;
/// The longest sample, in bytes of JSON.
const LONGEST: usize = 4_000;

/// No samples could be made.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// A struct's schema cannot be published.
    #[error("failed to derive the schema of {name}")]
    Schema {
        /// The event.
        name: &'static str,
        /// Why.
        #[source]
        source: SchemaError,
    },
    /// A schema is none.
    #[error("failed to read the schema of {name}")]
    Validator {
        /// The event.
        name: &'static str,
        /// Why.
        #[source]
        source: Box<jsonschema::ValidationError<'static>>,
    },
    /// The generator makes no value.
    #[error("the property generator of {name} makes no value that fits the schema: {reason}")]
    Generator {
        /// The event.
        name: &'static str,
        /// Why.
        reason: String,
    },
}

/// Samples of every event that fit its schema, formats included.
pub(crate) fn samples() -> Result<Vec<Sample>, SampleError> {
    let mut samples = Vec::new();
    macro_rules! of_each {
        ($($module:ident :: $event:ident,)+) => {
            $(of::<lattice_events::events::$event>(&mut samples)?;)+
        };
    }
    lattice_events::with_events!(of_each);
    Ok(samples)
}

fn of<E: Event + Arbitrary + Debug>(samples: &mut Vec<Sample>) -> Result<(), SampleError> {
    let name = E::DEFINITION.name;
    let Some(entry) = CATALOG.event(name) else { return Ok(()) };
    let validator = validator(entry)?;
    // The seed is the event's name, so that other events change nothing here.
    let mut seed = [0; 32];
    for (place, byte) in name.bytes().enumerate() {
        seed[place % 32] ^= byte;
    }
    let mut runner =
        TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &seed));
    let strategy = E::arbitrary();
    let mut missing = SAMPLES;
    for _ in 0..ATTEMPTS {
        let value = strategy
            .new_tree(&mut runner)
            .map_err(|reason| SampleError::Generator { name, reason: reason.to_string() })?
            .current();
        let data: Value = serde_json::to_value(&value)
            .map_err(|error| SampleError::Generator { name, reason: error.to_string() })?;
        if data.to_string().len() <= LONGEST && validator.is_valid(&data) {
            samples.push(Sample { event: name.to_owned(), data });
            missing -= 1;
            if missing == 0 {
                return Ok(());
            }
        }
    }
    Err(SampleError::Generator { name, reason: format!("{missing} are missing after {ATTEMPTS} attempts") })
}

fn validator(entry: &EventEntry) -> Result<Validator, SampleError> {
    let name = entry.definition.name;
    let source =
        schema::data_schema(&CATALOG, entry).map_err(|source| SampleError::Schema { name, source })?;
    jsonschema::options()
        .should_validate_formats(true)
        .build(&schema::canonical(&source))
        .map_err(|error| SampleError::Validator { name, source: Box::new(error) })
}
