//! How files would change, as unified diffs.

use std::time::{Duration, Instant};

use portcullis_output::{Existing, File, FilePath, OutputDir};
use similar::TextDiff;

use super::show;
use crate::exit::Result;

const NOTHING: &str = "/dev/null";

/// Bounds the search for the shortest differences, over all files: for large ones that
/// an exporter made to have little in common it would take hours. What is left after
/// that is shown as a whole that goes and a whole that comes.
const SEARCH: Duration = Duration::from_secs(10);

/// The part of it that one file may take.
const SEARCH_IN_FILE: Duration = Duration::from_secs(1);

/// Bytes of differences that are kept until all are known. Stops large files that
/// someone left in the places of an export, each read up to a bound of its own, from
/// filling memory.
const TEXT: usize = 64 << 20;

/// The differences of the files of one export, one after the other.
#[derive(Debug)]
pub(crate) struct Differences {
    text: String,
    /// What is left of the time to search for them.
    search: Duration,
}

/// What is in a file's place, as a diff shows it.
struct Old {
    name: String,
    text: String,
    mode: Option<u32>,
}

impl Differences {
    pub(crate) fn new() -> Self {
        Self {
            text: String::new(),
            search: SEARCH,
        }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Adds how a file would change; nothing if it would not.
    pub(crate) fn add(&mut self, dir: Option<&OutputDir>, file: &File) -> Result<()> {
        let path = file.path();
        if self.is_full(path) {
            return Ok(());
        }
        let old = Old::read(dir, path)?;
        let wanted = file.mode().bits();
        let mut text = String::new();
        if let Some(mode) = old.mode.filter(|mode| *mode != wanted) {
            text = format!("mode {mode:04o} becomes {wanted:04o}: {path}\n");
        }
        let new = String::from_utf8_lossy(file.content());
        text.push_str(&self.search(&old, &new, &format!("b/{path}")));
        self.text.push_str(&show::colored(&text));
        Ok(())
    }

    /// Adds what would go with a file that is to be removed.
    pub(crate) fn add_removed(&mut self, dir: Option<&OutputDir>, path: &FilePath) -> Result<()> {
        if self.is_full(path) {
            return Ok(());
        }
        let old = Old::read(dir, path)?;
        let text = self.search(&old, "", NOTHING);
        self.text.push_str(&show::colored(&text));
        Ok(())
    }

    /// Whether there are too many to keep another: then its file is only named.
    fn is_full(&mut self, path: &FilePath) -> bool {
        let is_full = self.text.len() > TEXT;
        if is_full {
            let line = format!("not shown, after so many differences: {path}\n");
            self.text.push_str(&line);
        }
        is_full
    }

    fn search(&mut self, old: &Old, new: &str, name: &str) -> String {
        let begun = Instant::now();
        let mut diff = TextDiff::configure();
        diff.timeout(self.search.min(SEARCH_IN_FILE));
        let diff = diff.diff_lines(old.text.as_str(), new);
        self.search = self.search.saturating_sub(begun.elapsed());
        diff.unified_diff().header(&old.name, name).to_string()
    }
}

impl Old {
    fn read(dir: Option<&OutputDir>, path: &FilePath) -> Result<Self> {
        let existing = match dir {
            Some(dir) => dir.read(path)?,
            None => None,
        };
        let (name, text, mode) = match existing {
            None => (NOTHING.to_owned(), String::new(), None),
            Some(Existing::File { content, mode, .. }) => {
                let text = String::from_utf8_lossy(&content).into_owned();
                (format!("a/{path}"), text, Some(mode))
            }
            Some(Existing::Other(node)) => (format!("a/{path} ({node})"), String::new(), None),
        };
        Ok(Self { name, text, mode })
    }
}
