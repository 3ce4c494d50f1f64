//! The directories that earlier exports made.

use std::collections::HashSet;
use std::ffi::OsString;

use cap_std::fs::Dir;

use super::Deciding;
use crate::dir::recognise;
use crate::dir::walk;
use crate::{Entry, FilePath, OutputError, Stale};

impl Deciding<'_> {
    /// Decides about them, from the innermost: one that will be empty goes.
    pub(super) fn decide_directories(&mut self) -> Result<(), OutputError> {
        let root = self.question.root;
        let Some(found) = self.question.found.filter(|found| !found.is_foreign) else {
            return Ok(());
        };
        let mut gone = self.removed.clone();
        let needed = self.needed();
        for path in found.manifest.directories.iter().rev() {
            let is_empty = if needed.contains(path) {
                Some(false)
            } else {
                will_be_empty(root, path, &gone)?
            };
            if is_empty == Some(false) {
                self.decision.directories.insert(path.clone());
            } else if is_empty == Some(true) {
                gone.insert(path.clone());
                self.decision.emptied.push(path.clone());
            }
        }
        Ok(())
    }

    /// The directories of all files that will be there.
    fn needed(&self) -> HashSet<FilePath> {
        let plans = self.question.together.iter();
        let planned = plans.flat_map(|plan| plan.entries()).map(Entry::path);
        let stale = self.decision.stale.iter();
        let kept = stale
            .filter(|stale| stale.kept().is_some())
            .map(Stale::path);
        planned
            .chain(kept)
            .flat_map(FilePath::directories)
            .collect()
    }
}

/// Tells whether a directory will be empty when everything of `gone` is, or
/// nothing if there is no directory to be reached.
fn will_be_empty(
    root: &Dir,
    path: &FilePath,
    gone: &HashSet<FilePath>,
) -> Result<Option<bool>, OutputError> {
    let dir = match walk::open_below(root, path.as_str()) {
        Ok(Some(dir)) => dir,
        Ok(None) => return Ok(None),
        Err(error) => return recognise::obstacle(error).map(|_| None),
    };
    let names = walk::names(&dir).map_err(OutputError::io("read directory", path.as_str()))?;
    let is_gone = |name: &OsString| {
        name.to_str()
            .is_some_and(|name| gone.contains(&*format!("{path}/{name}")))
    };
    Ok(Some(names.iter().all(is_gone)))
}
