//! The output directory: the capability to read, stage and publish below one
//! directory, and nowhere else.

mod apply;
mod area;
mod decide;
mod existing;
mod foresee;
mod generations;
mod holding;
mod lock;
mod made;
mod others;
mod outcome;
mod prepare;
mod protection;
mod publish;
mod recognise;
mod recover;
mod removal;
mod rollback;
mod stage;
mod state;
mod swap;
mod sync;
#[cfg(test)]
mod tests;
mod tree;
mod walk;

use std::cell::{OnceCell, RefCell};
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

use cap_std::AmbientAuthority;
use cap_std::fs::Dir;
use rustix::fs::{AtFlags, unlinkat};
use rustix::io::Errno;

pub use existing::{Existing, READ_BYTES};
pub use generations::{Generation, GenerationState, PreparedGeneration};
pub use holding::{Holding, Standing};
pub use outcome::{Backup, Odd, OddKind, Published, Recovery};
pub use prepare::Prepared;
pub use stage::Stage;

use crate::{FilePath, OutputError, Owner};
use foresee::Foreseen;
use made::MadeDir;
use state::State;

/// How long a stage waits for another process that uses the directory. Stops one
/// that hangs from holding every other for ever.
pub const LOCK_WAIT: Duration = Duration::from_secs(10);

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
    /// The state, once it is locked.
    state: RefCell<Option<Rc<State>>>,
    recovery: RefCell<Recovery>,
    /// What committed changes will bring, for whoever reads without the lock.
    foreseen: OnceCell<Box<Foreseen>>,
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
        Ok(Self::new(root, Vec::new()))
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
        Ok(Self::new(root, made))
    }

    fn new(root: Dir, made: Vec<MadeDir>) -> Self {
        Self {
            root,
            made: RefCell::new(made),
            state: RefCell::default(),
            recovery: RefCell::default(),
            foreseen: OnceCell::new(),
        }
    }

    /// Locks the directory against every other process, waiting for at most
    /// `patience`, and recovers it: what a process that was ended had committed
    /// is completed, what it had not is cleared up. Does nothing if nothing was
    /// ever published to the directory, or if it is locked already. The lock is
    /// held until this value is dropped.
    ///
    /// A [`Stage`] does the same by itself, and waits for [`LOCK_WAIT`].
    ///
    /// # Errors
    ///
    /// Fails with [`Locked`](crate::OutputErrorKind::Locked) if another process
    /// still uses the directory, and if it cannot be locked or recovered.
    pub fn lock(&self, patience: Duration) -> Result<(), OutputError> {
        self.locked(false, patience).map(drop)
    }

    /// Removes what is empty of the state, which a process that was ended may have
    /// made for nothing. What can only be read stays as it is.
    ///
    /// # Errors
    ///
    /// Fails if it cannot be locked, read or removed.
    pub fn clear_up(&self) -> Result<(), OutputError> {
        let Some(state) = self.enter(false)? else {
            return Ok(());
        };
        let io = || OutputError::io::<std::io::Error>("remove directory", state::STATE);
        for name in walk::names(state.dir()).map_err(io())? {
            let Some(name) = name.to_str() else { continue };
            match made::remove_empty(state.dir(), name) {
                Err(error) if is_kept(&error) => {}
                removed => removed.map_err(io())?,
            }
        }
        if rustix::fs::fstat(state.dir()).is_ok_and(|found| !state::is_foreign(&found)) {
            state.set_made();
        }
        drop(state);
        self.leave_state();
        Ok(())
    }

    /// Whether changes that a process that was ended had committed are still to
    /// be made. Writes nothing.
    ///
    /// # Errors
    ///
    /// Fails if the journal cannot be read or is not to be followed.
    pub fn is_pending(&self) -> Result<bool, OutputError> {
        match state::open(&self.root)? {
            Some(state) => Ok(recover::pending(&self.root, &state)?.is_some()
                || generations::is_removal_pending(&self.root, &state)?),
            None => Ok(false),
        }
    }

    /// What was made up for when the directory was locked. Gives it once.
    #[must_use]
    pub fn take_recovery(&self) -> Recovery {
        self.recovery.take()
    }

    /// Begins to stage files that nobody will own: no manifest is kept, and
    /// nothing is ever replaced or removed for them. Nothing is written before
    /// the first file that needs it.
    ///
    /// # Errors
    ///
    /// Fails if the name `.portcullis` is taken by something other than a
    /// directory, or if the directory cannot be locked and recovered.
    pub fn stage(&self) -> Result<Stage<'_>, OutputError> {
        Stage::new(self, None)
    }

    /// Begins to stage the files of `owner`. Publishing them replaces those that
    /// an earlier export of the same owner put here, removes those that this one
    /// does not have, and keeps a manifest of them in
    /// `.portcullis/APPLICATION/EXPORTER.json`. Nothing is written before the
    /// first file that needs it.
    ///
    /// # Errors
    ///
    /// Fails if the manifest cannot be read or cannot be believed, if something
    /// other than a directory is where the state is kept, or if the directory
    /// cannot be locked and recovered.
    pub fn stage_for(&self, owner: &Owner) -> Result<Stage<'_>, OutputError> {
        Stage::new(self, Some(owner))
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
    /// for no FIFO. Committed changes that are still to be made count as made.
    ///
    /// # Errors
    ///
    /// Fails if the way to the file is blocked or the file cannot be read.
    pub fn read(&self, path: &FilePath) -> Result<Option<Existing>, OutputError> {
        if self.state.borrow().is_some() {
            // Whoever has the lock has made them.
            return existing::read(&self.root, path);
        }
        if self.foreseen.get().is_none() {
            let foreseen = match state::open(&self.root)? {
                Some(state) => Foreseen::read(&self.root, &state)?,
                None => Foreseen::default(),
            };
            let _ = self.foreseen.set(Box::new(foreseen));
        }
        match self.foreseen.get() {
            Some(foreseen) => foreseen.file(&self.root, path),
            None => existing::read(&self.root, path),
        }
    }

    /// The state, locked and recovered, if there is one.
    fn enter(&self, is_to_be_made: bool) -> Result<Option<Rc<State>>, OutputError> {
        self.locked(is_to_be_made, LOCK_WAIT)
    }

    fn make_state(&self) -> Result<Rc<State>, OutputError> {
        let gone = OutputError::io("create directory", state::STATE);
        self.enter(true)?
            .ok_or_else(|| gone(rustix::io::Errno::NOENT))
    }

    fn locked(
        &self,
        is_to_be_made: bool,
        patience: Duration,
    ) -> Result<Option<Rc<State>>, OutputError> {
        if let Some(state) = &*self.state.borrow() {
            return Ok(Some(Rc::clone(state)));
        }
        let Some(state) = lock::enter(&self.root, patience, is_to_be_made)? else {
            return Ok(None);
        };
        let recovered = recover::run(&self.root, state.dir());
        let recovery = recovered.inspect_err(|_| {
            if state.is_made() {
                let _ = unlinkat(&self.root, state::STATE, AtFlags::REMOVEDIR);
            }
        })?;
        if recovery.is_cleared || recovery.is_completed {
            state.set_made();
        }
        *self.recovery.borrow_mut() = recovery;
        let state = Rc::new(state);
        *self.state.borrow_mut() = Some(Rc::clone(&state));
        if !is_to_be_made && self.leave_state() {
            return Ok(None);
        }
        Ok(Some(state))
    }

    /// Removes the state directory if it was made for nothing. Tells whether it
    /// is gone.
    fn leave_state(&self) -> bool {
        let state = self.state.borrow().clone();
        let is_gone = state.is_some_and(|state| state.is_made())
            && unlinkat(&self.root, state::STATE, AtFlags::REMOVEDIR).is_ok();
        if is_gone {
            *self.state.borrow_mut() = None;
        }
        is_gone
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
        self.leave_state();
        self.remove_made();
    }
}

/// Whether nobody can remove it: the file system is read-only, or an attribute says so.
fn is_kept(error: &std::io::Error) -> bool {
    let errno = Errno::from_io_error(error);
    matches!(errno, Some(Errno::ROFS | Errno::PERM))
}
