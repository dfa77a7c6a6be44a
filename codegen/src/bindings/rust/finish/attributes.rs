//! Attributes: documentation, names on the wire, derives, deprecation.

use std::collections::BTreeSet;

use lattice_event_model::model::Deprecation;
use syn::{Attribute, Expr, Lit, LitStr, Meta, Path, Token, parse_quote};

use crate::bindings::{comment::wrap, rust::documentation::documentation};

/// The width of doc comments, without what stands before them.
const WIDTH: usize = 92;

/// Derives in their usual order.
const DERIVES: &[&str] = &[
    "Debug",
    "Clone",
    "Copy",
    "Default",
    "PartialEq",
    "Eq",
    "PartialOrd",
    "Ord",
    "Hash",
    "Serialize",
    "Deserialize",
];

/// Makes a text in Markdown, which is fit for rustdoc, the documentation.
pub(super) fn document(attributes: &mut Vec<Attribute>, text: &str) {
    attributes.retain(|attribute| !attribute.path().is_ident("doc"));
    let lines = wrap(text.trim(), WIDTH).into_iter().map(|line| -> Attribute {
        let line = if line.is_empty() { line } else { format!(" {line}") };
        parse_quote!(#[doc = #line])
    });
    attributes.splice(0..0, lines);
}

/// Makes the documentation that typify took over fit for rustdoc.
pub(super) fn read_again(attributes: &mut Vec<Attribute>) {
    let lines: Vec<String> = attributes.iter().filter_map(line).collect();
    let mut text = documentation(&lines.join("\n"));
    // Published schemas leave the last period to their readers.
    if text.ends_with(char::is_alphanumeric) {
        text.push('.');
    }
    document(attributes, &text);
}

fn line(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attribute.meta else { return None };
    match &pair.value {
        Expr::Lit(literal) if pair.path.is_ident("doc") => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

/// What serde calls something, if it is told.
pub(super) fn written_name(attributes: &[Attribute]) -> Option<String> {
    let mut name = None;
    each_serde(attributes, |option, value| {
        if option.is_ident("rename") {
            name = value;
        }
    });
    name
}

/// Whether it takes what no other field takes.
pub(super) fn is_flattened(attributes: &[Attribute]) -> bool {
    let mut flattened = false;
    each_serde(attributes, |option, _| flattened |= option.is_ident("flatten"));
    flattened
}

fn each_serde(attributes: &[Attribute], mut visit: impl FnMut(&Path, Option<String>)) {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        // typify writes options with a text or without; others are not looked for.
        let _ = attribute.parse_nested_meta(|meta| {
            let value = if meta.input.peek(Token![=]) {
                Some(meta.value()?.parse::<LitStr>()?.value())
            } else {
                None
            };
            visit(&meta.path, value);
            Ok(())
        });
    }
}

/// One list of derives: what typify wrote, without some and with more.
pub(super) fn derive(attributes: &mut Vec<Attribute>, without: &[&str], more: &[&str]) {
    let mut names: BTreeSet<String> = more.iter().map(|name| (*name).to_owned()).collect();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        // A derive is a path and has nothing that could not be read.
        let _ = attribute.parse_nested_meta(|meta| {
            names.extend(meta.path.segments.last().map(|segment| segment.ident.to_string()));
            Ok(())
        });
    }
    names.retain(|name| !without.contains(&name.as_str()));
    let ordered = DERIVES.iter().filter(|name| names.contains(**name)).map(|name| -> Path {
        let ident = quote::format_ident!("{name}");
        match *name {
            "Serialize" | "Deserialize" => parse_quote!(::serde::#ident),
            _ => parse_quote!(#ident),
        }
    });
    let position = attributes.iter().position(|attribute| attribute.path().is_ident("derive")).unwrap_or(0);
    attributes.retain(|attribute| !attribute.path().is_ident("derive"));
    attributes.insert(position, parse_quote!(#[derive(#(#ordered),*)]));
}

/// What a compiler says where a deprecated field is used.
pub(super) fn deprecated(deprecation: &Deprecation) -> Attribute {
    let mut words = Vec::new();
    let since = deprecation.since.as_deref().filter(|since| is_version(since));
    if since.is_none() {
        words.extend(deprecation.since.as_ref().map(|since| format!("Since {since}.")));
    }
    words.extend(deprecation.note.clone());
    words.extend(deprecation.replacement.as_ref().map(|name| format!("Use `{name}`.")));
    let note = if words.is_empty() { "Do not rely on it.".to_owned() } else { words.join(" ") };
    match since {
        Some(since) => parse_quote!(#[deprecated(since = #since, note = #note)]),
        None => parse_quote!(#[deprecated(note = #note)]),
    }
}

/// What a compiler says where a deprecated type is used.
pub(super) fn deprecated_type(reason: &str) -> Attribute {
    parse_quote!(#[deprecated(note = #reason)])
}

/// Lints demand three numbers.
fn is_version(text: &str) -> bool {
    text.split('.').count() == 3 && text.split('.').all(|part| part.parse::<u32>().is_ok())
}
