//! What is wrong with a text, and where.

use std::fmt;

use crate::error_kind::ErrorKind;
use crate::escape::escape;
use crate::snippet::{Snippet, WINDOW};

/// How many errors of one text are kept. A file of a million wrong lines is not
/// a reason for a million messages, or for the memory that they take.
pub const MAX_ERRORS: usize = 100;

/// One thing that is wrong with a text.
///
/// Its `Display` is one line, `Procfile:3:1: message`. [`Error::snippet`] shows
/// the line with a caret under the place, [`Error::hint`] says how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    file: String,
    line: u32,
    column: u32,
    /// What is kept of the line, and how many characters were left out before
    /// it and after it.
    source: String,
    cut: (usize, usize),
    caret_length: usize,
    kind: ErrorKind,
}

/// Where an error is: all counts are in characters.
pub(crate) struct Place<'a> {
    pub(crate) file: &'a str,
    pub(crate) line: u32,
    /// The whole line, without its end.
    pub(crate) text: &'a str,
    /// How much of the line is before the error.
    pub(crate) before: usize,
    pub(crate) length: usize,
}

impl Error {
    pub(crate) fn new(place: &Place<'_>, kind: ErrorKind) -> Self {
        let skipped = place.before.saturating_sub(WINDOW);
        let rest = place.text.chars().skip(skipped);
        let source: String = rest.take(2 * WINDOW).collect();
        let kept = source.chars().count();
        let after = place.text.chars().count() - skipped - kept;
        let room = (skipped + kept).saturating_sub(place.before);
        Self {
            file: place.file.to_owned(),
            line: place.line,
            column: u32::try_from(place.before + 1).unwrap_or(u32::MAX),
            source,
            cut: (skipped, after),
            caret_length: place.length.clamp(1, room.max(1)),
            kind,
        }
    }

    /// The name of the file, as it was given to the parser.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line, from 1.
    #[must_use]
    pub fn line(&self) -> u32 {
        self.line
    }

    /// The column in characters, from 1. One more than the length of the line
    /// when something is missing at its end.
    #[must_use]
    pub fn column(&self) -> u32 {
        self.column
    }

    /// The cause. Its `Display` is the message without the place.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.kind
    }

    /// How to mend it: a lowercase sentence without a final period.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        self.kind.hint()
    }

    /// The line with a caret under what is wrong.
    #[must_use]
    pub fn snippet(&self) -> Snippet {
        let at = (self.column as usize - 1).saturating_sub(self.cut.0);
        Snippet::new(self.line, &self.source, self.cut, at, self.caret_length)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            line, column, kind, ..
        } = self;
        write!(f, "{}:{line}:{column}: {kind}", escape(&self.file))
    }
}

impl std::error::Error for Error {}

/// Everything that is wrong with a text, in the order found: at least one error
/// and at most [`MAX_ERRORS`].
///
/// Its `Display` is one line for each error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Errors {
    errors: Vec<Error>,
    omitted: usize,
}

impl Errors {
    pub(crate) fn none() -> Self {
        Self {
            errors: Vec::new(),
            omitted: 0,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    pub(crate) fn is_full(&self) -> bool {
        self.errors.len() >= MAX_ERRORS
    }

    pub(crate) fn push(&mut self, error: Error) {
        self.errors.push(error);
    }

    pub(crate) fn omit_one(&mut self) {
        self.omitted += 1;
    }

    /// The errors in the order found.
    pub fn iter(&self) -> std::slice::Iter<'_, Error> {
        self.errors.iter()
    }

    /// How many further errors there are beyond [`MAX_ERRORS`].
    #[must_use]
    pub fn omitted(&self) -> usize {
        self.omitted
    }
}

impl fmt::Display for Errors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.errors.iter().enumerate() {
            let separator = if index == 0 { "" } else { "\n" };
            write!(f, "{separator}{error}")?;
        }
        match self.omitted {
            0 => Ok(()),
            omitted => write!(f, "\nand {omitted} more"),
        }
    }
}

impl std::error::Error for Errors {}

impl IntoIterator for Errors {
    type Item = Error;
    type IntoIter = std::vec::IntoIter<Error>;

    fn into_iter(self) -> Self::IntoIter {
        self.errors.into_iter()
    }
}

impl<'a> IntoIterator for &'a Errors {
    type Item = &'a Error;
    type IntoIter = std::slice::Iter<'a, Error>;

    fn into_iter(self) -> Self::IntoIter {
        self.errors.iter()
    }
}

#[cfg(test)]
mod tests {
    use crate::Procfile;

    use super::*;

    #[test]
    fn an_error_is_shown_on_one_line_with_its_place() {
        let errors = Procfile::parse("Procfile", "web: a\nworker\n").unwrap_err();
        assert_eq!(errors.to_string(), "Procfile:2:7: no `:` after the name");
    }

    #[test]
    fn several_errors_are_shown_one_a_line() {
        let errors = Procfile::parse("Procfile", "web\n: a\n").unwrap_err();
        assert_eq!(errors.to_string().lines().count(), 2);
        assert_eq!((&errors).into_iter().count(), 2);
        assert_eq!(errors.into_iter().count(), 2);
    }

    #[test]
    fn the_number_of_errors_kept_is_bounded_and_the_rest_is_counted() {
        let errors = Procfile::parse("Procfile", &"bad\n".repeat(250)).unwrap_err();
        assert_eq!(errors.iter().count(), MAX_ERRORS);
        assert_eq!(errors.omitted(), 150);
        assert!(errors.to_string().ends_with("\nand 150 more"));
    }

    #[test]
    fn the_name_of_a_file_cannot_forge_output() {
        let errors = Procfile::parse("a\n\u{1b}[2J", "web").unwrap_err();
        assert!(errors.to_string().starts_with("a\\n\\u{1b}[2J:1:4: "));
    }

    #[test]
    fn of_a_very_long_line_only_the_part_around_the_column_is_kept() {
        let line = format!("{}: x", "a".repeat(100_000) + "." + &"b".repeat(100_000));
        let errors = Procfile::parse("Procfile", &line).unwrap_err();
        let error = errors.iter().next().unwrap();
        assert_eq!(error.column(), 100_001);
        assert_eq!(error.source.chars().count(), 2 * WINDOW);
        let snippet = error.snippet().to_string();
        let shown = snippet.lines().nth(1).unwrap();
        assert!(shown.starts_with("1 | …aaa") && shown.ends_with("bbb…"));
    }
}
