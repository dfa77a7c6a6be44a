//! Workflow commands: `::error file=a.json,line=1::what is wrong`.

use std::fmt;

use lattice_linter::Severity;

/// What GitHub makes of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    Error,
    Warning,
    Notice,
}

impl From<Severity> for Level {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Info => Self::Notice,
        }
    }
}

/// A workflow command that annotates. It is one line, whatever stands in it.
#[derive(Debug)]
pub(super) struct Command {
    level: Level,
    properties: Vec<(&'static str, String)>,
    message: String,
}

impl Command {
    pub(super) fn new(level: Level) -> Self {
        Self { level, properties: Vec::new(), message: String::new() }
    }

    pub(super) fn property(mut self, name: &'static str, value: &str) -> Self {
        self.properties.push((name, value.to_owned()));
        self
    }

    pub(super) fn message(mut self, message: String) -> Self {
        self.message = message;
        self
    }
}

impl fmt::Display for Command {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.level {
            Level::Error => "::error",
            Level::Warning => "::warning",
            Level::Notice => "::notice",
        })?;
        for (index, (name, value)) in self.properties.iter().enumerate() {
            let before = if index == 0 { ' ' } else { ',' };
            write!(formatter, "{before}{name}={}", property(value))?;
        }
        write!(formatter, "::{}", data(&self.message))
    }
}

/// What would end a line is encoded as the runner decodes it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// In properties, what would end the property as well.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{Command, Level};

    #[test]
    fn nothing_ends_the_command_or_a_property_early() {
        let command = Command::new(Level::Error)
            .property("file", "a,b:c%\n::d")
            .property("line", "7")
            .message("100 %\r\n::error::x, y".to_owned());
        assert_eq!(
            command.to_string(),
            "::error file=a%2Cb%3Ac%25%0A%3A%3Ad,line=7::100 %25%0D%0A::error::x, y"
        );
    }

    #[test]
    fn a_command_needs_no_properties() {
        assert_eq!(Command::new(Level::Notice).message("x".to_owned()).to_string(), "::notice::x");
    }
}
