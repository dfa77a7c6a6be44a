//! `bindings/`: a package for each language.

use crate::{
    CodegenError, FileSet,
    bindings::{FOLDER, render},
    context::Context,
};

pub(super) fn emit(context: &Context<'_>, files: &mut FileSet) -> Result<(), CodegenError> {
    let Some(packages) = &context.input.packages else { return Ok(()) };
    for language in packages.languages {
        for (path, text) in render(context, packages, language)? {
            files.add(format!("{FOLDER}/{}/{path}", language.name), text)?;
        }
        files.add(format!("{FOLDER}/{}/LICENSE", language.name), packages.licence_text)?;
    }
    Ok(())
}
