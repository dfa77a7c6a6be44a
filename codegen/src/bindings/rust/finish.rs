//! What is done to what typify has written: the fields get the names, the types
//! and the attributes that the model demands.

mod attributes;
mod constructor;
mod paths;

use std::collections::BTreeMap;

use lattice_event_model::model::{Field, Model, Record, TypeKind};
use syn::{Fields, File, Item, ItemEnum, ItemStruct, Type, parse_quote, punctuated::Punctuated};

use self::{
    attributes::{deprecated, derive, document, is_flattened, written_name},
    constructor::Kinds,
    paths::{inside, last_segment},
};
use crate::bindings::view::{FieldView, PackageView, TypeView};

/// What is known of the types beside what typify says.
pub(super) struct Finish<'a> {
    model: &'a Model,
    /// The types by their names in Rust.
    types: BTreeMap<&'a str, &'a TypeView>,
}

impl<'a> Finish<'a> {
    pub(super) fn new(package: &'a PackageView, model: &'a Model) -> Self {
        let types = package.types.iter().map(|definition| (definition.name.as_str(), definition)).collect();
        Self { model, types }
    }

    pub(super) fn apply(&self, file: &mut File) {
        // Its error is one of the package's own.
        file.items.retain(|item| !matches!(item, Item::Mod(module) if module.ident == "error"));
        let mut kinds = Kinds::default();
        for item in &mut file.items {
            match item {
                Item::Enum(item) => {
                    self.enumeration(item);
                    if item.variants.len() == 1 {
                        kinds.constants.insert(item.ident.to_string());
                    }
                }
                Item::Struct(item) if is_text(item) => {
                    kinds.texts.insert(item.ident.to_string());
                }
                _ => {}
            }
        }
        let mut additions = Vec::new();
        for item in &mut file.items {
            let Item::Struct(item) = item else { continue };
            match self.record(&item.ident.to_string()) {
                Some((definition, record)) => {
                    self.fields(item, definition, record);
                    derive(&mut item.attrs, &[], &[]);
                    additions.push(constructor::constructor(item, &kinds));
                }
                None => {
                    derive(&mut item.attrs, &[], &[]);
                    additions.extend(constructor::from_text(item));
                }
            }
            self.describe(&item.ident.to_string(), &mut item.attrs);
        }
        file.items.extend(additions);
        paths::group(file);
        paths::shorten(file);
    }

    fn enumeration(&self, item: &mut ItemEnum) {
        let name = item.ident.to_string();
        let is_constant = item.variants.len() == 1;
        let values = self.types.get(name.as_str()).map_or(&[][..], |definition| &definition.values);
        for variant in &mut item.variants {
            let wire = written_name(&variant.attrs).unwrap_or_else(|| variant.ident.to_string());
            let known = values.iter().find(|value| value.wire == wire);
            let documentation =
                known.map(|value| value.documentation.clone()).filter(|text| !text.is_empty());
            document(&mut variant.attrs, &documentation.unwrap_or_else(|| format!("`{wire}`")));
            if is_constant {
                variant.attrs.push(parse_quote!(#[default]));
            }
        }
        // The order of values means nothing.
        derive(&mut item.attrs, &["PartialOrd", "Ord"], if is_constant { &["Default"] } else { &[] });
        self.describe(&name, &mut item.attrs);
    }

    fn describe(&self, name: &str, attributes: &mut Vec<syn::Attribute>) {
        match self.types.get(name) {
            Some(definition) => {
                document(attributes, &definition.documentation);
                attributes.extend(definition.deprecation.as_deref().map(attributes::deprecated_type));
            }
            None => attributes::read_again(attributes),
        }
    }

    fn record(&self, name: &str) -> Option<(&'a TypeView, &'a Record)> {
        let definition = self.types.get(name)?;
        match &self.model.types.get(&definition.wire)?.kind {
            TypeKind::Record(record) => Some((definition, record)),
            _ => None,
        }
    }

    /// The fields in the order of the schema, and what else was there behind them.
    fn fields(&self, item: &mut ItemStruct, definition: &TypeView, record: &Record) {
        let Fields::Named(fields) = &mut item.fields else { return };
        let mut written: BTreeMap<String, syn::Field> = BTreeMap::new();
        let mut extra = None;
        for mut field in std::mem::take(&mut fields.named) {
            let name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
            if is_flattened(&field.attrs) {
                document(&mut field.attrs, "Fields that this version does not know.");
                extra = Some(field);
            } else {
                written.insert(written_name(&field.attrs).unwrap_or(name), field);
            }
        }
        let mut ordered = Punctuated::new();
        for (field, view) in record.fields.iter().zip(&definition.fields) {
            let Some(typed) = written.remove(&field.name) else { continue };
            ordered.push(finish_field(typed, field, view));
        }
        ordered.extend(extra);
        fields.named = ordered;
    }
}

/// `T`, `Option<T>`, `Nullable<T>` or `Option<Nullable<T>>`, whatever typify has
/// made of it.
fn finish_field(field: syn::Field, known: &Field, view: &FieldView) -> syn::Field {
    let ident = syn::Ident::new(&view.name, proc_macro2::Span::call_site());
    let value = match inside(&field.ty, "Option") {
        Some(inner) if !known.required => inner,
        _ => field.ty.clone(),
    };
    let value: Type = if known.nullable { parse_quote!(crate::Nullable<#value>) } else { value };
    let mut attributes = Vec::new();
    if ident != known.name {
        let name = &known.name;
        attributes.push(parse_quote!(#[serde(rename = #name)]));
    }
    let ty = if known.required {
        value
    } else {
        attributes.push(parse_quote!(#[serde(default, skip_serializing_if = "Option::is_none")]));
        attributes.push(parse_quote!(#[serde(deserialize_with = "crate::nullable::present")]));
        parse_quote!(::std::option::Option<#value>)
    };
    attributes.extend(known.lifetime.deprecation.as_ref().map(deprecated));
    document(&mut attributes, &view.documentation);
    syn::Field { attrs: attributes, ident: Some(ident), ty, ..field }
}

/// Whether a struct is nothing but a text.
fn is_text(item: &ItemStruct) -> bool {
    let Fields::Unnamed(fields) = &item.fields else { return false };
    fields.unnamed.first().and_then(|field| last_segment(&field.ty)).as_deref() == Some("String")
}
