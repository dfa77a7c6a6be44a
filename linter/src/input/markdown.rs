//! Markdown and MDX: the fenced blocks that are meant as CloudEvents.

use std::{ops::Range, sync::Arc};

use lattice_event_model::Message;
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use serde_json::Value;

use super::{Input, Mapping, Piece, Place, document::parts, line::from_event};

/// Languages of blocks that may hold events.
const LANGUAGES: &[&str] = &["json", "jsonc", "json5", "ndjson", "jsonl", "cloudevent", "cloudevents"];
/// An object with two of these members is meant as a CloudEvent.
const MEMBERS: &[&str] = &["specversion", "type", "source", "id", "data"];

/// The messages in the fenced blocks of Markdown.
///
/// A block counts if its language is JSON or `cloudevents`, and if it is an
/// object with two of the members `specversion`, `type`, `source`, `id` and
/// `data`, an array or several lines of such objects, or no JSON at all but
/// with the word `"specversion"` in it.
pub fn from_markdown(file: impl Into<Arc<str>>, text: impl AsRef<str>) -> Vec<Input> {
    let (file, text) = (file.into(), text.as_ref());
    let mut inputs = Vec::new();
    let mut walker = Walker { text: text.as_bytes(), offset: 0, place: Place::START };
    let mut block: Option<Block> = None;
    for (event, range) in Parser::new(text).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if is_json(&info) => {
                block = Some(Block::default());
            }
            Event::Text(piece) => {
                if let Some(block) = &mut block {
                    block.push(&piece, walker.place(range.start), text.get(range).unwrap_or_default());
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                inputs.extend(block.take().iter().flat_map(|block| block.inputs(&file)));
            }
            _ => {}
        }
    }
    inputs
}

fn is_json(info: &str) -> bool {
    let language = info.split([' ', '\t', ',', '{']).next().unwrap_or_default();
    LANGUAGES.iter().any(|known| language.eq_ignore_ascii_case(known))
        || language.to_ascii_lowercase().starts_with("application/cloudevents")
}

/// Counts lines and columns on the way through a text.
struct Walker<'t> {
    text: &'t [u8],
    offset: usize,
    place: Place,
}

impl Walker<'_> {
    fn place(&mut self, offset: usize) -> Place {
        if let Some(passed) = self.text.get(self.offset..offset) {
            self.place = self.place.after(passed);
            self.offset = offset;
        }
        self.place
    }
}

/// The text of a block, and where its pieces stand.
#[derive(Default)]
struct Block {
    text: String,
    pieces: Vec<Piece>,
}

impl Block {
    fn push(&mut self, text: &str, place: Place, source: &str) {
        let Place { line, column, offset } = place;
        // The parser turns line ends of CR LF into LF: such a piece does not
        // stand in the file as it is.
        let continues = self.pieces.last().is_some_and(|piece| {
            source == text && piece.offset + (self.text.len() - piece.start) as u64 == offset
        });
        if !continues {
            self.pieces.push(Piece { start: self.text.len(), line, column, offset });
        }
        self.text.push_str(text);
    }

    fn inputs(&self, file: &Arc<str>) -> Vec<Input> {
        if !is_meant(&self.text) {
            return Vec::new();
        }
        parts(self.text.as_bytes()).into_iter().map(|part| self.input(file, part)).collect()
    }

    fn input(&self, file: &Arc<str>, part: Range<usize>) -> Input {
        let first = self.pieces.partition_point(|piece| piece.start <= part.start).saturating_sub(1);
        let behind = self.pieces.partition_point(|piece| piece.start < part.end);
        let mut pieces = self.pieces.get(first..behind).unwrap_or_default().to_vec();
        let mut place = Place::START;
        if let Some(piece) = pieces.first_mut() {
            place = Place { line: piece.line, column: piece.column, offset: piece.offset };
            place = place.after(&self.text.as_bytes()[piece.start..part.start]);
            *piece =
                Piece { start: part.start, line: place.line, column: place.column, offset: place.offset };
        }
        let payload = &self.text.as_bytes()[part.clone()];
        if pieces.len() <= 1 {
            return from_event(file, place, payload.to_owned());
        }
        for piece in &mut pieces {
            piece.start -= part.start;
        }
        Input::new(Message::from_payload(payload), place.origin(file, Mapping::Pieces(pieces)))
    }
}

fn is_meant(text: &str) -> bool {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    let mut any = false;
    for value in values.by_ref() {
        match value {
            Ok(value) if is_event(&value) => any = true,
            Ok(_) => return false,
            Err(_) => return text.contains("\"specversion\""),
        }
    }
    any
}

fn is_event(value: &Value) -> bool {
    match value {
        Value::Object(object) => MEMBERS.iter().filter(|member| object.contains_key(**member)).count() >= 2,
        Value::Array(elements) => !elements.is_empty() && elements.iter().all(is_event),
        _ => false,
    }
}
