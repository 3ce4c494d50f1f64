//! All generations of a directory: looked at, cleared up, removed.

use std::num::NonZeroUsize;

use cap_std::fs::Dir;
use rustix::fs::{AtFlags, unlinkat};

use super::flip::{prune_durably, refuse_edited_files, write};
use super::{CURRENT, GENERATIONS, Generations, HISTORY, current, history, other_mode, own};
use crate::dir::area::Area;
use crate::dir::state::{STATE, gone};
use crate::dir::sync::sync;
use crate::dir::{LOCK_WAIT, OutputDir, existing, made, tree, walk};
use crate::history::{History, digest_of};
use crate::{
    Change, Conflict, ConflictKind, Digest, OutputError, OutputErrorKind, Owner, Plan, Published,
};

const ACTION: &str = "remove";

/// One generation, and whether it is as it was exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GenerationState {
    digest: Digest,
    is_current: bool,
    is_whole: bool,
}

impl GenerationState {
    /// Its name: the digest of all its paths, modes and bytes.
    #[must_use]
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// Whether the link leads to it.
    #[must_use]
    pub fn is_current(&self) -> bool {
        self.is_current
    }

    /// Whether it is there with all its files, and none of them was edited.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }
}

impl OutputDir {
    /// Tells what publishing `plan` as a generation would do, and writes nothing.
    ///
    /// # Errors
    ///
    /// Fails as [`OutputDir::stage_generation`] does.
    pub fn rehearse_generation(
        &self,
        owner: &Owner,
        plan: &Plan,
    ) -> Result<Published, OutputError> {
        let there = Generations::read(&self.root)?;
        self.check_generations(&there, owner)?;
        let root = match there.current {
            Some(digest) => walk::open_dir(&self.root, Some(&super::place(digest)))?,
            None => None,
        };
        let mut published = Published::default();
        for entry in plan.entries() {
            let is_there = match &root {
                Some(root) => existing::is_in_place(root, entry)?,
                None => false,
            };
            let change = if is_there {
                Change::Identical
            } else {
                Change::Create
            };
            published.files.push((entry.path().clone(), change));
        }
        published.is_unchanged = Some(digest_of(plan.entries())) == there.current;
        there.check_place(&self.root)?;
        let changed = published
            .files
            .iter()
            .filter(|(_, change)| *change == Change::Create);
        if published.is_unchanged {
            refuse_edited_files(there.current, changed.map(|(path, _)| path))?;
        }
        Ok(published)
    }

    /// The owner of the generations and each of them, oldest first; nothing if
    /// the directory has none.
    ///
    /// # Errors
    ///
    /// Fails if the history cannot be read or believed, or a generation not read.
    pub fn generations(&self) -> Result<Option<(Owner, Vec<GenerationState>)>, OutputError> {
        let there = Generations::read(&self.root)?;
        let Some(history) = there.history else {
            return Ok(None);
        };
        let mut states = Vec::new();
        let all = walk::open_dir(&self.root, Some(GENERATIONS))?;
        for digest in history.generations {
            let entries = match &all {
                Some(all) => tree::entries(all, &digest.to_string())
                    .map_err(OutputError::io("read generation", &super::place(digest)))?,
                None => None,
            };
            states.push(GenerationState {
                digest,
                is_current: Some(digest) == there.current,
                is_whole: entries.is_some_and(|entries| digest_of(&entries) == digest),
            });
        }
        Ok(Some((history.owner, states)))
    }

    /// Removes all generations with the link and the history.
    ///
    /// # Errors
    ///
    /// Fails with [`Conflicts`](OutputErrorKind::Conflicts) if a generation was
    /// edited, and if the system cannot write. What was begun is completed when
    /// the directory is used next.
    pub fn remove_generations(&self) -> Result<(), OutputError> {
        self.lock(LOCK_WAIT)?;
        let Some((owner, states)) = self.generations()? else {
            return Err(other_mode("it has no generations"));
        };
        refuse_edited(&states)?;
        let history = History {
            keep: NonZeroUsize::MIN,
            owner,
            generations: states.iter().map(GenerationState::digest).collect(),
            is_removed: true,
        };
        let area = Area::make_in(self.make_state()?);
        let area = area.map_err(OutputError::io("create a directory in", STATE))?;
        let state = area.state();
        state.set_made();
        let removed = write(&area, &history)
            .and_then(|()| sync(&self.root))
            .and_then(|()| clear(&self.root, state.dir()))
            .and_then(|()| sync(&self.root));
        area.remove();
        drop(area);
        self.leave_state();
        removed
    }
}

fn refuse_edited(states: &[GenerationState]) -> Result<(), OutputError> {
    let mut conflicts = Vec::new();
    for state in states.iter().filter(|state| !state.is_whole) {
        let path = own(&super::place(state.digest))?;
        conflicts.push(Conflict::lasting(&path, ConflictKind::Edited));
    }
    if conflicts.is_empty() {
        return Ok(());
    }
    let kind = OutputErrorKind::Conflicts(conflicts);
    Err(OutputError::new("remove from", ".", kind))
}

/// Whether a process that was ended had decided that there are no generations, or
/// had not come to the first one.
pub(in crate::dir) fn is_removal_pending(root: &Dir, state: &Dir) -> Result<bool, OutputError> {
    Ok(match history(state)? {
        Some(history) if history.is_removed => true,
        Some(history) => history.generations.is_empty() && current(root)?.is_none(),
        None => false,
    })
}

/// Clears up what a process that was ended left of generations. Tells whether
/// there was anything.
pub(in crate::dir) fn recover(root: &Dir, state: &Dir) -> Result<bool, OutputError> {
    if is_removal_pending(root, state)? {
        clear(root, state)?;
        return Ok(true);
    }
    let there = Generations::read(root)?;
    if let (Some(history), Some(current)) = (&there.history, there.current) {
        prune_durably(root, history, current)?;
    }
    Ok(false)
}

/// Removes the link, all generations and at last the history, each on the disk
/// before the next: power would else bring back a link to what is gone, or trees
/// that no history knows.
fn clear(root: &Dir, state: &Dir) -> Result<(), OutputError> {
    let io = || OutputError::io::<std::io::Error>(ACTION, GENERATIONS);
    if current(root)?.is_some() {
        gone(unlinkat(root, CURRENT, AtFlags::empty()))
            .map_err(OutputError::io(ACTION, CURRENT))?;
    }
    // Perhaps whoever removed it was cut off.
    sync(root)?;
    if let Some(all) = walk::open_dir(root, Some(GENERATIONS))? {
        for name in walk::names(&all).map_err(io())? {
            if let Some(digest) = name.to_str().and_then(Digest::from_hex) {
                tree::remove(&all, &digest.to_string()).map_err(io())?;
            }
        }
        // What someone else put there keeps it.
        made::remove_empty(root, GENERATIONS).map_err(io())?;
    }
    sync(root)?;
    let dropped = gone(unlinkat(state, HISTORY, AtFlags::empty()));
    dropped.map_err(OutputError::io(ACTION, &format!("{STATE}/{HISTORY}")))
}
