//! What a journal says, done step by step. Each step recognises what it meets by
//! its bytes, so that it can be done again after it was cut off anywhere.

mod finish;
mod steps;

use std::collections::HashSet;
use std::ffi::OsStr;
use std::io;

use cap_std::fs::Dir;
use rustix::fs::{AtFlags, Mode, mkdirat, unlinkat};
use rustix::io::Errno;

use super::made::{self, MadeBelow};
use super::protection;
use super::recognise::obstacle;
use super::state::{self, JOURNAL, STATE};
use super::swap;
use super::sync::sync;
use super::walk::{self, Opened};
use crate::journal::{Journal, Operation, Part};
use crate::{Backup, ConflictKind, FilePath, Odd, OddKind, OutputError};

pub(super) use steps::{MANIFEST, STAGED, digest, is_left_by_work, staged, taken_out};

const ACTION: &str = "put into place";

/// The directory to change, the state in it, and whether some of it may be done
/// already.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) root: &'a Dir,
    pub(super) state: &'a Dir,
    pub(super) is_redo: bool,
}

/// What came of a part besides what it says.
#[derive(Clone, Debug, Default)]
pub(super) struct Aftermath {
    pub(super) odd: Vec<Odd>,
    pub(super) backups: Vec<Backup>,
}

/// How far the way to a file leads.
enum Reached<'a> {
    Dir(Opened<'a>),
    Nothing,
    Other,
}

/// One part in work.
struct Work<'a> {
    place: Place<'a>,
    part: &'a Part,
    /// In a recovery, what an earlier attempt may have put into place.
    expected: &'a HashSet<&'a str>,
    stage: Dir,
    aftermath: Aftermath,
}

/// Does everything that a committed journal says, part by part, and drops it.
/// When it returns, what was done survives the loss of power.
pub(super) fn carry_out(
    place: Place<'_>,
    journal: &Journal,
) -> Result<Vec<Aftermath>, OutputError> {
    let of = journal.changes();
    let mut done = 0;
    let expected = match place.is_redo {
        true => journal.parts.iter().flat_map(comes).collect(),
        false => HashSet::new(),
    };
    let mut works = Vec::new();
    for part in &journal.parts {
        let work = Work::open(place, part, &expected);
        let mut work = work.map_err(|error| error.interrupted(done, of))?;
        work.apply(&mut done)
            .map_err(|error| error.interrupted(done, of))?;
        works.push(work);
    }
    end(place, &mut works).map_err(|error| error.interrupted(done, of))?;
    Ok(works.into_iter().map(|work| work.aftermath).collect())
}

/// Flushes, clears up, and drops the journal: only what is on disk may be
/// forgotten.
fn end(place: Place<'_>, works: &mut [Work<'_>]) -> Result<(), OutputError> {
    sync(place.root)?;
    for work in works {
        work.finish()?;
    }
    let dropped = state::gone(unlinkat(place.state, JOURNAL, AtFlags::empty()));
    dropped.map_err(OutputError::io("remove", &format!("{STATE}/{JOURNAL}")))
}

impl<'a> Work<'a> {
    fn open(
        place: Place<'a>,
        part: &'a Part,
        expected: &'a HashSet<&'a str>,
    ) -> Result<Self, OutputError> {
        Ok(Self {
            place,
            part,
            expected,
            stage: open_stage(place, &part.stage).map_err(OutputError::io(
                "open directory",
                &format!("{STATE}/{}", part.stage),
            ))?,
            aftermath: Aftermath::default(),
        })
    }

    /// First what goes, since a file may be needed as a directory or the other
    /// way round. The manifest comes last.
    fn apply(&mut self, done: &mut usize) -> Result<(), OutputError> {
        let is_deletion = |operation: &&Operation| operation.new.is_none();
        let operations = self.part.operations.iter();
        for operation in operations.clone().filter(is_deletion) {
            self.take(operation)?;
            *done += 1;
        }
        for path in &self.part.emptied {
            self.remove_empty(path)?;
        }
        for path in &self.part.made {
            self.make(path.as_str())?;
        }
        for operation in operations.filter(|operation| !is_deletion(operation)) {
            self.take(operation)?;
            *done += 1;
        }
        self.place_manifest()
    }

    /// Does one operation, and notes if it could not be done as decided.
    fn take(&mut self, operation: &Operation) -> Result<(), OutputError> {
        let path = &operation.path;
        let odd = match self.tried(operation) {
            Err(error) if self.is_final(&error, path.as_str())? => Some(OddKind::Refused),
            tried => tried?,
        };
        let odd = odd.map(|kind| Odd::new(path, kind));
        self.aftermath.odd.extend(odd);
        Ok(())
    }

    fn tried(&self, operation: &Operation) -> Result<Option<OddKind>, OutputError> {
        let io = || OutputError::io::<io::Error>(ACTION, operation.path.as_str());
        if self.place.is_redo {
            swap::complete(&self.stage, &staged(operation)).map_err(io())?;
        }
        Ok(match self.parent(operation)? {
            Reached::Dir(parent) => self.step(operation, &parent).map_err(io())?,
            Reached::Nothing if operation.new.is_none() => None,
            Reached::Nothing => Some(OddKind::Lost),
            Reached::Other => Some(OddKind::Changed),
        })
    }

    /// Whether the system refuses even the second time what is not ours to mend:
    /// trying on would keep everyone from the directory for good.
    fn is_final(&self, error: &OutputError, path: &str) -> Result<bool, OutputError> {
        let is_denied = self.place.is_redo && error.is_denied();
        Ok(is_denied && protection::is_beyond_us(self.place.root, path)?)
    }

    /// Opens the directory of a file, and makes it for one that is to come.
    fn parent(&self, operation: &Operation) -> Result<Reached<'a>, OutputError> {
        let (root, path) = (self.place.root, operation.path.parent());
        let mut opened = walk::open_dir(root, path);
        if let (Ok(None), Some(path), Some(_)) = (&opened, path, &operation.new) {
            self.make(path)?;
            opened = walk::open_dir(root, Some(path));
        }
        match opened {
            Ok(Some(dir)) => Ok(Reached::Dir(dir)),
            Ok(None) => Ok(Reached::Nothing),
            Err(error) => match obstacle(error)? {
                // What a deleted file was below is a file again, as it was
                // decided.
                ConflictKind::Blocked { .. } if operation.new.is_none() => Ok(Reached::Nothing),
                _ => Ok(Reached::Other),
            },
        }
    }

    /// Removes a directory that is empty now. What someone put there meanwhile
    /// keeps it.
    fn remove_empty(&self, path: &FilePath) -> Result<(), OutputError> {
        let parent = match walk::open_dir(self.place.root, path.parent()) {
            Ok(Some(parent)) => parent,
            Ok(None) => return Ok(()),
            Err(error) => return obstacle(error).map(drop),
        };
        let removed = made::remove_empty(&parent, path.file_name());
        match removed.map_err(OutputError::io("remove directory", path.as_str())) {
            Err(error) if self.is_final(&error, path.as_str())? => Ok(()),
            removed => removed,
        }
    }

    /// Makes a directory, unless something else has its name: then the files in
    /// it will be odd.
    fn make(&self, path: &str) -> Result<(), OutputError> {
        let mut made = MadeBelow::marked();
        let dir = match made.make(self.place.root, path) {
            Ok(dir) => dir,
            Err(error) if self.is_final(&error, path)? => return Ok(()),
            Err(error) => return obstacle(error).map(drop),
        };
        if self.place.is_redo && made.is_empty() {
            let is_expected = |name: &OsStr| self.comes_to(path, name);
            made::finish(&dir, is_expected).map_err(OutputError::io("create directory", path))?;
        }
        Ok(())
    }

    fn comes_to(&self, above: &str, name: &OsStr) -> bool {
        let path = name.to_str().map(|name| format!("{above}/{name}"));
        path.is_some_and(|path| self.expected.contains(&*path))
    }
}

/// The files and the directories that a part brings.
fn comes(part: &Part) -> impl Iterator<Item = &str> {
    let files = part.operations.iter().map(|operation| &operation.path);
    files.chain(&part.made).map(FilePath::as_str)
}

/// Opens the stage of a part. It may be in its last place already: then nothing
/// is in it.
fn open_stage(place: Place<'_>, name: &str) -> io::Result<Dir> {
    if place.is_redo {
        match mkdirat(place.state, name, Mode::from_raw_mode(0o700)) {
            Ok(()) | Err(Errno::EXIST) => {}
            Err(errno) => return Err(errno.into()),
        }
    }
    walk::child(place.state, name)?.ok_or_else(|| Errno::NOENT.into())
}
