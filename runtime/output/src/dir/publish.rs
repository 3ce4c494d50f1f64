//! The step that makes staged files visible.

use std::collections::BTreeSet;

use cap_std::fs::Dir;
use rustix::io::Errno;

use super::area::Area;
use super::leftover::Leftovers;
use super::made::{self, MadeBelow};
use super::remove;
use super::stage::{Stage, Staged};
use super::sync::sync;
use super::walk::{self, node, stat};
use crate::error::file_error;
use crate::{Change, FilePath, Node, OutputError, OutputErrorKind, Plan, Stale};

const ACTION: &str = "put into place";

/// What publishing did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    files: Vec<(FilePath, Change)>,
    stale: Vec<Stale>,
    is_unchanged: bool,
}

impl Published {
    /// Each file of the plan, in order, and what was done for it.
    #[must_use]
    pub fn files(&self) -> &[(FilePath, Change)] {
        &self.files
    }

    /// The files of an earlier export of the same owner that were removed, and
    /// those that were left alone, in the order of their paths.
    #[must_use]
    pub fn stale(&self) -> &[Stale] {
        &self.stale
    }

    /// Whether everything was in place already, the manifest included, so that
    /// nothing was written.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        self.is_unchanged
    }
}

impl Stage<'_> {
    /// Makes the staged files visible, which must be exactly those of `plan`,
    /// in its order, and removes what an earlier export of the same owner left.
    /// When it returns, that survives the loss of power.
    ///
    /// Whatever has a file's name is replaced by the rename and never written
    /// through: a symbolic link, a hard link, a FIFO, a socket, a device.
    /// Missing directories are made with mode 0755 whatever the umask, and
    /// removed again when they are empty and no later plan needs them.
    ///
    /// # Errors
    ///
    /// Fails if the plan is not that of the staged files, if a directory is in
    /// a file's place, if the way to one is blocked, leads onto another file
    /// system or may not be written to, if what else is owned cannot be told,
    /// or if the system cannot write. The output is then as it was before,
    /// except for an error of the kind
    /// [`Interrupted`](OutputErrorKind::Interrupted): then the system failed
    /// between two files, and those before are in place.
    pub fn publish(mut self, plan: &Plan) -> Result<Published, OutputError> {
        self.check_plan(plan)?;
        let missing = self.missing()?;
        let mut leftovers = self.settle(plan, &missing)?;
        if let Some(area) = &self.area {
            let root = &self.dir.root;
            sync(root)?;
            let mut made = MadeBelow::public();
            let mut parents = missing.iter();
            parents
                .try_for_each(|path| made.make(root, path.as_str()).map(drop))
                .and_then(|()| self.act(area, &mut leftovers))
                .inspect_err(|_| made.remove(root))?;
        }
        self.finish(leftovers)
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

    /// Finds out, as far as can be known, whether the files can be put into
    /// place, and which directories are to be made for them.
    fn missing(&self) -> Result<BTreeSet<FilePath>, OutputError> {
        let mut missing = BTreeSet::new();
        for (_, staged) in self.pending() {
            check(&self.dir.root, staged.entry.path(), &mut missing)?;
        }
        Ok(missing)
    }

    /// Decides what becomes of the files of an earlier export, and stages the
    /// manifest of this one.
    fn settle(
        &mut self,
        plan: &Plan,
        missing: &BTreeSet<FilePath>,
    ) -> Result<Leftovers, OutputError> {
        let Some(mut owned) = self.owned.take() else {
            return Ok(Leftovers::default());
        };
        let leftovers = owned.leftovers(&self.dir.root, plan)?;
        leftovers.check(&self.dir.root)?;
        if let Some(bytes) = owned.renewed(plan, &leftovers, missing)? {
            owned.stage(self.area()?, &bytes)?;
        }
        self.owned = Some(owned);
        Ok(leftovers)
    }

    /// Files into place, stale ones away, and last the manifest, so that it
    /// never names less than there is to remove.
    fn act(&self, area: &Area, leftovers: &mut Leftovers) -> Result<(), OutputError> {
        let root = &self.dir.root;
        let mut done = 0;
        let of = self.pending().count() + leftovers.removed().count();
        for (number, staged) in self.pending() {
            place(root, area, number, staged.entry.path())
                .map_err(|error| error.interrupted(done, of))?;
            done += 1;
        }
        for leftover in leftovers.files.iter_mut().filter(|l| l.seen.is_some()) {
            remove::file(root, leftover).map_err(|error| error.interrupted(done, of))?;
            done += 1;
        }
        for path in &leftovers.emptied {
            made::remove_below(root, path.as_str());
        }
        let manifest = self.owned.as_ref().map(|owned| owned.place(area));
        manifest
            .unwrap_or(Ok(()))
            .map_err(|error| error.interrupted(done, of))
    }

    /// Clears up before the last flush, so that no debris comes back after a
    /// loss of power.
    fn finish(&mut self, leftovers: Leftovers) -> Result<Published, OutputError> {
        self.dir.keep();
        let done = self.pending().count() + leftovers.removed().count();
        let is_unchanged = self.area.is_none();
        if let Some(area) = self.area.take() {
            area.close();
            if self.owned.is_none() {
                self.state.remove_if_empty(&self.dir.root);
            }
            sync(&self.dir.root).map_err(|error| error.interrupted(done, done))?;
        }
        let files = self
            .staged
            .drain(..)
            .map(|staged| (staged.entry.path().clone(), staged.change));
        Ok(Published {
            files: files.collect(),
            stale: leftovers.into_stale(),
            is_unchanged,
        })
    }
}

/// Finds out whether one file can be put into place. Adds the directories that
/// it lacks to `missing`.
fn check(root: &Dir, path: &FilePath, missing: &mut BTreeSet<FilePath>) -> Result<(), OutputError> {
    if path.parent().is_some_and(|parent| missing.contains(parent)) {
        return Ok(());
    }
    let Some(parent) = walk::open_dir(root, path.parent())? else {
        for above in path.directories() {
            if missing.contains(&above) || walk::open_dir(root, Some(above.as_str()))?.is_some() {
                break;
            }
            missing.insert(above);
        }
        return Ok(());
    };
    let found = stat(&parent, path.file_name()).map_err(OutputError::io(ACTION, path.as_str()))?;
    if found.is_some_and(|found| node(&found) == Node::Directory) {
        return Err(file_error(ACTION, path, OutputErrorKind::DirectoryInPlace));
    }
    walk::writable(&parent, path.parent())
}

fn place(root: &Dir, area: &Area, number: usize, path: &FilePath) -> Result<(), OutputError> {
    let parent = walk::open_dir(root, path.parent())?
        .ok_or_else(|| OutputError::io(ACTION, path.as_str())(Errno::NOENT))?;
    area.rename(&number.to_string(), &parent, path.file_name())
        .map_err(OutputError::io(ACTION, path.as_str()))
}
