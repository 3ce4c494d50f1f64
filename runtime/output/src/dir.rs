//! The output directory: the capability to read, stage and publish below one
//! directory, and nowhere else.

mod area;
mod existing;
mod leftover;
mod made;
mod others;
mod owned;
mod publish;
mod remove;
mod stage;
mod state;
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

use crate::{Change, FilePath, InPlace, OutputError, Owner, Plan, Stale};
use made::MadeDir;
use owned::Owned;
use state::State;

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

    /// Begins to stage files that nobody will own: no manifest is kept, and
    /// nothing is ever removed for them. Nothing is written before the first
    /// file that needs it.
    ///
    /// # Errors
    ///
    /// Fails if the name `.portcullis` is taken by something other than a
    /// directory.
    pub fn stage(&self) -> Result<Stage<'_>, OutputError> {
        Ok(Stage::new(self, State::open(&self.root, None)?, None))
    }

    /// Begins to stage the files of `owner`. Publishing them removes those that
    /// an earlier export of the same owner put here and this one does not have,
    /// and keeps a manifest of them in `.portcullis/APPLICATION/EXPORTER.json`.
    /// Nothing is written before the first file that needs it.
    ///
    /// # Errors
    ///
    /// Fails if the manifest cannot be read or cannot be believed, or if
    /// something other than a directory is where the state is kept.
    pub fn stage_for(&self, owner: &Owner) -> Result<Stage<'_>, OutputError> {
        let state = State::open(&self.root, Some(owner.application()))?;
        let owned = Owned::read(&state, owner)?;
        Ok(Stage::new(self, state, Some(owned)))
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

    /// Tells which files of an earlier export publishing `plan` for `owner`
    /// would remove, and which of them it would leave alone, in the order of
    /// their paths. Writes nothing.
    ///
    /// # Errors
    ///
    /// Fails if the manifest of `owner` cannot be read or cannot be believed,
    /// or, where there is something to remove, that of another owner.
    pub fn stale(&self, owner: &Owner, plan: &Plan) -> Result<Vec<Stale>, OutputError> {
        let state = State::open(&self.root, Some(owner.application()))?;
        let leftovers = Owned::read(&state, owner)?.leftovers(&self.root, plan)?;
        Ok(leftovers.into_stale())
    }

    /// Whether both are the same directory, by whatever paths they were opened.
    ///
    /// # Errors
    ///
    /// Fails if the system does not tell.
    pub fn is_same(&self, other: &Self) -> Result<bool, OutputError> {
        let identity = |dir: &Self| {
            let found =
                rustix::fs::fstat(&dir.root).map_err(OutputError::io("read directory", "."))?;
            Ok((found.st_dev, found.st_ino))
        };
        Ok(identity(self)? == identity(other)?)
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
