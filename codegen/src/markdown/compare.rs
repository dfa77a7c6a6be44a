//! What a text says to a reader, for comparing two texts.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Options, Tag};

use super::link;

/// How texts are read: CommonMark, and of its extensions those that GitHub and
/// documentation sites share. Some are on so that they are found and refused.
pub(super) const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_GFM);

/// A part of what a reader sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// The beginning of a block or of something within a line.
    Open(String),
    /// The end of what was opened last.
    Close,
    /// Text, its white space collapsed, or code as it stands.
    Text(String),
    /// A code span.
    Code(String),
    /// Something that is neither: a break, a rule, a check box.
    Mark(&'static str),
}

/// What a reader sees of a text, where stray tags are text and headings have
/// moved down by `shift`.
pub(super) fn pieces<'a>(events: impl Iterator<Item = Event<'a>>, shift: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for event in events {
        match event {
            Event::Start(tag) => pieces.push(Piece::Open(open(&tag, shift))),
            Event::End(_) => pieces.push(Piece::Close),
            Event::Text(text) | Event::InlineHtml(text) => push_text(&mut pieces, &text),
            Event::SoftBreak => push_text(&mut pieces, " "),
            Event::HardBreak => {
                if let Some(Piece::Text(text)) = pieces.last_mut() {
                    text.truncate(text.trim_end_matches(' ').len());
                }
                pieces.push(Piece::Mark("break"));
            }
            Event::Code(text) => pieces.push(Piece::Code(text.into_string())),
            Event::Rule => pieces.push(Piece::Mark("rule")),
            Event::TaskListMarker(done) => pieces.push(Piece::Mark(if done { "done" } else { "open" })),
            Event::Html(text) => pieces.push(Piece::Open(format!("html {text}"))),
            Event::FootnoteReference(label) => pieces.push(Piece::Open(format!("footnote {label}"))),
            Event::InlineMath(text) | Event::DisplayMath(text) => {
                pieces.push(Piece::Open(format!("math {text}")));
            }
        }
    }
    pieces
        .into_iter()
        .scan(false, |verbatim, piece| {
            // White space counts in code blocks only.
            if let Piece::Open(tag) = &piece {
                *verbatim = tag.starts_with("code ");
            } else if piece == Piece::Close {
                *verbatim = false;
            }
            Some(match piece {
                Piece::Text(text) if !*verbatim => Piece::Text(collapse(&text)),
                Piece::Code(text) => Piece::Code(collapse(&text)),
                other => other,
            })
        })
        .filter(|piece| !matches!(piece, Piece::Text(text) if text.is_empty()))
        .collect()
}

fn push_text(pieces: &mut Vec<Piece>, text: &str) {
    match pieces.last_mut() {
        Some(Piece::Text(last)) => last.push_str(text),
        _ => pieces.push(Piece::Text(text.to_owned())),
    }
}

fn open(tag: &Tag<'_>, shift: usize) -> String {
    match tag {
        Tag::Heading { level, .. } => format!("heading {}", (depth(*level) + shift).min(6)),
        Tag::CodeBlock(CodeBlockKind::Fenced(info)) => format!("code {}", language(info)),
        Tag::CodeBlock(CodeBlockKind::Indented) => "code indented".to_owned(),
        Tag::List(first) => format!("list {first:?}"),
        Tag::Table(alignments) => format!("table {alignments:?}"),
        Tag::Link { dest_url, title, link_type, .. } => {
            let scheme = if *link_type == LinkType::Email { "mailto:" } else { "" };
            format!("link {} {}", link::destination(&format!("{scheme}{dest_url}")), collapse(title))
        }
        Tag::Image { dest_url, title, .. } => {
            format!("image {} {}", link::destination(dest_url), collapse(title))
        }
        other => format!("{:?}", other.to_end()),
    }
}

pub(super) const fn depth(level: HeadingLevel) -> usize {
    level as usize
}

/// The languages that highlighters of documentation sites know, by the names
/// that authors use. Unknown ones become `text`.
pub(super) fn language(info: &str) -> &'static str {
    let name = info.split([' ', ',', '\t', '{']).next().unwrap_or_default();
    match name.to_ascii_lowercase().as_str() {
        "json" | "jsonl" | "ndjson" | "jsonc" | "json5" => "json",
        "rust" | "rs" | "no_run" | "should_panic" | "compile_fail" | "ignore" => "rust",
        "ts" | "typescript" => "ts",
        "js" | "javascript" => "js",
        "bash" | "sh" | "shell" | "console" => "bash",
        "python" | "py" => "python",
        "go" => "go",
        "java" => "java",
        "csharp" | "cs" => "csharp",
        "yaml" | "yml" => "yaml",
        "toml" => "toml",
        "xml" => "xml",
        "html" => "html",
        "diff" => "diff",
        "http" => "http",
        "markdown" | "md" => "markdown",
        "mermaid" => "mermaid",
        _ => "text",
    }
}

/// White space as a browser shows it.
pub(super) fn collapse(text: &str) -> String {
    let mut collapsed = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            ' ' | '\t' | '\n' => {
                if !collapsed.ends_with(' ') {
                    collapsed.push(' ');
                }
            }
            character => collapsed.push(character),
        }
    }
    collapsed
}
