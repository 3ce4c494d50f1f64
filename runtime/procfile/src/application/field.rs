//! What the single fields of an application may be.

use std::fmt;

use crate::escape::{describe, is_bidi_control};

/// The longest name of an application, in bytes. It is a part of file names,
/// with process type and suffix beside it, and these end at 255 bytes.
const MAX_NAME: usize = 128;

/// The longest user name, in bytes. Linux stops at 32, directories of users
/// allow more, and nothing needs this much.
const MAX_USER: usize = 256;

/// A field of an application that the user gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Field {
    /// The name of the application.
    Name,
    /// The directory in which each process starts.
    Root,
    /// The directory for log files.
    LogDir,
    /// The directory for PID files and sockets.
    RunDir,
    /// The user that each process runs as.
    User,
    /// The shell that runs each command.
    Shell,
}

impl Field {
    /// The command line option that sets it.
    #[must_use]
    pub fn option(self) -> &'static str {
        match self {
            Self::Name => "--app",
            Self::Root => "--app-root",
            Self::LogDir => "--log",
            Self::RunDir => "--run",
            Self::User => "--user",
            Self::Shell => "--shell",
        }
    }

    /// What is wrong with the value, if anything is.
    pub(super) fn check(self, value: &str) -> Result<(), FieldProblem> {
        match self {
            Self::Name => check_name(value),
            Self::User => check_user(value),
            Self::Root | Self::LogDir | Self::RunDir | Self::Shell => check_path(value),
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Name => "application name",
            Self::Root => "application root",
            Self::LogDir => "log directory",
            Self::RunDir => "run directory",
            Self::User => "user",
            Self::Shell => "shell",
        })
    }
}

/// What is wrong with the value of a field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FieldProblem {
    /// There is no value, or an empty one.
    #[error("is empty")]
    Empty,
    /// A name that means a directory.
    #[error("is `.` or `..`")]
    Dots,
    /// A path that depends on the current directory.
    #[error("is not an absolute path")]
    NotAbsolute,
    /// A character that the field must not hold.
    #[error("holds {}", describe(*.0))]
    Character(char),
    /// White space at the beginning or the end.
    #[error("begins or ends with white space")]
    OuterWhiteSpace,
    /// What begins with `-` is taken for an option by the programs that get it.
    #[error("begins with `-`")]
    LeadingHyphen,
    /// Longer than this many bytes.
    #[error("is longer than {0} bytes")]
    TooLong(usize),
}

fn check_name(name: &str) -> Result<(), FieldProblem> {
    refuse_empty_or_longer(name, MAX_NAME)?;
    if name == "." || name == ".." {
        return Err(FieldProblem::Dots);
    }
    refuse_characters(name, |c| c == '/' || c == '\\' || is_unseen(c))?;
    if name.trim() != name {
        return Err(FieldProblem::OuterWhiteSpace);
    }
    refuse_leading_hyphen(name)
}

fn check_user(user: &str) -> Result<(), FieldProblem> {
    refuse_empty_or_longer(user, MAX_USER)?;
    refuse_characters(user, |c| {
        c == '/' || c == ':' || c.is_whitespace() || is_unseen(c)
    })?;
    refuse_leading_hyphen(user)
}

fn check_path(path: &str) -> Result<(), FieldProblem> {
    match path.chars().next() {
        None => Err(FieldProblem::Empty),
        Some('/') => refuse_characters(path, char::is_control),
        Some(_) => Err(FieldProblem::NotAbsolute),
    }
}

/// Whether `c` makes two names look alike, or a name look like another.
fn is_unseen(c: char) -> bool {
    c.is_control() || is_bidi_control(c) || matches!(c, '\u{2028}' | '\u{2029}')
}

fn refuse_empty_or_longer(value: &str, limit: usize) -> Result<(), FieldProblem> {
    match value.len() {
        0 => Err(FieldProblem::Empty),
        length if length > limit => Err(FieldProblem::TooLong(limit)),
        _ => Ok(()),
    }
}

fn refuse_characters(value: &str, is_refused: impl Fn(char) -> bool) -> Result<(), FieldProblem> {
    value
        .chars()
        .find(|&c| is_refused(c))
        .map_or(Ok(()), |c| Err(FieldProblem::Character(c)))
}

fn refuse_leading_hyphen(value: &str) -> Result<(), FieldProblem> {
    if value.starts_with('-') {
        return Err(FieldProblem::LeadingHyphen);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn accepts(field: Field, values: &[&str]) {
        for value in values {
            assert_eq!(field.check(value), Ok(()), "{value:?}");
        }
    }

    #[track_caller]
    fn refuses(field: Field, values: &[(&str, FieldProblem)]) {
        for (value, problem) in values {
            assert_eq!(field.check(value), Err(problem.clone()), "{value:?}");
        }
    }

    #[test]
    fn names_of_applications_may_be_unusual_but_not_misleading() {
        let longest = "a".repeat(128);
        accepts(
            Field::Name,
            &[
                "myapp", "my app", "a%b", "it's", "café", "日本", "...", "a-b", "\"$X;#", &longest,
            ],
        );
        refuses(
            Field::Name,
            &[
                ("", FieldProblem::Empty),
                (".", FieldProblem::Dots),
                ("..", FieldProblem::Dots),
                ("../x", FieldProblem::Character('/')),
                ("a\\b", FieldProblem::Character('\\')),
                ("a\nb", FieldProblem::Character('\n')),
                ("a\0b", FieldProblem::Character('\0')),
                ("a\u{202e}b", FieldProblem::Character('\u{202e}')),
                ("a\u{2028}b", FieldProblem::Character('\u{2028}')),
                (" a", FieldProblem::OuterWhiteSpace),
                ("a\u{a0}", FieldProblem::OuterWhiteSpace),
                ("-a", FieldProblem::LeadingHyphen),
                (&"a".repeat(129), FieldProblem::TooLong(128)),
            ],
        );
    }

    #[test]
    fn paths_are_absolute_and_on_one_line() {
        for field in [Field::Root, Field::LogDir, Field::RunDir, Field::Shell] {
            accepts(field, &["/", "/srv/my app", "/srv/%i/$X/é", "/a/../b"]);
            refuses(
                field,
                &[
                    ("", FieldProblem::Empty),
                    ("srv", FieldProblem::NotAbsolute),
                    ("./srv", FieldProblem::NotAbsolute),
                    ("~/srv", FieldProblem::NotAbsolute),
                    ("/a\nb", FieldProblem::Character('\n')),
                    ("/a\0", FieldProblem::Character('\0')),
                    ("/a\tb", FieldProblem::Character('\t')),
                ],
            );
        }
    }

    #[test]
    fn user_names_are_one_word() {
        accepts(Field::User, &["www-data", "_x", "DOMAIN\\me", "é", "1000"]);
        refuses(
            Field::User,
            &[
                ("", FieldProblem::Empty),
                ("my app", FieldProblem::Character(' ')),
                ("a:b", FieldProblem::Character(':')),
                ("a/b", FieldProblem::Character('/')),
                ("a\n", FieldProblem::Character('\n')),
                ("-a", FieldProblem::LeadingHyphen),
                (&"a".repeat(257), FieldProblem::TooLong(256)),
            ],
        );
    }
}
