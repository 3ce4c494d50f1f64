//! The output directory: the capability to read, stage and publish below one
//! directory, and nowhere else.

mod existing;
mod made;
mod publish;
mod stage;
mod sync;
#[cfg(test)]
mod tests;
mod walk;

use std::cell::RefCell;
use std::path::Path;

use cap_std::AmbientAuthority;
use cap_std::fs::Dir;

pub use existing::{Existing, READ_BYTES};
pub use publish::Published;
pub use stage::Stage;

use crate::{Change, FilePath, InPlace, OutputError, Plan};
use made::MadeDir;

/// Where this crate keeps its own state, below the output directory. No
/// [`FilePath`] names it.
const STATE: &str = ".portcullis";

/// A directory that files may be published to.
///
/// It is the capability for everything below that directory. Nothing is ever
/// resolved through a symbolic link in it, and nothing is written through a
/// name that already exists: a file is written under a fresh name and renamed.
#[derive(Debug)]
pub struct OutputDir {
    root: Dir,
    /// The directories that [`OutputDir::create`] made, outermost first, until
    /// something is published.
    made: RefCell<Vec<MadeDir>>,
}

impl OutputDir {
    /// Opens the directory at `path`, which may lead through symbolic links,
    /// since it is the user's own word.
    ///
    /// # Ambient Authority
    ///
    /// This and [`OutputDir::create`] are the only functions of the crate that
    /// reach what they were not given.
    ///
    /// # Errors
    ///
    /// Fails if there is no directory at `path` or it cannot be read.
    pub fn open_existing(path: &Path, authority: AmbientAuthority) -> Result<Self, OutputError> {
        let root = Dir::open_ambient_dir(path, authority)
            .and_then(|root| walk::readable(&root))
            .map_err(OutputError::io("open directory", &path.to_string_lossy()))?;
        Ok(Self {
            root,
            made: RefCell::default(),
        })
    }

    /// Opens the directory at `path`, and makes it and each missing directory
    /// above it first, with mode 0755 whatever the umask.
    ///
    /// What was made is removed again unless something is published: when a
    /// [`Stage`] is dropped unpublished, or this value is.
    ///
    /// # Ambient Authority
    ///
    /// This and [`OutputDir::open_existing`] are the only functions of the
    /// crate that reach what they were not given.
    ///
    /// # Errors
    ///
    /// Fails if a directory cannot be made or opened, or if something else has
    /// its name. What was made by then is removed.
    pub fn create(path: &Path, authority: AmbientAuthority) -> Result<Self, OutputError> {
        let mut made = Vec::new();
        let opened =
            made::open_or_make(path, authority, &mut made).and_then(|root| walk::readable(&root));
        let root = opened.map_err(|error| {
            made::remove(&mut made);
            OutputError::io("create directory", &path.to_string_lossy())(error)
        })?;
        Ok(Self {
            root,
            made: RefCell::new(made),
        })
    }

    /// Begins to stage files. Nothing is written before the first file that
    /// needs it.
    ///
    /// # Errors
    ///
    /// Fails if the name `.portcullis` is taken by something other than a
    /// directory.
    pub fn stage(&self) -> Result<Stage<'_>, OutputError> {
        walk::open_dir(&self.root, Some(STATE))?;
        Ok(Stage::new(self))
    }

    /// Tells what publishing `plan` would do, file by file, and writes nothing.
    ///
    /// # Errors
    ///
    /// Fails if a file's way is blocked, if a directory is in its place, or if
    /// what is in its place cannot be read.
    pub fn compare(&self, plan: &Plan) -> Result<Vec<Change>, OutputError> {
        plan.against(|entry| -> Result<InPlace, OutputError> {
            existing::in_place(&self.root, entry)
        })
    }

    /// Reads what is in the place of `path`, up to [`READ_BYTES`] bytes, or
    /// gives nothing if there is nothing. Follows no symbolic link and waits
    /// for no FIFO.
    ///
    /// # Errors
    ///
    /// Fails if the way to the file is blocked or the file cannot be read.
    pub fn read(&self, path: &FilePath) -> Result<Option<Existing>, OutputError> {
        existing::read(&self.root, path)
    }

    /// Makes what [`OutputDir::create`] made permanent.
    fn keep(&self) {
        self.made.borrow_mut().clear();
    }

    /// Removes what [`OutputDir::create`] made, as far as it is empty.
    fn remove_made(&self) {
        made::remove(&mut self.made.borrow_mut());
    }
}

impl Drop for OutputDir {
    fn drop(&mut self) {
        self.remove_made();
    }
}
