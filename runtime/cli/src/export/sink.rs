//! Where the files of an export go: onto the disk, to standard output, or
//! nowhere but into a comparison.

use std::io::Write as _;

use anyhow::Context;
use portcullis_output::{
    Change, File, OutputDir, Owner, Plan, Published, Stage, Stale, ambient_authority,
};

use super::difference;
use super::request::{Location, Request};
use crate::args::ExportArgs;
use crate::exit::Result;

/// What was opened for one export, before anything is known of its files.
pub(crate) enum Destination {
    /// Files will be written here.
    Write(OutputDir),
    /// Files will be compared with what is here, if it exists.
    Compare { dir: Option<OutputDir>, diff: bool },
    /// Files will be printed.
    Print,
}

impl Destination {
    pub(crate) fn open(request: &Request, args: &ExportArgs) -> Result<Self> {
        match &request.location {
            Location::Stdout => Ok(Self::Print),
            Location::Directory(path) if args.dry_run || args.diff => {
                let dir = match OutputDir::open_existing(path, ambient_authority()) {
                    Err(error) if error.is_not_found() => None,
                    other => Some(other?),
                };
                Ok(Self::Compare {
                    dir,
                    diff: args.diff && !args.json,
                })
            }
            Location::Directory(path) => {
                Ok(Self::Write(OutputDir::create(path, ambient_authority())?))
            }
        }
    }

    /// The directory, if there is one to be looked at.
    pub(crate) fn dir(&self) -> Option<&OutputDir> {
        match self {
            Self::Write(dir) => Some(dir),
            Self::Compare { dir, .. } => dir.as_ref(),
            Self::Print => None,
        }
    }

    pub(crate) fn sink(&self, owner: &Owner) -> Result<Sink<'_>> {
        Ok(match self {
            Self::Write(dir) => Sink::Write(dir.stage_for(owner)?),
            Self::Compare { dir, diff } => Sink::Compare {
                dir: dir.as_ref(),
                owner: owner.clone(),
                diff: diff.then(String::new),
            },
            Self::Print => Sink::Print(Vec::new()),
        })
    }
}

/// Takes the files of one export, one at a time.
pub(crate) enum Sink<'dir> {
    Write(Stage<'dir>),
    Compare {
        dir: Option<&'dir OutputDir>,
        owner: Owner,
        diff: Option<String>,
    },
    Print(Vec<File>),
}

/// What was done, or would be.
#[derive(Debug, Default)]
pub(crate) struct Done {
    /// How each file of the plan changed, in its order.
    pub(crate) changes: Vec<Change>,
    /// The files of an earlier export that the plan does not have.
    pub(crate) stale: Vec<Stale>,
}

impl From<Published> for Done {
    fn from(published: Published) -> Self {
        let changes = published.files().iter().map(|(_, change)| *change);
        Self {
            changes: changes.collect(),
            stale: published.stale().to_vec(),
        }
    }
}

impl Sink<'_> {
    pub(crate) fn take(&mut self, file: &File) -> Result<()> {
        match self {
            Self::Write(stage) => {
                stage.write(file)?;
            }
            Self::Compare { dir, diff, .. } => {
                if let Some(text) = diff {
                    text.push_str(&difference::of_file(*dir, file)?);
                }
            }
            Self::Print(files) => files.push(file.clone()),
        }
        Ok(())
    }

    /// Does what was decided, and tells what became of each file.
    pub(crate) fn finish(self, plan: &Plan) -> Result<Done> {
        match self {
            Self::Write(stage) => Ok(stage.publish(plan)?.into()),
            Self::Compare { dir, owner, diff } => compare(dir, &owner, plan, diff),
            Self::Print(files) => {
                print(&files)?;
                Ok(all_new(plan))
            }
        }
    }
}

fn all_new(plan: &Plan) -> Done {
    Done {
        changes: vec![Change::Create; plan.entries().len()],
        stale: Vec::new(),
    }
}

/// What would be done; prints the differences of the files, if they were
/// collected, with those that would be removed.
fn compare(
    dir: Option<&OutputDir>,
    owner: &Owner,
    plan: &Plan,
    diff: Option<String>,
) -> Result<Done> {
    let done = match dir {
        Some(dir) => Done {
            changes: dir.compare(plan)?,
            stale: dir.stale(owner, plan)?,
        },
        None => all_new(plan),
    };
    if let Some(mut text) = diff {
        for stale in done.stale.iter().filter(|stale| stale.kept().is_none()) {
            text.push_str(&difference::of_removed(dir, stale.path())?);
        }
        crate::print(&text)?;
    }
    Ok(done)
}

/// One file as it is, several as a tar archive, whose bytes depend on nothing
/// but the files.
fn print(files: &[File]) -> Result<()> {
    if let [one] = files {
        return crate::print_foreign(one.content());
    }
    let bytes = archive(files).context("cannot make the archive")?;
    let mut out = std::io::stdout().lock();
    out.write_all(&bytes)
        .and_then(|()| out.flush())
        .context("cannot write to standard output")?;
    Ok(())
}

fn archive(files: &[File]) -> std::io::Result<Vec<u8>> {
    let mut archive = tar::Builder::new(Vec::new());
    for file in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(file.content().len() as u64);
        header.set_mode(file.mode().bits());
        header.set_mtime(0);
        archive.append_data(&mut header, file.path().as_str(), file.content())?;
    }
    archive.into_inner()
}
