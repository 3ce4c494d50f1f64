//! Where the files of an export go: onto the disk, to standard output, or
//! nowhere but into a comparison.

use std::io::Write as _;

use anyhow::Context;
use portcullis_output::{Change, Entry, Existing, File, OutputDir, Plan, Stage, ambient_authority};
use similar::TextDiff;

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

    pub(crate) fn sink(&self) -> Result<Sink<'_>> {
        Ok(match self {
            Self::Write(dir) => Sink::Write(dir.stage()?),
            Self::Compare { dir, diff } => Sink::Compare {
                dir: dir.as_ref(),
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
        diff: Option<String>,
    },
    Print(Vec<File>),
}

impl Sink<'_> {
    pub(crate) fn take(&mut self, file: &File) -> Result<()> {
        match self {
            Self::Write(stage) => {
                stage.write(file)?;
            }
            Self::Compare { dir, diff } => {
                if let Some(text) = diff {
                    text.push_str(&difference(*dir, file)?);
                }
            }
            Self::Print(files) => files.push(file.clone()),
        }
        Ok(())
    }

    /// Does what was decided, and tells how each file changed.
    pub(crate) fn finish(self, plan: &Plan) -> Result<Vec<Change>> {
        match self {
            Self::Write(stage) => {
                let published = stage.publish(plan)?;
                Ok(published
                    .files()
                    .iter()
                    .map(|(_, change)| *change)
                    .collect())
            }
            Self::Compare { dir, diff } => {
                crate::print(&diff.unwrap_or_default())?;
                match dir {
                    Some(dir) => Ok(dir.compare(plan)?),
                    None => Ok(vec![Change::Create; plan.entries().len()]),
                }
            }
            Self::Print(files) => {
                print(&files)?;
                Ok(vec![Change::Create; files.len()])
            }
        }
    }
}

/// One file as it is, several as a tar archive, whose bytes depend on nothing
/// but the files.
fn print(files: &[File]) -> Result<()> {
    let bytes = match files {
        [one] => one.content().to_vec(),
        several => archive(several).context("cannot make the archive")?,
    };
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

/// How a file would change, as a unified diff; nothing if it would not.
fn difference(dir: Option<&OutputDir>, file: &File) -> Result<String> {
    let existing = match dir {
        Some(dir) => dir.read(file.path())?,
        None => None,
    };
    let path = file.path().as_str();
    let new = String::from_utf8_lossy(file.content());
    let (from, old, mode) = match &existing {
        None => ("/dev/null".to_owned(), String::new(), None),
        Some(Existing::File { content, mode, .. }) => {
            let text = String::from_utf8_lossy(content).into_owned();
            (format!("a/{path}"), text, Some(*mode))
        }
        Some(Existing::Other(node)) => (format!("a/{path} ({node})"), String::new(), None),
    };
    let mut text = String::new();
    let wanted = Entry::of(file).mode().bits();
    if let Some(mode) = mode.filter(|mode| *mode != wanted) {
        text = format!("mode {mode:04o} becomes {wanted:04o}: {path}\n");
    }
    let diff = TextDiff::from_lines(&old, &new);
    let to = format!("b/{path}");
    text.push_str(&diff.unified_diff().header(&from, &to).to_string());
    Ok(super::show::colored(&text))
}
