//! The step that makes staged files visible.

use cap_std::fs::Dir;
use rustix::fs::{Access, AtFlags, accessat};
use rustix::io::Errno;

use super::made::MadeBelow;
use super::stage::{Area, Stage, Staged};
use super::sync::sync;
use super::walk::{self, node, stat};
use crate::error::{file_error, shown_dir};
use crate::{Change, FilePath, Node, OutputError, OutputErrorKind, Plan};

const ACTION: &str = "put into place";

/// What publishing did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    files: Vec<(FilePath, Change)>,
}

impl Published {
    /// Each file of the plan, in order, and what was done for it.
    #[must_use]
    pub fn files(&self) -> &[(FilePath, Change)] {
        &self.files
    }

    /// Whether every file was in place already, so that nothing was written.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        self.files
            .iter()
            .all(|(_, change)| *change == Change::Identical)
    }
}

impl Stage<'_> {
    /// Makes the staged files visible, which must be exactly those of `plan`,
    /// in its order. When it returns they survive the loss of power.
    ///
    /// Whatever has a file's name is replaced by the rename and never written
    /// through: a symbolic link, a hard link, a FIFO, a socket, a device.
    /// Missing directories are made with mode 0755 whatever the umask.
    ///
    /// # Errors
    ///
    /// Fails if the plan is not that of the staged files, if a directory is in
    /// a file's place, if the way to one is blocked, leads onto another file
    /// system or may not be written to, or if the system cannot write. The
    /// output is then as it was before, except for an error of the kind
    /// [`Interrupted`](OutputErrorKind::Interrupted): then the system failed
    /// between two files, and those before are in place.
    pub fn publish(mut self, plan: &Plan) -> Result<Published, OutputError> {
        self.check_plan(plan)?;
        if let Some(area) = &self.area {
            let root = &self.dir.root;
            self.pending()
                .try_for_each(|(_, staged)| check(root, staged.entry.path()))?;
            sync(root)?;
            let mut made = MadeBelow::default();
            let placed = self.make_parents(&mut made).and_then(|()| self.place(area));
            placed.inspect_err(|_| made.remove(root))?;
        }
        self.finish()
    }

    fn check_plan(&self, plan: &Plan) -> Result<(), OutputError> {
        let staged = self.staged.iter().map(|staged| &staged.entry);
        let mut planned = plan.entries().iter();
        let odd = staged
            .clone()
            .find(|staged| planned.next() != Some(*staged))
            .or_else(|| planned.next());
        match odd {
            None => Ok(()),
            Some(odd) => Err(file_error(ACTION, odd.path(), OutputErrorKind::NotAsStaged)),
        }
    }

    fn pending(&self) -> impl Iterator<Item = (usize, &Staged)> {
        self.staged
            .iter()
            .enumerate()
            .filter(|(_, staged)| staged.is_pending())
    }

    fn make_parents(&self, made: &mut MadeBelow) -> Result<(), OutputError> {
        let root = &self.dir.root;
        for (_, staged) in self.pending() {
            if let Some(parent) = staged.entry.path().parent()
                && walk::open_dir(root, Some(parent))?.is_none()
            {
                made.make(root, parent)?;
            }
        }
        Ok(())
    }

    fn place(&self, area: &Area) -> Result<(), OutputError> {
        let of = self.pending().count();
        for (placed, (number, staged)) in self.pending().enumerate() {
            place_one(&self.dir.root, area, number, staged.entry.path()).map_err(|error| {
                if placed == 0 {
                    error
                } else {
                    error.interrupted(placed, of)
                }
            })?;
        }
        Ok(())
    }

    /// Clears up before the last flush, so that no debris comes back after a
    /// loss of power.
    fn finish(&mut self) -> Result<Published, OutputError> {
        self.dir.keep();
        let of = self.pending().count();
        if let Some(area) = self.area.take() {
            area.close(&self.dir.root, true);
            sync(&self.dir.root).map_err(|error| error.interrupted(of, of))?;
        }
        let files = self
            .staged
            .drain(..)
            .map(|staged| (staged.entry.path().clone(), staged.change));
        Ok(Published {
            files: files.collect(),
        })
    }
}

/// Finds out, as far as can be known, whether the file can be put into place.
fn check(root: &Dir, path: &FilePath) -> Result<(), OutputError> {
    let Some(parent) = walk::open_dir(root, path.parent())? else {
        return Ok(());
    };
    let found = stat(&parent, path.file_name()).map_err(OutputError::io(ACTION, path.as_str()))?;
    if found.is_some_and(|found| node(&found) == Node::Directory) {
        return Err(file_error(ACTION, path, OutputErrorKind::DirectoryInPlace));
    }
    match accessat(
        &parent,
        ".",
        Access::WRITE_OK | Access::EXEC_OK,
        AtFlags::EACCESS,
    ) {
        Err(errno @ (Errno::ACCESS | Errno::PERM | Errno::ROFS)) => Err(OutputError::io(
            "write to directory",
            shown_dir(path.parent()),
        )(errno)),
        _ => Ok(()),
    }
}

fn place_one(root: &Dir, area: &Area, number: usize, path: &FilePath) -> Result<(), OutputError> {
    let parent = walk::open_dir(root, path.parent())?
        .ok_or_else(|| OutputError::io(ACTION, path.as_str())(Errno::NOENT))?;
    area.rename(number, &parent, path.file_name())
        .map_err(OutputError::io(ACTION, path.as_str()))
}
