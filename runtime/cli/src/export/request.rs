//! What is to be exported where: from the command line and the project file.

use std::path::{Path, PathBuf};

use crate::args::ExportArgs;
use crate::exit::{Failure, Result, USAGE};
use crate::options::Options;
use crate::project::{Entry, Project};

/// One export.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) format: String,
    pub(crate) location: Location,
    pub(crate) options: Options,
    /// Whether the project file says so, and the command line does not.
    is_listed: bool,
}

impl Request {
    /// Says of what went wrong in the directory which one it is, unless the command
    /// line names it.
    pub(crate) fn blame(&self, error: impl Into<Failure>) -> Failure {
        match &self.location {
            Location::Directory(path) if self.is_listed => {
                error.into().within(&path.display().to_string())
            }
            _ => error.into(),
        }
    }
}

/// Where the files go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Location {
    Stdout,
    Directory(PathBuf),
}

impl Location {
    fn new(path: PathBuf) -> Self {
        if path == Path::new("-") {
            Self::Stdout
        } else {
            Self::Directory(path)
        }
    }
}

impl std::fmt::Display for Location {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Stdout => f.write_str("standard output"),
            Self::Directory(path) => path.display().fmt(f),
        }
    }
}

/// The exports that the arguments ask for.
pub(crate) fn from(args: &ExportArgs) -> Result<Vec<Request>> {
    let root = args.options.app_root.as_deref().unwrap_or(Path::new("."));
    let project = Project::read(args.project.as_deref(), root)?;
    match (&args.format, &args.location) {
        (Some(format), Some(location)) => Ok(vec![Request {
            format: format.clone(),
            location: Location::new(location.clone()),
            options: args.options().or(&project.defaults),
            is_listed: false,
        }]),
        (Some(name), None) => match project.exports.iter().find(|(listed, _)| listed == name) {
            Some((_, entry)) => Ok(vec![listed(entry, args, &project)]),
            None => Err(no_location(name, &project)),
        },
        (None, _) if project.exports.is_empty() => {
            let message = format!("no exports are listed in {}", project.file.display());
            let hint = "say what to export: portcullis export FORMAT LOCATION";
            Err(Failure::new(USAGE, message).hint(hint))
        }
        (None, _) => {
            let entries = project.exports.iter();
            Ok(entries
                .map(|(_, entry)| listed(entry, args, &project))
                .collect())
        }
    }
}

/// Refuses options of the command line that say how a directory is exported to,
/// if there is none.
pub(crate) fn check(requests: &[Request], args: &ExportArgs) -> Result<()> {
    let option = match (args.options.generations, args.adopt) {
        (Some(_), _) => "--generations",
        (None, true) => "--adopt",
        (None, false) => return Ok(()),
    };
    let is_printed = |request: &Request| request.location == Location::Stdout;
    if !requests.iter().all(is_printed) {
        return Ok(());
    }
    let message = format!("`{option}` says how to export to a directory, and `-` is none");
    Err(Failure::new(USAGE, message).hint("leave it out, or give a directory as LOCATION"))
}

fn listed(entry: &Entry, args: &ExportArgs, project: &Project) -> Request {
    let options = args.options().or(&entry.options).or(&project.defaults);
    let mut options = options;
    // The project file stands in the application root unless it says otherwise.
    if options.app_root.is_none() {
        options.app_root = project.file.parent().map(Path::to_path_buf);
    }
    Request {
        format: entry.format.clone(),
        location: Location::new(entry.location.clone()),
        options,
        is_listed: true,
    }
}

fn no_location(name: &str, project: &Project) -> Failure {
    let message = format!("the export `{name}` has no LOCATION");
    let hint = format!(
        "give one: portcullis export {name} LOCATION, or list `[exports.{name}]` in {}",
        project.file.display()
    );
    Failure::new(USAGE, message).hint(hint)
}
