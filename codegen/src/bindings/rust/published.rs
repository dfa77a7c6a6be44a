//! What the published draft-07 twins say: all that the types are made of.

use lattice_event_model::{model::Model, schema};

use crate::bindings::view::PackageView;

/// The types of all events, as the twins of their schemas tell them. The events
/// themselves are not among them.
pub(super) fn model(package: &PackageView) -> Model {
    let mut all = Model { root: String::new(), types: std::collections::BTreeMap::new() };
    for event in &package.events {
        let mut model = Model::read(&schema::draft07(&event.schema, ""));
        if package.types.iter().all(|known| known.wire != model.root) {
            model.types.remove(&model.root);
        }
        all.types.append(&mut model.types);
    }
    all
}
