//! What a process that was ended left behind: completed if it was committed,
//! cleared up if not.

use std::io;

use cap_std::fs::Dir;
use rustix::fs::{AtFlags, unlinkat};

use super::apply::{self, MANIFEST, Place, digest};
use super::generations::{self, HISTORY};
use super::recognise::{self, trace};
use super::state::{self, JOURNAL, STATE, Unread};
use super::swap::aside;
use super::sync::sync;
use super::tree;
use super::walk;
use crate::journal::{JOURNAL_BYTES, Journal, Operation, Part, is_stage};
use crate::trace::Trace;
use crate::{JournalProblem, OutputError, OutputErrorKind, Recovery};

/// Recovers the directory `root`, whose state is locked.
pub(super) fn run(root: &Dir, state: &Dir) -> Result<Recovery, OutputError> {
    let mut recovery = Recovery::default();
    let names = walk::names(state).map_err(OutputError::io("read directory", STATE))?;
    let names: Vec<_> = names
        .into_iter()
        .filter_map(|n| n.into_string().ok())
        .collect();
    let stages = || names.iter().filter(|name| is_stage(name));
    let has_journal = names.iter().any(|name| name == JOURNAL);
    if names.iter().any(|name| name == HISTORY) {
        recovery.is_cleared |= generations::recover(root, state)?;
    }
    if !has_journal && stages().next().is_none() {
        return Ok(recovery);
    }
    match pending(root, state)? {
        Some(journal) => redo(root, state, &journal, &mut recovery)?,
        None => recovery.is_cleared = true,
    }
    recovery.refused = clear(state, has_journal, stages())?;
    // A directory of an application may have been made for nothing.
    for name in names.iter().filter(|name| !is_stage(name)) {
        let _ = unlinkat(state, &**name, AtFlags::REMOVEDIR);
    }
    Ok(recovery)
}

fn redo(
    root: &Dir,
    state: &Dir,
    journal: &Journal,
    recovery: &mut Recovery,
) -> Result<(), OutputError> {
    // What a kill left is perhaps not on the disk yet.
    sync(root)?;
    let place = Place {
        root,
        state,
        is_redo: true,
    };
    for aftermath in apply::carry_out(place, journal)? {
        recovery.odd.extend(aftermath.odd);
        recovery.backups.extend(aftermath.backups);
    }
    recovery.is_completed = true;
    Ok(())
}

/// Removes the journal and the stages. Gives those of which the system does not let
/// us remove everything: nobody needs them any more, so they keep nobody out.
fn clear<'a>(
    state: &Dir,
    has_journal: bool,
    stages: impl Iterator<Item = &'a String>,
) -> Result<Vec<String>, OutputError> {
    if has_journal {
        let dropped = state::gone(unlinkat(state, JOURNAL, AtFlags::empty()));
        dropped.map_err(OutputError::io("remove", &format!("{STATE}/{JOURNAL}")))?;
    }
    let mut refused = Vec::new();
    for stage in stages {
        let path = format!("{STATE}/{stage}");
        match tree::remove(state, stage) {
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => refused.push(path),
            removed => removed.map_err(OutputError::io("remove", &path))?,
        }
    }
    Ok(refused)
}

/// Gives the journal of changes that were committed and are not all made.
pub(super) fn pending(root: &Dir, state: &Dir) -> Result<Option<Journal>, OutputError> {
    match read(state) {
        Ok(Some(journal)) if is_committed(root, state, &journal)? => Ok(Some(journal)),
        Ok(_) => Ok(None),
        Err(Unfollowed::Problem(JournalProblem::Torn)) => match is_begun(state)? {
            true => Err(unfollowed(JournalProblem::Damaged)),
            false => Ok(None),
        },
        Err(Unfollowed::Problem(problem)) => Err(unfollowed(problem)),
        Err(Unfollowed::Io(error)) => Err(OutputError::io(
            "read journal",
            &format!("{STATE}/{JOURNAL}"),
        )(error)),
    }
}

fn unfollowed(problem: JournalProblem) -> OutputError {
    let path = format!("{STATE}/{JOURNAL}");
    OutputError::new("follow journal", &path, OutputErrorKind::Journal(problem))
}

/// Whether a stage shows that a journal was followed: a power failure in the flush
/// that commits leaves a torn journal, but nothing that was done.
fn is_begun(state: &Dir) -> Result<bool, OutputError> {
    let io = || OutputError::io::<io::Error>("read directory", STATE);
    for name in walk::names(state).map_err(io())? {
        let stage = match name.to_str().filter(|name| is_stage(name)) {
            Some(name) => walk::child(state, name).map_err(io())?,
            None => None,
        };
        if let Some(stage) = stage
            && has_traces(&stage).map_err(io())?
        {
            return Ok(true);
        }
    }
    Ok(false)
}

fn has_traces(stage: &Dir) -> io::Result<bool> {
    for name in walk::names(stage)? {
        let Some(name) = name.to_str() else { continue };
        // A file that is in its place as well has two names.
        let found = walk::stat(stage, name)?.filter(|found| found.st_nlink > 1);
        if apply::is_left_by_work(name) || found.is_some() && name.parse::<u64>().is_ok() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Why a journal gives nothing to do.
enum Unfollowed {
    Problem(JournalProblem),
    Io(io::Error),
}

fn read(state: &Dir) -> Result<Option<Journal>, Unfollowed> {
    let read = state::bytes(state, JOURNAL, JOURNAL_BYTES);
    let read = read.map_err(|unread| match unread {
        Unread::NotAFile(node) => Unfollowed::Problem(JournalProblem::NotAFile(node)),
        Unread::TooLong(length) => Unfollowed::Problem(JournalProblem::TooLong(length)),
        Unread::Io(error) => Unfollowed::Io(error),
    })?;
    match read {
        Some((_, found)) if state::is_foreign(&found) => {
            Err(Unfollowed::Problem(JournalProblem::Foreign))
        }
        Some((bytes, _)) => Journal::parse(&bytes)
            .map(Some)
            .map_err(Unfollowed::Problem),
        None => Ok(None),
    }
}

/// How far one thing of a journal has come.
#[derive(PartialEq, Eq)]
enum Progress {
    /// It is in place.
    Done,
    /// It can be done.
    Ready,
    /// What it needs is not there.
    Missing,
}

/// Whether the changes were committed: one flush puts the journal and all that
/// it names on the disk, and none of it is done before that. So a power failure
/// in the flush leaves nothing done and perhaps something missing.
fn is_committed(root: &Dir, state: &Dir, journal: &Journal) -> Result<bool, OutputError> {
    let mut is_missing = false;
    for part in &journal.parts {
        let stage = walk::child(state, &part.stage).map_err(OutputError::io(
            "open directory",
            &format!("{STATE}/{}", part.stage),
        ))?;
        let mut progress = vec![of_manifest(state, stage.as_ref(), part)?];
        for operation in &part.operations {
            progress.push(of_operation(root, stage.as_ref(), operation)?);
        }
        if progress.contains(&Progress::Done) {
            return Ok(true);
        }
        is_missing |= progress.contains(&Progress::Missing);
    }
    Ok(!is_missing)
}

fn of_operation(
    root: &Dir,
    stage: Option<&Dir>,
    operation: &Operation,
) -> Result<Progress, OutputError> {
    let io = || OutputError::io::<io::Error>("read file", operation.path.as_str());
    let staged = |name: &str| match stage {
        Some(stage) => trace(stage, name).map_err(io()),
        None => Ok(None),
    };
    for out in [
        apply::taken_out(operation),
        aside(&apply::staged(operation)),
    ] {
        if staged(&out)?.is_some() {
            return Ok(Progress::Done);
        }
    }
    let Some(new) = operation.new.as_ref().map(Trace::of) else {
        return Ok(Progress::Ready);
    };
    if staged(&apply::staged(operation))?.as_ref() == Some(&new) {
        return Ok(Progress::Ready);
    }
    let there = match recognise::look(root, &operation.path)? {
        recognise::Place::Taken(parent, _) => {
            trace(&parent, operation.path.file_name()).map_err(io())?
        }
        _ => None,
    };
    Ok(match there.as_ref() == Some(&new) {
        true => Progress::Done,
        false => Progress::Missing,
    })
}

fn of_manifest(state: &Dir, stage: Option<&Dir>, part: &Part) -> Result<Progress, OutputError> {
    let (Some(owner), Some(change)) = (&part.owner, &part.manifest) else {
        return Ok(Progress::Ready);
    };
    let path = state::path(owner);
    let io = || OutputError::io::<io::Error>("read manifest", &path);
    let staged = match stage {
        Some(stage) => digest(stage, MANIFEST).map_err(io())?,
        None => None,
    };
    let placed = match walk::child(state, owner.application()).map_err(io())? {
        Some(dir) => digest(&dir, &state::name(owner)).map_err(io())?,
        None => None,
    };
    Ok(if placed == change.new {
        Progress::Done
    } else if change.new.is_none() || staged == change.new {
        Progress::Ready
    } else {
        Progress::Missing
    })
}
