//! Functions that make a value.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Item, ItemStruct, parse_quote};

use super::{
    derive, is_flattened, is_text,
    paths::{inside, last_segment},
};

/// Types that a constructor treats in its own way.
#[derive(Default)]
pub(super) struct Kinds {
    /// Enums of one value: nobody has to say which.
    pub(super) constants: BTreeSet<String>,
    /// Structs that are nothing but a text, which may be a literal.
    pub(super) texts: BTreeSet<String>,
}

/// `new`, which takes the fields that are always there. With it, a field that may
/// be absent can be added to a struct without breaking those who make one. A struct
/// for which nothing has to be said gets a default.
pub(super) fn constructor(item: &mut ItemStruct, kinds: &Kinds) -> Item {
    let name = item.ident.clone();
    let mut parameters: Vec<TokenStream> = Vec::new();
    let mut members: Vec<TokenStream> = Vec::new();
    for field in &item.fields {
        let Some(ident) = &field.ident else { continue };
        let ty = &field.ty;
        let kind = last_segment(ty).unwrap_or_default();
        if inside(ty, "Option").is_some() {
            members.push(quote!(#ident: None));
        } else if is_flattened(&field.attrs) {
            members.push(quote!(#ident: ::serde_json::Map::new()));
        } else if kinds.constants.contains(&kind) {
            members.push(quote!(#ident: #ty::default()));
        } else if kind == "String" || kinds.texts.contains(&kind) {
            parameters.push(quote!(#ident: impl ::std::convert::Into<#ty>));
            members.push(quote!(#ident: #ident.into()));
        } else {
            parameters.push(quote!(#ident: #ty));
            members.push(quote!(#ident));
        }
    }
    if parameters.is_empty() {
        derive(&mut item.attrs, &[], &["Default"]);
    }
    let lint = (parameters.len() > 7)
        .then(|| quote!(#[expect(clippy::too_many_arguments, reason = "so many fields are always there")]));
    parse_quote! {
        impl #name {
            #[doc = " One with the fields that are always there, and no others."]
            #lint
            pub fn new(#(#parameters),*) -> Self {
                Self { #(#members),* }
            }
        }
    }
}

/// A text is made of a literal.
pub(super) fn from_text(item: &ItemStruct) -> Option<Item> {
    let name = &item.ident;
    is_text(item).then(|| {
        parse_quote! {
            impl ::std::convert::From<&str> for #name {
                fn from(value: &str) -> Self {
                    Self(value.to_owned())
                }
            }
        }
    })
}
