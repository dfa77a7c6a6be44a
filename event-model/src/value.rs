//! Macros for the value types of a catalogue.
//!
//! A value type accepts any text when it is read, so that nothing a producer
//! sends is lost; its `parse` is strict and says what is wrong.

/// A text that is not what its type demands.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not {kind}: {reason}")]
pub struct ValueError {
    /// What was expected, with its article: `a host key`.
    pub kind: &'static str,
    /// What is wrong with the text, without repeating it.
    pub reason: String,
}

/// Declares a text type that keeps what it reads and parses strictly.
///
/// ```
/// lattice_event_model::text_value! {
///     /// Number of an order.
///     pub struct OrderNumber;
///     kind: "an order number";
///     check: |text| if text.starts_with("O-") { Ok(()) } else { Err("it does not begin with `O-`".to_owned()) };
///     strict: { "pattern": "^O-" };
///     examples: ["O-1042"];
/// }
/// assert!(OrderNumber::parse("O-1042").is_ok());
/// assert_eq!(OrderNumber::parse("7").unwrap_err().to_string(), "not an order number: it does not begin with `O-`");
/// assert_eq!(OrderNumber::from("7").as_str(), "7");
/// ```
#[macro_export]
macro_rules! text_value {
    (
        $(#[doc = $doc:literal])+
        pub struct $name:ident;
        kind: $kind:literal;
        check: $check:expr;
        strict: $strict:tt;
        $(format: $format:literal;)?
        examples: [$($example:literal),+ $(,)?];
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, $crate::serde::Serialize, $crate::serde::Deserialize)]
        #[serde(transparent, crate = "::lattice_event_model::serde")]
        pub struct $name(String);

        impl $name {
            /// Values that [`parse`](Self::parse) accepts, for documentation.
            pub const EXAMPLES: &'static [&'static str] = &[$($example),+];

            /// Reads a text strictly.
            ///
            /// # Errors
            ///
            /// [`ValueError`](lattice_event_model::ValueError), which says what is wrong.
            pub fn parse(text: &str) -> Result<Self, $crate::ValueError> {
                let check: fn(&str) -> Result<(), String> = $check;
                match check(text) {
                    Ok(()) => Ok(Self(text.to_owned())),
                    Err(reason) => Err($crate::ValueError { kind: $kind, reason }),
                }
            }

            /// The text as it was read.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        $crate::__with_schema! {
            impl $crate::schemars::JsonSchema for $name {
                fn schema_name() -> std::borrow::Cow<'static, str> {
                    stringify!($name).into()
                }

                fn json_schema(_: &mut $crate::schemars::SchemaGenerator) -> $crate::schemars::Schema {
                    $crate::schemars::json_schema!({
                        "type": "string",
                        "description": $crate::value::documentation(&[$($doc),+]),
                        $("format": $format,)?
                        "examples": [$($example),+],
                        "x-strict": $strict,
                    })
                }
            }
        }

        $crate::__with_arbitrary! {
            impl $crate::proptest::arbitrary::Arbitrary for $name {
                type Parameters = ();
                type Strategy = $crate::proptest::strategy::BoxedStrategy<Self>;

                fn arbitrary_with((): ()) -> Self::Strategy {
                    use $crate::proptest::prelude::*;
                    prop_oneof![
                        $crate::proptest::sample::select(Self::EXAMPLES).prop_map(Self::from),
                        any::<String>().prop_map(Self),
                    ]
                    .boxed()
                }
            }
        }
    };
}

/// Declares an enumeration that keeps values which it does not know.
///
/// ```
/// lattice_event_model::open_enum! {
///     /// How an order is paid.
///     pub enum Payment {
///         /// By card.
///         Card = "card",
///         /// By invoice.
///         Invoice = "invoice",
///     }
/// }
/// assert_eq!(Payment::from("card"), Payment::Card);
/// assert_eq!(Payment::from("barter").as_str(), "barter");
/// assert!(!Payment::from("barter").is_known());
/// ```
#[macro_export]
macro_rules! open_enum {
    (
        $(#[doc = $doc:literal])+
        pub enum $name:ident {
            $($(#[doc = $variant_doc:literal])+ $variant:ident = $wire:literal,)+
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[doc = $variant_doc])+ $variant,)+
            /// A value that this version does not know. Read it with `as_str`.
            Unknown($crate::UnknownValue),
        }

        impl $name {
            /// The known values, in the order of their declaration.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),+];

            /// The value as on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)+
                    Self::Unknown(value) => value.as_str(),
                }
            }

            /// Whether this version knows the value.
            pub fn is_known(&self) -> bool {
                !matches!(self, Self::Unknown(_))
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($wire => Self::$variant,)+
                    _ => Self::Unknown($crate::UnknownValue::__new(text)),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as $crate::serde::Deserialize>::deserialize(deserializer)?;
                Ok(Self::from(text.as_str()))
            }
        }

        $crate::__with_schema! {
            impl $crate::schemars::JsonSchema for $name {
                fn schema_name() -> std::borrow::Cow<'static, str> {
                    stringify!($name).into()
                }

                fn json_schema(_: &mut $crate::schemars::SchemaGenerator) -> $crate::schemars::Schema {
                    $crate::schemars::json_schema!({
                        "description": $crate::value::documentation(&[$($doc),+]),
                        "anyOf": [
                            {
                                "oneOf": [
                                    $({
                                        "const": $wire,
                                        "description": $crate::value::documentation(&[$($variant_doc),+]),
                                    }),+
                                ],
                            },
                            { "type": "string" },
                        ],
                    })
                }
            }
        }

        $crate::__with_arbitrary! {
            impl $crate::proptest::arbitrary::Arbitrary for $name {
                type Parameters = ();
                type Strategy = $crate::proptest::strategy::BoxedStrategy<Self>;

                fn arbitrary_with((): ()) -> Self::Strategy {
                    use $crate::proptest::prelude::*;
                    prop_oneof![
                        $crate::proptest::sample::select(Self::KNOWN),
                        any::<String>().prop_map(|text| Self::from(text.as_str())),
                    ]
                    .boxed()
                }
            }
        }
    };
}

/// Expands to its input where this crate has the feature `schema`, so that
/// crates which declare values need no feature of that name themselves.
#[doc(hidden)]
#[macro_export]
#[cfg(feature = "schema")]
macro_rules! __with_schema {
    ($($item:item)*) => { $($item)* };
}

#[doc(hidden)]
#[macro_export]
#[cfg(not(feature = "schema"))]
macro_rules! __with_schema {
    ($($item:item)*) => {};
}

/// Expands to its input where this crate has the feature `arbitrary`.
#[doc(hidden)]
#[macro_export]
#[cfg(feature = "arbitrary")]
macro_rules! __with_arbitrary {
    ($($item:item)*) => { $($item)* };
}

#[doc(hidden)]
#[macro_export]
#[cfg(not(feature = "arbitrary"))]
macro_rules! __with_arbitrary {
    ($($item:item)*) => {};
}

/// A value of an open enumeration that is not among its known ones.
///
/// It can be made only by reading it, so that nobody matches on a value which
/// the next version knows by name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownValue(String);

impl UnknownValue {
    #[doc(hidden)]
    pub fn __new(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The value as on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Joins the lines of a doc comment as rustdoc would.
#[doc(hidden)]
pub fn documentation(lines: &[&str]) -> String {
    let lines: Vec<_> = lines.iter().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    lines.join("\n").trim().to_owned()
}
