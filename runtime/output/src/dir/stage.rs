//! Files that are written but not yet visible: on the same file system as
//! their destination, one rename away from it.

use std::rc::Rc;

use super::OutputDir;
use super::area::Area;
use super::existing;
use super::generations;
use super::state::{Found, State};
use crate::{Entry, File, OutputError, Owner, Plan, Prepared, Published};

/// The staged files of one export.
///
/// It remembers a path, a digest and a few numbers a file. Dropping it
/// unpublished removes what was staged, the stage, and the directories that
/// [`OutputDir::create`] made.
#[derive(Debug)]
pub struct Stage<'dir> {
    pub(super) dir: &'dir OutputDir,
    /// Who has the files, unless nobody does.
    pub(super) owner: Option<Owner>,
    /// What the owner has by now.
    pub(super) found: Option<Found>,
    /// The state that `found` was read from. It is locked ever since.
    pub(super) state: Option<Rc<State>>,
    pub(super) is_adopting: bool,
    /// Whether files that are in the way are replaced without a backup.
    pub(super) is_replacing: bool,
    /// Whether its owner is to own nothing any more.
    pub(super) is_removal: bool,
    pub(super) area: Option<Area>,
    pub(super) staged: Vec<Staged>,
    /// Whether the directory of the application was made for it.
    pub(super) has_made_application: bool,
}

/// A file that was given to the stage. If it is not in place already, its bytes
/// are in the area, under its position.
#[derive(Debug)]
pub(super) struct Staged {
    pub(super) entry: Entry,
    pub(super) is_in_place: bool,
}

impl<'dir> Stage<'dir> {
    pub(super) fn new(dir: &'dir OutputDir, owner: Option<&Owner>) -> Result<Self, OutputError> {
        let mut stage = Self {
            dir,
            owner: owner.cloned(),
            found: None,
            state: dir.enter(false)?,
            is_adopting: false,
            is_replacing: false,
            is_removal: false,
            area: None,
            staged: Vec::new(),
            has_made_application: false,
        };
        if let Some(state) = &stage.state {
            generations::refuse(&dir.root, state.dir())?;
        }
        stage.read_manifest()?;
        Ok(stage)
    }

    /// Takes over what is in the way and can be kept elsewhere: files that were
    /// edited or that this owner did not put there, symbolic links, pipes. A
    /// backup of each is kept, and told as [`Published::backups`].
    #[must_use]
    pub fn adopting(mut self, is_adopting: bool) -> Self {
        self.is_adopting = is_adopting;
        self
    }

    /// Replaces what nobody owns and is in the way, and keeps no backup: for what
    /// the user can have made again, and asked to have made again.
    #[must_use]
    pub fn replacing(mut self) -> Self {
        self.is_replacing = true;
        self
    }

    /// Writes `file` to the stage, unless the very same is in place already.
    /// The bytes may be dropped afterwards.
    ///
    /// # Errors
    ///
    /// Fails if the bytes cannot be written, or if another process uses the
    /// directory for longer than we wait. Nothing visible has changed, and
    /// nothing of this file stays in the stage.
    pub fn write(&mut self, file: &File) -> Result<(), OutputError> {
        let entry = Entry::of(file);
        let is_in_place = existing::is_in_place(&self.dir.root, &entry)?;
        if !is_in_place {
            let name = self.staged.len().to_string();
            self.area()?
                .write(&name, file.content(), file.mode().bits())
                .map_err(OutputError::io("stage file", file.path().as_str()))?;
        }
        self.staged.push(Staged { entry, is_in_place });
        Ok(())
    }

    /// Decides what publishing `plan` changes, which must be exactly that of the
    /// staged files, in its order.
    ///
    /// # Errors
    ///
    /// See [`OutputDir::prepare`].
    pub fn prepare(self, plan: &Plan) -> Result<Prepared<'dir>, OutputError> {
        let dir = self.dir;
        dir.prepare(vec![(self, plan)])
    }

    /// Prepares and publishes at once.
    ///
    /// # Errors
    ///
    /// See [`OutputDir::prepare`] and [`Prepared::publish`].
    pub fn publish(self, plan: &Plan) -> Result<Published, OutputError> {
        let published = self.prepare(plan)?.publish()?;
        Ok(published.into_iter().next().unwrap_or_default())
    }

    /// Where bytes are staged, made when the first are.
    pub(super) fn area(&mut self) -> Result<&Area, OutputError> {
        if self.area.is_none() {
            let state = self.dir.make_state()?;
            self.area = Some(Area::make_in(state)?);
        }
        match &self.area {
            Some(area) => Ok(area),
            None => Err(OutputError::io(
                "create a directory in",
                super::state::STATE,
            )(rustix::io::Errno::NOENT)),
        }
    }

    /// Reads what the owner has, if it was not read under the lock yet: someone
    /// else may have made the state since we began.
    pub(super) fn read_manifest(&mut self) -> Result<(), OutputError> {
        let state = self.area.as_ref().map(|area| Rc::clone(area.state()));
        let state = match (&self.state, state) {
            (Some(known), Some(locked)) if !Rc::ptr_eq(known, &locked) => Some(locked),
            (None, locked) => locked,
            _ if self.found.is_some() => return Ok(()),
            (known, _) => known.clone(),
        };
        if let (Some(state), Some(owner)) = (&state, &self.owner) {
            self.found = state.manifest(owner)?;
        }
        self.state = state;
        Ok(())
    }
}

impl Drop for Stage<'_> {
    fn drop(&mut self) {
        if let Some(area) = self.area.take() {
            if let (true, Some(owner)) = (self.has_made_application, &self.owner) {
                area.state().leave_application(owner.application());
            }
            area.remove();
        }
        self.state = None;
        self.dir.leave_state();
        self.dir.remove_made();
    }
}
