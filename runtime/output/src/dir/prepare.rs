//! The step between staging and publishing: what will be changed is decided,
//! refused or written down, and nothing visible is changed yet.

use std::collections::{BTreeSet, HashMap};

use super::OutputDir;
use super::apply::MANIFEST;
use super::decide::{Decision, Question};
use super::existing;
use super::foresee::Foreseen;
use super::generations;
use super::stage::Stage;
use super::state;
use super::walk;
use crate::error::file_error;
use crate::journal::{ManifestChange, Part};
use crate::manifest::{MANIFEST_BYTES, Manifest};
use crate::{
    Conflict, ConflictKind, Digest, Entry, FilePath, ManifestProblem, OutputError, OutputErrorKind,
    Owner, Plan, Published,
};

const ACTION: &str = "write manifest";

const MODE: u32 = 0o600;

/// Stages of one directory, of which is decided what they change. Dropping it
/// leaves the directory as it was.
#[derive(Debug)]
pub struct Prepared<'dir> {
    pub(super) dir: &'dir OutputDir,
    pub(super) stages: Vec<Stage<'dir>>,
    /// What is to be done for each, unless that is nothing.
    pub(super) parts: Vec<Option<Part>>,
    pub(super) outcomes: Vec<Published>,
}

impl Prepared<'_> {
    /// What publishing will do, for each stage.
    #[must_use]
    pub fn outcomes(&self) -> &[Published] {
        &self.outcomes
    }
}

impl OutputDir {
    /// Decides what publishing these stages changes, each with its plan, which
    /// must be exactly that of the staged files, in their order. They are
    /// published at once or not at all.
    ///
    /// # Errors
    ///
    /// Fails with [`Conflicts`](OutputErrorKind::Conflicts) if anything that is
    /// not the owner's to change is in the way, unless the stage takes it over:
    /// a file that no export of this owner put there, or that was edited since,
    /// a symbolic link, a directory; a file of an earlier export too that the
    /// plan no longer has. Fails if a plan is not that of the staged files, if a
    /// directory may not be written to, if what is owned cannot be told, or if
    /// the manifest cannot be staged. The directory is then as it was.
    pub fn prepare<'dir>(
        &'dir self,
        staged: Vec<(Stage<'dir>, &Plan)>,
    ) -> Result<Prepared<'dir>, OutputError> {
        let (stages, plans): (Vec<_>, Vec<_>) = staged.into_iter().unzip();
        let mut prepared = Prepared {
            dir: self,
            stages,
            parts: Vec::new(),
            outcomes: Vec::new(),
        };
        let mut decisions = Vec::new();
        for (stage, plan) in prepared.stages.iter_mut().zip(&plans) {
            stage.check_plan(plan)?;
            stage.read_manifest()?;
            decisions.push(stage.decide(plan, &plans)?);
        }
        let mut conflicts = together(&prepared.stages, &plans);
        conflicts.extend(decisions.iter_mut().flat_map(|d| d.conflicts.drain(..)));
        refuse(conflicts)?;
        for ((stage, plan), decision) in prepared.stages.iter_mut().zip(&plans).zip(decisions) {
            let (part, outcome) = stage.settle(plan, decision)?;
            prepared.parts.push(part);
            prepared.outcomes.push(outcome);
        }
        Ok(prepared)
    }

    /// Tells what publishing `plan` for `owner` would do, and writes nothing.
    /// Committed changes that are still to be made count as made.
    ///
    /// # Errors
    ///
    /// Fails as [`OutputDir::prepare`] does.
    pub fn rehearse(
        &self,
        owner: &Owner,
        plan: &Plan,
        is_adopting: bool,
    ) -> Result<Published, OutputError> {
        let mut foreseen = Foreseen::default();
        let found = match state::open(&self.root)? {
            Some(state) => {
                generations::refuse(&self.root, &state)?;
                foreseen = Foreseen::read(&self.root, &state)?;
                foreseen.manifest(&state, owner)?
            }
            None => None,
        };
        let question = Question {
            root: &self.root,
            owner: Some(owner),
            found: found.as_ref(),
            plan,
            together: &[plan],
            foreseen: &foreseen.files,
            is_adopting,
            is_replacing: false,
        };
        let entries = plan.entries();
        let mut decision = question.decide(|number| {
            let entry = &entries[number];
            match foreseen.files.get(entry.path()) {
                Some(there) => Ok(there.as_ref() == Some(entry)),
                None => existing::is_in_place(&self.root, entry),
            }
        })?;
        refuse(std::mem::take(&mut decision.conflicts))?;
        Ok(outcome(plan, decision, false))
    }
}

impl Stage<'_> {
    fn check_plan(&self, plan: &Plan) -> Result<(), OutputError> {
        let staged = self.staged.iter().map(|staged| &staged.entry);
        let mut planned = plan.entries().iter();
        let odd = staged
            .clone()
            .find(|staged| planned.next() != Some(*staged))
            .or_else(|| planned.next());
        match odd {
            None => Ok(()),
            Some(odd) => Err(file_error(
                "publish",
                odd.path(),
                OutputErrorKind::NotAsStaged,
            )),
        }
    }

    fn decide(&self, plan: &Plan, together: &[&Plan]) -> Result<Decision, OutputError> {
        let question = Question {
            root: &self.dir.root,
            owner: self.owner.as_ref(),
            found: self.found.as_ref(),
            plan,
            together,
            foreseen: &HashMap::new(),
            is_adopting: self.is_adopting,
            is_replacing: self.is_replacing,
        };
        question.decide(|number| Ok(self.staged[number].is_in_place))
    }

    /// Stages the manifest, and gives what is to be done.
    fn settle(
        &mut self,
        plan: &Plan,
        mut decision: Decision,
    ) -> Result<(Option<Part>, Published), OutputError> {
        let owner = self.owner.clone();
        let change = match &owner {
            Some(_) if self.is_removal => self.found.as_ref().map(|found| ManifestChange {
                old: Some(Digest::of(&found.bytes)),
                new: None,
            }),
            Some(owner) => self.renew_manifest(owner, plan, &decision)?,
            None => None,
        };
        if let (Some(owner), Some(ManifestChange { old: Some(_), .. })) = (&owner, &change)
            && decision.operations.is_empty()
        {
            state::check_manifest(&self.dir.root, owner)?;
        }
        if change.is_none() && decision.operations.is_empty() && decision.emptied.is_empty() {
            return Ok((None, outcome(plan, decision, true)));
        }
        let part = Part {
            owner,
            stage: self.area()?.name().to_owned(),
            emptied: std::mem::take(&mut decision.emptied),
            made: std::mem::take(&mut decision.made).into_iter().collect(),
            operations: std::mem::take(&mut decision.operations),
            manifest: change,
        };
        Ok((Some(part), outcome(plan, decision, false)))
    }

    /// Stages the manifest that is to be there when `plan` is published, unless
    /// it is there already.
    fn renew_manifest(
        &mut self,
        owner: &Owner,
        plan: &Plan,
        decision: &Decision,
    ) -> Result<Option<ManifestChange>, OutputError> {
        let mut files: Vec<_> = plan.entries().to_vec();
        files.sort_unstable_by(|one: &Entry, other| one.path().cmp(other.path()));
        let directories: BTreeSet<_> = decision.made.union(&decision.directories).collect();
        let manifest = Manifest {
            files,
            directories: directories.into_iter().cloned().collect(),
        };
        if self.found.is_none() && manifest.files.is_empty() {
            return Ok(None);
        }
        let bytes = manifest.to_json(owner);
        let bytes = bytes.map_err(OutputError::io(ACTION, &state::path(owner)))?;
        if bytes.len() as u64 > MANIFEST_BYTES {
            let why = ManifestProblem::TooLong(bytes.len() as u64);
            return Err(state::problem(ACTION, owner, why));
        }
        let found = self.found.as_ref();
        if found.is_some_and(|found| found.bytes == bytes && !found.is_foreign) {
            return Ok(None);
        }
        let change = ManifestChange {
            old: found.map(|found| Digest::of(&found.bytes)),
            new: Some(Digest::of(&bytes)),
        };
        self.stage_manifest(owner, &bytes)?;
        Ok(Some(change))
    }

    /// Writes a manifest to the stage, and makes the directory that it goes to:
    /// what can fail for want of room fails now.
    fn stage_manifest(&mut self, owner: &Owner, bytes: &[u8]) -> Result<(), OutputError> {
        let area = self.area()?;
        area.write(MANIFEST, bytes, MODE)
            .map_err(OutputError::io(ACTION, &state::path(owner)))?;
        let (dir, is_made) = area.state().application(owner.application())?;
        self.has_made_application |= is_made;
        let path = format!("{}/{}", state::STATE, owner.application());
        walk::writable(&dir, Some(&path))
    }
}

fn refuse(conflicts: Vec<Conflict>) -> Result<(), OutputError> {
    if conflicts.is_empty() {
        return Ok(());
    }
    let kind = OutputErrorKind::Conflicts(conflicts);
    Err(OutputError::new("publish to", ".", kind))
}

fn outcome(plan: &Plan, decision: Decision, is_unchanged: bool) -> Published {
    let paths = plan.entries().iter().map(|entry| entry.path().clone());
    Published {
        files: paths.zip(decision.changes).collect(),
        stale: decision.stale,
        is_unchanged,
        ..Published::default()
    }
}

/// The files in which plans that are published together contradict each other.
fn together(stages: &[Stage<'_>], plans: &[&Plan]) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    if plans.len() < 2 {
        return conflicts;
    }
    let mut files: HashMap<&FilePath, (usize, &Entry)> = HashMap::new();
    for (number, plan) in plans.iter().enumerate() {
        for entry in plan.entries() {
            let (other, earlier) = *files.entry(entry.path()).or_insert((number, entry));
            if earlier != entry {
                conflicts.push(Conflict::new(entry.path(), shared_with(&stages[other])));
            }
        }
    }
    for (number, plan) in plans.iter().enumerate() {
        for entry in plan.entries() {
            for above in entry.path().directories() {
                if let Some((other, _)) = files.get(&above).filter(|(other, _)| *other != number) {
                    conflicts.push(Conflict::new(&above, shared_with(&stages[*other])));
                }
            }
        }
    }
    conflicts
}

fn shared_with(stage: &Stage<'_>) -> ConflictKind {
    let name = |of: fn(&Owner) -> &str| stage.owner.as_ref().map_or("", of).to_owned();
    ConflictKind::Together {
        application: name(Owner::application),
        exporter: name(Owner::exporter),
    }
}
