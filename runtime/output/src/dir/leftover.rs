//! What an earlier export left behind, looked up before anything is changed.

mod look;
mod needed;

use std::collections::{BTreeSet, HashSet};

use cap_std::fs::Dir;

use super::others;
use super::state::Found;
use super::walk;
use crate::manifest::Manifest;
use crate::{Entry, FilePath, Kept, OutputError, Owner, Plan, Stale};
pub(super) use look::{Leftover, Seen};
use look::{look, obstacle};
use needed::Needed;

/// What becomes of everything that the manifest names and the plan does not
/// have.
#[derive(Debug, Default)]
pub(super) struct Leftovers {
    /// The files, in the order of their paths.
    pub(super) files: Vec<Leftover>,
    /// The directories to be removed, innermost first.
    pub(super) emptied: Vec<FilePath>,
    /// The directories that stay, as ours.
    pub(super) directories: BTreeSet<FilePath>,
}

impl Leftovers {
    /// Looks up what the manifest of `owner` names beyond `plan`.
    pub(super) fn find(
        root: &Dir,
        owner: &Owner,
        found: &Found,
        plan: &Plan,
    ) -> Result<Self, OutputError> {
        let manifest = &found.manifest;
        let mut leftovers = Self::default();
        for entry in manifest.beyond(plan) {
            leftovers.files.extend(look(root, entry)?);
        }
        if found.is_foreign {
            leftovers.keep_all(&Kept::ForeignManifest);
            return Ok(leftovers);
        }
        if leftovers.removed().next().is_some() {
            leftovers.leave_to_others(&Needed::new(plan, others::files(root, owner)?), root)?;
        }
        leftovers.find_directories(root, manifest, plan)?;
        Ok(leftovers)
    }

    fn keep_all(&mut self, why: &Kept) {
        for file in &mut self.files {
            *file = Leftover::kept(file.stale.entry(), why.clone());
        }
    }

    /// Forgets the files that someone else needs: they are not stale.
    fn leave_to_others(&mut self, needed: &Needed, root: &Dir) -> Result<(), OutputError> {
        for file in std::mem::take(&mut self.files) {
            if file.seen.is_none() || !needed.has(root, file.stale.path())? {
                self.files.push(file);
            }
        }
        Ok(())
    }

    /// Finds out, as far as can be known, whether the files and directories can
    /// be removed.
    pub(super) fn check(&self, root: &Dir) -> Result<(), OutputError> {
        let paths = self.removed().map(Stale::path).chain(&self.emptied);
        let parents: BTreeSet<_> = paths.map(FilePath::parent).collect();
        for path in parents {
            if let Some(parent) = walk::open_dir(root, path)? {
                walk::writable(&parent, path)?;
            }
        }
        Ok(())
    }

    /// The files that stay and are claimed again, so that the next export tells
    /// of them too.
    pub(super) fn claimed(&self) -> impl Iterator<Item = &Entry> {
        let kept = self.kept();
        kept.filter(|stale| stale.kept() != Some(&Kept::ForeignManifest))
            .map(Stale::entry)
    }

    fn kept(&self) -> impl Iterator<Item = &Stale> {
        let files = self.files.iter().map(|file| &file.stale);
        files.filter(|stale| stale.kept().is_some())
    }

    /// Gives the files without what was seen of them.
    pub(super) fn into_stale(self) -> Vec<Stale> {
        self.files.into_iter().map(|file| file.stale).collect()
    }

    /// The files to be removed.
    pub(super) fn removed(&self) -> impl Iterator<Item = &Stale> {
        let files = self.files.iter().map(|file| &file.stale);
        files.filter(|stale| stale.kept().is_none())
    }

    /// Decides about the directories, from the innermost: one that will be
    /// empty goes.
    fn find_directories(
        &mut self,
        root: &Dir,
        manifest: &Manifest,
        plan: &Plan,
    ) -> Result<(), OutputError> {
        let mut gone: HashSet<_> = self.removed().map(|stale| stale.path().clone()).collect();
        let planned = plan.entries().iter().map(Entry::path);
        let staying = planned.chain(self.kept().map(Stale::path));
        let needed: HashSet<_> = staying.flat_map(FilePath::directories).collect();
        for path in manifest.directories.iter().rev() {
            let is_needed = needed.contains(path);
            let is_empty = if is_needed {
                Some(false)
            } else {
                will_be_empty(root, path, &gone)?
            };
            if is_empty == Some(false) {
                self.directories.insert(path.clone());
            } else if is_empty == Some(true) {
                gone.insert(path.clone());
                self.emptied.push(path.clone());
            }
        }
        Ok(())
    }
}

/// Tells whether a directory will be empty when everything of `gone` is, or
/// nothing if there is no directory to be reached.
fn will_be_empty(
    root: &Dir,
    path: &FilePath,
    gone: &HashSet<FilePath>,
) -> Result<Option<bool>, OutputError> {
    let dir = match walk::open_dir(root, Some(path.as_str())) {
        Ok(Some(dir)) => dir,
        Ok(None) => return Ok(None),
        Err(error) => return obstacle(error).map(|_| None),
    };
    let names = walk::names(&dir).map_err(OutputError::io("read directory", path.as_str()))?;
    let is_gone = |name: &std::ffi::OsString| {
        name.to_str()
            .is_some_and(|name| gone.contains(&*format!("{path}/{name}")))
    };
    Ok(Some(names.iter().all(is_gone)))
}
