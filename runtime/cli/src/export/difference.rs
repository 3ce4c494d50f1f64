//! How files would change, as unified diffs.

use std::time::Duration;

use portcullis_output::{Existing, File, FilePath, OutputDir};
use similar::TextDiff;

use super::show;
use crate::exit::Result;

const NOTHING: &str = "/dev/null";

/// Bounds the search for the shortest difference of two files, which for large ones
/// that an exporter made to have little in common would take hours. One that is
/// longer is shown after that.
const MOST: Duration = Duration::from_secs(1);

/// What is in a file's place, as a diff shows it.
struct Old {
    name: String,
    text: String,
    mode: Option<u32>,
}

/// How a file would change; nothing if it would not.
pub(crate) fn of_file(dir: Option<&OutputDir>, file: &File) -> Result<String> {
    let old = Old::read(dir, file.path())?;
    let path = file.path();
    let wanted = file.mode().bits();
    let mut text = String::new();
    if let Some(mode) = old.mode.filter(|mode| *mode != wanted) {
        text = format!("mode {mode:04o} becomes {wanted:04o}: {path}\n");
    }
    let new = String::from_utf8_lossy(file.content());
    text.push_str(&old.against(&new, &format!("b/{path}")));
    Ok(show::colored(&text))
}

/// The line in the place of a difference, where there are too many to be kept.
pub(crate) fn unshown(path: &FilePath) -> String {
    format!("not shown, after so many differences: {path}\n")
}

/// What would go with a file that is to be removed.
pub(crate) fn of_removed(dir: Option<&OutputDir>, path: &FilePath) -> Result<String> {
    let old = Old::read(dir, path)?;
    Ok(show::colored(&old.against("", NOTHING)))
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

    fn against(&self, new: &str, name: &str) -> String {
        let mut diff = TextDiff::configure();
        let diff = diff.timeout(MOST).diff_lines(self.text.as_str(), new);
        diff.unified_diff().header(&self.name, name).to_string()
    }
}
