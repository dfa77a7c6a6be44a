//! Whatever a struct can hold, its schema allows, and reading gives it back.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

mod validation;

use std::fmt::Debug;

use lattice_event_model::schema;
use lattice_events::{CATALOG, Event};
use proptest::{
    arbitrary::Arbitrary,
    test_runner::{Config, TestRunner},
};

use validation::{data_schema, validator, violations};

/// Runs the property for one event type.
fn check<E: Event + Arbitrary + Clone + Debug + PartialEq>() {
    let entry = CATALOG.event(E::DEFINITION.name).unwrap();
    let validator = validator(&schema::canonical(&data_schema(entry)));
    let config = Config { cases: 64, failure_persistence: None, ..Config::default() };
    let outcome = TestRunner::new(config).run(&E::arbitrary(), |event| {
        let text = serde_json::to_string(&event).unwrap();
        let value = serde_json::from_str(&text).unwrap();
        let found = violations(&validator, &value);
        assert!(found.is_empty(), "{text}\n{}", found.join("\n"));
        assert_eq!(serde_json::from_str::<E>(&text).unwrap(), event);
        assert_eq!(serde_json::from_value::<E>(value).unwrap(), event);
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{}: {failure}", E::DEFINITION.name);
    }
}

macro_rules! one_test_each {
    ($($module:ident :: $event:ident,)+) => {
        $(
            #[test]
            fn $module() {
                check::<lattice_events::events::$event>();
            }
        )+
    };
}

lattice_events::with_events!(one_test_each);
