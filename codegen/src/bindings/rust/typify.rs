//! The call of typify.

use std::{any::Any, collections::BTreeMap, fmt::Display, panic::catch_unwind};

use heck::ToUpperCamelCase;
use lattice_event_model::{
    model::{Model, TypeKind},
    schema::typify_input,
};
use serde_json::{Value, json};
use typify::{TypeSpace, TypeSpacePatch, TypeSpaceSettings};

use super::finish::Finish;
use crate::{
    CodegenError,
    bindings::{language::Named, view::PackageView},
};

/// The module of the types.
pub(super) fn types(package: &PackageView, named: &Named<'_>) -> Result<String, CodegenError> {
    let error = |reason: String| CodegenError::Package { language: "Rust".to_owned(), reason };
    let model = super::published::model(package);
    let written = written(&Call::new(&model, named))
        .map_err(|reason| error(format!("typify does not take the schemas: {reason}")))?;
    let mut file = syn::parse_file(&written)
        .map_err(|reason| error(format!("what typify has written is no Rust: {reason}")))?;
    Finish::new(package, &model).apply(&mut file);
    Ok(text(file))
}

/// The items, with blank lines between them, which prettyplease does not write.
fn text(file: syn::File) -> String {
    let mut text = String::new();
    for item in file.items {
        let items = vec![item];
        let item =
            prettyplease::unparse(&syn::File { shebang: None, frontmatter: None, attrs: Vec::new(), items });
        // Imports from other crates stand together.
        if !text.is_empty() && !item.starts_with("use serde_json") {
            text.push('\n');
        }
        text.push_str(&item);
    }
    text
}

/// What typify writes, also where it does not return.
fn written(call: &Call) -> Result<String, String> {
    catch_unwind(|| call.run()).unwrap_or_else(|panic| Err(panicked(&*panic)))
}

fn panicked(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("it panicked").to_owned()
}

/// What typify is called with.
struct Call {
    input: Value,
    /// Names that typify makes of names of definitions, and what the types are
    /// called instead.
    renamed: BTreeMap<String, String>,
    /// The unions, by the names that typify makes of theirs.
    unions: BTreeMap<String, String>,
}

impl Call {
    fn new(model: &Model, named: &Named<'_>) -> Self {
        let mut keys: BTreeMap<&str, String> = BTreeMap::new();
        let mut renamed = BTreeMap::new();
        let mut unions = BTreeMap::new();
        for (wire, definition) in &model.types {
            let name = named.type_name(wire).to_owned();
            // typify cases names again, which may make two of them one.
            let mut key = name.clone();
            while renamed.contains_key(&key.to_upper_camel_case()) {
                key.push('x');
            }
            if matches!(definition.kind, TypeKind::Union(_)) {
                unions.insert(key.to_upper_camel_case(), name.clone());
            }
            renamed.insert(key.to_upper_camel_case(), name);
            keys.insert(wire, key);
        }
        let key = |wire: &str| keys.get(wire).cloned().unwrap_or_default();
        Self { input: typify_input(model, &key), renamed, unions }
    }

    fn run(&self) -> Result<String, String> {
        let refused = |error: &dyn Display| error.to_string();
        let number = serde_json::from_value(json!({ "type": "number" })).map_err(|error| refused(&error))?;
        let mut settings = TypeSpaceSettings::default();
        settings
            .with_map_type("::std::collections::BTreeMap")
            .with_derive("PartialEq".to_owned())
            .with_derive("Eq".to_owned())
            // A number of 64 bits is more than `f64` can hold.
            .with_conversion(number, "::serde_json::Number", std::iter::empty());
        for (made, wanted) in self.renamed.iter().filter(|(made, wanted)| made != wanted) {
            settings.with_patch(made, TypeSpacePatch::default().with_rename(wanted));
        }
        for (made, union) in &self.unions {
            settings.with_replacement(made, union, std::iter::empty());
        }
        let schema = serde_json::from_value(self.input.clone()).map_err(|error| refused(&error))?;
        let mut space = TypeSpace::new(&settings);
        space.add_root_schema(schema).map_err(|error| refused(&error))?;
        Ok(space.to_stream().to_string())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::{Call, written};

    #[test]
    fn what_typify_does_not_take_is_an_error() {
        for (input, reason) in [
            (
                json!({ "definitions": { "A": { "$ref": "#/definitions/B" } } }),
                "$ref #/definitions/B is missing",
            ),
            (json!({ "definitions": 1 }), "invalid type"),
        ] {
            let call = Call { input, renamed: BTreeMap::new(), unions: BTreeMap::new() };
            let error = written(&call).expect_err("it is no schema");
            assert!(error.contains(reason), "{error}");
        }
    }
}
