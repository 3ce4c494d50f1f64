//! The grammar of a `.env` file.

use std::ops::Range;

use super::Assignment;
use crate::error_kind::ErrorKind;
use crate::source::Source;
use crate::variable::{Variable, is_name_character};

const BLANKS: [char; 2] = [' ', '\t'];

/// The assignments in the order of the file. What is wrong with the others is
/// reported to `source`.
pub(super) fn assignments(source: &mut Source<'_>) -> Vec<Assignment> {
    let mut assignments = Vec::new();
    if source.report_nuls() {
        return assignments;
    }
    let mut parser = Parser {
        text: source.text(),
        source,
        at: 0,
    };
    while parser.at < parser.text.len() {
        assignments.extend(parser.line());
        parser.at += parser.line_end_length();
    }
    assignments
}

struct Parser<'s, 'a> {
    source: &'s mut Source<'a>,
    text: &'a str,
    at: usize,
}

impl<'a> Parser<'_, 'a> {
    /// Reads what stands on the line, up to its end.
    fn line(&mut self) -> Option<Assignment> {
        self.skip_blanks();
        match self.next_character() {
            None => None,
            Some('#') => {
                self.skip_line();
                None
            }
            Some(_) => self.assignment(),
        }
    }

    fn assignment(&mut self) -> Option<Assignment> {
        self.skip_export();
        let start = self.at;
        let parsed = self
            .name()
            .and_then(|name| Some(Variable::new(name, self.value()?)));
        if parsed.is_none() {
            self.skip_to_line_end();
        }
        parsed.map(|variable| Assignment {
            variable,
            line: self.source.line_number(start),
        })
    }

    /// Reads the name and `=`.
    fn name(&mut self) -> Option<&'a str> {
        let rest = self.rest_of_line();
        let length = rest.find(|c| !is_name_character(c));
        let (name, after) = rest.split_at(length.unwrap_or(rest.len()));
        let (start, end) = (self.at, self.at + name.len());
        match after.chars().next() {
            _ if !rest.contains('=') => self.source.report(end..end, ErrorKind::MissingEquals),
            Some('=') if name.is_empty() => {
                self.source.report_character(end, ErrorKind::EmptyVariable);
            }
            Some('=') => match name.chars().next() {
                Some(c) if c.is_ascii_digit() => {
                    self.source
                        .report_character(start, ErrorKind::VariableStart(c));
                }
                _ => {
                    self.at = end + 1;
                    return Some(name);
                }
            },
            Some(c) => self.wrong_after_name(end, c, name, after),
            None => {}
        }
        None
    }

    fn wrong_after_name(&mut self, end: usize, c: char, name: &str, after: &str) {
        let after_blanks = after.trim_start_matches(BLANKS);
        if after_blanks.starts_with('=') && !name.is_empty() {
            let blanks = end..end + after.len() - after_blanks.len();
            self.source.report(blanks, ErrorKind::SpaceBeforeEquals);
        } else {
            self.source
                .report_character(end, ErrorKind::VariableCharacter(c));
        }
    }

    fn value(&mut self) -> Option<String> {
        self.skip_blanks();
        match self.next_character() {
            Some('\'') => self.single_quoted(),
            Some('"') => self.double_quoted(),
            _ => self.unquoted(),
        }
    }

    fn unquoted(&mut self) -> Option<String> {
        let rest = self.rest_of_line();
        let comment = rest.match_indices('#').find(|&(at, _)| {
            let before = &self.text[..self.at + at];
            before.ends_with(BLANKS)
        });
        let value = &rest[..comment.map_or(rest.len(), |(at, _)| at)];
        self.skip_line()
            .then(|| value.trim_end_matches(BLANKS).to_owned())
    }

    fn single_quoted(&mut self) -> Option<String> {
        let open = self.at;
        let Some(length) = self.text[open + 1..].find('\'') else {
            return self.unterminated('\'');
        };
        let value = &self.text[open + 1..open + 1 + length];
        self.at = open + length + 2;
        self.nothing_follows(open).then(|| value.to_owned())
    }

    fn double_quoted(&mut self) -> Option<String> {
        let open = self.at;
        let mut value = String::new();
        let mut unknown = Vec::new();
        let mut characters = self.text[open + 1..].char_indices();
        let length = loop {
            match characters.next() {
                None => return self.unterminated('"'),
                Some((length, '"')) => break length,
                Some((at, '\\')) => {
                    let Some((_, c)) = characters.next() else {
                        return self.unterminated('"');
                    };
                    match unescape(c) {
                        Some(c) => value.push(c),
                        None => unknown.push((open + 1 + at, c)),
                    }
                }
                Some((_, c)) => value.push(c),
            }
        };
        self.at = open + length + 2;
        let is_known = unknown.is_empty();
        for (at, c) in unknown {
            self.unknown_escape(at, c);
        }
        (self.nothing_follows(open) && is_known).then_some(value)
    }

    fn unknown_escape(&mut self, at: usize, c: char) {
        // A backslash before a line end is pointed at alone: the caret stays on
        // its line.
        let width = if c == '\n' { 0 } else { c.len_utf8() };
        self.source
            .report(at..at + 1 + width, ErrorKind::UnknownEscape(c));
    }

    /// Reports the quote at which the parser stands. The rest of the file is
    /// within it, so nothing further can be said.
    fn unterminated(&mut self, quote: char) -> Option<String> {
        self.source
            .report_character(self.at, ErrorKind::UnterminatedQuote(quote));
        self.at = self.text.len();
        None
    }

    /// Reads the line after a closing quote, and says whether it is in order.
    fn nothing_follows(&mut self, open: usize) -> bool {
        let close = self.at;
        self.skip_blanks();
        match self.next_character() {
            None => true,
            Some('#') if self.at > close => self.skip_line(),
            Some(_) => {
                let opened = self.source.line_number(open);
                let wrong = self.at..self.at + self.rest_of_line().len();
                self.source
                    .report(wrong, ErrorKind::TextAfterQuote { opened });
                false
            }
        }
    }

    fn skip_export(&mut self) {
        let rest = self.rest_of_line();
        if let Some(after) = rest.strip_prefix("export") {
            let name = after.trim_start_matches(BLANKS);
            if name.len() < after.len() && !name.is_empty() && !name.starts_with('=') {
                self.at += rest.len() - name.len();
            }
        }
    }

    fn skip_blanks(&mut self) {
        let rest = self.rest_of_line();
        self.at += rest.len() - rest.trim_start_matches(BLANKS).len();
    }

    fn skip_to_line_end(&mut self) {
        self.at += self.rest_of_line().len();
    }

    /// Skips to the end of the line, and says whether that is in order: a lone
    /// carriage return would end the line for others.
    fn skip_line(&mut self) -> bool {
        let start = self.at;
        let rest = self.rest_of_line();
        self.at += rest.len();
        let found = rest.find('\r');
        if let Some(at) = found {
            self.source
                .report_character(start + at, ErrorKind::LoneCarriageReturn);
        }
        found.is_none()
    }

    /// The next character of the line.
    fn next_character(&self) -> Option<char> {
        self.rest_of_line().chars().next()
    }

    fn rest_of_line(&self) -> &'a str {
        &self.text[self.remaining()]
    }

    fn line_end_length(&self) -> usize {
        let rest = &self.text[self.at..];
        usize::from(rest.starts_with('\n')) + 2 * usize::from(rest.starts_with("\r\n"))
    }

    fn remaining(&self) -> Range<usize> {
        let rest = &self.text[self.at..];
        let length = rest.find('\n').map_or(rest.len(), |end| {
            end - usize::from(rest[..end].ends_with('\r'))
        });
        self.at..self.at + length
    }
}

fn unescape(c: char) -> Option<char> {
    match c {
        'n' => Some('\n'),
        't' => Some('\t'),
        'r' => Some('\r'),
        '"' | '\\' | '$' => Some(c),
        _ => None,
    }
}
