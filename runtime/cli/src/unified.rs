//! Unified diffs, in time and memory that are bounded whatever is compared.

use std::time::{Duration, Instant};

use similar::TextDiff;

/// What stands for a file that is not there.
pub(crate) const NOTHING: &str = "/dev/null";

/// Bounds the search for the shortest differences, over all files: for large ones that
/// an exporter made to have little in common it would take hours. What is left after
/// that is shown as a whole that goes and a whole that comes.
const SEARCH: Duration = Duration::from_secs(10);

/// The part of it that one file may take.
const SEARCH_IN_FILE: Duration = Duration::from_secs(1);

/// Bytes of differences that are kept until all are known. Stops large files that
/// someone left where files are compared, each read up to a bound of its own, from
/// filling memory.
const TEXT: usize = 64 << 20;

/// Diffs of several files, one after the other.
#[derive(Debug)]
pub(crate) struct Unified {
    text: String,
    /// What is left of the time to search for them.
    search: Duration,
}

/// One side of a diff.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Side<'a> {
    name: &'a str,
    text: &'a str,
}

impl<'a> Side<'a> {
    /// What is not there is compared as nothing.
    pub(crate) fn new(name: &'a str, text: Option<&'a str>) -> Self {
        let text = text.unwrap_or_default();
        Self { name, text }
    }
}

impl Default for Unified {
    fn default() -> Self {
        Self {
            text: String::new(),
            search: SEARCH,
        }
    }
}

impl Unified {
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn into_text(self) -> String {
        self.text
    }

    pub(crate) fn add(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Whether there are too many to keep another: then its file is only named.
    pub(crate) fn is_full(&mut self, path: &str) -> bool {
        let is_full = self.text.len() > TEXT;
        if is_full {
            let line = format!("not shown, after so many differences: {path}\n");
            self.text.push_str(&line);
        }
        is_full
    }

    /// The diff of two texts, which is not added yet.
    pub(crate) fn search(&mut self, old: Side<'_>, new: Side<'_>) -> String {
        let begun = Instant::now();
        let mut diff = TextDiff::configure();
        diff.timeout(self.search.min(SEARCH_IN_FILE));
        let diff = diff.diff_lines(old.text, new.text);
        self.search = self.search.saturating_sub(begun.elapsed());
        diff.unified_diff().header(old.name, new.name).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_no_time_is_left_all_goes_and_all_comes() {
        let mut unified = Unified {
            search: Duration::ZERO,
            ..Unified::default()
        };
        let [old, new]: [String; 2] = ["old", "new"].map(|side| {
            let lines = (0..10_000).map(|n| format!("{side} {}\n", n * 7 % 1000));
            lines.collect()
        });
        let diff = unified.search(Side::new("a", Some(&old)), Side::new("b", Some(&new)));
        let count = |sign| diff.lines().filter(|line| line.starts_with(sign)).count();
        assert_eq!((count("-old"), count("+new")), (10_000, 10_000));
    }

    #[test]
    fn after_too_many_a_file_is_only_named() {
        let mut unified = Unified::default();
        assert!(!unified.is_full("a"));
        unified.add(&"x".repeat(TEXT + 1));
        assert!(unified.is_full("b"));
        let end = "not shown, after so many differences: b\n";
        assert!(unified.into_text().ends_with(end));
    }
}
