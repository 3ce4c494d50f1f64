//! The excerpt under a message: line number, source line, caret.

use std::fmt;

use crate::escape::push_escaped;

/// How many columns of a line are shown; of a longer one only the part around
/// the caret.
pub(crate) const WINDOW: usize = 100;

const ELLIPSIS: char = '…';

/// A source line with a caret under what is wrong.
///
/// Its `Display` is three lines without a final newline:
///
/// ```text
///   |
/// 3 | my web: rake
///   |   ^
/// ```
///
/// Whatever a terminal would act on is shown escaped, a tab as one space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    number: u32,
    text: String,
    indent: usize,
    carets: usize,
}

impl Snippet {
    /// `cut` is how much of the line is missing from `source` at either end,
    /// `at` and `length` what to point at, all in characters.
    pub(crate) fn new(
        number: u32,
        source: &str,
        cut: (usize, usize),
        at: usize,
        length: usize,
    ) -> Self {
        let cells: Vec<String> = source.chars().map(cell).collect();
        let at = at.min(cells.len());
        let shown = visible(&cells, at);
        let end = (at + length).min(shown.end).max(at);

        let is_cut_before = shown.start > 0 || cut.0 > 0;
        let is_cut_after = shown.end < cells.len() || cut.1 > 0;
        let mut text = String::new();
        text.extend(is_cut_before.then_some(ELLIPSIS));
        text.extend(cells[shown.clone()].iter().map(String::as_str));
        text.extend(is_cut_after.then_some(ELLIPSIS));
        Self {
            number,
            text,
            indent: columns(&cells[shown.start..at]) + usize::from(is_cut_before),
            carets: columns(&cells[at..end]).max(1),
        }
    }
}

impl fmt::Display for Snippet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.number.to_string();
        let gutter = number.len();
        let carets = "^".repeat(self.carets);
        writeln!(f, "{:gutter$} |", "")?;
        writeln!(f, "{number} | {}", self.text)?;
        write!(f, "{:gutter$} | {:2$}{carets}", "", "", self.indent)
    }
}

/// What one character of the source looks like.
fn cell(c: char) -> String {
    let mut shown = String::new();
    match c {
        '\t' => shown.push(' '),
        c => push_escaped(&mut shown, c),
    }
    shown
}

/// How wide the cells are. A wide character counts as one column.
fn columns(cells: &[String]) -> usize {
    cells.iter().map(|cell| cell.chars().count()).sum()
}

/// The cells to show: all if they fit, else those around `at`.
fn visible(cells: &[String], at: usize) -> std::ops::Range<usize> {
    if columns(cells) <= WINDOW {
        return 0..cells.len();
    }
    let mut start = at;
    let mut used = 0;
    while start > 0 && used + columns(&cells[start - 1..start]) <= WINDOW / 2 {
        start -= 1;
        used += columns(&cells[start..=start]);
    }
    let mut end = at;
    while end < cells.len() && used + columns(&cells[end..=end]) <= WINDOW {
        used += columns(&cells[end..=end]);
        end += 1;
    }
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snippet(source: &str, at: usize, length: usize) -> String {
        Snippet::new(3, source, (0, 0), at, length).to_string()
    }

    /// What stands above the carets.
    fn pointed_at(snippet: &str) -> String {
        let lines: Vec<&str> = snippet.lines().collect();
        let at = lines[2].chars().take_while(|c| *c != '^').count();
        let length = lines[2].chars().filter(|c| *c == '^').count();
        lines[1].chars().skip(at).take(length).collect()
    }

    #[test]
    fn the_caret_stands_under_the_column() {
        assert_eq!(
            snippet("my web: rake", 2, 1),
            "  |\n3 | my web: rake\n  |   ^"
        );
    }

    #[test]
    fn the_gutter_is_as_wide_as_the_number() {
        let snippet = Snippet::new(1234, "x", (0, 0), 0, 1).to_string();
        assert_eq!(snippet, "     |\n1234 | x\n     | ^");
    }

    #[test]
    fn a_caret_may_stand_after_the_end() {
        assert_eq!(snippet("web", 3, 0), "  |\n3 | web\n  |    ^");
    }

    #[test]
    fn escapes_keep_the_caret_aligned() {
        for (source, at, length, expected) in [
            ("a\u{1b}[0mb!c", 6, 1, "!"),
            ("a\u{1b}b", 1, 1, "\\u{1b}"),
            ("\t\tweb!", 5, 1, "!"),
            ("\u{202e}\u{feff}x", 2, 1, "x"),
            ("é日本x", 3, 1, "x"),
        ] {
            assert_eq!(pointed_at(&snippet(source, at, length)), expected);
        }
    }

    #[test]
    fn nothing_that_a_terminal_acts_on_is_left() {
        let shown = snippet("a\u{1b}\u{9b}\u{202e}\r\0\tb", 0, 1);
        assert!(shown.chars().all(|c| c == '\n' || !c.is_control()));
        assert!(shown.contains("\\u{1b}\\u{9b}\\u{202e}\\r\\u{0} b"));
    }

    #[test]
    fn a_long_line_is_cut_around_the_caret() {
        let source = format!("{}!{}", "a".repeat(150), "b".repeat(150));
        let shown = snippet(&source, 150, 1);
        assert_eq!(pointed_at(&shown), "!");
        let line = shown.lines().nth(1).unwrap();
        assert!(line.starts_with("3 | …a") && line.ends_with("b…"));
        assert_eq!(line.chars().count(), "3 | ……".chars().count() + WINDOW);
    }

    #[test]
    fn a_line_of_escapes_is_cut_too() {
        let shown = snippet(&"\u{1b}".repeat(90), 45, 1);
        assert_eq!(pointed_at(&shown), "\\u{1b}");
        assert!(shown.lines().all(|line| line.chars().count() < 120));
    }
}
