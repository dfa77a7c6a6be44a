//! Markdown as the HTML of Javadoc.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// A text in Markdown as blocks of HTML, divided by empty lines. Whatever is in
/// it, no tag begins, and the comment does not end.
pub(super) fn documentation(text: &str) -> String {
    let mut writer = Writer::default();
    for event in Parser::new_ext(text, Options::empty()) {
        writer.event(event);
    }
    writer.end_block();
    writer.blocks.join("\n\n")
}

/// A text as code.
pub(super) fn code(text: &str) -> String {
    let is_plain = !text.is_empty()
        && text.trim() == text
        && are_balanced(text)
        && !text.contains(['@', '\n', '\r'])
        && !text.contains("*/")
        && !text.contains("\\u");
    if is_plain { format!("{{@code {text}}}") } else { format!("<code>{}</code>", escape(text)) }
}

/// Whether each brace is closed, as it must be in a tag.
fn are_balanced(text: &str) -> bool {
    let mut depth = 0_usize;
    for character in text.chars() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => return false,
            '}' => depth -= 1,
            _ => {}
        }
    }
    depth == 0
}

/// A text as text. An asterisk might end the comment, or be taken for its margin,
/// whatever stands before and behind the text.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = ' ';
    for (at, character) in text.char_indices() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '@' => escaped.push_str("&#64;"),
            '\\' => escaped.push_str("&#92;"),
            '{' => escaped.push_str("&#123;"),
            '}' => escaped.push_str("&#125;"),
            '/' if before == '*' || at == 0 => escaped.push_str("&#47;"),
            '*' if at == 0 => escaped.push_str("&#42;"),
            control if control.is_control() => escaped.push(' '),
            other => escaped.push(other),
        }
        before = character;
    }
    escaped
}

#[derive(Default)]
struct Writer {
    blocks: Vec<String>,
    /// The paragraph or item that is being written.
    text: String,
    /// The lines of the list that is being written.
    items: Vec<String>,
    /// The elements of the lists around, `ul` or `ol`.
    lists: Vec<&'static str>,
    /// The code block that is being written.
    code: Option<String>,
    /// Links whose addresses are no addresses of pages are texts.
    links: Vec<bool>,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                None => self.text.push_str(&escape(&text)),
            },
            Event::Code(text) => self.text.push_str(&code(&text)),
            Event::Html(text) | Event::InlineHtml(text) => self.text.push_str(&escape(&text)),
            Event::SoftBreak | Event::HardBreak => self.text.push(' '),
            Event::Rule => self.end_block(),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::List(number) => {
                self.end_block();
                let element = if number.is_some() { "ol" } else { "ul" };
                self.items.push(format!("{}<{element}>", indent(self.lists.len())));
                self.lists.push(element);
            }
            Tag::Item => self.text.clear(),
            Tag::CodeBlock(_) => {
                self.end_block();
                self.code = Some(String::new());
            }
            Tag::Emphasis => self.text.push_str("<em>"),
            Tag::Strong | Tag::Heading { .. } => self.text.push_str("<strong>"),
            Tag::Link { dest_url, .. } => {
                let is_address = dest_url.starts_with("https://") || dest_url.starts_with("http://");
                if is_address {
                    let address = escape(dest_url).replace('"', "&quot;");
                    self.text.push_str(&format!("<a href=\"{address}\">"));
                }
                self.links.push(is_address);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.end_paragraph(),
            TagEnd::Heading(_) => {
                self.text.push_str("</strong>");
                self.end_block();
            }
            TagEnd::Item => self.end_block(),
            TagEnd::List(_) => {
                self.end_block();
                if let Some(element) = self.lists.pop() {
                    self.items.push(format!("{}</{element}>", indent(self.lists.len())));
                }
                if self.lists.is_empty() {
                    self.blocks.push(self.items.join("\n"));
                    self.items.clear();
                }
            }
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::Emphasis => self.text.push_str("</em>"),
            TagEnd::Strong => self.text.push_str("</strong>"),
            TagEnd::Link if self.links.pop() == Some(true) => self.text.push_str("</a>"),
            _ => {}
        }
    }

    /// Paragraphs of an item follow each other on its line.
    fn end_paragraph(&mut self) {
        if self.lists.is_empty() {
            self.end_block();
        } else {
            self.text.push(' ');
        }
    }

    fn end_block(&mut self) {
        let text = std::mem::take(&mut self.text);
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        match self.lists.len() {
            0 => {
                let is_open = text.ends_with(|last: char| last.is_alphanumeric() || ")}".contains(last));
                self.blocks.push(format!("{text}{}", if is_open { "." } else { "" }));
            }
            depth => self.items.push(format!("{}  <li>{text}", indent(depth - 1))),
        }
    }

    fn end_code(&mut self) {
        let Some(code) = self.code.take() else { return };
        if !self.lists.is_empty() {
            let line: Vec<&str> = code.split_whitespace().collect();
            self.text = format!("<code>{}</code>", escape(&line.join(" ")));
            return self.end_block();
        }
        let lines: Vec<String> = code.trim_end().lines().map(|line| escape(line.trim_end())).collect();
        self.blocks.push(format!("<pre>\n{}\n</pre>", lines.join("\n")));
    }
}

/// The indentation of a list within so many others.
fn indent(depth: usize) -> String {
    " ".repeat(6 * depth)
}

#[cfg(test)]
mod tests {
    use super::{code, documentation};

    #[test]
    fn markdown_becomes_html() {
        for (markdown, html) in [
            ("One\ntwo `null`", "One two {@code null}."),
            ("a < b & *c*", "a &lt; b &amp; <em>c</em>"),
            (
                "It is `{x}`:\n\n- one\n  more\n- two\n  - inner\n",
                "It is {@code {x}}:\n\n<ul>\n  <li>one more\n  <li>two\n      <ul>\n        <li>inner\n      </ul>\n</ul>",
            ),
            (
                "```text\n*/ {@code}\n\n  \\u0022\n```",
                "<pre>\n&#42;&#47; &#123;&#64;code&#125;\n\n  &#92;u0022\n</pre>",
            ),
            (
                "[here](https://a.example/?b&c) and [there](../x.md)",
                "<a href=\"https://a.example/?b&amp;c\">here</a> and there.",
            ),
            ("<b>\\@param</b>", "&lt;b&gt;&#64;param&lt;/b&gt;"),
        ] {
            assert_eq!(documentation(markdown), html);
        }
    }

    #[test]
    fn code_is_plain_where_it_can_be() {
        assert_eq!(code("a <b>"), "{@code a <b>}");
        assert_eq!(code("a */"), "<code>a *&#47;</code>");
        assert_eq!(code("}{"), "<code>&#125;&#123;</code>");
        assert_eq!(code("\\u0022"), "<code>&#92;u0022</code>");
        assert_eq!(code(""), "<code></code>");
    }
}
