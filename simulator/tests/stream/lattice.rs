//! What these tests share: the catalogue, a linter, a short stream.

use std::{path::Path, sync::Arc};

use lattice_event_model::{
    Message,
    catalog::{Catalog, Directory},
};
use lattice_linter::{Input, Judgement, Linter, Mapping, Origin, Settings};
use lattice_simulator::{
    Endless, Options,
    faults::{Item, Planting},
    truth::{Header, TruthFile, TruthWriter},
};

pub(crate) fn catalog() -> Arc<Catalog> {
    let generated = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated");
    Arc::new(Catalog::open(Directory::new(generated)).unwrap())
}

/// Judges messages in a row.
pub(crate) fn judge<'m>(messages: impl IntoIterator<Item = &'m Message>) -> Vec<Judgement> {
    let mut linter = Linter::new(catalog(), Settings::default()).unwrap();
    let judgements = messages.into_iter().zip(1..).map(|(message, line)| {
        let origin =
            Origin { file: "simulation".into(), line, column: 1, offset: 0, mapping: Mapping::Verbatim };
        linter.judge(&Input::new(message.clone(), origin))
    });
    let judgements = judgements.collect();
    assert!(linter.take_error().is_none());
    judgements
}

/// An endless stream of a lattice called `blue`, with faults in it.
pub(crate) fn planting(seed: u64, rate: f64) -> Planting<Endless> {
    let options = Options { seed, lattice: "blue".to_owned(), ..Options::default() };
    Planting::new(Endless::new(options), catalog(), "blue", rate, seed).unwrap()
}

/// The beginning of such a stream, without a fault of which only a part fits.
pub(crate) fn beginning(seed: u64, rate: f64, count: usize) -> Vec<Item> {
    let mut items: Vec<Item> = planting(seed, rate).take(count).collect();
    if let Some(last) = items.last().and_then(|item| item.fault.clone())
        && last.position + last.messages > items.len()
    {
        items.truncate(last.position);
    }
    items
}

/// What the truth file says about a stream.
pub(crate) fn truth_text(seed: u64, rate: f64, items: &[Item]) -> Vec<u8> {
    let mut text = Vec::new();
    let header = Header { seed, lattice: "blue".to_owned(), rate };
    let mut writer = TruthWriter::new(&mut text, &header).unwrap();
    for fault in items.iter().filter_map(Item::begun) {
        writer.fault(fault).unwrap();
    }
    writer.end(items.len() as u64).unwrap();
    text
}

pub(crate) fn truth(seed: u64, rate: f64, items: &[Item]) -> TruthFile {
    TruthFile::read(truth_text(seed, rate, items).as_slice()).unwrap()
}
