//! The Procfile: process types and their commands.

use std::collections::HashMap;
use std::ops::Range;

use crate::error::Errors;
use crate::error_kind::ErrorKind;
use crate::migration::{self, Warning};
use crate::source::{self, Source};

/// The process types of an application, in the order of the file.
///
/// A line is `name: command`. Blank lines and lines that begin with `#` are
/// skipped, LF and CRLF end a line, and a leading byte order mark is accepted.
/// Everything else is an error: no line is dropped and none is mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Procfile {
    file: String,
    text: String,
    process_types: Vec<ProcessType>,
}

/// One line of a Procfile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProcessType {
    /// Matches `[A-Za-z0-9_-]+` and is unique in the Procfile.
    pub name: String,
    /// The text after the colon and the white space that follows it. White
    /// space at the end of the line belongs to it. Never blank, without control
    /// characters other than tab.
    pub command: String,
    /// The line, from 1.
    pub line: u32,
}

impl Procfile {
    /// Parses the text of a Procfile; `file` is its name in messages.
    ///
    /// # Errors
    ///
    /// Every line that is not a process type, a comment or blank; duplicates;
    /// and a Procfile without any process type.
    pub fn parse(file: &str, text: &str) -> Result<Self, Errors> {
        let mut source = Source::new(file, text);
        let process_types = if source.report_nuls() {
            Vec::new()
        } else {
            parse_lines(&mut source)
        };
        source.finish(Self {
            file: file.to_owned(),
            text: text.to_owned(),
            process_types,
        })
    }

    /// Parses the bytes of a Procfile; `file` is its name in messages.
    ///
    /// # Errors
    ///
    /// Those of [`Procfile::parse`], and bytes that are not UTF-8.
    pub fn parse_bytes(file: &str, bytes: &[u8]) -> Result<Self, Errors> {
        Self::parse(file, source::decode(file, bytes)?)
    }

    /// At least one, in the order of the file.
    #[must_use]
    pub fn process_types(&self) -> &[ProcessType] {
        &self.process_types
    }

    /// The names of the process types, in the order of the file.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.process_types.iter().map(|entry| entry.name.as_str())
    }

    /// What honcho or foreman would read otherwise, and what is likely to be a
    /// slip.
    #[must_use]
    pub fn warnings(&self) -> Vec<Warning> {
        migration::procfile_warnings(&self.file, &self.text, &self.process_types)
    }
}

fn parse_lines(source: &mut Source<'_>) -> Vec<ProcessType> {
    let mut process_types = Vec::new();
    let mut first_lines = HashMap::new();
    let mut is_empty = true;
    for line in source.lines() {
        let is_skipped = is_blank_or_comment(&source.text()[line.clone()]);
        is_empty &= is_skipped;
        if !has_line_break_inside(source, line.clone()) && !is_skipped {
            process_types.extend(parse_line(source, line, &mut first_lines));
        }
    }
    if is_empty {
        source.report(0..0, ErrorKind::NoProcessTypes);
    }
    process_types
}

fn is_blank_or_comment(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '\t']);
    line.is_empty() || line.starts_with('#')
}

/// Reports the first character at which another reader would begin a new line,
/// and thus might see a process type that is not there, even in a comment.
fn has_line_break_inside(source: &mut Source<'_>, line: Range<usize>) -> bool {
    let found = source.text()[line.clone()]
        .char_indices()
        .find_map(|(at, c)| match c {
            '\r' => Some((at, ErrorKind::LoneCarriageReturn)),
            '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                Some((at, ErrorKind::LineSeparator(c)))
            }
            _ => None,
        });
    let is_found = found.is_some();
    if let Some((at, kind)) = found {
        source.report_character(line.start + at, kind);
    }
    is_found
}

fn parse_line(
    source: &mut Source<'_>,
    line: Range<usize>,
    first_lines: &mut HashMap<String, u32>,
) -> Option<ProcessType> {
    let content = &source.text()[line.clone()];
    let name = parse_name(source, line.start, content)?;
    let command = parse_command(source, line.clone(), name);
    let number = source.line_number(line.start);
    if let Some(&first_line) = first_lines.get(name) {
        let name = name.to_owned();
        let range = line.start..line.start + name.len();
        source.report(range, ErrorKind::DuplicateProcessType { name, first_line });
        return None;
    }
    first_lines.insert(name.to_owned(), number);
    Some(ProcessType {
        name: name.to_owned(),
        command: command?.to_owned(),
        line: number,
    })
}

/// The name before the colon, or a report of why there is none.
fn parse_name<'a>(source: &mut Source<'_>, start: usize, content: &'a str) -> Option<&'a str> {
    let after_space = content.trim_start_matches([' ', '\t']);
    if after_space.len() < content.len() {
        let end = start + content.len() - after_space.len();
        source.report(start..end, ErrorKind::LeadingWhiteSpace);
        return None;
    }
    let length = content.find(|c| !is_name_character(c));
    let (name, rest) = content.split_at(length.unwrap_or(content.len()));
    let at = start + name.len();
    match rest.chars().next() {
        Some(':') if name.is_empty() => source.report_character(at, ErrorKind::EmptyProcessType),
        Some(':') => return Some(name),
        Some(c) if rest.contains(':') => {
            source.report_character(at, ErrorKind::ProcessTypeCharacter(c));
        }
        _ => source.report(at..at, ErrorKind::MissingColon),
    }
    None
}

/// The command after the colon, or a report of why there is none.
fn parse_command<'a>(source: &mut Source<'a>, line: Range<usize>, name: &str) -> Option<&'a str> {
    let colon = line.start + name.len();
    let rest = &source.text()[colon + 1..line.end];
    if let Some((at, c)) = rest
        .char_indices()
        .find(|&(_, c)| c.is_control() && c != '\t')
    {
        source.report_character(colon + 1 + at, ErrorKind::CommandCharacter(c));
        return None;
    }
    let command = rest.trim_start();
    if command.is_empty() {
        let kind = ErrorKind::BlankCommand(name.to_owned());
        source.report(colon..colon + 1, kind);
        return None;
    }
    Some(command)
}

/// Whether `c` may occur in the name of a process type.
pub(crate) fn is_name_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

#[cfg(test)]
mod tests;
