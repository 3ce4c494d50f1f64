//! The files of the plan.

use cap_std::fs::Dir;
use rustix::fs::Stat;

use super::Deciding;
use crate::dir::recognise::{self, Place};
use crate::dir::walk::{self, Opened, node};
use crate::journal::Operation;
use crate::path::names::folded;
use crate::trace::Trace;
use crate::{Change, ConflictKind, Entry, FilePath, Node, OutputError};

/// What is in the place of a planned file.
enum InPlace<'a> {
    /// The name is free, or will be.
    Nothing,
    /// It is ours and as we put it there.
    Ours(Trace),
    /// It is somebody else's.
    Theirs(ConflictKind, Option<Opened<'a>>),
}

impl<'a> Deciding<'a> {
    /// Decides about each, in order.
    pub(super) fn decide_planned(
        &mut self,
        mut is_in_place: impl FnMut(usize) -> Result<bool, OutputError>,
    ) -> Result<(), OutputError> {
        for (number, entry) in self.question.plan.entries().iter().enumerate() {
            let change = match is_in_place(number)? {
                true => Change::Identical,
                false => self.decide_file(number, entry)?,
            };
            self.decision.changes.push(change);
        }
        Ok(())
    }

    fn decide_file(&mut self, number: usize, entry: &Entry) -> Result<Change, OutputError> {
        let path = entry.path();
        let (change, old) = match self.in_place(path)? {
            InPlace::Nothing => {
                self.make_way(path)?;
                (Change::Create, None)
            }
            InPlace::Ours(old) => (change(&old, entry), Some(old)),
            InPlace::Theirs(kind, parent) => match self.contend(path, kind, parent.as_deref())? {
                Some(old) if self.question.is_adopting => (Change::Adopt, Some(old)),
                Some(old) => (change(&old, entry), Some(old)),
                None => return Ok(Change::Keep),
            },
        };
        self.decision.operations.push(Operation {
            path: path.clone(),
            number: number as u64,
            old,
            new: Some(entry.clone()),
            is_adopted: change == Change::Adopt,
        });
        Ok(change)
    }

    fn in_place(&self, path: &FilePath) -> Result<InPlace<'a>, OutputError> {
        match self.question.foreseen.get(path) {
            Some(None) => return Ok(InPlace::Nothing),
            Some(Some(there)) if self.owned.get(path) == Some(&there) => {
                return Ok(InPlace::Ours(Trace::of(there)));
            }
            _ => {}
        }
        match recognise::look(self.question.root, path)? {
            Place::Free => Ok(InPlace::Nothing),
            Place::Blocked(ConflictKind::Blocked { at, .. }) if self.removed.contains(&*at) => {
                Ok(InPlace::Nothing)
            }
            Place::Blocked(kind) => Ok(InPlace::Theirs(kind, None)),
            Place::Taken(parent, found) => self.whose(path, parent, &found),
        }
    }

    fn whose(
        &self,
        path: &FilePath,
        parent: Opened<'a>,
        found: &Stat,
    ) -> Result<InPlace<'a>, OutputError> {
        let found_node = node(found);
        if found_node == Node::Directory {
            let kind = ConflictKind::Replaced(Node::Directory);
            return Ok(match self.decision.emptied.contains(path) {
                true => InPlace::Nothing,
                false => InPlace::Theirs(kind, None),
            });
        }
        let kind = match (self.others()?.get(path), self.owned.get(path)) {
            (Some(other), _) => ConflictKind::OfAnother {
                application: other.application().to_owned(),
                exporter: other.exporter().to_owned(),
            },
            (None, Some(owned)) => {
                let io = OutputError::io("read file", path.as_str());
                if recognise::is_entry(&parent, found, owned).map_err(io)? {
                    return Ok(InPlace::Ours(Trace::of(owned)));
                }
                edited(found_node, ConflictKind::Edited)
            }
            (None, None) => match self.ours_respelt(path, &parent, found)? {
                Some(old) => return Ok(InPlace::Ours(old)),
                None => edited(found_node, ConflictKind::Unowned),
            },
        };
        Ok(InPlace::Theirs(kind, Some(parent)))
    }

    /// Finds a file of ours that the file system takes for this one, by another
    /// spelling of its path.
    fn ours_respelt(
        &self,
        path: &FilePath,
        parent: &Dir,
        found: &Stat,
    ) -> Result<Option<Trace>, OutputError> {
        let name = folded(path.as_str());
        for (spelt, owned) in &self.owned {
            if folded(spelt.as_str()) == name
                && let Place::Taken(_, other) = recognise::look(self.question.root, spelt)?
                && (other.st_dev, other.st_ino) == (found.st_dev, found.st_ino)
            {
                let old = Trace::of(owned);
                let there = recognise::trace(parent, path.file_name());
                let there = there.map_err(OutputError::io("read file", path.as_str()))?;
                return Ok((there.as_ref() == Some(&old)).then_some(old));
            }
        }
        Ok(None)
    }

    /// Notes the directories that a new file lacks.
    fn make_way(&mut self, path: &FilePath) -> Result<(), OutputError> {
        for above in path.directories() {
            if self.decision.made.contains(&above) {
                break;
            }
            let dir = walk::open_below(self.question.root, above.as_str());
            if dir
                .or_else(|error| recognise::obstacle(error).map(|_| None))?
                .is_some()
            {
                break;
            }
            self.decision.made.insert(above);
        }
        Ok(())
    }
}

fn edited(found: Node, file: ConflictKind) -> ConflictKind {
    match found {
        Node::File => file,
        other => ConflictKind::Replaced(other),
    }
}

/// What is done where one file of ours becomes another.
fn change(old: &Trace, new: &Entry) -> Change {
    match old {
        Trace::File { digest, mode, .. }
            if *digest == new.digest() && *mode != new.mode().bits() =>
        {
            Change::Mode
        }
        _ => Change::Replace,
    }
}
