//! How files would change, as unified diffs.

use portcullis_output::{Existing, File, FilePath, OutputDir};

use super::show;
use crate::exit::Result;
use crate::unified::{NOTHING, Side, Unified};

/// The differences of the files of one export, one after the other.
#[derive(Debug)]
pub(crate) struct Differences(Unified);

/// What is in a file's place, as a diff shows it.
struct Old {
    name: String,
    text: String,
    mode: Option<u32>,
}

impl Differences {
    pub(crate) fn new() -> Self {
        Self(Unified::default())
    }

    pub(crate) fn text(&self) -> &str {
        self.0.text()
    }

    /// Adds how a file would change; nothing if it would not.
    pub(crate) fn add(&mut self, dir: Option<&OutputDir>, file: &File) -> Result<()> {
        let path = file.path();
        if self.0.is_full(path.as_str()) {
            return Ok(());
        }
        let old = Old::read(dir, path)?;
        let wanted = file.mode().bits();
        let mut text = String::new();
        if let Some(mode) = old.mode.filter(|mode| *mode != wanted) {
            text = format!("mode {mode:04o} becomes {wanted:04o}: {path}\n");
        }
        let new = String::from_utf8_lossy(file.content());
        let name = format!("b/{path}");
        text.push_str(&self.search(&old, &new, &name));
        self.0.add(&show::colored(&text));
        Ok(())
    }

    /// Adds what would go with a file that is to be removed.
    pub(crate) fn add_removed(&mut self, dir: Option<&OutputDir>, path: &FilePath) -> Result<()> {
        if self.0.is_full(path.as_str()) {
            return Ok(());
        }
        let old = Old::read(dir, path)?;
        let text = self.search(&old, "", NOTHING);
        self.0.add(&show::colored(&text));
        Ok(())
    }

    fn search(&mut self, old: &Old, new: &str, name: &str) -> String {
        let old = Side::new(&old.name, Some(&old.text));
        self.0.search(old, Side::new(name, Some(new)))
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
