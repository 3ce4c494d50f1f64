//! The text being parsed: byte offsets to lines and columns, bytes to text,
//! and the collection of what is wrong with it.

use std::ops::Range;

use crate::error::{Error, Errors, Place};
use crate::error_kind::ErrorKind;

/// A text, the name of its file and the errors found in it so far.
#[derive(Debug)]
pub(crate) struct Source<'a> {
    file: &'a str,
    text: &'a str,
    line_starts: Vec<usize>,
    errors: Errors,
}

impl<'a> Source<'a> {
    /// A leading byte order mark is not part of the text.
    pub(crate) fn new(file: &'a str, text: &'a str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            file,
            text,
            line_starts: std::iter::once(0).chain(ends).collect(),
            errors: Errors::none(),
        }
    }

    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// The lines in order, each as its range without `\n` or `\r\n`.
    pub(crate) fn lines(&self) -> impl Iterator<Item = Range<usize>> + use<'a> {
        let mut start = 0;
        let text = self.text;
        text.split_inclusive('\n').map(move |line| {
            let range = start..start + without_line_end(line).len();
            start += line.len();
            range
        })
    }

    /// The number of the line that holds the byte at `offset`, from 1.
    pub(crate) fn line_number(&self, offset: usize) -> u32 {
        let number = self.line_starts.partition_point(|&start| start <= offset);
        u32::try_from(number).unwrap_or(u32::MAX)
    }

    /// Records that the text at `range`, which lies on one line, is wrong.
    pub(crate) fn report(&mut self, range: Range<usize>, kind: ErrorKind) {
        if self.errors.is_full() {
            self.errors.omit_one();
        } else {
            let error = self.error(range, kind);
            self.errors.push(error);
        }
    }

    /// Records that the character at `offset` is wrong.
    pub(crate) fn report_character(&mut self, offset: usize, kind: ErrorKind) {
        let width = self.text[offset..].chars().next().map_or(0, char::len_utf8);
        self.report(offset..offset + width, kind);
    }

    /// Whether further errors are only counted.
    pub(crate) fn is_full(&self) -> bool {
        self.errors.is_full()
    }

    /// Records every NUL, and says whether there is one.
    pub(crate) fn report_nuls(&mut self) -> bool {
        for (at, _) in self.text.match_indices('\0') {
            self.report_character(at, ErrorKind::Nul);
        }
        !self.errors.is_empty()
    }

    /// The value, unless something is wrong.
    pub(crate) fn finish<T>(self, value: T) -> Result<T, Errors> {
        if self.errors.is_empty() {
            Ok(value)
        } else {
            Err(self.errors)
        }
    }

    fn error(&self, range: Range<usize>, kind: ErrorKind) -> Error {
        let number = self.line_number(range.start);
        let start = self.line_starts[number as usize - 1];
        let line = self.text[start..].split_inclusive('\n').next();
        let line = without_line_end(line.unwrap_or_default());
        let place = Place {
            file: self.file,
            line: number,
            text: line,
            before: self.text[start..range.start].chars().count(),
            length: self.text[range].chars().count(),
        };
        Error::new(&place, kind)
    }
}

/// The text of a file, refusing what is not UTF-8.
pub(crate) fn decode<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str, Errors> {
    let text = std::str::from_utf8(bytes);
    let refuse = |offset, kind| {
        let shown = String::from_utf8_lossy(bytes);
        let mut source = Source::new(file, &shown);
        let mark = shown.len() - source.text.len();
        source.report_character(offset - mark, kind);
        source.errors
    };
    match text {
        Ok(text) => Ok(text),
        Err(_) if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") => {
            Err(refuse(0, ErrorKind::Utf16))
        }
        Err(error) => Err(refuse(error.valid_up_to(), ErrorKind::InvalidUtf8)),
    }
}

fn without_line_end(line: &str) -> &str {
    line.strip_suffix('\n')
        .map_or(line, |line| line.strip_suffix('\r').unwrap_or(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_lf_and_crlf_only() {
        let source = Source::new("f", "\u{feff}a\r\nb\u{2028}\rc\n\nd\r");
        let lines: Vec<&str> = source.lines().map(|line| &source.text[line]).collect();
        assert_eq!(lines, ["a", "b\u{2028}\rc", "", "d\r"]);
    }

    #[test]
    fn offsets_become_line_numbers() {
        let source = Source::new("f", "ab\nc\n");
        let numbers: Vec<u32> = (0..=5).map(|at| source.line_number(at)).collect();
        assert_eq!(numbers, [1, 1, 1, 2, 2, 3]);
    }

    #[test]
    fn columns_count_characters_and_not_bytes() {
        let mut source = Source::new("f", "x\néé!\n");
        source.report_character(6, ErrorKind::Nul);
        let errors = source.finish(()).unwrap_err();
        let error = errors.iter().next().unwrap();
        assert_eq!((error.line(), error.column()), (2, 3));
        assert_eq!(error.snippet().to_string(), "  |\n2 | éé!\n  |   ^");
    }

    #[test]
    fn bytes_that_are_not_utf8_are_refused_where_they_are() {
        for (bytes, line, column, kind) in [
            (&b"web: a\nb\xffc: d\n"[..], 2, 2, ErrorKind::InvalidUtf8),
            (b"\xef\xbb\xbfab\xc3", 1, 3, ErrorKind::InvalidUtf8),
            (b"\xff\xfew\0e\0b\0", 1, 1, ErrorKind::Utf16),
            (b"\xfe\xff\0w\0e\0b", 1, 1, ErrorKind::Utf16),
        ] {
            let errors = decode("f", bytes).unwrap_err();
            let error = errors.iter().next().unwrap();
            assert_eq!((error.line(), error.column()), (line, column));
            assert_eq!(error.kind(), &kind);
        }
        assert_eq!(decode("f", "é".as_bytes()).unwrap(), "é");
    }
}
