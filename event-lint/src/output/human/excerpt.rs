//! The piece of JSON that a finding is about.

use std::{borrow::Cow, ops::Range};

use annotate_snippets::{Annotation, AnnotationKind, Snippet};
use lattice_linter::{Finding, Input, Mapping};

use crate::output::layout::Layout;

/// Lines that are shown before and after the marked ones.
const CONTEXT: usize = 1;
/// A message over this length is not laid out: the finding stands without it.
const LONGEST: usize = 1024 * 1024;

/// The marked piece of the message, or nothing where nothing can be marked.
///
/// An event in one line is laid out first, one member a line; lines of files
/// are shown as they are, with their numbers.
pub(super) fn snippet<'a>(finding: &Finding, input: &Input) -> Option<Snippet<'a, Annotation<'a>>> {
    if finding.labels.is_empty() || input.message.payload.len() > LONGEST {
        return None;
    }
    let payload = masked(std::str::from_utf8(&input.message.payload).ok()?, &finding.withheld);
    let payload = payload.as_ref();
    let labels: Vec<(Range<usize>, &lattice_linter::Label)> =
        finding.labels.iter().map(|label| (clamp(payload, &label.span), label)).collect();
    // Line numbers mean something only where the payload stands in the file as it is.
    let numbered = payload.trim().contains('\n') && matches!(input.origin.mapping, Mapping::Verbatim);
    let (text, labels): (String, Vec<_>) = if numbered {
        (payload.to_owned(), labels)
    } else {
        let layout = Layout::new(payload);
        let labels = labels.into_iter().map(|(span, label)| (layout.range(span), label)).collect();
        (layout.text, labels)
    };
    let first_line = if numbered { usize::try_from(input.origin.line).unwrap_or(1) } else { 1 };

    let first = labels.iter().map(|(span, _)| span.start).min()?;
    let last = labels.iter().map(|(span, _)| span.end).max()?;
    let window = lines_around(&text, first..last);
    let line = text[..window.start].matches('\n').count();
    let source = &text[window.clone()];
    let indent = source
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start().len())
        .min()
        .unwrap_or(0);
    // Indentation that all lines share says nothing; two columns keep the text off the bar.
    let cut = |offset: usize| {
        let offset = offset - window.start;
        let lines_before = source[..offset].matches('\n').count() + 1;
        offset.saturating_sub(indent * lines_before)
    };
    let dedented: Vec<&str> = source.split('\n').map(|line| line.get(indent..).unwrap_or("")).collect();
    let annotations = labels.iter().map(|(span, label)| {
        let kind = if label.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
        let text = (!label.text.is_empty()).then(|| label.text.clone());
        kind.span(cut(span.start)..cut(span.end)).label(text)
    });
    Some(
        Snippet::source(dedented.join("\n"))
            .line_start(first_line + line)
            .line_numbering(numbered)
            .fold(source.matches('\n').count() > 12)
            .annotations(annotations),
    )
}

/// The text with stars in place of what must not be shown. Nothing else moves.
fn masked<'t>(text: &'t str, withheld: &[Range<usize>]) -> Cow<'t, str> {
    if withheld.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut masked = String::with_capacity(text.len());
    let mut at = 0;
    for span in withheld {
        let span = clamp(text, span);
        masked.push_str(text.get(at..span.start).unwrap_or_default());
        let hidden = text.as_bytes().get(span.start.max(at)..span.end).unwrap_or_default();
        // Lines are counted, so line breaks stay.
        masked.extend(hidden.iter().map(|byte| if *byte == b'\n' { '\n' } else { '*' }));
        at = span.end.max(at);
    }
    masked.push_str(text.get(at..).unwrap_or_default());
    Cow::Owned(masked)
}

/// A span that lies within the text, on the borders of characters.
fn clamp(text: &str, span: &Range<usize>) -> Range<usize> {
    let floor = |offset: usize| {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    let start = floor(span.start);
    start..floor(span.end).max(start)
}

/// The whole lines that a span touches, and some around them.
fn lines_around(text: &str, span: Range<usize>) -> Range<usize> {
    let mut start = text[..span.start].rfind('\n').map_or(0, |newline| newline + 1);
    let mut end = text[span.end..].find('\n').map_or(text.len(), |newline| span.end + newline);
    for _ in 0..CONTEXT {
        start = text[..start.saturating_sub(1)].rfind('\n').map_or(0, |newline| newline + 1);
        end = text
            .get(end + 1..)
            .map_or(text.len(), |rest| rest.find('\n').map_or(text.len(), |newline| end + 1 + newline));
    }
    start..end
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn what_is_withheld_becomes_stars() {
        assert_eq!(masked("{\"a\":\"b\"}", &[]), "{\"a\":\"b\"}");
        assert_eq!(masked("é = secret, x", std::slice::from_ref(&(5..11))), "é = ******, x");
        assert_eq!(masked("abc", &[0..2, 1..9]), "***");
        assert_eq!(masked("a\nb", std::slice::from_ref(&(0..3))), "*\n*");
    }
}
