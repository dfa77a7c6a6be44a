//! The vectors say what the schemas and the structs say.
//!
//! Bindings are tested by the vectors. These tests make sure that the vectors
//! themselves are right: by the published schemas, and by the structs from which
//! everything is derived.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

#[path = "../../codegen/tests/vector_checks/mod.rs"]
mod vector_checks;

use std::sync::LazyLock;

use lattice_codegen::{FileSet, vectors::Stage};
use lattice_event_model::ParseError;
use lattice_events::{CATALOG, LatticeEvent};
use vector_checks::{Published, payload, report};

static FILES: LazyLock<FileSet> = LazyLock::new(|| xtask::files().unwrap());

#[test]
fn vectors_say_what_the_schemas_say() {
    Published::new(&CATALOG, &FILES).check();
}

/// Whether the error tells the place, or what is around it: serde does not tell
/// more about flattened structs and about records of unions.
fn tells(error: &ParseError, pointer: &str) -> bool {
    match error {
        ParseError::Json(_) => pointer.is_empty(),
        ParseError::Shape { pointer: told, .. } => pointer.starts_with(told.as_str()),
    }
}

#[test]
fn structs_read_and_refuse_what_the_vectors_say() {
    let mut problems = Vec::new();
    for vector in Published::new(&CATALOG, &FILES).vectors {
        let headers: Vec<_> = vector.headers.clone().unwrap_or_default().into_iter().collect();
        let read = LatticeEvent::from_message(&headers, &payload(&vector));
        let name = &vector.name;
        match (read, &vector.expected, vector.refused_by) {
            (Ok(event), Some(expected), _) => {
                if matches!(event, LatticeEvent::Unknown(_)) == expected.known {
                    problems.push(format!("{name}: known is not {}", expected.known));
                }
                let written = event.to_value().unwrap();
                if written != expected.event {
                    problems.push(format!("{name}: becomes {written}"));
                }
            }
            (Ok(_), None, Some(Stage::Validate)) => {}
            (Ok(_), None, _) => problems.push(format!("{name}: is read")),
            (Err(error), Some(_), _) => problems.push(format!("{name}: is refused: {error:?}")),
            (Err(error), None, stage) => {
                let pointer = vector.pointer.as_deref().unwrap();
                if stage != Some(Stage::Parse) || !tells(&error, pointer) {
                    problems.push(format!("{name}: is refused at another place than {pointer}: {error:?}"));
                }
            }
        }
    }
    report(problems);
}
