//! From a catalogue and a language to the files of a package.

mod build;

use minijinja::{Environment, UndefinedBehavior, Value, context, syntax::SyntaxConfig, value::Serde};

pub(super) use self::build::{event_name, package_name, type_names};
use super::{
    Packages,
    blueprint::Blueprint,
    comment::comment,
    language::{Files, Language, Named, Scope, Template},
    view::PackageView,
};
use crate::{CodegenError, context::Context};

/// The files of a package: paths below its folder, and texts.
pub(crate) fn render(
    context: &Context<'_>,
    packages: &Packages<'_>,
    language: &Language,
) -> Result<Files, CodegenError> {
    let blueprint = Blueprint::new(context)?;
    let types = build::type_names(&blueprint, packages, language);
    let named = Named { blueprint: &blueprint, types: &types };
    let package = build::package(context, packages, language, &named)?;
    let renderer = Renderer::new(language, &package);
    let mut files = (language.files)(&package, &named)?;
    for template in language.templates {
        renderer.add(template, &mut files)?;
    }
    Ok(files)
}

/// Tags stand on lines of their own, and leave none behind.
fn syntax() -> SyntaxConfig {
    let syntax =
        SyntaxConfig::builder().keep_trailing_newline(true).trim_blocks(true).lstrip_blocks(true).build();
    // Only delimiters can be wrong, and these are the usual ones.
    syntax.unwrap_or_default()
}

struct Renderer<'a> {
    environment: Environment<'static>,
    language: &'a Language,
    package: &'a PackageView,
    package_value: Value,
    language_value: Value,
}

impl<'a> Renderer<'a> {
    fn new(language: &'a Language, package: &'a PackageView) -> Self {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
        environment.set_syntax(syntax());
        environment.add_filter("comment", |text: &str, prefix: &str, width: Option<usize>| {
            comment(text, prefix, width.unwrap_or(100))
        });
        let quote = language.quote;
        environment.add_filter("quote", move |text: &str| quote(text));
        environment.add_filter("compact_json", |value: Value| {
            serde_json::to_string(&value).map_err(|error| {
                minijinja::Error::new(minijinja::ErrorKind::InvalidOperation, error.to_string())
            })
        });
        environment.add_filter("pretty_json", |value: Value| {
            serde_json::to_string_pretty(&value).map_err(|error| {
                minijinja::Error::new(minijinja::ErrorKind::InvalidOperation, error.to_string())
            })
        });
        Self {
            environment,
            language,
            package,
            package_value: Value::from(Serde(package)),
            language_value: (language.context)(package),
        }
    }

    fn add(&self, template: &Template, files: &mut Files) -> Result<(), CodegenError> {
        match template.scope {
            Scope::Verbatim => files.push((self.path(template)?, template.text.to_owned())),
            Scope::Package => files.push(self.file(template, Value::UNDEFINED, Value::UNDEFINED)?),
            Scope::Event => {
                for event in &self.package.events {
                    files.push(self.file(template, Value::from(Serde(event)), Value::UNDEFINED)?);
                }
            }
            Scope::Type(kinds) => {
                for definition in &self.package.types {
                    if kinds.contains(&definition.kind) {
                        files.push(self.file(template, Value::UNDEFINED, Value::from(Serde(definition)))?);
                    }
                }
            }
        }
        Ok(())
    }

    /// The path of a file whose text is the same for every catalogue.
    fn path(&self, template: &Template) -> Result<String, CodegenError> {
        Ok(self.file(&Template { text: "", ..*template }, Value::UNDEFINED, Value::UNDEFINED)?.0)
    }

    fn file(
        &self,
        template: &Template,
        event: Value,
        definition: Value,
    ) -> Result<(String, String), CodegenError> {
        let values = context! {
            package => self.package_value.clone(),
            language => self.language_value.clone(),
            event => event,
            type => definition,
        };
        let render = |text: &str| {
            let name = format!("{}/{}", self.language.name, template.path);
            self.environment
                .render_named_str(&name, text, &values)
                .map_err(|source| CodegenError::Template { path: name, source })
        };
        let text = render(template.text)?;
        let text = match template.finish {
            Some(finish) => finish(text),
            None => text,
        };
        Ok((render(template.path)?, text))
    }
}
