//! What publishing a plan changes, decided before anything is changed.

mod directories;
mod needed;
mod planned;
mod stale;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use cap_std::fs::Dir;

use super::others;
use super::protection::Guard;
use super::recognise;
use super::state::{self, Found};
use super::walk;
use crate::journal::Operation;
use crate::trace::Trace;
use crate::{
    Change, Conflict, ConflictKind, Entry, FilePath, Node, OutputError, Owner, Plan, Stale,
};

/// Whose plan it is, and what it meets.
pub(super) struct Question<'a> {
    pub(super) root: &'a Dir,
    pub(super) owner: Option<&'a Owner>,
    /// What the owner has by now.
    pub(super) found: Option<&'a Found>,
    pub(super) plan: &'a Plan,
    /// All plans that are published at once, this one among them.
    pub(super) together: &'a [&'a Plan],
    /// What will be there when committed changes are made, where they are not.
    pub(super) foreseen: &'a HashMap<FilePath, Option<Entry>>,
    /// Whether what is somebody else's is taken over.
    pub(super) is_adopting: bool,
    /// Whether what nobody owns is replaced without a backup.
    pub(super) is_replacing: bool,
}

/// What is to be done, or why nothing is.
#[derive(Debug, Default)]
pub(super) struct Decision {
    /// What becomes of each file of the plan, in its order.
    pub(super) changes: Vec<Change>,
    pub(super) stale: Vec<Stale>,
    pub(super) operations: Vec<Operation>,
    /// Directories to be removed, innermost first.
    pub(super) emptied: Vec<FilePath>,
    /// Directories to be made.
    pub(super) made: BTreeSet<FilePath>,
    /// Directories that were made by an earlier export and stay.
    pub(super) directories: BTreeSet<FilePath>,
    pub(super) conflicts: Vec<Conflict>,
}

impl<'a> Question<'a> {
    /// Decides. `is_in_place` tells whether the file of that number is there
    /// already.
    pub(super) fn decide(
        &self,
        is_in_place: impl FnMut(usize) -> Result<bool, OutputError>,
    ) -> Result<Decision, OutputError> {
        let mut deciding = Deciding {
            question: self,
            owned: self.owned(),
            others: OnceCell::new(),
            removed: HashSet::new(),
            decision: Decision::default(),
        };
        deciding.decide_stale()?;
        deciding.decide_directories()?;
        deciding.decide_planned(is_in_place)?;
        deciding.check_rights()?;
        Ok(deciding.decision)
    }

    /// The files that are the owner's to change, by path. A manifest that
    /// another user wrote makes nothing ours.
    fn owned(&self) -> HashMap<&'a FilePath, &'a Entry> {
        let found = self.found.filter(|found| !found.is_foreign);
        let files = found.into_iter().flat_map(|found| &found.manifest.files);
        files.map(|entry| (entry.path(), entry)).collect()
    }
}

/// A decision in the making.
struct Deciding<'a> {
    question: &'a Question<'a>,
    owned: HashMap<&'a FilePath, &'a Entry>,
    /// Read only if something is to be replaced or removed.
    others: OnceCell<HashMap<FilePath, Owner>>,
    removed: HashSet<FilePath>,
    decision: Decision,
}

impl Deciding<'_> {
    /// The files of all other owners.
    fn others(&self) -> Result<&HashMap<FilePath, Owner>, OutputError> {
        if let Some(others) = self.others.get() {
            return Ok(others);
        }
        let files = others::files(self.question.root, self.question.owner)?;
        Ok(self.others.get_or_init(|| files))
    }

    fn takes_over(&self, conflict: &Conflict) -> bool {
        let is_unowned = *conflict.kind() == ConflictKind::Unowned;
        conflict.is_adoptable()
            && (self.question.is_adopting || self.question.is_replacing && is_unowned)
    }

    /// Refuses the export for what is at `path`, unless that is to be taken
    /// over: then gives it.
    fn contend(
        &mut self,
        path: &FilePath,
        kind: ConflictKind,
        parent: Option<&Dir>,
    ) -> Result<Option<Trace>, OutputError> {
        let conflict = Conflict::new(path, kind);
        if let Some(parent) = parent
            && self.takes_over(&conflict)
        {
            let io = OutputError::io("read file", path.as_str());
            let found = recognise::trace(parent, path.file_name()).map_err(io)?;
            if found != Some(Trace::Special(Node::Unknown)) {
                return Ok(found);
            }
            let conflict = Conflict::new(path, ConflictKind::Unrecognised);
            self.decision.conflicts.push(conflict);
            return Ok(None);
        }
        self.decision.conflicts.push(conflict);
        Ok(None)
    }

    /// Whether there will be another manifest, as far as can be told from the files.
    fn renews(&self, found: &Found) -> bool {
        let files = self.question.plan.entries().len();
        !self.decision.operations.is_empty() || found.manifest.files.len() != files
    }

    /// Finds out, as far as can be known, whether everything can be done.
    fn check_rights(&mut self) -> Result<(), OutputError> {
        let decision = &self.decision;
        let operations = decision.operations.iter();
        let operations = operations.map(|operation| (&operation.path, operation.old.is_some()));
        let emptied = decision.emptied.iter().map(|path| (path, true));
        let made = decision.made.iter().map(|path| (path, false));
        let mut parents: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (path, is_taken_away) in operations.chain(emptied).chain(made) {
            let taken_away = parents.entry(path.parent()).or_default();
            taken_away.extend(is_taken_away.then_some(path));
        }
        let mut conflicts = Vec::new();
        for (path, taken_away) in parents {
            let parent = walk::open_dir(self.question.root, path);
            if let Some(parent) =
                parent.or_else(|error| recognise::obstacle(error).map(|_| None))?
            {
                walk::writable(&parent, path)?;
                conflicts.extend(protected(&parent, &taken_away)?);
            }
        }
        self.decision.conflicts.extend(conflicts);
        let question = self.question;
        match (question.owner, question.found) {
            (Some(owner), Some(found)) if self.renews(found) => {
                state::check_manifest(question.root, owner)
            }
            _ => Ok(()),
        }
    }
}

/// The files of one directory that may not be taken away.
fn protected(parent: &Dir, paths: &[&FilePath]) -> Result<Vec<Conflict>, OutputError> {
    let mut conflicts = Vec::new();
    let Some(first) = paths.first() else {
        return Ok(conflicts);
    };
    let guard = Guard::of(parent).map_err(OutputError::io("read file", first.as_str()))?;
    for path in paths {
        let protection = guard.over(path.file_name());
        let protection = protection.map_err(OutputError::io("read file", path.as_str()))?;
        let kind = protection.map(ConflictKind::Protected);
        conflicts.extend(kind.map(|kind| Conflict::new(path, kind)));
    }
    Ok(conflicts)
}
