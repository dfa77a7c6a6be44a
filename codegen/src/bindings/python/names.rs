//! How things are called in Python.

use std::collections::BTreeMap;

use crate::bindings::{
    name::{NameRule, snake, trailing_underscore},
    view::{PackageView, TypeView},
};

/// Words of Python, what pydantic's models have, and the types that fields use.
#[rustfmt::skip]
pub(super) const NO_ATTRIBUTES: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
    "construct", "copy", "dict", "from_orm", "json", "parse_file", "parse_obj", "parse_raw", "schema",
    "schema_json", "update_forward_refs", "validate", "bool", "cls", "float", "int", "list", "self",
    "str",
];

/// What the modules themselves name, and exceptions of Python.
#[rustfmt::skip]
pub(super) const OWN_TYPES: &[&str] = &[
    "Annotated", "Any", "ClassVar", "CloudEvent", "ConfigDict", "Constant", "EventDefinition", "EventType",
    "False", "Field", "Final", "JsonValue", "KnownEvent", "KnownValues", "Literal", "Mapping",
    "NatsMessage", "None", "Number", "OneOf", "OpenEnumeration", "OrAbsent", "ParseError", "Record",
    "SubjectError", "SubjectParts", "True", "TypeAlias", "TypeAliasType", "TypedDict", "TypedEvent", "UnknownEvent",
    "ArithmeticError", "AssertionError", "AttributeError", "BaseException", "BaseExceptionGroup",
    "BlockingIOError", "BrokenPipeError", "BufferError", "BytesWarning", "ChildProcessError",
    "ConnectionAbortedError", "ConnectionError", "ConnectionRefusedError", "ConnectionResetError",
    "DeprecationWarning", "EOFError", "Ellipsis", "EncodingWarning", "EnvironmentError", "Exception",
    "ExceptionGroup", "FileExistsError", "FileNotFoundError", "FloatingPointError", "FutureWarning",
    "GeneratorExit", "IOError", "ImportError", "ImportWarning", "IndentationError", "IndexError",
    "InterruptedError", "IsADirectoryError", "KeyError", "KeyboardInterrupt", "LookupError",
    "MemoryError", "ModuleNotFoundError", "NameError", "NotADirectoryError", "NotImplemented",
    "NotImplementedError", "OSError", "OverflowError", "PendingDeprecationWarning", "PermissionError",
    "ProcessLookupError", "PythonFinalizationError", "RecursionError", "ReferenceError",
    "ResourceWarning", "RuntimeError", "RuntimeWarning", "StopAsyncIteration", "StopIteration",
    "SyntaxError", "SyntaxWarning", "SystemError", "SystemExit", "TabError", "TimeoutError", "TypeError",
    "UnboundLocalError", "UnicodeDecodeError", "UnicodeEncodeError", "UnicodeError",
    "UnicodeTranslateError", "UnicodeWarning", "UserWarning", "ValueError", "Warning",
    "ZeroDivisionError",
];

/// An attribute is called as on the wire, where it can be. Names that begin with
/// an upper case letter belong to types, and those that begin with `model_` to
/// pydantic.
pub(super) fn attribute(words: &str) -> String {
    let name = words.split_whitespace().collect::<Vec<_>>().join("_");
    match name {
        name if name.starts_with(|first: char| first.is_ascii_uppercase()) => snake(&name),
        name if name.starts_with("model_") => format!("{name}_"),
        name => name,
    }
}

/// The name by which the package is imported.
pub(super) fn module(package: &PackageView) -> String {
    package.name.replace(['-', '.'], "_").to_lowercase()
}

/// The names of the classes that hold the known values of enumerations.
pub(super) fn known(package: &PackageView) -> BTreeMap<&str, String> {
    let rule = NameRule { case: str::to_owned, prefix: "Known", reserved: &[], escape: trailing_underscore };
    let taken: Vec<&str> = package
        .types
        .iter()
        .map(|definition| definition.name.as_str())
        .chain(package.events.iter().map(|event| event.event_name.as_str()))
        .chain([package.event_union.as_str()])
        .chain(OWN_TYPES.iter().copied())
        .collect();
    let enumerations: Vec<&TypeView> =
        package.types.iter().filter(|definition| definition.kind == "enumeration").collect();
    let wanted: Vec<String> =
        enumerations.iter().map(|definition| format!("Known{}", definition.name)).collect();
    let names = rule.names(wanted.iter().map(String::as_str), &taken);
    enumerations.iter().map(|definition| definition.wire.as_str()).zip(names).collect()
}

#[cfg(test)]
mod tests {
    use super::attribute;

    #[test]
    fn attributes_are_called_as_on_the_wire_where_they_can_be() {
        for (words, expected) in [
            ("foo bar", "foo_bar"),
            ("fooBar", "fooBar"),
            ("FooBar", "foo_bar"),
            ("List", "list"),
            ("model config", "model_config_"),
            ("", ""),
        ] {
            assert_eq!(attribute(words), expected);
        }
    }
}
