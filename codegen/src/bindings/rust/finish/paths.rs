//! Paths and the order of items.

use std::collections::BTreeSet;

use syn::{
    Attribute, File, GenericArgument, Item, Path, PathArguments, PathSegment, Token, Type, parse_quote,
    punctuated::Punctuated,
    visit_mut::{self, VisitMut},
};

/// Long paths, the names that stand for them, and where these are imported from.
/// No type of a catalogue gets one of these names.
const SHORT: &[(&str, &str, &str)] = &[
    ("::std::collections::BTreeMap", "BTreeMap", "std::collections"),
    ("::serde::Deserialize", "Deserialize", "serde"),
    ("::serde::Serialize", "Serialize", "serde"),
    ("::serde_json::Map", "Map", "serde_json"),
    ("::serde_json::Number", "Number", "serde_json"),
    ("::serde_json::Value", "Value", "serde_json"),
    ("crate::Nullable", "Nullable", "crate"),
    ("self::error::ConversionError", "ValueError", "crate"),
    ("::std::boxed::Box", "Box", ""),
    ("::std::convert::From", "From", ""),
    ("::std::convert::Into", "Into", ""),
    ("::std::convert::TryFrom", "TryFrom", ""),
    ("::std::default::Default", "Default", ""),
    ("::std::option::Option", "Option", ""),
    ("::std::result::Result", "Result", ""),
    ("::std::string::String", "String", ""),
    ("::std::vec::Vec", "Vec", ""),
];

/// The last name of a path: `String` of `::std::string::String`.
pub(super) fn last_segment(ty: &Type) -> Option<String> {
    match ty {
        Type::Path(path) => path.path.segments.last().map(|segment| segment.ident.to_string()),
        _ => None,
    }
}

/// What a type of that name is made of: `T` of `Option<T>`.
pub(super) fn inside(ty: &Type, name: &str) -> Option<Type> {
    let Type::Path(path) = ty else { return None };
    parameter(path.path.segments.last().filter(|segment| segment.ident == name)?)
}

fn parameter(segment: &PathSegment) -> Option<Type> {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    match arguments.args.first()? {
        GenericArgument::Type(inner) => Some(inner.clone()),
        _ => None,
    }
}

/// Puts together what belongs to one type.
pub(super) fn group(file: &mut File) {
    let defined: Vec<String> = file.items.iter().filter_map(defines).collect();
    file.items.sort_by_key(|item| {
        let about = about(item);
        defined.iter().position(|name| Some(name) == about.as_ref())
    });
}

fn defines(item: &Item) -> Option<String> {
    match item {
        Item::Struct(item) => Some(item.ident.to_string()),
        Item::Enum(item) => Some(item.ident.to_string()),
        _ => None,
    }
}

/// The type that an item defines, or for which it implements something.
fn about(item: &Item) -> Option<String> {
    let Item::Impl(item) = item else { return defines(item) };
    let own = last_segment(&item.self_ty);
    // `impl From<HostId> for String` is about `HostId`.
    let source = item.trait_.as_ref().and_then(|(path, _)| parameter(path.segments.last()?));
    match (own.as_deref(), source) {
        (Some("String" | "Vec" | "BTreeMap" | "Map" | "Value" | "Number") | None, Some(source)) => {
            last_segment(&source)
        }
        _ => own,
    }
}

/// Writes short names for long paths, and imports them.
pub(super) fn shorten(file: &mut File) {
    let mut shorten = Shorten { used: BTreeSet::new() };
    shorten.visit_file_mut(file);
    let mut imports: Vec<Item> = Vec::new();
    for source in ["std::collections", "serde", "serde_json", "crate"] {
        let names = SHORT.iter().filter(|(_, name, from)| *from == source && shorten.used.contains(name));
        let names: Vec<_> = names.map(|(_, name, _)| quote::format_ident!("{name}")).collect();
        let Ok(source) = syn::parse_str::<Path>(source) else { continue };
        match names.as_slice() {
            [] => {}
            [single] => imports.push(parse_quote!(use #source::#single;)),
            several => imports.push(parse_quote!(use #source::{#(#several),*};)),
        }
    }
    file.items.splice(0..0, imports);
}

struct Shorten {
    used: BTreeSet<&'static str>,
}

impl VisitMut for Shorten {
    fn visit_attribute_mut(&mut self, attribute: &mut Attribute) {
        if !attribute.path().is_ident("derive") {
            return;
        }
        let derives = attribute.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated);
        if let Ok(mut derives) = derives {
            derives.iter_mut().for_each(|derive| self.visit_path_mut(derive));
            *attribute = parse_quote!(#[derive(#derives)]);
        }
    }

    fn visit_path_mut(&mut self, path: &mut Path) {
        visit_mut::visit_path_mut(self, path);
        let mut long = if path.leading_colon.is_some() { "::".to_owned() } else { String::new() };
        for index in 0..path.segments.len() {
            if index > 0 {
                long.push_str("::");
            }
            long.push_str(&path.segments[index].ident.to_string());
            if let Some((_, name, _)) = SHORT.iter().find(|(known, _, _)| *known == long) {
                self.used.insert(name);
                let mut segments: Vec<PathSegment> =
                    std::mem::take(&mut path.segments).into_iter().skip(index).collect();
                segments[0].ident = quote::format_ident!("{name}");
                path.leading_colon = None;
                path.segments = segments.into_iter().collect();
                return;
            }
        }
    }
}
