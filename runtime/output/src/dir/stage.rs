//! Files that are written but not yet visible: on the same file system as
//! their destination, one rename away from it.

use super::area::Area;
use super::owned::Owned;
use super::state::State;
use super::{OutputDir, existing};
use crate::{Change, Entry, File, OutputError};

/// The staged files of one export.
///
/// It remembers a path, a digest and a few numbers a file. Dropping it
/// unpublished removes what was staged, the stage, and the directories that
/// [`OutputDir::create`] made.
#[derive(Debug)]
pub struct Stage<'dir> {
    pub(super) dir: &'dir OutputDir,
    pub(super) state: State,
    /// What its owner has in the directory, unless nobody owns it.
    pub(super) owned: Option<Owned>,
    pub(super) area: Option<Area>,
    pub(super) staged: Vec<Staged>,
}

/// A file that was given to the stage. If it is not identical to the one in
/// place, its bytes are in the area, under its position.
#[derive(Debug)]
pub(super) struct Staged {
    pub(super) entry: Entry,
    pub(super) change: Change,
}

impl Staged {
    /// Whether its bytes are in the area.
    pub(super) fn is_pending(&self) -> bool {
        self.change != Change::Identical
    }
}

impl<'dir> Stage<'dir> {
    pub(super) fn new(dir: &'dir OutputDir, state: State, owned: Option<Owned>) -> Self {
        Self {
            dir,
            state,
            owned,
            area: None,
            staged: Vec::new(),
        }
    }

    /// Writes `file` to the stage, unless the very same is in place already.
    /// The bytes may be dropped afterwards.
    ///
    /// # Errors
    ///
    /// Fails if the file's way is blocked, if a directory is in its place, or
    /// if the bytes cannot be written. Nothing visible has changed, and
    /// nothing of this file stays in the stage.
    pub fn write(&mut self, file: &File) -> Result<Change, OutputError> {
        let entry = Entry::of(file);
        let change = entry.change(&existing::in_place(&self.dir.root, &entry)?);
        if change != Change::Identical {
            let name = self.staged.len().to_string();
            self.area()?
                .write(&name, file.content(), file.mode().bits())
                .map_err(OutputError::io("stage file", file.path().as_str()))?;
        }
        self.staged.push(Staged { entry, change });
        Ok(change)
    }

    /// Where bytes are staged, made when the first are.
    pub(super) fn area(&mut self) -> Result<&Area, OutputError> {
        match &mut self.area {
            Some(area) => Ok(area),
            none => Ok(none.insert(self.state.area(&self.dir.root)?)),
        }
    }
}

impl Drop for Stage<'_> {
    fn drop(&mut self) {
        if let Some(area) = self.area.take() {
            let staged = self.staged.iter().enumerate();
            let pending = staged.filter(|(_, staged)| staged.is_pending());
            pending.for_each(|(number, _)| area.remove(&number.to_string()));
            Owned::discard(&area);
            area.close();
            self.state.remove_if_empty(&self.dir.root);
        }
        self.dir.remove_made();
    }
}
