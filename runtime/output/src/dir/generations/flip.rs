//! A new generation becomes the current one, or an old one again.

use cap_std::fs::Dir;
use rustix::fs::{renameat, symlinkat};
use rustix::io::Errno;

use super::decide::{Decision, refuse_protected, refuse_stranger};
use super::whole::{Standing, recover, settle};
use super::{CURRENT, GENERATIONS, Generation, Generations, HISTORY, TREE, other_mode, place};
use crate::dir::area::Area;
use crate::dir::made::MadeBelow;
use crate::dir::recognise::{self, Place};
use crate::dir::rollback::whole;
use crate::dir::state::STATE;
use crate::dir::sync::sync;
use crate::dir::{LOCK_WAIT, OutputDir, swap, walk};
use crate::history::{HISTORY_BYTES, History, HistoryProblem, digest_of};
use crate::{Change, Digest, File, OutputError, OutputErrorKind, Plan, Published};

const ACTION: &str = "publish generation";

/// A generation of which is decided what publishing it changes. Dropping it
/// leaves the directory as it was.
#[derive(Debug)]
pub struct PreparedGeneration<'dir> {
    generation: Generation<'dir>,
    digest: Digest,
    /// Whether its files are still to be put into `.gen`.
    is_new: bool,
    /// What is known of generations until it is done, unless nothing is to be.
    history: Option<History>,
    published: Published,
}

impl<'dir> Generation<'dir> {
    /// Decides what publishing the staged files changes, which must be exactly
    /// those of `plan`, in its order.
    ///
    /// # Errors
    ///
    /// Fails with [`Conflicts`](OutputErrorKind::Conflicts) if a generation of the
    /// same files was edited, or if `current` or something in `.gen` is not ours or
    /// may not be taken away, if the directory may not be written to, and if the
    /// system cannot stage what is to be written. The directory is then as it was.
    pub fn prepare(mut self, plan: &Plan) -> Result<PreparedGeneration<'dir>, OutputError> {
        self.check_plan(plan)?;
        let digest = digest_of(plan.entries());
        let edited = self.staged.iter().filter(|(_, is_current)| !is_current);
        let edited = edited.map(|(entry, _)| entry.path());
        let root = &self.dir.root;
        let decision = self.there.decide(root, digest, self.keep, edited)?;
        let published = self.outcome(plan, &decision);
        let history = match decision.next {
            Some(next) => Some(self.stage_rest(plan, decision.is_new, next)?),
            None => None,
        };
        Ok(PreparedGeneration {
            generation: self,
            digest,
            is_new: decision.is_new,
            history,
            published,
        })
    }

    fn check_plan(&self, plan: &Plan) -> Result<(), OutputError> {
        let mut staged = self.staged.iter().map(|(entry, _)| entry);
        let mut planned = plan.entries().iter();
        match planned.all(|entry| staged.next() == Some(entry)) && staged.next().is_none() {
            true => Ok(()),
            false => Err(not_as_staged(".")),
        }
    }

    fn outcome(&self, plan: &Plan, decision: &Decision) -> Published {
        let changes = self.staged.iter().map(|(_, is_current)| match is_current {
            true => Change::Identical,
            false => Change::Create,
        });
        let paths = plan.entries().iter().map(|entry| entry.path().clone());
        Published {
            files: paths.zip(changes).collect(),
            is_unchanged: decision.next.is_none(),
            edited: decision.edited.clone(),
            ..Published::default()
        }
    }

    /// Stages whatever is not yet: what can fail for want of room or rights fails
    /// now.
    fn stage_rest(
        &mut self,
        plan: &Plan,
        is_new: bool,
        next: Vec<Digest>,
    ) -> Result<History, OutputError> {
        walk::writable(&self.dir.root, None)?;
        if let Some(all) = walk::open_below(&self.dir.root, GENERATIONS)? {
            walk::writable(&all, Some(GENERATIONS))?;
        }
        if is_new {
            self.complete(plan)?;
            MadeBelow::public().make(self.area()?.dir(), TREE)?;
        }
        let known = self.there.history.as_ref();
        let history = History {
            owner: self.owner.clone(),
            generations: known.map_or_else(Vec::new, |known| known.generations.clone()),
            next,
            is_removed: false,
        };
        stage_history(self.area()?.dir(), &history)?;
        Ok(history)
    }

    /// Copies what only the current generation has.
    fn complete(&mut self, plan: &Plan) -> Result<(), OutputError> {
        let current = self.current()?;
        for (number, entry) in plan.entries().iter().enumerate() {
            if let (true, Some(current)) = (self.staged[number].1, &current) {
                let path = entry.path();
                let odd = || not_as_staged(path.as_str());
                let Place::Taken(parent, _) = recognise::look(current, path)? else {
                    return Err(odd());
                };
                let content = whole(&parent, path.file_name(), entry)?.ok_or_else(odd)?;
                self.put(&File::new(path.clone(), content, entry.mode()))?;
            }
        }
        Ok(())
    }
}

impl PreparedGeneration<'_> {
    /// Makes the staged files the current generation. When it returns, that
    /// survives the loss of power. If they are the current generation already,
    /// nothing is written, unless fewer are to be kept than there are.
    ///
    /// # Errors
    ///
    /// Fails if the system cannot write, and with
    /// [`Conflicts`](OutputErrorKind::Conflicts) if somebody put something in the
    /// place of the link meanwhile. Unless that was after the link was led to the
    /// new generation, everything is as it was.
    pub fn publish(mut self) -> Result<Published, OutputError> {
        let dir = self.generation.dir;
        if let (Some(history), Some(area)) = (self.history.take(), &self.generation.area) {
            let placed = self.place(area, history);
            if placed.is_err() {
                let _ = recover(&dir.root, area.state().dir());
            }
            placed?;
        }
        dir.keep();
        Ok(self.published)
    }

    /// Everything whole and on the disk, then the link, then the rest.
    fn place(&self, area: &Area, history: History) -> Result<(), OutputError> {
        let (root, state, name) = (&self.generation.dir.root, area.state().dir(), self.digest);
        place_history(area.dir(), state)?;
        sync(root)?;
        if self.is_new {
            // By now a history says whose it is: else it would be nobody's.
            let all = MadeBelow::public().make(root, GENERATIONS)?;
            renameat(area.dir(), TREE, &all, &*name.to_string())
                .map_err(OutputError::io(ACTION, &place(name)))?;
            sync(root)?;
        }
        if self.generation.there.current != Some(name) {
            flip(root, area, self.generation.there.current, name)?;
            sync(root)?;
        }
        self.generation.dir.keep();
        let (history, leaving) = history.settled(Some(name));
        settle(root, state, area.dir(), history, &leaving)
    }
}

impl OutputDir {
    /// Makes the generation before the current one current again. Tells which it
    /// is.
    ///
    /// # Errors
    ///
    /// Fails with [`NothingKept`](OutputErrorKind::NothingKept) if there is none,
    /// or if it is not whole, with [`Conflicts`](OutputErrorKind::Conflicts) if the
    /// link may not be taken away, and as [`PreparedGeneration::publish`] does.
    pub fn flip_back(&self, is_dry: bool) -> Result<Digest, OutputError> {
        if !is_dry {
            self.lock(LOCK_WAIT)?;
        }
        let there = Generations::read(&self.root)?;
        let (Some(history), Some(current)) = (&there.history, there.current) else {
            return Err(other_mode("it has no generations"));
        };
        let none = "no generation before the current one is kept";
        let before = history.before(current);
        let before = before.ok_or_else(|| not_kept(CURRENT, none))?;
        self.check_whole(before)?;
        refuse_protected(&self.root)?;
        if !is_dry {
            let area = Area::make_in(self.make_state()?)?;
            let flipped =
                flip(&self.root, &area, Some(current), before).and_then(|()| sync(&self.root));
            area.remove();
            flipped?;
        }
        Ok(before)
    }

    /// Refuses to lead the link to nothing, or to what nobody exported.
    fn check_whole(&self, digest: Digest) -> Result<(), OutputError> {
        let all = walk::open_below(&self.root, GENERATIONS)?;
        match Standing::of(all.as_ref(), digest)? {
            Standing::Whole => Ok(()),
            Standing::Edited => Err(not_kept(
                &place(digest),
                "it was edited since it was exported",
            )),
            Standing::Missing => Err(not_kept(&place(digest), "it is not there any more")),
        }
    }
}

/// Lets the link, which leads to `before`, lead to a generation that is whole.
/// What else is in its place stays there.
fn flip(
    root: &Dir,
    area: &Area,
    before: Option<Digest>,
    digest: Digest,
) -> Result<(), OutputError> {
    let io = || OutputError::io::<Errno>(ACTION, CURRENT);
    symlinkat(place(digest), area.dir(), CURRENT).map_err(io())?;
    match swap::move_to_free(area.dir(), CURRENT, root, CURRENT) {
        Err(Errno::EXIST) => refuse_stranger(root, before)?,
        moved => return moved.map_err(io()),
    }
    let exchange = || swap::exchange(area.dir(), CURRENT, root, CURRENT).map_err(io());
    exchange()?;
    // Somebody may have put something else there since we looked.
    match refuse_stranger(area.dir(), before) {
        Err(error) if matches!(error.kind(), OutputErrorKind::Conflicts(_)) => {
            exchange().and(Err(error))
        }
        looked => looked,
    }
}

pub(super) fn stage_history(stage: &Dir, history: &History) -> Result<(), OutputError> {
    let path = format!("{STATE}/{HISTORY}");
    let io = || OutputError::io::<std::io::Error>("write history", &path);
    let bytes = history.to_json().map_err(|error| io()(error.into()))?;
    let length = bytes.len() as u64;
    if length > HISTORY_BYTES {
        let kind = OutputErrorKind::History(HistoryProblem::TooLong(length));
        return Err(OutputError::new("write history", &path, kind));
    }
    Area::write_in(stage, HISTORY, &bytes, 0o600).map_err(io())
}

/// Puts the history of a stage into its place, once its bytes are on the disk: a
/// name that lasted without them would make the directory unusable.
pub(super) fn place_history(stage: &Dir, state: &Dir) -> Result<(), OutputError> {
    sync(state)?;
    let path = format!("{STATE}/{HISTORY}");
    renameat(stage, HISTORY, state, HISTORY).map_err(OutputError::io("write history", &path))
}

fn not_as_staged(path: &str) -> OutputError {
    OutputError::new(ACTION, path, OutputErrorKind::NotAsStaged)
}

fn not_kept(path: &str, why: &'static str) -> OutputError {
    OutputError::new("roll back to", path, OutputErrorKind::NothingKept(why))
}
