//! The decided set of files. It exists before a byte becomes visible, and it
//! does no I/O.

mod change;
mod error;
mod names;
mod stale;
#[cfg(test)]
mod tests;

pub use change::Change;
pub use error::{PlanError, PlanErrorKind};
pub use names::NAMES_BYTES;
pub use stale::{Kept, Stale};

use crate::{Digest, File, FilePath, Mode};
use names::Names;

/// The files of one export, in the order in which they were accepted.
///
/// It holds a path, a digest and a few numbers a file, never its bytes.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    entries: Vec<Entry>,
    names: Names,
}

impl Plan {
    /// Makes a plan without files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes `file` into the plan, unless it clashes with an earlier one.
    ///
    /// # Errors
    ///
    /// Refuses a second file of the same path, a path that some file system
    /// would take for an earlier one, a file where an earlier one needs a
    /// directory or the other way round, and names that together are longer
    /// than [`NAMES_BYTES`]. The plan is then unchanged.
    pub fn accept(&mut self, file: &File) -> Result<(), PlanError> {
        self.names.insert(file.path())?;
        self.entries.push(Entry::of(file));
        Ok(())
    }

    /// Takes a file that is known by its digest alone into the plan.
    pub(crate) fn accept_entry(&mut self, entry: Entry) -> Result<(), PlanError> {
        self.names.insert(entry.path())?;
        self.entries.push(entry);
        Ok(())
    }

    /// The accepted files, in order.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

/// One file of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    path: FilePath,
    digest: Digest,
    length: u64,
    mode: Mode,
}

impl Entry {
    /// Describes `file`.
    #[must_use]
    pub fn of(file: &File) -> Self {
        Self {
            path: file.path().clone(),
            digest: Digest::of(file.content()),
            length: file.content().len() as u64,
            mode: file.mode(),
        }
    }

    /// Describes a file that is known by its digest alone.
    pub(crate) fn known(path: FilePath, digest: Digest, length: u64, mode: Mode) -> Self {
        Self {
            path,
            digest,
            length,
            mode,
        }
    }

    /// Where the file goes.
    #[must_use]
    pub fn path(&self) -> &FilePath {
        &self.path
    }

    /// The SHA-256 digest of its bytes.
    #[must_use]
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// How many bytes it has.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Its mode.
    #[must_use]
    pub fn mode(&self) -> Mode {
        self.mode
    }
}
