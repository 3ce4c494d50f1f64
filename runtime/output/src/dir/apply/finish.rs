//! What becomes of the old files: the version before is kept, what was somebody
//! else's is kept for them, and the rest goes.

use std::io;

use cap_std::fs::Dir;
use rustix::fs::{AtFlags, renameat, unlinkat};
use rustix::io::Errno;

use super::Work;
use super::steps::{MANIFEST, STAGED, staged, taken_out};
use crate::dir::made::{self, MadeBelow};
use crate::dir::state::{self, STATE};
use crate::dir::sync::sync;
use crate::dir::walk::stat;
use crate::dir::{swap, tree};
use crate::journal::{Operation, STAGE};
use crate::trace::Trace;
use crate::{Backup, OutputError};

impl Work<'_> {
    /// Sorts what is in the stage, and gives the stage up. After it is gone, the
    /// same once more does nothing.
    pub(super) fn finish(&mut self) -> Result<(), OutputError> {
        let part = self.part;
        for operation in &part.operations {
            if operation.old.is_some() || self.place.is_redo || !self.aftermath.odd.is_empty() {
                self.sort(operation)?;
            } else if part.keeps_previous() {
                // Its other name is in place.
                self.drop(&staged(operation))
                    .map_err(OutputError::io("remove", operation.path.as_str()))?;
            }
        }
        if !self.aftermath.backups.is_empty() {
            // They are not ours to lose.
            sync(self.place.root)?;
        }
        let application = self.application()?;
        let retired = self.retire(application.as_ref());
        retired.map_err(OutputError::io(
            "remove",
            &format!("{STATE}/{}", part.stage),
        ))
    }

    fn sort(&mut self, operation: &Operation) -> Result<(), OutputError> {
        let io = || OutputError::io::<io::Error>("keep", operation.path.as_str());
        let new = operation.new.as_ref().map(Trace::of);
        let number = staged(operation);
        match self.in_stage(&number).map_err(io())? {
            None => {}
            left if left == new => self.drop(&number).map_err(io())?,
            Some(_) => self.back_up(operation, &number)?,
        }
        let out = taken_out(operation);
        match self.in_stage(&out).map_err(io())? {
            None => Ok(()),
            left if left != operation.old || operation.is_adopted => self.back_up(operation, &out),
            Some(_) if self.part.keeps_previous() => Ok(()),
            Some(_) => self.drop(&out).map_err(io()),
        }
    }

    fn drop(&self, name: &str) -> io::Result<()> {
        state::gone(unlinkat(&self.stage, name, AtFlags::empty()))
    }

    /// Keeps what is not ours, under its own name.
    fn back_up(&mut self, operation: &Operation, name: &str) -> Result<(), OutputError> {
        let path = &operation.path;
        let above = match &self.part.owner {
            Some(owner) => format!("{}/", owner.application()),
            None => String::new(),
        };
        let number = self.part.stage.strip_prefix(STAGE).unwrap_or_default();
        let place = format!("{above}{ADOPTED}{number}/{path}");
        let Some((above, _)) = place.rsplit_once('/') else {
            return Ok(());
        };
        let mut made = MadeBelow::private();
        let dir = made.make(self.place.state, above)?;
        if !made.is_empty() {
            // A directory that power takes away would take what is in it along.
            sync(self.place.root)?;
        }
        let kept = swap::move_to_free(&self.stage, name, &dir, path.file_name());
        kept.map_err(OutputError::io("keep", path.as_str()))?;
        let place = format!("{STATE}/{place}");
        self.aftermath.backups.push(Backup::new(path, place));
        Ok(())
    }

    /// Makes the stage the version before, or removes it.
    fn retire(&self, application: Option<&Dir>) -> io::Result<()> {
        let (state, stage) = (self.place.state, &*self.part.stage);
        let (Some(owner), Some(application)) = (&self.part.owner, application) else {
            return tree::remove(state, stage);
        };
        let previous = state::previous(owner);
        if self.part.keeps_previous() && stat(&self.stage, MANIFEST)?.is_some() {
            tree::remove(application, &previous)?;
            self.drop(STAGED)?;
            match renameat(state, stage, application, &*previous) {
                // A directory of a lower layer of an overlay cannot be renamed. What
                // an export that was cut off in another layer replaced is not kept.
                Err(Errno::XDEV) => return tree::remove(state, stage),
                renamed => return Ok(renamed?),
            }
        }
        let is_last = self
            .part
            .manifest
            .as_ref()
            .is_some_and(|change| change.new.is_none());
        if is_last {
            tree::remove(application, &previous)?;
        }
        tree::remove(state, stage)?;
        if is_last {
            // With another manifest or a backup in it, it stays.
            made::remove_empty(state, owner.application())?;
        }
        Ok(())
    }
}

/// How the name begins under which backups are kept.
pub(in crate::dir) const ADOPTED: &str = "adopted-";
