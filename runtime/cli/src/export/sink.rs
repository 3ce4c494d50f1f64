//! Where the files of an export go: onto the disk, to standard output, or
//! nowhere but into a comparison.

use std::num::NonZeroUsize;
use std::rc::Rc;

use portcullis_output::{
    Backup, Change, Digest, File, Generation, Odd, OutputDir, Owner, Plan, Prepared,
    PreparedGeneration, Published, Stage, Stale, ambient_authority,
};

use super::difference::Differences;
use super::request::{Location, Request};
use super::{Outcome, Started};
use crate::args::ExportArgs;
use crate::exit::{Failure, OUTPUT, Result, USAGE};
use crate::recovery;
use crate::words::counted;

/// What was opened for one export, before anything is known of its files.
pub(crate) enum Destination {
    /// Files will be written here.
    Write(Rc<OutputDir>),
    /// Files will be compared with what is here, if it exists.
    Compare { dir: Option<OutputDir>, diff: bool },
    /// Files will be printed.
    Print,
}

impl Destination {
    pub(crate) fn open(request: &Request, args: &ExportArgs) -> Result<Self> {
        match &request.location {
            Location::Stdout if args.dry_run || args.diff => Ok(Self::Compare {
                dir: None,
                diff: args.diff && !args.json,
            }),
            Location::Stdout => Ok(Self::Print),
            Location::Directory(path) if args.dry_run || args.diff => {
                let dir = match OutputDir::open_existing(path, ambient_authority()) {
                    Err(error) if error.is_not_found() => None,
                    other => Some(other?),
                };
                if let Some(dir) = &dir {
                    recovery::warn_of_pending(dir, &request.location)
                        .map_err(|error| request.blame(error))?;
                }
                Ok(Self::Compare {
                    dir,
                    diff: args.diff && !args.json,
                })
            }
            Location::Directory(path) => {
                let dir = OutputDir::create(path, ambient_authority())?;
                Ok(Self::Write(Rc::new(dir)))
            }
        }
    }

    /// Lets exports into one directory, by whatever paths, share what was
    /// opened, since it is locked once; and locks it.
    pub(crate) fn settle(all: &mut [Self], started: &[Started]) -> Result<()> {
        for (number, started) in started.iter().enumerate() {
            let (earlier, later) = all.split_at_mut(number);
            let Self::Write(dir) = &mut later[0] else {
                continue;
            };
            let mut shared = None;
            for other in earlier.iter() {
                if let Self::Write(other) = other
                    && dir.is_same(other)?
                {
                    shared = Some(Rc::clone(other));
                }
            }
            match shared {
                Some(other) => *dir = other,
                None => recovery::lock(dir, &started.request.location)
                    .map_err(|error| started.request.blame(error))?,
            }
        }
        Ok(())
    }

    /// The directory, if there is one to be looked at.
    pub(crate) fn dir(&self) -> Option<&OutputDir> {
        match self {
            Self::Write(dir) => Some(dir.as_ref()),
            Self::Compare { dir, .. } => dir.as_ref(),
            Self::Print => None,
        }
    }

    /// Where the files of `owner` go.
    pub(crate) fn sink(
        &self,
        owner: &Owner,
        generations: Option<NonZeroUsize>,
        args: &ExportArgs,
    ) -> Result<Sink<'_>> {
        if generations.is_some() && args.adopt {
            let message =
                "`--adopt` takes over single files, which an export of generations has none of";
            let hint = "leave it out, and move away what is in the way";
            return Err(Failure::new(USAGE, message).hint(hint));
        }
        Ok(match (self, generations) {
            (Self::Write(dir), Some(keep)) => {
                Sink::Generation(Box::new(dir.stage_generation(owner, keep)?))
            }
            (Self::Write(dir), None) => Sink::Write {
                dir,
                stage: Box::new(dir.stage_for(owner)?.adopting(args.adopt)),
            },
            (Self::Compare { dir, diff }, _) => Sink::Compare(Box::new(Comparison {
                current: match (dir, generations) {
                    (Some(dir), Some(_)) => dir.current()?,
                    _ => None,
                },
                dir: dir.as_ref(),
                owner: owner.clone(),
                diff: diff.then(Differences::new),
                adopt: args.adopt,
                generations,
            })),
            (Self::Print, _) => Sink::Print(Vec::new()),
        })
    }
}

/// Takes the files of one export, one at a time.
pub(crate) enum Sink<'dir> {
    Write {
        dir: &'dir OutputDir,
        stage: Box<Stage<'dir>>,
    },
    Generation(Box<Generation<'dir>>),
    Compare(Box<Comparison<'dir>>),
    Print(Vec<File>),
}

/// What the files of one export are compared with.
pub(crate) struct Comparison<'dir> {
    dir: Option<&'dir OutputDir>,
    /// The current generation, if there are any.
    current: Option<OutputDir>,
    owner: Owner,
    diff: Option<Differences>,
    adopt: bool,
    /// How many generations are kept, if it is one.
    generations: Option<NonZeroUsize>,
}

/// What was done, or would be.
#[derive(Debug, Default)]
pub(crate) struct Done {
    /// How each file of the plan changed, in its order.
    pub(crate) changes: Vec<Change>,
    /// The files of an earlier export that the plan does not have.
    pub(crate) stale: Vec<Stale>,
    /// What was taken over.
    pub(crate) backups: Vec<Backup>,
    /// What someone changed meanwhile.
    pub(crate) odd: Vec<Odd>,
    /// Generations that are kept, since someone edited them.
    pub(crate) edited: Vec<Digest>,
    /// The files themselves, if standard output is where they go.
    pub(crate) printed: Option<Vec<File>>,
}

impl From<Published> for Done {
    fn from(published: Published) -> Self {
        let changes = published.files().iter().map(|(_, change)| *change);
        Self {
            changes: changes.collect(),
            stale: published.stale().to_vec(),
            backups: published.backups().to_vec(),
            odd: published.odd().to_vec(),
            edited: published.edited().to_vec(),
            printed: None,
        }
    }
}

impl Sink<'_> {
    pub(crate) fn take(&mut self, file: &File) -> Result<()> {
        match self {
            Self::Write { stage, .. } => stage.write(file)?,
            Self::Generation(generation) => generation.write(file)?,
            Self::Compare(comparison) => comparison.take(file)?,
            Self::Print(files) => files.push(file.clone()),
        }
        Ok(())
    }
}

/// Does what was decided for all exports, and tells what became of the files of
/// each. Those into one directory are published at once, and nothing is before
/// all are known to stand.
pub(crate) fn finish(sinks: Vec<Sink<'_>>, outcomes: &[Outcome]) -> Result<Vec<Done>> {
    let mut all: Vec<_> = outcomes.iter().map(|_| Done::default()).collect();
    let mut groups: Vec<Group<'_, '_>> = Vec::new();
    let mut ready = Ready::default();
    for (number, (sink, outcome)) in sinks.into_iter().zip(outcomes).enumerate() {
        let (plan, request) = (&outcome.plan, &outcome.request);
        match sink {
            Sink::Write { dir, stage } => Group::add(&mut groups, dir, number, *stage, plan),
            Sink::Generation(generation) => {
                let prepared = ready.accept(request, generation.prepare(plan));
                ready.generations.extend(prepared.map(|it| (number, it)));
            }
            Sink::Compare(comparison) => {
                let compared = ready.accept(request, comparison.finish(plan));
                all[number] = compared.unwrap_or_default();
            }
            Sink::Print(files) => {
                all[number] = all_new(plan);
                all[number].printed = Some(files);
            }
        }
    }
    for group in groups {
        let request = &outcomes[group.numbers[0]].request;
        let prepared = ready.accept(request, group.dir.prepare(group.staged));
        ready.groups.extend(prepared.map(|it| (group.numbers, it)));
    }
    for (number, done) in ready.publish(outcomes)? {
        all[number] = done;
    }
    Ok(all)
}

/// What is to be published, by the numbers of its exports, and what was refused.
#[derive(Default)]
struct Ready<'dir> {
    groups: Vec<(Vec<usize>, Prepared<'dir>)>,
    generations: Vec<(usize, PreparedGeneration<'dir>)>,
    refused: Option<Failure>,
}

impl Ready<'_> {
    /// Gives what was prepared, or notes why it was not.
    fn accept<T>(
        &mut self,
        request: &Request,
        prepared: std::result::Result<T, impl Into<Failure>>,
    ) -> Option<T> {
        let refusal = match prepared {
            Ok(prepared) => return Some(prepared),
            Err(error) => request.blame(error),
        };
        self.refused = Some(match self.refused.take() {
            Some(earlier) => earlier.and(refusal),
            None => refusal,
        });
        None
    }

    /// Publishes all of it, unless any of it was refused.
    fn publish(self, outcomes: &[Outcome]) -> Result<Vec<(usize, Done)>> {
        if let Some(refused) = self.refused {
            return Err(refused);
        }
        let mut done = Vec::new();
        let blame = |number: usize, error| outcomes[number].request.blame(error);
        for (numbers, ready) in self.groups {
            let published = ready.publish();
            let published = published.map_err(|error| after(&done, blame(numbers[0], error)))?;
            done.extend(
                numbers
                    .into_iter()
                    .zip(published.into_iter().map(Done::from)),
            );
        }
        for (number, ready) in self.generations {
            let published = ready.publish();
            let published = published.map_err(|error| after(&done, blame(number, error)))?;
            done.push((number, published.into()));
        }
        Ok(done)
    }
}

/// Adds to what failed how many exports were published before it.
fn after(done: &[(usize, Done)], failure: Failure) -> Failure {
    if done.is_empty() {
        return failure;
    }
    let exports = counted(done.len(), "export", "exports");
    let message =
        format!("{exports} of this run, into another LOCATION, had been published before");
    failure.and(Failure::new(OUTPUT, message).hint("`portcullis status` tells of each LOCATION"))
}

/// The exports into one directory, by their numbers.
struct Group<'dir, 'plan> {
    dir: &'dir OutputDir,
    numbers: Vec<usize>,
    staged: Vec<(Stage<'dir>, &'plan Plan)>,
}

impl<'dir, 'plan> Group<'dir, 'plan> {
    fn add(
        groups: &mut Vec<Self>,
        dir: &'dir OutputDir,
        number: usize,
        stage: Stage<'dir>,
        plan: &'plan Plan,
    ) {
        match groups.iter_mut().find(|group| std::ptr::eq(group.dir, dir)) {
            Some(group) => {
                group.numbers.push(number);
                group.staged.push((stage, plan));
            }
            None => groups.push(Self {
                dir,
                numbers: vec![number],
                staged: vec![(stage, plan)],
            }),
        }
    }
}

fn all_new(plan: &Plan) -> Done {
    Done {
        changes: vec![Change::Create; plan.entries().len()],
        ..Done::default()
    }
}

impl Comparison<'_> {
    /// Where the files are that are shown beside the new ones.
    fn shown(&self) -> Option<&OutputDir> {
        match self.generations {
            Some(_) => self.current.as_ref(),
            None => self.dir,
        }
    }

    fn take(&mut self, file: &File) -> Result<()> {
        if let Some(mut differences) = self.diff.take() {
            differences.add(self.shown(), file)?;
            self.diff = Some(differences);
        }
        Ok(())
    }

    /// What would be done; prints the differences of the files, if they were
    /// collected, with those that would be removed. They are printed of a refused
    /// export too: whoever is to decide about it wants to see them.
    fn finish(self, plan: &Plan) -> Result<Done> {
        let done = match (self.dir, self.generations) {
            (Some(dir), Some(keep)) => dir.rehearse_generation(&self.owner, keep, plan),
            (Some(dir), None) => dir.rehearse(&self.owner, plan, self.adopt),
            (None, _) => return self.print(Ok(all_new(plan))),
        };
        self.print(done.map(Done::from).map_err(Failure::from))
    }

    fn print(mut self, done: Result<Done>) -> Result<Done> {
        if let Some(mut differences) = self.diff.take() {
            let stale = done.iter().flat_map(|done| &done.stale);
            for stale in stale.filter(|stale| stale.kept().is_none()) {
                differences.add_removed(self.shown(), stale.path())?;
            }
            crate::print(differences.text())?;
        }
        done
    }
}
