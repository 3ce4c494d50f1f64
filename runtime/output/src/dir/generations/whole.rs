//! All generations of a directory: looked at, cleared up, removed.

use std::io;
use std::num::NonZeroUsize;

use cap_std::fs::Dir;
use rustix::fs::{AtFlags, renameat, unlinkat};

use super::decide::{read, refuse_protected};
use super::flip::{place_history, stage_history};
use super::{CURRENT, GENERATIONS, Generations, HISTORY, current, history, other_mode, own};
use crate::dir::area::Area;
use crate::dir::made::MadeBelow;
use crate::dir::state::{STATE, gone};
use crate::dir::sync::sync;
use crate::dir::walk::stat;
use crate::dir::{LOCK_WAIT, OutputDir, existing, holding, made, tree, walk};
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
    standing: Standing,
}

/// What became of a generation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It is as it was exported, and ours to take away.
    Whole,
    /// It is not.
    Edited,
    /// It is gone.
    Missing,
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

    /// Whether it is there with all its files, and none of them was edited, given to
    /// another user or protected.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.standing == Standing::Whole
    }

    /// Whether it is gone altogether.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.standing == Standing::Missing
    }
}

impl Standing {
    /// Looks at a generation in `all`, the directory of them. One that someone took
    /// the rights to read from us is not as it was exported.
    pub(super) fn of(all: Option<&Dir>, digest: Digest) -> Result<Self, OutputError> {
        match all.map(|all| Self::look(all, digest)) {
            None => Ok(Self::Missing),
            Some(looked) => looked.map_err(read(digest)),
        }
    }

    fn look(all: &Dir, digest: Digest) -> io::Result<Self> {
        let name = digest.to_string();
        if stat(all, &name)?.is_none() {
            return Ok(Self::Missing);
        }
        match tree::entries(all, &name) {
            Ok(Some(entries)) if digest_of(&entries) == digest => Ok(Self::Whole),
            Ok(_) => Ok(Self::Edited),
            Err(error) if is_denied(&error) && tree::is_closed(all, &name)? => Ok(Self::Edited),
            Err(error) => Err(error),
        }
    }

    /// Whether there is anything under its name.
    pub(super) fn is_there(all: Option<&Dir>, digest: Digest) -> Result<bool, OutputError> {
        match all {
            Some(all) => {
                let found = stat(all, &digest.to_string()).map_err(read(digest))?;
                Ok(found.is_some())
            }
            None => Ok(false),
        }
    }
}

fn is_denied(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::PermissionDenied
}

impl OutputDir {
    /// Tells what publishing `plan` as a generation would do, and writes nothing.
    ///
    /// # Errors
    ///
    /// Fails as [`OutputDir::stage_generation`] does, and
    /// [`Generation::prepare`](crate::Generation::prepare).
    pub fn rehearse_generation(
        &self,
        owner: &Owner,
        keep: NonZeroUsize,
        plan: &Plan,
    ) -> Result<Published, OutputError> {
        let there = Generations::read(&self.root)?;
        self.check_generations(&there, owner)?;
        let root = there.open_current(&self.root)?;
        let mut published = Published::default();
        for entry in plan.entries() {
            let is_there = match &root {
                Some(root) => existing::is_in_place(root, entry)?,
                None => false,
            };
            let change = match is_there {
                true => Change::Identical,
                false => Change::Create,
            };
            published.files.push((entry.path().clone(), change));
        }
        let files = published.files.iter();
        let changed = files.filter(|(_, change)| *change == Change::Create);
        let digest = digest_of(plan.entries());
        let decision = there.decide(&self.root, digest, keep, changed.map(|(path, _)| path))?;
        published.is_unchanged = decision.next.is_none();
        published.edited = decision.edited;
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
        let all = walk::open_below(&self.root, GENERATIONS)?;
        for digest in history.generations {
            states.push(GenerationState {
                digest,
                is_current: Some(digest) == there.current,
                standing: Standing::of(all.as_ref(), digest)?,
            });
        }
        Ok(Some((history.owner, states)))
    }

    /// What lies beside the generations and is nobody's, in the directory itself
    /// and in `.gen`. Sorted by path, which may be any text: it is to be escaped
    /// before it is shown.
    ///
    /// # Errors
    ///
    /// Fails if a directory cannot be read.
    pub fn strangers_of_generations(&self) -> Result<Vec<String>, OutputError> {
        let there = Generations::read(&self.root)?;
        let known = there
            .history
            .map_or_else(Vec::new, |known| known.generations);
        let mut strangers = holding::names(&self.root, None)?;
        strangers.retain(|name| {
            let is_link = name == CURRENT && there.current.is_some();
            !is_link && name != STATE && name != GENERATIONS
        });
        if let Some(all) = walk::open_below(&self.root, GENERATIONS)? {
            let names = holding::names(&all, Some(GENERATIONS))?.into_iter();
            let is_known =
                |name: &String| Digest::from_hex(name).is_some_and(|name| known.contains(&name));
            let names = names.filter(|name| !is_known(name));
            strangers.extend(names.map(|name| format!("{GENERATIONS}/{name}")));
        }
        strangers.sort_unstable();
        Ok(strangers)
    }

    /// Removes all generations with the link and the history.
    ///
    /// # Errors
    ///
    /// Fails with [`Conflicts`](OutputErrorKind::Conflicts) if a generation was
    /// edited or the link may not be taken away, and if the system cannot write.
    /// What was begun is completed when the directory is used next.
    pub fn remove_generations(&self) -> Result<(), OutputError> {
        self.lock(LOCK_WAIT)?;
        let Some((owner, states)) = self.generations()? else {
            return Err(other_mode("it has no generations"));
        };
        refuse_edited(&states)?;
        refuse_protected(&self.root)?;
        let history = History {
            owner,
            generations: states.iter().map(GenerationState::digest).collect(),
            next: Vec::new(),
            is_removed: true,
        };
        let area = Area::make_in(self.make_state()?)?;
        let state = area.state();
        state.set_made();
        let removed = stage_history(area.dir(), &history)
            .and_then(|()| place_history(area.dir(), state.dir()))
            .and_then(|()| sync(&self.root))
            .and_then(|()| clear(&self.root, state.dir(), &history))
            .and_then(|()| sync(&self.root));
        area.remove();
        drop(area);
        self.leave_state();
        removed
    }
}

fn refuse_edited(states: &[GenerationState]) -> Result<(), OutputError> {
    let mut conflicts = Vec::new();
    for state in states {
        if state.standing == Standing::Edited {
            let path = own(&super::place(state.digest))?;
            conflicts.push(Conflict::lasting(&path, ConflictKind::Edited));
        }
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
    match history(state)? {
        Some(history) => is_to_go(root, &history),
        None => Ok(false),
    }
}

fn is_to_go(root: &Dir, history: &History) -> Result<bool, OutputError> {
    Ok(history.is_removed || history.generations.is_empty() && current(root)?.is_none())
}

/// Clears up what a process that was ended left of generations. Tells whether
/// they are gone.
pub(in crate::dir) fn recover(root: &Dir, state: &Dir) -> Result<bool, OutputError> {
    let Some(history) = history(state)? else {
        return Ok(false);
    };
    if is_to_go(root, &history)? {
        clear(root, state, &history)?;
        return Ok(true);
    }
    if !history.next.is_empty() {
        // What a kill left is perhaps not on the disk yet.
        sync(root)?;
        let (history, leaving) = history.settled(current(root)?);
        in_a_stage(state, |stage| settle(root, state, stage, history, &leaving))?;
    }
    Ok(false)
}

/// Takes away the generations that may go, and writes down which there are.
pub(super) fn settle(
    root: &Dir,
    state: &Dir,
    stage: &Dir,
    mut history: History,
    leaving: &[Digest],
) -> Result<(), OutputError> {
    let edited = take_out(root, stage, leaving)?;
    history.generations.splice(0..0, edited);
    stage_history(stage, &history)?;
    place_history(stage, state)
}

/// Moves generations into a stage: when some of their files are removed, they are
/// none any more by which somebody could think them edited. The move must be on
/// the disk before that. Gives those that were edited and therefore stay.
fn take_out(root: &Dir, stage: &Dir, leaving: &[Digest]) -> Result<Vec<Digest>, OutputError> {
    let mut edited = Vec::new();
    let Some(all) = walk::open_below(root, GENERATIONS)? else {
        return Ok(edited);
    };
    for digest in leaving {
        let name = digest.to_string();
        match Standing::of(Some(&all), *digest)? {
            Standing::Whole => {
                let moved = tree::open_to_remove(&all, &name)
                    .and_then(|_| Ok(renameat(&all, &*name, stage, &*name)?));
                moved.map_err(OutputError::io(ACTION, &super::place(*digest)))?;
            }
            Standing::Edited => edited.push(*digest),
            Standing::Missing => {}
        }
    }
    Ok(edited)
}

/// Makes a stage, and removes it afterwards with all that was moved there.
fn in_a_stage(
    state: &Dir,
    work: impl FnOnce(&Dir) -> Result<(), OutputError>,
) -> Result<(), OutputError> {
    let name = Area::fresh_name();
    let stage = MadeBelow::private().make(state, &name)?;
    let worked = work(&stage);
    // What cannot be removed is told when the directory is used next.
    let _ = tree::remove(state, &name);
    worked
}

/// Removes the link, all generations and at last the history, each on the disk
/// before the next: power would else bring back a link to what is gone, or trees
/// that no history knows.
fn clear(root: &Dir, state: &Dir, history: &History) -> Result<(), OutputError> {
    if current(root)?.is_some() {
        gone(unlinkat(root, CURRENT, AtFlags::empty()))
            .map_err(OutputError::io(ACTION, CURRENT))?;
    }
    // Perhaps whoever removed it was cut off.
    sync(root)?;
    let leaving = [&*history.generations, &*history.next].concat();
    in_a_stage(state, |stage| {
        take_out(root, stage, &leaving)?;
        // What someone else put there, or edited, keeps it.
        made::remove_empty(root, GENERATIONS).map_err(OutputError::io(ACTION, GENERATIONS))?;
        sync(root)
    })?;
    let dropped = gone(unlinkat(state, HISTORY, AtFlags::empty()));
    dropped.map_err(OutputError::io(ACTION, &format!("{STATE}/{HISTORY}")))
}
