//! A directory of its own: each export is a generation in `.gen`, and the link
//! `current` leads to one of them.

mod decide;
mod flip;
mod whole;

use std::num::NonZeroUsize;

use cap_std::fs::Dir;

use super::OutputDir;
use super::area::Area;
use super::existing;
use super::made::MadeBelow;
use super::recognise::trace;
use super::state::{self, STATE, Unread};
use super::tree;
use super::walk::{self, stat};
use crate::history::{HISTORY_BYTES, History, HistoryProblem};
use crate::trace::Trace;
use crate::{
    Conflict, ConflictKind, Digest, Entry, File, FilePath, OutputError, OutputErrorKind, Owner,
    PathProfile,
};
pub use flip::PreparedGeneration;
pub use whole::GenerationState;
pub(super) use whole::{is_removal_pending, recover};

/// Where the generations are, below the output directory.
const GENERATIONS: &str = ".gen";

/// The link to the current one.
const CURRENT: &str = "current";

/// The history, in the state directory.
pub(super) const HISTORY: &str = ".generations";

/// The tree of a new generation in its stage.
const TREE: &str = "tree";

/// What there is: the history, and where the link leads.
#[derive(Debug)]
pub(super) struct Generations {
    history: Option<History>,
    current: Option<Digest>,
    /// Those that a process that was ended left to be removed, and that count as
    /// removed.
    leaving: Vec<Digest>,
    /// Whether what is to be seen of them is still to be removed, and counts as
    /// removed.
    is_pending: bool,
}

/// The files of one export on their way to a generation.
///
/// Dropping it unpublished removes what was staged.
#[derive(Debug)]
pub struct Generation<'dir> {
    dir: &'dir OutputDir,
    owner: Owner,
    keep: NonZeroUsize,
    there: Generations,
    area: Option<Area>,
    staged: Vec<(Entry, bool)>,
}

impl OutputDir {
    /// Begins to stage a generation of `owner`, of whose generations the newest
    /// `keep` are kept. The files go to `.gen/DIGEST`, and the link `current`
    /// leads to that directory as soon as it is whole.
    ///
    /// # Errors
    ///
    /// Fails with [`OtherMode`](OutputErrorKind::OtherMode) if files are exported
    /// to the directory one by one, or if its generations are another owner's,
    /// and if it cannot be locked and recovered.
    pub fn stage_generation(
        &self,
        owner: &Owner,
        keep: NonZeroUsize,
    ) -> Result<Generation<'_>, OutputError> {
        self.lock(super::LOCK_WAIT)?;
        let there = Generations::read(&self.root)?;
        self.check_generations(&there, owner)?;
        Ok(Generation {
            dir: self,
            owner: owner.clone(),
            keep,
            there,
            area: None,
            staged: Vec::new(),
        })
    }

    /// Refuses a directory that is exported to in another way, or by another.
    fn check_generations(&self, there: &Generations, owner: &Owner) -> Result<(), OutputError> {
        match &there.history {
            Some(history) if !history.owner.is_same(owner) => {
                Err(other_mode("it has the generations of another export"))
            }
            None if !self.owners()?.is_empty() => {
                Err(other_mode("files are exported to it one by one"))
            }
            _ => Ok(()),
        }
    }

    /// Opens the current generation, if there is one.
    ///
    /// # Errors
    ///
    /// Fails if it cannot be opened.
    pub fn current(&self) -> Result<Option<Self>, OutputError> {
        let root = Generations::read(&self.root)?.open_current(&self.root)?;
        Ok(root.map(|root| Self::new(root, Vec::new())))
    }

    /// Whose the generations are, if there are any: what
    /// [`generations`](OutputDir::generations) tells, without a look at their files.
    ///
    /// # Errors
    ///
    /// Fails if the history cannot be read or believed.
    pub fn owner_of_generations(&self) -> Result<Option<Owner>, OutputError> {
        let history = Generations::read(&self.root)?.history;
        Ok(history.map(|history| history.owner))
    }
}

impl Generations {
    fn open_current(&self, root: &Dir) -> Result<Option<Dir>, OutputError> {
        match self.current {
            Some(digest) => walk::open_below(root, &place(digest)),
            None => Ok(None),
        }
    }

    /// Reads what there is below `root`.
    pub(super) fn read(root: &Dir) -> Result<Self, OutputError> {
        let (history, is_pending) = match state::open(root)? {
            Some(state) if is_removal_pending(root, &state)? => (None, true),
            Some(state) => (history(&state)?, false),
            None => (None, false),
        };
        let Some(history) = history else {
            return Ok(Self {
                history: None,
                current: None,
                leaving: Vec::new(),
                is_pending,
            });
        };
        let current = current(root)?;
        let (mut history, leaving) = history.settled(current);
        if let Some(current) = current.filter(|digest| !history.generations.contains(digest)) {
            // Somebody else led the link there.
            history.push(current);
        }
        Ok(Self {
            history: Some(history),
            current,
            leaving,
            is_pending,
        })
    }
}

/// Refuses single files where there are generations.
pub(super) fn refuse(root: &Dir, state: &Dir) -> Result<(), OutputError> {
    match stat(state, HISTORY).map_err(OutputError::io("read directory", STATE))? {
        Some(_) if !is_removal_pending(root, state)? => {
            Err(other_mode("exports to it are generations"))
        }
        _ => Ok(()),
    }
}

impl Generation<'_> {
    /// Writes `file` to the stage, unless the current generation has the very
    /// same. The bytes may be dropped afterwards.
    ///
    /// # Errors
    ///
    /// Fails if the bytes cannot be written.
    pub fn write(&mut self, file: &File) -> Result<(), OutputError> {
        let entry = Entry::of(file);
        let is_current = match self.current()? {
            Some(current) => existing::is_in_place(&current, &entry)?,
            None => false,
        };
        if !is_current {
            self.put(file)?;
        }
        self.staged.push((entry, is_current));
        Ok(())
    }

    fn current(&self) -> Result<Option<Dir>, OutputError> {
        self.there.open_current(&self.dir.root)
    }

    /// Writes a file into the tree of the stage.
    fn put(&mut self, file: &File) -> Result<(), OutputError> {
        let path = file.path();
        let io = || OutputError::io::<std::io::Error>("stage file", path.as_str());
        let area = self.area()?;
        let above = match path.parent() {
            Some(parent) => format!("{TREE}/{parent}"),
            None => TREE.to_owned(),
        };
        let parent = MadeBelow::public().make(area.dir(), &above)?;
        Area::write_in(
            &parent,
            path.file_name(),
            file.content(),
            file.mode().bits(),
        )
        .map_err(io())
    }

    fn area(&mut self) -> Result<&Area, OutputError> {
        if self.area.is_none() {
            let state = self.dir.make_state()?;
            self.area = Some(Area::make_in(state)?);
        }
        let missing = || OutputError::io("create a directory in", STATE)(rustix::io::Errno::NOENT);
        self.area.as_ref().ok_or_else(missing)
    }
}

impl Drop for Generation<'_> {
    fn drop(&mut self) {
        if let Some(area) = self.area.take() {
            let _ = tree::remove(area.state().dir(), area.name());
        }
        self.dir.leave_state();
        self.dir.remove_made();
    }
}

fn history(state: &Dir) -> Result<Option<History>, OutputError> {
    let path = format!("{STATE}/{HISTORY}");
    let problem = |why| OutputError::new("read history", &path, OutputErrorKind::History(why));
    let unreadable = |why: String| problem(HistoryProblem::Unreadable(why));
    let read = state::bytes(state, HISTORY, HISTORY_BYTES).map_err(|unread| match unread {
        Unread::NotAFile(node) => unreadable(format!("it is {node}")),
        Unread::TooLong(length) => unreadable(format!("it has {length} bytes")),
        Unread::Io(error) => OutputError::io("read history", &path)(error),
    })?;
    match read {
        Some((_, found)) if state::is_foreign(&found) => Err(problem(HistoryProblem::Foreign)),
        Some((bytes, _)) => History::parse(&bytes).map(Some).map_err(problem),
        None => Ok(None),
    }
}

/// Where the link leads, if it is one of ours.
fn current(root: &Dir) -> Result<Option<Digest>, OutputError> {
    let io = OutputError::io("read link", CURRENT);
    let target = match trace(root, CURRENT) {
        Ok(Some(Trace::Link(_))) => rustix::fs::readlinkat(root, CURRENT, Vec::new()),
        Ok(_) => return Ok(None),
        Err(error) => return Err(io(error)),
    };
    let target = target.map_err(|errno| io(errno.into()))?;
    let name = target
        .to_str()
        .ok()
        .and_then(|text| text.strip_prefix(".gen/"));
    Ok(name.and_then(Digest::from_hex))
}

/// The path of a generation.
fn place(digest: Digest) -> String {
    format!("{GENERATIONS}/{digest}")
}

fn other_mode(why: &'static str) -> OutputError {
    OutputError::new("publish to", ".", OutputErrorKind::OtherMode(why))
}

/// A path of our own, to be told.
fn own(path: &str) -> Result<FilePath, OutputError> {
    let odd = |_| OutputError::new("tell", path, OutputErrorKind::NotAsStaged);
    FilePath::new(path, PathProfile::PosixUnit).map_err(odd)
}

/// Refuses what is not ours to change, and cannot be taken over: a link has no
/// backup that would lead to the same place, nor has a whole generation.
fn in_the_way(paths: &[(FilePath, ConflictKind)]) -> OutputError {
    let conflict = |(path, kind): &(FilePath, ConflictKind)| Conflict::lasting(path, kind.clone());
    let conflicts = paths.iter().map(conflict).collect();
    OutputError::new("publish to", ".", OutputErrorKind::Conflicts(conflicts))
}
