//! What publishing a generation would do, decided before anything is written.

use std::num::NonZeroUsize;

use cap_std::fs::Dir;

use super::whole::Standing;
use super::{CURRENT, GENERATIONS, Generations, current, in_the_way, own, place};
use crate::dir::protection::Guard;
use crate::dir::recognise::trace;
use crate::dir::walk::{self, node, stat};
use crate::trace::Trace;
use crate::{ConflictKind, Digest, FilePath, Node, OutputError};

/// What is to be done for one generation.
#[derive(Debug)]
pub(super) struct Decision {
    /// Whether its files are still to be put into `.gen`.
    pub(super) is_new: bool,
    /// The generations that there are afterwards, unless that changes nothing.
    pub(super) next: Option<Vec<Digest>>,
    /// Those that were edited, so that they stay: older ones than are kept, and the
    /// one that is current no longer.
    pub(super) edited: Vec<Digest>,
}

impl Generations {
    /// Decides what makes `digest` the current generation; `edited` are the files
    /// that are not in it, or not as they are exported, if it is that already.
    pub(super) fn decide<'a>(
        &self,
        root: &Dir,
        digest: Digest,
        keep: NonZeroUsize,
        edited: impl Iterator<Item = &'a FilePath>,
    ) -> Result<Decision, OutputError> {
        self.check_place(root)?;
        let all = match self.is_pending {
            true => None,
            false => walk::open_below(root, GENERATIONS)?,
        };
        let is_current = self.current == Some(digest);
        if !is_current {
            refuse_protected(root)?;
        }
        let found = match &all {
            Some(_) if self.leaving.contains(&digest) => None,
            Some(all) => stat(all, &digest.to_string()).map_err(read(digest))?,
            None => None,
        };
        match &found {
            Some(_) if is_current => refuse_edited_files(digest, edited)?,
            Some(found) => self.check_kept(all.as_ref(), digest, node(found))?,
            None => {}
        }
        let (next, edited) = self.next(all.as_ref(), digest, keep)?;
        let is_same = is_current && found.is_some() && next.len() == self.known().len();
        Ok(Decision {
            is_new: found.is_none(),
            next: (!is_same).then_some(next),
            edited,
        })
    }

    /// Refuses to replace anything but a link of ours, and to put generations
    /// beside what looks like some and is nobody's.
    fn check_place(&self, root: &Dir) -> Result<(), OutputError> {
        if self.is_pending {
            return Ok(());
        }
        refuse_stranger(root, self.current)?;
        self.check_strangers(root)
    }

    fn check_strangers(&self, root: &Dir) -> Result<(), OutputError> {
        let all = match &self.history {
            Some(_) => None,
            None => walk::open_below(root, GENERATIONS)?,
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

    /// Refuses to lead the link to what is not as it was exported, or nobody's.
    fn check_kept(
        &self,
        all: Option<&Dir>,
        digest: Digest,
        found: Node,
    ) -> Result<(), OutputError> {
        let kind = match self.known().contains(&digest) {
            false => ConflictKind::Replaced(found),
            true if Standing::of(all, digest)? == Standing::Whole => return Ok(()),
            true => ConflictKind::Edited,
        };
        Err(in_the_way(&[(own(&place(digest))?, kind)]))
    }

    fn known(&self) -> &[Digest] {
        let history = self.history.as_ref();
        history.map_or(&[], |history| &history.generations)
    }

    /// The generations that there are when `digest` is current, and those of them
    /// that were edited. What is gone is forgotten; of what is older than the
    /// newest `keep` only what was edited stays, since nobody else has it.
    fn next(
        &self,
        all: Option<&Dir>,
        digest: Digest,
        keep: NonZeroUsize,
    ) -> Result<(Vec<Digest>, Vec<Digest>), OutputError> {
        let mut newest = Vec::new();
        let known = self.known().iter().copied();
        // After a rollback the current one is not the newest, but the one before.
        for known in known
            .filter(|known| Some(*known) != self.current)
            .chain(self.current)
        {
            let is_there = Standing::is_there(all, known)?;
            newest.extend((known != digest && is_there).then_some(known));
        }
        newest.push(digest);
        let beyond = newest.len().saturating_sub(keep.get());
        let mut edited = Vec::new();
        for old in newest.drain(..beyond) {
            edited.extend((Standing::of(all, old)? == Standing::Edited).then_some(old));
        }
        let next = [&*edited, &*newest].concat();
        if let Some(left) = self
            .current
            .filter(|left| newest.contains(left) && *left != digest)
        {
            edited.extend((Standing::of(all, left)? == Standing::Edited).then_some(left));
        }
        Ok((next, edited))
    }
}

/// Refuses whatever is in the place of the link but one that leads to `ours`.
pub(super) fn refuse_stranger(dir: &Dir, ours: Option<Digest>) -> Result<(), OutputError> {
    let there = trace(dir, CURRENT).map_err(OutputError::io("read link", CURRENT))?;
    let kind = match there {
        None => return Ok(()),
        Some(Trace::Link(_)) if ours.is_some() && current(dir)? == ours => return Ok(()),
        Some(Trace::File { .. }) => ConflictKind::Unowned,
        Some(Trace::Link(_)) => ConflictKind::Replaced(Node::Symlink),
        Some(Trace::Special(node)) => ConflictKind::Replaced(node),
    };
    Err(in_the_way(&[(own(CURRENT)?, kind)]))
}

/// Refuses to lead a link elsewhere, or to remove one, that may not be taken away.
pub(super) fn refuse_protected(root: &Dir) -> Result<(), OutputError> {
    let protection = Guard::of(root).and_then(|guard| guard.over(CURRENT));
    match protection.map_err(OutputError::io("read link", CURRENT))? {
        Some(protection) => Err(in_the_way(&[(
            own(CURRENT)?,
            ConflictKind::Protected(protection),
        )])),
        None => Ok(()),
    }
}

/// Refuses to take an edited generation for the one that is exported.
fn refuse_edited_files<'a>(
    current: Digest,
    edited: impl Iterator<Item = &'a FilePath>,
) -> Result<(), OutputError> {
    let mut paths = Vec::new();
    for path in edited {
        let path = own(&format!("{}/{path}", place(current)))?;
        paths.push((path, ConflictKind::Edited));
    }
    match paths.is_empty() {
        true => Ok(()),
        false => Err(in_the_way(&paths)),
    }
}

pub(super) fn read(digest: Digest) -> impl FnOnce(std::io::Error) -> OutputError {
    move |error| OutputError::io("read generation", &place(digest))(error)
}
