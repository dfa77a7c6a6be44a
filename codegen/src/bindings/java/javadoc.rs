//! Comments of Java, laid out as google-java-format lays them out.
//!
//! In a template a comment is the text between `/**` and `*/`: blocks of HTML,
//! divided by empty lines, then block tags such as `@param`, which begin a line
//! and may have further blocks.

use super::layout::WIDTH;

/// How much deeper what follows a block tag is, and the items of a list.
const HANGING: &str = "    ";

/// Lays out every comment of a file.
pub(super) fn lay_out(text: &str) -> String {
    let mut laid_out = String::with_capacity(text.len());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let start = line.trim_start();
        let Some(begin) = start.strip_prefix("/**") else {
            laid_out.push_str(line);
            laid_out.push('\n');
            continue;
        };
        let indent = line.len() - start.len();
        let mut content = Vec::new();
        let mut rest = begin;
        loop {
            if let Some(last) = rest.trim_end().strip_suffix("*/") {
                content.push(without_margin(last));
                break;
            }
            content.push(without_margin(rest));
            let Some(next) = lines.next() else { break };
            rest = next;
        }
        laid_out.push_str(&comment(&content, indent));
    }
    laid_out
}

fn without_margin(line: &str) -> &str {
    let start = line.trim_start();
    match start.strip_prefix('*') {
        Some("") => "",
        Some(rest) if rest.starts_with(' ') => rest[1..].trim_end(),
        _ => line.trim_end(),
    }
}

fn comment(content: &[&str], indent: usize) -> String {
    let margin = " ".repeat(indent);
    let width = WIDTH - indent - " * ".len();
    let mut sections: Vec<Vec<&str>> = vec![Vec::new()];
    for line in content {
        if line.trim_start().starts_with('@') {
            sections.push(vec![line.trim_start()]);
        } else if let Some(section) = sections.last_mut() {
            section.push(line);
        }
    }
    let tags = sections.split_off(1);
    let mut lines = blocks(&sections.concat(), width, false);
    if let ([line], []) = (&lines[..], &tags[..])
        && indent + line.chars().count() + "/**  */".len() <= WIDTH
    {
        return format!("{margin}/** {line} */\n");
    }
    if !lines.is_empty() && !tags.is_empty() {
        lines.push(String::new());
    }
    for tag in tags {
        if lines.last().is_some_and(|line| {
            line.ends_with("</pre>") || line.ends_with("</ul>") || line.ends_with("</ol>")
        }) {
            lines.push(String::new());
        }
        lines.extend(blocks(&tag, width, true));
    }
    let mut text = format!("{margin}/**\n");
    for line in lines {
        text.push_str(format!("{margin} * {line}").trim_end());
        text.push('\n');
    }
    text.push_str(&margin);
    text.push_str(" */\n");
    text
}

/// The blocks of a text, or of a block tag.
fn blocks(lines: &[&str], width: usize, is_tag: bool) -> Vec<String> {
    let margin = if is_tag { HANGING } else { "" };
    let mut laid_out: Vec<String> = Vec::new();
    for block in divide(lines) {
        let is_first = laid_out.is_empty();
        if !is_first && !is_tag {
            laid_out.push(String::new());
        }
        let start = block.first().copied().unwrap_or_default().trim_start();
        if start.starts_with("<pre>") {
            // The first line belongs to the text around it, the others do not.
            laid_out.push(format!("{}{start}", if is_first { "" } else { margin }));
            laid_out.extend(block.iter().skip(1).map(|line| (*line).to_owned()));
        } else if start.starts_with("<ul>") || start.starts_with("<ol>") {
            for line in &block {
                let item = line.trim_start();
                let indent = format!("{margin}{}", " ".repeat(line.len() - item.len()));
                fill(item, width, &indent, &format!("{indent}{HANGING}"), &mut laid_out);
            }
        } else {
            let text = block.join(" ");
            let text = text.trim_start().strip_prefix("<p>").unwrap_or(&text);
            let paragraph = if is_first { text.to_owned() } else { format!("<p>{text}") };
            let first = if is_first { "" } else { margin };
            fill(&paragraph, width, first, margin, &mut laid_out);
        }
    }
    laid_out
}

/// Divides lines where they are empty. Code keeps its empty lines.
fn divide<'t>(lines: &[&'t str]) -> Vec<Vec<&'t str>> {
    let mut blocks: Vec<Vec<&str>> = vec![Vec::new()];
    let mut is_code = false;
    for line in lines {
        is_code = (is_code || line.trim_start().starts_with("<pre>")) && !line.ends_with("</pre>");
        if line.trim().is_empty() && !is_code {
            blocks.push(Vec::new());
        } else if let Some(block) = blocks.last_mut() {
            block.push(line);
        }
    }
    blocks.retain(|block| !block.is_empty());
    blocks
}

fn fill(text: &str, width: usize, first: &str, others: &str, lines: &mut Vec<String>) {
    let mut line = first.to_owned();
    let mut is_empty = true;
    for word in text.split_whitespace() {
        for (index, piece) in pieces(word).into_iter().enumerate() {
            let space = usize::from(index == 0);
            if !is_empty && line.chars().count() + space + piece.chars().count() > width {
                lines.push(line);
                line = others.to_owned();
                is_empty = true;
            }
            if !is_empty && index == 0 {
                line.push(' ');
            }
            line.push_str(piece);
            is_empty = false;
        }
    }
    lines.push(line);
}

/// The pieces of a word between which a line may end: around code.
fn pieces(word: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = word;
    while let Some((at, element)) =
        ["<code>", "</code>"].into_iter().filter_map(|element| Some((rest.find(element)?, element))).min()
    {
        pieces.extend([&rest[..at], &rest[at..at + element.len()]]);
        rest = &rest[at + element.len()..];
    }
    pieces.push(rest);
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::lay_out;

    #[test]
    fn comments_are_laid_out_as_the_formatter_does() {
        let text = "\
/** Short. */
/**
The host's public key, the same as the event's {@code source}. It has one more word than there is room for.

Second.

<ul>
  <li>one
  <li>two two two two two two two two two two two two two two two two two two two two two two two two
</ul>

<pre>
let x = 1;

   y
</pre>

@param id The id.

Another paragraph.
@return x
*/
  /**
   * As it should be.
   *
   * <p>Also here.
   *
   * @return x
   */
  void a() {}
";
        let expected = "\
/** Short. */
/**
 * The host's public key, the same as the event's {@code source}. It has one more word than there is
 * room for.
 *
 * <p>Second.
 *
 * <ul>
 *   <li>one
 *   <li>two two two two two two two two two two two two two two two two two two two two two two two
 *       two
 * </ul>
 *
 * <pre>
 * let x = 1;
 *
 *    y
 * </pre>
 *
 * @param id The id.
 *     <p>Another paragraph.
 * @return x
 */
  /**
   * As it should be.
   *
   * <p>Also here.
   *
   * @return x
   */
  void a() {}
";
        assert_eq!(lay_out(text), expected);
    }
}
