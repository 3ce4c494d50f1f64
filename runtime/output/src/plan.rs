//! The decided set of files. It exists before a byte becomes visible, and it
//! does no I/O.

mod change;
mod error;
mod names;
mod stale;
#[cfg(test)]
mod tests;

pub use change::{Change, InPlace};
pub use error::{PlanError, PlanErrorKind};
pub use names::NAMES_BYTES;
pub use stale::{Kept, Stale};

use crate::{Digest, File, FilePath, Mode};
use names::Names;

/// The files of one export, in the order in which they were accepted.
///
/// It holds a path, a digest and a few numbers a file, never its bytes.
#[derive(Debug, Default)]
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

    /// The accepted files, in order.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Decides what to do for each file, in order. `in_place` tells what the
    /// directory has in its place.
    ///
    /// # Errors
    ///
    /// Gives the first error of `in_place`.
    pub fn against<E>(
        &self,
        in_place: impl FnMut(&Entry) -> Result<InPlace, E>,
    ) -> Result<Vec<Change>, E> {
        let found = self.entries.iter().map(in_place);
        let decided = self.entries.iter().zip(found);
        decided
            .map(|(entry, found)| Ok(entry.change(&found?)))
            .collect()
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

    /// Decides what to do about what is in this file's place.
    #[must_use]
    pub fn change(&self, in_place: &InPlace) -> Change {
        match in_place {
            InPlace::Nothing => Change::Create,
            InPlace::File { digest, .. } if *digest != self.digest => Change::Replace,
            InPlace::File { mode, .. } if *mode != self.mode.bits() => Change::Mode,
            InPlace::File { .. } => Change::Identical,
            InPlace::Other => Change::Replace,
        }
    }
}
