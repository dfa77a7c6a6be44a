//! A language that nobody speaks. This file and the templates beside it are all
//! that a language is.

use lattice_codegen::bindings::{
    Check, Language, Named, Slot, Template, Verification,
    name::{NameRule, snake, trailing_underscore, upper_camel},
};
use lattice_event_model::model::Shape;

pub(crate) const TOY: Language = Language {
    name: "toy",
    title: "Toy",
    registry: "toys",
    templates: &[
        Template::package("{{ package.catalog }}.toy", include_str!("catalog.toy.j2")),
        Template::each_type(&["record"], "records/{{ type.name }}.toy", include_str!("record.toy.j2")),
        Template::verbatim("words.txt", include_str!("words.txt")),
    ],
    types: NameRule { case: upper_camel, prefix: "Type", reserved: &["Record"], escape: trailing_underscore },
    fields: NameRule {
        case: snake,
        prefix: "field",
        reserved: &["begin", "end", "from"],
        escape: trailing_underscore,
    },
    values: NameRule { case: snake, prefix: "value", reserved: &[], escape: trailing_underscore },
    constants: NameRule { case: snake, prefix: "constant", reserved: &[], escape: trailing_underscore },
    own_types: &["Courier"],
    expressions: |slot, named| vec![("type", expression(slot, named))],
    documentation: |text| text.replace("nothing", "NOTHING"),
    quote: |text| format!("<{text}>"),
    context: |_| ().into(),
    files: |_, _| Ok(Vec::new()),
    verification: Verification {
        programs: &[],
        environment: &[],
        installs: &[],
        checks: &[Check::new("listing", &["ls"]).silent()],
        first_program: None,
    },
};

fn expression(slot: &Slot<'_>, named: &Named<'_>) -> String {
    let mut text = shape(slot.shape, named);
    if slot.nullable {
        text.push_str(" or null");
    }
    if !slot.required {
        text.push_str(" or nothing");
    }
    text
}

fn shape(shape_: &Shape, named: &Named<'_>) -> String {
    match shape_ {
        Shape::Boolean => "truth".to_owned(),
        Shape::Integer { minimum, maximum } => format!("count({minimum}..{maximum})"),
        Shape::Number => "number".to_owned(),
        Shape::Text { .. } => "words".to_owned(),
        Shape::Constant(value) => format!("always({value})"),
        Shape::List(items) => format!("many({})", shape(items, named)),
        Shape::Map(values) => format!("named({})", shape(values, named)),
        Shape::Reference(name) => named.type_name(name).to_owned(),
        Shape::Opaque => "thing".to_owned(),
    }
}
