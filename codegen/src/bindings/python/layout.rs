//! Types as the formatter of Python breaks them.

/// The longest line.
const WIDTH: usize = 88;

/// A type as Python writes it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expression {
    /// `str`
    Name(String),
    /// `list[str]`
    Generic {
        name: &'static str,
        arguments: Vec<Expression>,
        /// Whether each argument has a line of its own, as the formatter leaves what
        /// ends with a comma.
        is_broken: bool,
    },
    /// `str | None`
    OrNone(Box<Expression>),
}

impl Expression {
    pub(super) fn name(name: impl Into<String>) -> Self {
        Self::Name(name.into())
    }

    pub(super) fn generic(name: &'static str, arguments: Vec<Self>) -> Self {
        Self::Generic { name, arguments, is_broken: false }
    }

    /// A type, and what is said about it.
    pub(super) fn annotated(kind: Self, remark: String) -> Self {
        Self::Generic { name: "Annotated", arguments: vec![kind, Self::Name(remark)], is_broken: true }
    }

    pub(super) fn or_none(kind: Self) -> Self {
        Self::OrNone(Box::new(kind))
    }

    /// On one line, whatever the formatter thinks of it.
    pub(super) fn flat(&self) -> String {
        match self {
            Self::Name(name) => name.clone(),
            Self::Generic { name, arguments, .. } => {
                let arguments: Vec<String> = arguments.iter().map(Self::flat).collect();
                format!("{name}[{}]", arguments.join(", "))
            }
            Self::OrNone(kind) => format!("{} | None", kind.flat()),
        }
    }

    /// On one line, where the formatter leaves it there.
    pub(super) fn one_line(&self) -> Option<String> {
        (!self.has_break()).then(|| self.flat())
    }

    fn has_break(&self) -> bool {
        match self {
            Self::Name(_) => false,
            Self::Generic { arguments, is_broken, .. } => *is_broken || arguments.iter().any(Self::has_break),
            Self::OrNone(kind) => kind.has_break(),
        }
    }

    /// Behind the colon of a field that is indented so far, over several lines.
    pub(super) fn broken(&self, indent: usize) -> String {
        self.split(indent, false)
    }

    /// Among the arguments of a generic type, indented so far, before a comma.
    pub(super) fn inside(&self, indent: usize) -> String {
        self.fitted(indent, 1)
    }

    /// On one line, if `behind` more characters fit behind it.
    fn fitted(&self, indent: usize, behind: usize) -> String {
        match self.one_line() {
            Some(line) if indent + line.chars().count() + behind <= WIDTH => line,
            _ => self.split(indent, true),
        }
    }

    fn split(&self, indent: usize, in_brackets: bool) -> String {
        let margin = " ".repeat(indent);
        let deeper = indent + 4;
        match self {
            Self::Name(name) => name.clone(),
            Self::OrNone(kind) if in_brackets => format!("{}\n{margin}| None", kind.fitted(indent, 0)),
            Self::OrNone(kind) => {
                format!("(\n{margin}    {}\n{margin}    | None\n{margin})", kind.fitted(deeper, 0))
            }
            Self::Generic { name, arguments, is_broken } => {
                let lines: Option<Vec<String>> = arguments.iter().map(Self::one_line).collect();
                let together = lines
                    .map(|lines| lines.join(", "))
                    .filter(|line| !is_broken && deeper + line.chars().count() <= WIDTH);
                let body = match (together, arguments.as_slice()) {
                    (Some(line), _) => format!("{margin}    {line}\n"),
                    (None, [only]) if !is_broken => format!("{margin}    {}\n", only.fitted(deeper, 0)),
                    _ => arguments
                        .iter()
                        .map(|argument| format!("{margin}    {},\n", argument.fitted(deeper, 1)))
                        .collect(),
                };
                format!("{name}[\n{body}{margin}]")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Expression;

    fn byte() -> Expression {
        Expression::annotated(Expression::name("int"), "Field(ge=0, le=255)".to_owned())
    }

    #[test]
    fn what_has_a_comma_at_its_end_is_broken() {
        assert_eq!(byte().one_line(), None);
        assert_eq!(byte().broken(4), "Annotated[\n        int,\n        Field(ge=0, le=255),\n    ]");
        assert_eq!(byte().flat(), "Annotated[int, Field(ge=0, le=255)]");
    }

    #[test]
    fn unions_have_parentheses_outside_of_brackets() {
        let union = Expression::or_none(byte());
        assert_eq!(
            union.broken(0),
            "(\n    Annotated[\n        int,\n        Field(ge=0, le=255),\n    ]\n    | None\n)"
        );
        assert_eq!(union.inside(0), "Annotated[\n    int,\n    Field(ge=0, le=255),\n]\n| None");
    }

    #[test]
    fn what_is_too_long_is_broken_from_the_outside() {
        let x = "x".repeat(59);
        let map = Expression::generic("dict", vec![Expression::name("str"), Expression::name(x.clone())]);
        let list = Expression::generic("list", vec![map.clone()]);
        assert_eq!(list.inside(11), format!("list[dict[str, {x}]]"));
        assert_eq!(list.inside(12), format!("list[\n{0}    dict[str, {x}]\n{0}]", " ".repeat(12)));
        assert_eq!(
            list.inside(16),
            format!("list[\n{0}    dict[\n{0}        str, {x}\n{0}    ]\n{0}]", " ".repeat(16))
        );
        assert_eq!(map.inside(21), format!("dict[\n{0}    str,\n{0}    {x},\n{0}]", " ".repeat(21)));
    }
}
