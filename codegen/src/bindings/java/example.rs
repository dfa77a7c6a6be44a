//! Data that is built in Java, as in the example of an event.

use lattice_event_model::model::Shape;
use serde::Serialize;
use serde_json::{Map, Number, Value};

use super::{layout, quote};
use crate::bindings::view::{FieldView, PackageView, TypeView};

/// The example that programs build.
#[derive(Debug, Serialize)]
pub(super) struct Example {
    /// The name of the event.
    event: String,
    /// The statement that builds its data, on one line.
    statement: String,
    /// The same, on as many lines as it needs.
    lines: String,
    /// The statement that makes the event of it, on as many lines as it needs.
    creation: String,
    /// The constant of its publisher.
    publisher: String,
    /// A `source`, as a literal.
    source: String,
    /// Values of the parameters of its subject, as arguments.
    subject: String,
    /// Whether something of it is deprecated.
    is_deprecated: bool,
}

/// The first example of the first event that is not deprecated.
pub(super) fn example(package: &PackageView) -> Option<Example> {
    let event =
        package.events.iter().find(|event| event.deprecation.is_none()).or_else(|| package.events.first())?;
    let publisher = package.publishers.iter().find(|publisher| publisher.namespace == event.publisher)?;
    let subject: Vec<String> =
        publisher.parameters.iter().map(|parameter| quote(&parameter.example)).collect();
    let mut builder = Builder { package, is_deprecated: event.deprecation.is_some() };
    let data = package.types.iter().find(|definition| definition.name == event.name)?;
    let expression = builder.of_type(data, &event.examples.first()?.data)?;
    let statement = format!("{} data = {expression};", event.name);
    let source = quote(&event.source_example);
    let creation = format!("{0} event = {0}.create({source}, data);", event.event_name);
    Some(Example {
        creation: layout::wrap(&creation),
        event: event.event_name.clone(),
        lines: layout::wrap(&statement),
        statement,
        publisher: publisher.constant.clone(),
        source,
        subject: subject.join(", "),
        is_deprecated: builder.is_deprecated,
    })
}

/// Makes expressions of values.
struct Builder<'a> {
    package: &'a PackageView,
    is_deprecated: bool,
}

impl Builder<'_> {
    fn of_shape(&mut self, shape: &Shape, value: &Value) -> Option<String> {
        match shape {
            Shape::Boolean => Some(value.to_string()),
            Shape::Integer { minimum, maximum } => Some(integer(*minimum, *maximum, value)),
            Shape::Number => Some(format!("new BigDecimal(\"{value}\")")),
            Shape::Text { format } if format.as_deref() == Some("date-time") => {
                Some(format!("new EventTime({})", quote(value.as_str()?)))
            }
            Shape::Text { .. } => value.as_str().map(quote),
            Shape::Constant(Value::String(text)) => Some(quote(text)),
            Shape::Constant(Value::Bool(value)) => Some(value.to_string()),
            Shape::Constant(_) | Shape::Opaque => Some(anything(value)),
            Shape::List(items) => {
                let items: Option<Vec<String>> =
                    value.as_array()?.iter().map(|item| self.of_shape(items, item)).collect();
                Some(format!("List.of({})", items?.join(", ")))
            }
            Shape::Map(values) => self.map(values, value.as_object()?),
            Shape::Reference(wire) => {
                let definition = self.package.types.iter().find(|definition| definition.wire == *wire)?;
                self.of_type(definition, value)
            }
        }
    }

    fn map(&mut self, values: &Shape, map: &Map<String, Value>) -> Option<String> {
        let entries: Option<Vec<(String, String)>> =
            map.iter().map(|(name, value)| Some((quote(name), self.of_shape(values, value)?))).collect();
        let entries = entries?;
        // `Map.of` takes ten entries at most.
        let (method, entries): (&str, Vec<String>) = if entries.len() <= 10 {
            ("of", entries.iter().map(|(name, value)| format!("{name}, {value}")).collect())
        } else {
            ("ofEntries", entries.iter().map(|(name, value)| format!("Map.entry({name}, {value})")).collect())
        };
        Some(format!("Map.{method}({})", entries.join(", ")))
    }

    fn of_type(&mut self, definition: &TypeView, value: &Value) -> Option<String> {
        self.is_deprecated |= definition.deprecation.is_some();
        let name = &definition.name;
        match definition.kind {
            "record" => self.record(definition, value.as_object()?),
            "enumeration" => {
                let text = value.as_str()?;
                let known = definition.values.iter().find(|known| known.wire == text);
                Some(match known {
                    Some(known) => format!("{name}.{}", known.name),
                    None => format!("new {name}({})", quote(text)),
                })
            }
            "union" => {
                let tag = value.get(&definition.tag)?.as_str()?;
                let variant = definition.variants.iter().find(|variant| variant.wire == tag);
                let record = &variant.or(definition.fallback.as_ref())?.record;
                let record = self.package.types.iter().find(|definition| definition.name == *record)?;
                self.of_type(record, value)
            }
            _ => {
                let argument = match definition.shape.as_ref()? {
                    Shape::Text { .. } => quote(value.as_str()?),
                    shape => self.of_shape(shape, value)?,
                };
                Some(format!("new {name}({argument})"))
            }
        }
    }

    fn record(&mut self, record: &TypeView, object: &Map<String, Value>) -> Option<String> {
        let mut expression = format!("{}.builder()", record.name);
        for field in &record.fields {
            let Some(value) = object.get(&field.wire).filter(|_| is_set(field)) else { continue };
            self.is_deprecated |= field.deprecation.is_some();
            let argument = match value {
                Value::Null if field.nullable && field.required => continue,
                Value::Null if field.nullable => "Presence.ofNull()".to_owned(),
                value => self.of_shape(&field.shape, value)?,
            };
            expression.push_str(&format!(".{}({argument})", field.name));
        }
        expression.push_str(".build()");
        Some(expression)
    }
}

/// Whether the example sets a field: constants are there anyway, and what is
/// deprecated is no example.
fn is_set(field: &FieldView) -> bool {
    let is_constant = matches!(field.shape, Shape::Constant(_)) && field.required && !field.nullable;
    !is_constant && (field.required || field.deprecation.is_none())
}

fn integer(minimum: i128, maximum: i128, value: &Value) -> String {
    let is_within = |smallest: i128, largest: i128| minimum >= smallest && maximum <= largest;
    if is_within(i32::MIN.into(), i32::MAX.into()) {
        return value.to_string();
    }
    if is_within(i64::MIN.into(), i64::MAX.into()) {
        return format!("{value}L");
    }
    match value.as_i64() {
        Some(small) if i32::try_from(small).is_ok() => format!("BigInteger.valueOf({small})"),
        Some(small) => format!("BigInteger.valueOf({small}L)"),
        None => format!("new BigInteger(\"{value}\")"),
    }
}

fn any_number(number: &Number) -> String {
    match number.as_i64() {
        Some(small) if i32::try_from(small).is_ok() => small.to_string(),
        Some(small) => format!("{small}L"),
        None if number.is_u64() => format!("new BigInteger(\"{number}\")"),
        None => format!("new BigDecimal(\"{number}\")"),
    }
}

/// Trees of JSON are hinted at.
fn anything(value: &Value) -> String {
    let node = match value {
        Value::Null => "nullNode()".to_owned(),
        Value::Bool(value) => format!("booleanNode({value})"),
        Value::Number(number) => format!("numberNode({})", any_number(number)),
        Value::String(text) => format!("textNode({})", quote(text)),
        Value::Array(_) => "arrayNode()".to_owned(),
        Value::Object(_) => "objectNode()".to_owned(),
    };
    format!("JsonNodeFactory.instance.{node}")
}
