//! What can go wrong with the output directory.

use std::fmt;
use std::io;

use thiserror::Error;

use crate::escape::escaped;
use crate::{FilePath, ManifestProblem};

/// An operation on the output directory that failed. The message is a
/// lowercase fragment that fits “failed to {error}”, such as ``create
/// directory `a/b` ``; the system's own words are the source.
#[derive(Debug, Error)]
#[error("{action} `{path}`{}", self.detail())]
pub struct OutputError {
    action: &'static str,
    path: String,
    kind: OutputErrorKind,
    #[source]
    source: Option<io::Error>,
}

impl OutputError {
    pub(crate) fn new(action: &'static str, path: &str, kind: OutputErrorKind) -> Self {
        Self {
            action,
            path: escaped(path),
            kind,
            source: None,
        }
    }

    /// Gives a conversion for `map_err`.
    pub(crate) fn io<E: Into<io::Error>>(
        action: &'static str,
        path: &str,
    ) -> impl FnOnce(E) -> Self {
        move |error| Self::new(action, path, OutputErrorKind::Io).with_source(error.into())
    }

    pub(crate) fn with_source(self, source: io::Error) -> Self {
        Self {
            source: Some(source),
            ..self
        }
    }

    /// Adds that it broke off the changes half way, unless it was the first.
    pub(crate) fn interrupted(self, placed: usize, of: usize) -> Self {
        if placed == 0 {
            return self;
        }
        Self {
            kind: OutputErrorKind::Interrupted { placed, of },
            ..self
        }
    }

    /// What failed, such as `read file`.
    #[must_use]
    pub fn action(&self) -> &'static str {
        self.action
    }

    /// The path, relative to the output directory except while that itself is
    /// opened or made; escaped and cut for display.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The reason.
    #[must_use]
    pub fn kind(&self) -> &OutputErrorKind {
        &self.kind
    }

    /// Whether the system said that the path does not exist.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.source
            .as_ref()
            .is_some_and(|source| source.kind() == io::ErrorKind::NotFound)
    }

    /// What the user may do about it, as a sentence without a period.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        match self.kind {
            OutputErrorKind::Manifest(ManifestProblem::TooLong(_)) => None,
            OutputErrorKind::Manifest(_) => Some(
                "without a manifest an export removes nothing: move this one away, export again, \
                 and remove by hand the files that only it names",
            ),
            _ => None,
        }
    }

    fn detail(&self) -> String {
        match &self.kind {
            OutputErrorKind::Io => String::new(),
            kind => format!(": {kind}"),
        }
    }
}

/// The reason for which an operation on the output directory failed.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum OutputErrorKind {
    /// The system refused; the error's source tells why.
    #[error("the system refused")]
    Io,
    /// Something other than a directory is where one is needed. It was neither
    /// followed nor touched.
    #[error("`{at}` is {found}, not a directory")]
    NotADirectory {
        /// Its path, relative to the output directory.
        at: String,
        /// What it is.
        found: Node,
    },
    /// A directory is where a file is to go.
    #[error("there is a directory in its place")]
    DirectoryInPlace,
    /// The path leads onto another file system, where a file cannot be put in
    /// place by one rename.
    #[error("it is on another file system than the output directory")]
    OtherFileSystem,
    /// A manifest says which files an export may remove, and this one cannot
    /// be believed.
    #[error("{0}")]
    Manifest(ManifestProblem),
    /// The published plan is not that of the staged files.
    #[error("it is not planned as it was staged")]
    NotAsStaged,
    /// Publishing broke off after some files were put into place or removed.
    #[error("{placed} of {of} changes are made already")]
    Interrupted {
        /// How many files were put into place or removed.
        placed: usize,
        /// How many were to be.
        of: usize,
    },
}

/// What a name in the directory is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Node {
    /// A regular file.
    File,
    /// A directory.
    Directory,
    /// A symbolic link, whatever it leads to.
    Symlink,
    /// A named pipe.
    Fifo,
    /// A socket.
    Socket,
    /// A block or character device.
    Device,
    /// What the system does not tell.
    Unknown,
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::File => "a regular file",
            Self::Directory => "a directory",
            Self::Symlink => "a symbolic link",
            Self::Fifo => "a named pipe",
            Self::Socket => "a socket",
            Self::Device => "a device",
            Self::Unknown => "of an unknown type",
        })
    }
}

/// Names the output directory itself, or a directory below it.
pub(crate) fn shown_dir(path: Option<&str>) -> &str {
    path.unwrap_or(".")
}

/// Gives an error about a file, by its path.
pub(crate) fn file_error(
    action: &'static str,
    path: &FilePath,
    kind: OutputErrorKind,
) -> OutputError {
    OutputError::new(action, path.as_str(), kind)
}
