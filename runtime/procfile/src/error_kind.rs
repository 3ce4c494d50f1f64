//! Every cause of an error in a text, its message and how to mend it.

use crate::escape::{describe, escape};
use crate::formation::MAX_INSTANCES;

/// Why a text is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A byte that is not part of UTF-8 text.
    #[error("text is not valid UTF-8")]
    InvalidUtf8,
    /// The file begins with a UTF-16 byte order mark.
    #[error("text is UTF-16")]
    Utf16,
    /// A NUL, which neither commands nor variables can hold.
    #[error("NUL character")]
    Nul,
    /// A carriage return that is not followed by a line feed.
    #[error("carriage return without a line feed")]
    LoneCarriageReturn,

    /// White space before the name of a process type.
    #[error("white space before the name of a process type")]
    LeadingWhiteSpace,
    /// A line of a Procfile without a colon.
    #[error("no `:` after the name")]
    MissingColon,
    /// A colon with nothing before it.
    #[error("no name before `:`")]
    EmptyProcessType,
    /// A character that names of process types do not hold.
    #[error("name of a process type holds {}", describe(*.0))]
    ProcessTypeCharacter(char),
    /// A process type whose command is missing or only white space.
    #[error("process type `{0}` has no command")]
    BlankCommand(String),
    /// A control character in a command.
    #[error("command holds the control character {}", describe(*.0))]
    CommandCharacter(char),
    /// A character at which other readers begin a new line.
    #[error("line holds the line separator {}", describe(*.0))]
    LineSeparator(char),
    /// A process type that occurs twice.
    #[error("process type `{name}` is already defined on line {first_line}")]
    DuplicateProcessType {
        /// The name of the process type.
        name: String,
        /// Where it was first, from 1.
        first_line: u32,
    },
    /// A Procfile with nothing but blank lines and comments.
    #[error("no process types")]
    NoProcessTypes,

    /// A line of a `.env` file without `=`.
    #[error("no `=` after the name of a variable")]
    MissingEquals,
    /// A `=` with nothing before it.
    #[error("no name before `=`")]
    EmptyVariable,
    /// A variable whose name begins with a digit.
    #[error("name of a variable begins with {}", describe(*.0))]
    VariableStart(char),
    /// A character that names of variables do not hold.
    #[error("name of a variable holds {}", describe(*.0))]
    VariableCharacter(char),
    /// White space between the name and `=`.
    #[error("white space before `=`")]
    SpaceBeforeEquals,
    /// A backslash followed by something that is not an escape.
    #[error("unknown escape: a backslash and {}", describe(*.0))]
    UnknownEscape(char),
    /// A quote that is opened and never closed.
    #[error("{} is never closed", describe(*.0))]
    UnterminatedQuote(char),
    /// Something other than a comment after a quoted value.
    #[error("text after the closing quote of a value that begins on line {opened}")]
    TextAfterQuote {
        /// Where the value begins, from 1.
        opened: u32,
    },

    /// Nothing between two commas of a formation, or nothing at all.
    #[error("empty item in the formation")]
    EmptyFormationItem,
    /// An item of a formation with nothing before its `=`.
    #[error("no name before `=` in the formation")]
    EmptyFormationName,
    /// An item of a formation without `=`.
    #[error("no `=` in the formation item `{}`", escape(.0))]
    MissingCount(String),
    /// A count that is not a whole number.
    #[error("count `{}` is not a whole number", escape(.0))]
    CountNotANumber(String),
    /// A count below zero.
    #[error("count `{}` is negative", escape(.0))]
    NegativeCount(String),
    /// A count above [`MAX_INSTANCES`].
    #[error("count `{}` is above {MAX_INSTANCES}", escape(.0))]
    CountTooLarge(String),
    /// A name that a formation lists twice.
    #[error("formation lists `{0}` twice")]
    RepeatedInFormation(String),
    /// A name that the Procfile does not have.
    #[error("no process type `{name}` in the Procfile")]
    UnknownProcessType {
        /// The name in the formation.
        name: String,
        /// The nearest name that the Procfile has.
        suggestion: Option<String>,
    },
    /// `all=` where the Procfile has a process type of that name.
    #[error("`all` is ambiguous: the Procfile has a process type of that name")]
    AmbiguousAll,
    /// A formation that leaves no process to run.
    #[error("formation runs no process at all")]
    NothingRuns,
}

const SAVE_AS_UTF8: &str = "save the file as UTF-8";
const LINE_ENDS: &str = "end lines with LF or CRLF";
const PROCESS_TYPE_NAMES: &str = "names of process types hold letters, digits, `_` and `-`";
const PROCFILE_LINE: &str = "a line is `name: command`, such as `web: python app.py`";
const VARIABLE_NAMES: &str =
    "names of variables hold letters, digits and `_` and do not begin with a digit";
const VARIABLE_LINE: &str = "a line is `NAME=value`, with no space before `=`";
const ESCAPES: &str = "double quotes know `\\n`, `\\t`, `\\r`, `\\\"`, `\\\\` and `\\$`; \
     write `\\\\` for a backslash, or use single quotes";
const QUOTES: &str = "close the quote; a value that begins with one quote is written in the other";
const AFTER_QUOTES: &str = "quote the whole value, and put a space before a comment";
const FORMATION: &str = "a formation is `name=count` with commas between, such as `web=2,worker=1`";

impl ErrorKind {
    /// How to mend it: a lowercase sentence without a final period.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::DuplicateProcessType { .. } => None,
            Self::UnknownProcessType { suggestion, .. } => suggestion
                .as_ref()
                .map(|name| format!("did you mean `{name}`?")),
            _ => Some(self.advice().to_owned()),
        }
    }

    fn advice(&self) -> &'static str {
        match self {
            Self::InvalidUtf8 | Self::Utf16 => SAVE_AS_UTF8,
            Self::Nul => "remove it; if there are many, save the file as UTF-8",
            Self::LoneCarriageReturn => LINE_ENDS,
            Self::LineSeparator(_) => "replace it by a line feed or remove it",
            Self::CommandCharacter(_) => "remove it; a shell can make it with `printf`",
            Self::LeadingWhiteSpace => "begin the line with the name",
            Self::ProcessTypeCharacter(_) => PROCESS_TYPE_NAMES,
            Self::NoProcessTypes
            | Self::MissingColon
            | Self::EmptyProcessType
            | Self::BlankCommand(_) => PROCFILE_LINE,
            Self::VariableStart(_) | Self::VariableCharacter(_) => VARIABLE_NAMES,
            Self::MissingEquals | Self::EmptyVariable | Self::SpaceBeforeEquals => VARIABLE_LINE,
            Self::UnknownEscape(_) => ESCAPES,
            Self::UnterminatedQuote(_) => QUOTES,
            Self::TextAfterQuote { .. } => AFTER_QUOTES,
            Self::CountTooLarge(_) => "a process type has at most 10000 instances",
            Self::RepeatedInFormation(_) => "list each name once",
            Self::AmbiguousAll => "list each process type by its name, or rename that one",
            Self::NothingRuns => "give at least one process type a count above 0",
            _ => FORMATION,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_lowercase_fragments_with_values_in_backticks() {
        for (kind, message) in [
            (
                ErrorKind::ProcessTypeCharacter('.'),
                "name of a process type holds `.`",
            ),
            (
                ErrorKind::ProcessTypeCharacter(' '),
                "name of a process type holds a space",
            ),
            (
                ErrorKind::CommandCharacter('\u{1b}'),
                "command holds the control character `U+001B`",
            ),
            (
                ErrorKind::CountNotANumber("\u{1b}[m".to_owned()),
                "count `\\u{1b}[m` is not a whole number",
            ),
            (ErrorKind::UnterminatedQuote('"'), "`\"` is never closed"),
        ] {
            assert_eq!(kind.to_string(), message);
        }
    }

    #[test]
    fn an_unknown_name_is_hinted_at_only_when_there_is_a_near_one() {
        let unknown = |suggestion: Option<&str>| ErrorKind::UnknownProcessType {
            name: "wbe".to_owned(),
            suggestion: suggestion.map(str::to_owned),
        };
        let hint = unknown(Some("web")).hint();
        assert_eq!(hint.as_deref(), Some("did you mean `web`?"));
        assert_eq!(unknown(None).hint(), None);
    }

    #[test]
    fn the_hint_for_a_count_names_the_limit() {
        let hint = ErrorKind::CountTooLarge(String::new()).hint().unwrap();
        assert!(hint.contains(&MAX_INSTANCES.to_string()));
    }
}
