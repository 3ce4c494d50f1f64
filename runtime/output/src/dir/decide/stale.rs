//! The files that the manifest names and the plan does not have.

use super::Deciding;
use super::needed::Needed;
use crate::dir::recognise::{self, Place};
use crate::dir::walk::{Opened, node};
use crate::journal::Operation;
use crate::trace::Trace;
use crate::{ConflictKind, Entry, FilePath, Kept, Node, OutputError, Stale};

const ACTION: &str = "read file";

/// What stands where a file was exported to.
enum Standing<'a> {
    Unchanged,
    Changed(ConflictKind, Option<Opened<'a>>),
}

impl<'a> Deciding<'a> {
    /// Decides about every one that is still there.
    pub(super) fn decide_stale(&mut self) -> Result<(), OutputError> {
        let Some(found) = self.question.found else {
            return Ok(());
        };
        let mut standing = Vec::new();
        for entry in found.manifest.beyond(self.question.plan) {
            if let Some(stands) = self.standing(entry)? {
                standing.push((entry, stands));
            }
        }
        if found.is_foreign {
            let kept =
                |(entry, _): (&Entry, _)| Stale::new(entry.clone(), Some(Kept::ForeignManifest));
            self.decision.stale = standing.into_iter().map(kept).collect();
            return Ok(());
        }
        if standing.is_empty() {
            return Ok(());
        }
        let needed = Needed::new(self.question.together, self.others()?.keys());
        for (entry, stands) in standing {
            if !needed.has(self.question.root, entry.path())? {
                self.decide_one(entry, stands)?;
            }
        }
        Ok(())
    }

    fn decide_one(&mut self, entry: &Entry, standing: Standing<'_>) -> Result<(), OutputError> {
        match standing {
            Standing::Unchanged => self.remove(entry, Trace::of(entry), false),
            Standing::Changed(kind, parent) => {
                if self.question.is_adopting && parent.is_none() {
                    let kept = Some(Kept::InTheWay(kind));
                    self.decision.stale.push(Stale::new(entry.clone(), kept));
                } else if let Some(trace) = self.contend(entry.path(), kind, parent.as_deref())? {
                    self.remove(entry, trace, true);
                }
            }
        }
        Ok(())
    }

    fn remove(&mut self, entry: &Entry, old: Trace, is_adopted: bool) {
        let number = self.question.plan.entries().len() + self.decision.operations.len();
        self.removed.insert(entry.path().clone());
        self.decision.stale.push(Stale::new(entry.clone(), None));
        self.decision.operations.push(Operation {
            path: entry.path().clone(),
            number: number as u64,
            old: Some(old),
            new: None,
            is_adopted,
        });
    }

    /// Tells what stands where `entry` was put, or that nothing does.
    fn standing(&self, entry: &Entry) -> Result<Option<Standing<'a>>, OutputError> {
        let path = entry.path();
        match self.question.foreseen.get(path) {
            Some(None) => return Ok(None),
            Some(Some(there)) if there == entry => return Ok(Some(Standing::Unchanged)),
            _ => {}
        }
        let (parent, found) = match recognise::look(self.question.root, path)? {
            Place::Free => return Ok(None),
            Place::Blocked(ConflictKind::Blocked { at, .. }) if self.is_planned(&at) => {
                return Ok(None);
            }
            Place::Blocked(kind) => return Ok(Some(Standing::Changed(kind, None))),
            Place::Taken(parent, found) => (parent, found),
        };
        let is_entry = recognise::is_entry(&parent, &found, entry);
        Ok(Some(match node(&found) {
            _ if is_entry.map_err(OutputError::io(ACTION, path.as_str()))? => Standing::Unchanged,
            Node::File => Standing::Changed(ConflictKind::Edited, Some(parent)),
            Node::Directory => Standing::Changed(ConflictKind::Replaced(Node::Directory), None),
            other => Standing::Changed(ConflictKind::Replaced(other), Some(parent)),
        }))
    }

    /// Whether a file is to be at `at`, so that nothing stale can be below it.
    fn is_planned(&self, at: &str) -> bool {
        let entries = self.question.plan.entries();
        entries
            .iter()
            .map(Entry::path)
            .any(|path: &FilePath| path.as_str() == at)
    }
}
