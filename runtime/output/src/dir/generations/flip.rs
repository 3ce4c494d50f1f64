//! A new generation becomes the current one, or an old one again.

use cap_std::fs::Dir;
use rustix::fs::{renameat, symlinkat};

use super::{
    CURRENT, GENERATIONS, Generation, Generations, HISTORY, TREE, in_the_way, other_mode, own,
    place, recover,
};
use crate::dir::area::Area;
use crate::dir::made::MadeBelow;
use crate::dir::recognise::{self, Place, trace};
use crate::dir::rollback::whole;
use crate::dir::state::STATE;
use crate::dir::sync::sync;
use crate::dir::{LOCK_WAIT, OutputDir, swap, tree, walk};
use crate::history::{History, digest_of};
use crate::trace::Trace;
use crate::{
    Change, ConflictKind, Digest, File, FilePath, Node, OutputError, OutputErrorKind, Plan,
    Published,
};

const ACTION: &str = "publish generation";

impl Generation<'_> {
    /// Makes the staged files the current generation, which must be exactly those
    /// of `plan`, in its order. When it returns, that survives the loss of power.
    /// If they are the current generation already, nothing is written.
    ///
    /// # Errors
    ///
    /// Fails with [`Conflicts`](OutputErrorKind::Conflicts) if a file of the
    /// current generation was edited, or if `current` or `.gen` is not ours, and
    /// if the system cannot write. The link then leads where it did.
    pub fn publish(mut self, plan: &Plan) -> Result<Published, OutputError> {
        self.check(plan)?;
        let changes = self.staged.iter().map(|(_, is_current)| match is_current {
            true => Change::Identical,
            false => Change::Create,
        });
        let paths = plan.entries().iter().map(|entry| entry.path().clone());
        let published = Published {
            files: paths.zip(changes).collect(),
            is_unchanged: self.is_current(plan),
            ..Published::default()
        };
        if !published.is_unchanged {
            self.complete(plan)?;
            self.place(digest_of(plan.entries()))?;
        }
        self.dir.keep();
        Ok(published)
    }

    /// Finds out whether it may be published. Nothing is changed by then.
    fn check(&self, plan: &Plan) -> Result<(), OutputError> {
        let mut staged = self.staged.iter().map(|(entry, _)| entry);
        let mut planned = plan.entries().iter();
        if !planned.all(|entry| staged.next() == Some(entry)) || staged.next().is_some() {
            return Err(OutputError::new(ACTION, ".", OutputErrorKind::NotAsStaged));
        }
        self.there.check_place(&self.dir.root)?;
        if Some(digest_of(plan.entries())) != self.there.current {
            return Ok(());
        }
        let edited = self.staged.iter().filter(|(_, is_current)| !is_current);
        refuse_edited_files(self.there.current, edited.map(|(entry, _)| entry.path()))
    }

    /// Copies what only the current generation has.
    fn complete(&mut self, plan: &Plan) -> Result<(), OutputError> {
        let current = self.current()?;
        for (number, entry) in plan.entries().iter().enumerate() {
            if let (true, Some(current)) = (self.staged[number].1, &current) {
                let path = entry.path();
                let Place::Taken(parent, _) = recognise::look(current, path)? else {
                    return Err(OutputError::new(
                        ACTION,
                        path.as_str(),
                        OutputErrorKind::NotAsStaged,
                    ));
                };
                let content = whole(&parent, path.file_name(), entry)?.ok_or_else(|| {
                    OutputError::new(ACTION, path.as_str(), OutputErrorKind::NotAsStaged)
                })?;
                self.put(&File::new(path.clone(), content, entry.mode()))?;
            }
        }
        Ok(())
    }

    /// Makes a generation the current one. If that fails, nothing of it stays.
    fn place(&mut self, digest: Digest) -> Result<(), OutputError> {
        let placed = self.place_whole(digest);
        if let (Err(_), Some(area)) = (&placed, &self.area) {
            let _ = recover(&self.dir.root, area.state().dir());
        }
        placed
    }

    /// Everything whole and on the disk, then the link, then the rest.
    fn place_whole(&mut self, digest: Digest) -> Result<(), OutputError> {
        let is_first = self.there.history.is_none();
        let mut history = self.history_without(digest);
        let dir = self.dir;
        let root = &dir.root;
        let area = self.area()?;
        MadeBelow::public().make(area.dir(), TREE)?;
        write(area, &history)?;
        if is_first {
            // Trees that lasted without it would be nobody's.
            sync(root)?;
        }
        let generations = MadeBelow::public().make(root, GENERATIONS)?;
        let name = digest.to_string();
        tree::remove(&generations, &name)
            .and_then(|()| Ok(renameat(area.dir(), TREE, &generations, &*name)?))
            .map_err(OutputError::io(ACTION, &place(digest)))?;
        sync(root)?;
        flip(root, area, digest)?;
        sync(root)?;
        history.push(digest);
        history.trim();
        write(area, &history)?;
        dir.keep();
        prune(root, &history, digest)
    }

    /// What is known of generations before `digest` comes.
    fn history_without(&mut self, digest: Digest) -> History {
        let generations = self.there.history.take().map(|history| history.generations);
        let mut history = History {
            owner: self.owner.clone(),
            generations: generations.unwrap_or_default(),
            keep: self.keep,
            is_removed: false,
        };
        if let Some(current) = self.there.current {
            // After a rollback it is not the newest, but it is the one before.
            history.push(current);
        }
        history.generations.retain(|known| *known != digest);
        history
    }
}

impl Generations {
    /// Refuses to replace anything but a link of ours, and to put generations
    /// beside what looks like some and is nobody's: it would be cleared up.
    pub(super) fn check_place(&self, root: &Dir) -> Result<(), OutputError> {
        if self.is_pending {
            return Ok(());
        }
        let there = trace(root, CURRENT).map_err(OutputError::io("read link", CURRENT))?;
        let kind = match there {
            None => None,
            Some(Trace::Link(_)) if self.current.is_some() => None,
            Some(Trace::File { .. }) => Some(ConflictKind::Unowned),
            Some(Trace::Link(_)) => Some(ConflictKind::Replaced(Node::Symlink)),
            Some(Trace::Special(node)) => Some(ConflictKind::Replaced(node)),
        };
        if let Some(kind) = kind {
            return Err(in_the_way(&[(own(CURRENT)?, kind)]));
        }
        self.check_strangers(root)
    }

    fn check_strangers(&self, root: &Dir) -> Result<(), OutputError> {
        let all = match &self.history {
            Some(_) => None,
            None => walk::open_dir(root, Some(GENERATIONS))?,
        };
        let names = all.map_or(Ok(Vec::new()), |all| walk::names(&all));
        let names = names.map_err(OutputError::io("read directory", GENERATIONS))?;
        let is_digest = |name: &std::ffi::OsString| name.to_str().and_then(Digest::from_hex);
        match names.iter().find_map(is_digest) {
            Some(digest) => {
                let kind = ConflictKind::Replaced(Node::Directory);
                Err(in_the_way(&[(own(&place(digest))?, kind)]))
            }
            None => Ok(()),
        }
    }
}

/// Refuses to take an edited generation for the one that is exported.
pub(super) fn refuse_edited_files<'a>(
    current: Option<Digest>,
    edited: impl Iterator<Item = &'a FilePath>,
) -> Result<(), OutputError> {
    let mut paths = Vec::new();
    for (path, current) in edited.zip(std::iter::repeat(current)) {
        if let Some(current) = current {
            let path = own(&format!("{}/{path}", place(current)))?;
            paths.push((path, ConflictKind::Edited));
        }
    }
    match paths.is_empty() {
        true => Ok(()),
        false => Err(in_the_way(&paths)),
    }
}

impl OutputDir {
    /// Makes the generation before the current one current again. Tells which it
    /// is.
    ///
    /// # Errors
    ///
    /// Fails with [`NothingKept`](OutputErrorKind::NothingKept) if there is none.
    pub fn flip_back(&self, is_dry: bool) -> Result<Digest, OutputError> {
        if !is_dry {
            self.lock(LOCK_WAIT)?;
        }
        let there = Generations::read(&self.root)?;
        let (Some(history), Some(current)) = (&there.history, there.current) else {
            return Err(other_mode("it has no generations"));
        };
        let kept = OutputErrorKind::NothingKept("no generation before the current one is kept");
        let before = history.before(current);
        let before = before.ok_or_else(|| OutputError::new("roll back", CURRENT, kept))?;
        if !is_dry {
            let area = Area::make_in(self.make_state()?);
            let area = area.map_err(OutputError::io("create a directory in", STATE))?;
            let flipped = flip(&self.root, &area, before).and_then(|()| sync(&self.root));
            area.remove();
            flipped?;
        }
        Ok(before)
    }
}

/// Lets the link lead to a generation that is whole.
fn flip(root: &Dir, area: &Area, digest: Digest) -> Result<(), OutputError> {
    let link = || -> Result<(), rustix::io::Errno> {
        symlinkat(place(digest), area.dir(), CURRENT)?;
        match swap::move_to_free(area.dir(), CURRENT, root, CURRENT) {
            Err(rustix::io::Errno::EXIST) => renameat(area.dir(), CURRENT, root, CURRENT),
            moved => moved,
        }
    };
    link().map_err(OutputError::io(ACTION, CURRENT))
}

/// Puts a history into its place, once its bytes are on the disk: a name that
/// lasted without them would make the directory unusable.
pub(super) fn write(area: &Area, history: &History) -> Result<(), OutputError> {
    let path = format!("{STATE}/{HISTORY}");
    let bytes = history
        .to_json()
        .map_err(OutputError::io("write history", &path))?;
    area.write(HISTORY, &bytes, 0o600)
        .map_err(OutputError::io("write history", &path))?;
    sync(area.state().dir())?;
    renameat(area.dir(), HISTORY, area.state().dir(), HISTORY)
        .map_err(OutputError::io("write history", &path))
}

/// Removes the generations that a history does not have. The link must be on the
/// disk: power would bring back one to what is gone.
pub(super) fn prune(root: &Dir, history: &History, current: Digest) -> Result<(), OutputError> {
    let io = || OutputError::io::<std::io::Error>("remove", GENERATIONS);
    let Some(generations) = walk::open_dir(root, Some(GENERATIONS))? else {
        return Ok(());
    };
    for digest in unknown(&generations, history, current)? {
        tree::remove(&generations, &digest.to_string()).map_err(io())?;
    }
    Ok(())
}

/// Flushes and prunes, if there is anything to prune.
pub(super) fn prune_durably(
    root: &Dir,
    history: &History,
    current: Digest,
) -> Result<(), OutputError> {
    match walk::open_dir(root, Some(GENERATIONS))? {
        Some(generations) if !unknown(&generations, history, current)?.is_empty() => {
            sync(root)?;
            prune(root, history, current)
        }
        _ => Ok(()),
    }
}

fn unknown(
    generations: &Dir,
    history: &History,
    current: Digest,
) -> Result<Vec<Digest>, OutputError> {
    let names = walk::names(generations).map_err(OutputError::io("remove", GENERATIONS))?;
    let digests = names
        .iter()
        .filter_map(|name| name.to_str().and_then(Digest::from_hex));
    let is_unknown = |d: &Digest| *d != current && !history.generations.contains(d);
    Ok(digests.filter(is_unknown).collect())
}
