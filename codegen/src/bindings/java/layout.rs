//! Lines of Java, wrapped as google-java-format wraps them.
//!
//! Templates write each declaration and statement on one line, however long it
//! gets. This is not a formatter: it knows what templates write, which is
//! declarations, assignments and calls.

/// The longest line.
pub(super) const WIDTH: usize = 100;

/// How much deeper the second line of something is.
const CONTINUATION: usize = 4;

/// Wraps the lines that are too long.
pub(super) fn wrap(text: &str) -> String {
    let mut wrapped = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let flat = line.trim_end_matches('\n');
        if width(flat) <= WIDTH || is_comment(flat) {
            wrapped.push_str(line);
        } else {
            wrapped.push_str(&wrap_line(flat).join("\n"));
            wrapped.push_str(&line[flat.len()..]);
        }
    }
    wrapped
}

/// An expression that begins at `indent`, on as many lines as it needs. All but
/// the first are indented.
pub(super) fn expression(flat: &str, indent: usize, end: &str) -> Vec<String> {
    if indent + width(flat) + width(end) <= WIDTH {
        return vec![format!("{flat}{end}")];
    }
    if let [parameters, body] = split(flat, " -> ")[..] {
        return join(
            format!("{parameters} ->"),
            indent + CONTINUATION,
            expression(body, indent + CONTINUATION, end),
        );
    }
    let links = split(flat, ".");
    let calls = links.iter().filter(|link| link.ends_with(')')).count();
    if calls >= 2 {
        return chain(&links, indent, end);
    }
    match call(flat) {
        Some((callee, arguments)) if !arguments.is_empty() => {
            let mut lines = vec![format!("{callee}(")];
            lines.extend(list(&arguments, indent + CONTINUATION, &format!("){end}")));
            lines
        }
        _ => vec![format!("{flat}{end}")],
    }
}

/// Calls that follow each other, one a line. What is called on a class stays
/// with the class.
fn chain(links: &[&str], indent: usize, end: &str) -> Vec<String> {
    let first_call = links.iter().position(|link| link.ends_with(')')).unwrap_or_default();
    let is_class =
        links[0].trim_start_matches("return ").starts_with(|first: char| first.is_ascii_uppercase());
    let beginning = if is_class { first_call + 1 } else { first_call.max(1) };
    let mut lines = vec![links[..beginning].join(".")];
    for (index, link) in links.iter().enumerate().skip(beginning) {
        let end = if index + 1 == links.len() { end } else { "" };
        let inner = expression(&format!(".{link}"), indent + CONTINUATION, end);
        lines.extend(indented(indent + CONTINUATION, inner));
    }
    lines
}

/// Arguments or parameters: all on one line, or one a line.
fn list(items: &[&str], indent: usize, end: &str) -> Vec<String> {
    let flat = items.join(", ");
    if indent + width(&flat) + width(end) <= WIDTH {
        return vec![format!("{}{flat}{end}", spaces(indent))];
    }
    let mut lines = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let end = if index + 1 == items.len() { end } else { "," };
        lines.extend(indented(indent, expression(item, indent, end)));
    }
    lines
}

fn wrap_line(line: &str) -> Vec<String> {
    let body = line.trim_start();
    let indent = line.len() - body.len();
    if let Some(declaration) = body.strip_suffix(" {") {
        return header(declaration, indent);
    }
    let end = [";", ","].into_iter().find(|end| body.ends_with(end)).unwrap_or_default();
    let body = &body[..body.len() - end.len()];
    if let [left, right] = split(body, " = ")[..] {
        return indented(indent, assignment(left, right, indent, end));
    }
    indented(indent, expression(body, indent, end))
}

fn assignment(left: &str, right: &str, indent: usize, end: &str) -> Vec<String> {
    let deeper = indent + CONTINUATION;
    if indent + width(left) + " =".len() <= WIDTH {
        return join(format!("{left} ="), deeper, expression(right, deeper, end));
    }
    let Some((kind, name)) = left.rsplit_once(' ') else { return vec![format!("{left} = {right}{end}")] };
    let inner =
        join(format!("{name} ="), deeper + CONTINUATION, expression(right, deeper + CONTINUATION, end));
    join(kind.to_owned(), deeper, inner)
}

/// The head of a class, interface, record or method.
fn header(declaration: &str, indent: usize) -> Vec<String> {
    let clause = [" implements ", " permits ", " throws "].into_iter().find_map(|keyword| {
        match split(declaration, keyword)[..] {
            [base, names] => Some((base, keyword.trim(), split(names, ", "))),
            _ => None,
        }
    });
    let Some((base, keyword, names)) = clause else { return parameters(declaration, indent, " {") };
    let mut lines = parameters(base, indent, "");
    let flat = format!("{keyword} {} {{", names.join(", "));
    if let [_, last] = &mut lines[..]
        && width(last) + 1 + width(&flat) <= WIDTH
    {
        last.push(' ');
        last.push_str(&flat);
    } else if indent + CONTINUATION + width(&flat) <= WIDTH {
        lines.push(format!("{}{flat}", spaces(indent + CONTINUATION)));
    } else {
        for (index, name) in names.iter().enumerate() {
            let begin = if index == 0 { format!("{keyword} ") } else { spaces(CONTINUATION) };
            let end = if index + 1 == names.len() { " {" } else { "," };
            lines.push(format!("{}{begin}{name}{end}", spaces(indent + CONTINUATION)));
        }
    }
    lines
}

fn parameters(declaration: &str, indent: usize, end: &str) -> Vec<String> {
    match call(declaration) {
        Some((name, parameters)) if indent + width(declaration) + width(end) > WIDTH => {
            let mut lines = vec![format!("{}{name}(", spaces(indent))];
            lines.extend(list(&parameters, indent + CONTINUATION, &format!("){end}")));
            lines
        }
        _ => vec![format!("{}{declaration}{end}", spaces(indent))],
    }
}

/// What is called, and the arguments, if the text is a call.
fn call(text: &str) -> Option<(&str, Vec<&str>)> {
    let inner = text.strip_suffix(')')?;
    let mut open = Vec::new();
    let mut reader = Reader::default();
    for (at, character) in text.char_indices() {
        if reader.is_in_quotes(character) {
            continue;
        }
        match character {
            '(' => open.push(at),
            ')' => {
                let begin = open.pop()?;
                if at == inner.len() {
                    let arguments = &inner[begin + 1..];
                    let arguments = if arguments.is_empty() { Vec::new() } else { split(arguments, ", ") };
                    return Some((&text[..begin], arguments));
                }
            }
            _ => {}
        }
    }
    None
}

/// Splits a text where a separator stands outside of quotes and brackets.
fn split<'t>(text: &'t str, separator: &str) -> Vec<&'t str> {
    let mut parts = Vec::new();
    let mut begin = 0;
    let mut depth = 0_usize;
    let mut before = ' ';
    let mut reader = Reader::default();
    for (at, character) in text.char_indices() {
        if reader.is_in_quotes(character) {
            before = character;
            continue;
        }
        if depth == 0 && at >= begin && text[at..].starts_with(separator) {
            parts.push(&text[begin..at]);
            begin = at + separator.len();
        }
        match character {
            '(' | '[' | '{' => depth += 1,
            '<' if before.is_alphanumeric() => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            '>' if before != '-' => depth = depth.saturating_sub(1),
            _ => {}
        }
        before = character;
    }
    parts.push(&text[begin..]);
    parts
}

/// Tells what stands in quotation marks.
#[derive(Default)]
struct Reader {
    is_quoted: bool,
    is_escaped: bool,
}

impl Reader {
    fn is_in_quotes(&mut self, character: char) -> bool {
        if self.is_escaped {
            self.is_escaped = false;
            return true;
        }
        match character {
            '"' => {
                self.is_quoted = !self.is_quoted;
                true
            }
            '\\' if self.is_quoted => {
                self.is_escaped = true;
                true
            }
            _ => self.is_quoted,
        }
    }
}

fn is_comment(line: &str) -> bool {
    let start = line.trim_start();
    ["//", "/*", "*", "import ", "package "].iter().any(|begin| start.starts_with(begin))
}

/// A line, and lines behind it of which the first is not indented yet.
fn join(first: String, indent: usize, rest: Vec<String>) -> Vec<String> {
    let mut lines = vec![first];
    lines.extend(indented(indent, rest));
    lines
}

/// Indents the first line. The others are indented already.
fn indented(indent: usize, mut lines: Vec<String>) -> Vec<String> {
    if let Some(first) = lines.first_mut() {
        first.insert_str(0, &spaces(indent));
    }
    lines
}

fn spaces(count: usize) -> String {
    " ".repeat(count)
}

fn width(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn lines_are_wrapped_as_the_formatter_does() {
        for (flat, wrapped) in [
            (
                "public record UnknownEvent(Envelope envelope, String type, Optional<JsonNode> data) implements LatticeEvent {",
                "public record UnknownEvent(Envelope envelope, String type, Optional<JsonNode> data)\n    implements LatticeEvent {",
            ),
            (
                "record Link(LinkPropertiesOfAll properties, Map<String, JsonNode> unknownFields, Map<String, JsonNode> others) implements Trait {",
                "record Link(\n    LinkPropertiesOfAll properties,\n    Map<String, JsonNode> unknownFields,\n    Map<String, JsonNode> others)\n    implements Trait {",
            ),
            (
                "sealed interface Any permits Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, Bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb, Cccccccccc, Dddddd {",
                "sealed interface Any\n    permits Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,\n        Bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb,\n        Cccccccccc,\n        Dddddd {",
            ),
            (
                "  static Foo parseNats(@Nullable Map<String, List<String>> headers, byte[] payload) throws ParseException {",
                "  static Foo parseNats(@Nullable Map<String, List<String>> headers, byte[] payload)\n      throws ParseException {",
            ),
            (
                "  private static final Field<List<Component>> COMPONENTS = Field.required(\"components\", () -> Shape.list(Component.SHAPE));",
                "  private static final Field<List<Component>> COMPONENTS =\n      Field.required(\"components\", () -> Shape.list(Component.SHAPE));",
            ),
            (
                "    builder.previousFingerprintSha256 = PREVIOUS_FINGERPRINT_SHA256_OF_EVERY_IDENTITY.read(members).orElse(null);",
                "    builder.previousFingerprintSha256 =\n        PREVIOUS_FINGERPRINT_SHA256_OF_EVERY_IDENTITY.read(members).orElse(null);",
            ),
            (
                "  HOST(HostHeartbeatEvent.TYPE, HostHeartbeatEvent.NATS_SUBJECT, HostHeartbeatEvent.DATA_SCHEMA, HostHeartbeatEvent::read),",
                "  HOST(\n      HostHeartbeatEvent.TYPE,\n      HostHeartbeatEvent.NATS_SUBJECT,\n      HostHeartbeatEvent.DATA_SCHEMA,\n      HostHeartbeatEvent::read),",
            ),
            (
                "  static final Field<Map<String, JsonNode>> NAME = Field.required(\"a, b (\\\" = c\", () -> Shape.map(Shape.list(Shape.map(AnotherShapeWithAMuchLongerName.SHAPE))));",
                "  static final Field<Map<String, JsonNode>> NAME =\n      Field.required(\n          \"a, b (\\\" = c\",\n          () -> Shape.map(Shape.list(Shape.map(AnotherShapeWithAMuchLongerName.SHAPE))));",
            ),
            (
                "    HostStarted data = HostStarted.builder().friendlyName(\"young-sky-7870\").version(new HostVersion(\"1.9.2\")).build();",
                "    HostStarted data =\n        HostStarted.builder()\n            .friendlyName(\"young-sky-7870\")\n            .version(new HostVersion(\"1.9.2\"))\n            .build();",
            ),
        ] {
            assert_eq!(wrap(flat), wrapped);
        }
    }

    #[test]
    fn short_lines_and_comments_stay() {
        let text = format!("int a = b(c);\n// {}\n\n", "x".repeat(200));
        assert_eq!(wrap(&text), text);
    }
}
