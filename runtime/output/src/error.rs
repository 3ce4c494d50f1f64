//! What can go wrong with the output directory.

use std::fmt;
use std::io;

use thiserror::Error;

use crate::escape::escaped;
use crate::{Conflict, FilePath, HistoryProblem, JournalProblem, ManifestProblem, Protection};

/// An operation on the output directory that failed. The message is a
/// lowercase fragment that fits “failed to {error}”, such as ``create
/// directory `a/b` ``; the system's own words are the source.
#[derive(Debug, Error)]
#[error("{action} `{path}`{}", self.detail())]
pub struct OutputError {
    action: &'static str,
    path: String,
    kind: Box<OutputErrorKind>,
    #[source]
    source: Option<io::Error>,
}

impl OutputError {
    pub(crate) fn new(action: &'static str, path: &str, kind: OutputErrorKind) -> Self {
        Self {
            action,
            path: escaped(path),
            kind: Box::new(kind),
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

    /// Gives an error about what is in `above` as one about it from there.
    pub(crate) fn below(self, above: &str) -> Self {
        let kind = match *self.kind {
            OutputErrorKind::NotADirectory { at, found } => OutputErrorKind::NotADirectory {
                at: format!("{above}/{at}"),
                found,
            },
            other => other,
        };
        Self {
            path: format!("{above}/{}", self.path),
            kind: Box::new(kind),
            ..self
        }
    }

    /// Adds that it broke off the changes after they were committed.
    pub(crate) fn interrupted(self, placed: usize, of: usize) -> Self {
        Self {
            kind: Box::new(OutputErrorKind::Interrupted { placed, of }),
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

    /// Whether the system said that we may not.
    pub(crate) fn is_denied(&self) -> bool {
        self.source
            .as_ref()
            .is_some_and(|source| source.kind() == io::ErrorKind::PermissionDenied)
    }

    /// Whether something had the name already.
    pub(crate) fn is_taken(&self) -> bool {
        self.source
            .as_ref()
            .is_some_and(|source| source.kind() == io::ErrorKind::AlreadyExists)
    }

    /// What the user may do about it, as a sentence without a period.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        match &*self.kind {
            OutputErrorKind::NothingKept(_) => Some(
                "an export keeps the one version that it replaces: export again what is wanted",
            ),
            OutputErrorKind::OtherMode(_) => Some(
                "a directory has either generations of one export or single files: give \
                 `--generations` always or never, or another LOCATION, or `portcullis remove` first",
            ),
            OutputErrorKind::Unable => Some(
                "nothing was changed; export to another file system and copy the files from there",
            ),
            OutputErrorKind::Locked => Some("try again when it has ended"),
            OutputErrorKind::Interrupted { .. } => Some(
                "mend the cause; the next export, or `portcullis status`, makes up for the rest",
            ),
            kind => state_hint(kind),
        }
    }

    fn detail(&self) -> String {
        match &*self.kind {
            OutputErrorKind::Io => String::new(),
            kind => format!(": {kind}"),
        }
    }
}

/// The same about what is in the state directory.
fn state_hint(kind: &OutputErrorKind) -> Option<&'static str> {
    match kind {
        OutputErrorKind::Manifest(ManifestProblem::TooLong(_)) => None,
        OutputErrorKind::Manifest(_) => Some(
            "without a manifest an export removes nothing: move this one away, export again, \
             and remove by hand the files that only it names",
        ),
        OutputErrorKind::Journal(JournalProblem::Damaged) => Some(
            "copy `.portcullis` elsewhere, since what was taken out lies in its `.stage-…`; \
             then remove the journal and export again, with `--adopt` for what counts as edited",
        ),
        OutputErrorKind::Journal(_) => Some(
            "the journal says what an export had begun to change: let the portcullis and the \
             user that wrote it end it, or move it away and export again",
        ),
        OutputErrorKind::State(StateProblem::Foreign(_) | StateProblem::Closed(_)) => Some(
            "export as that user, or to a LOCATION of your own; if it is debris, its owner or \
             the superuser can remove it",
        ),
        OutputErrorKind::State(StateProblem::Open(_)) => Some(
            "if nobody else has used it, take the right away: `chmod go-w` of it; or remove it \
             and export again",
        ),
        _ => None,
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
    /// Another process stages or publishes to the directory.
    #[error("another process is using it")]
    Locked,
    /// Something that is not the owner's to change is in the way. Nothing was
    /// changed.
    #[error("{} in the way", counted(.0.len()))]
    Conflicts(Vec<Conflict>),
    /// There is no version before the present one, or not all of it.
    #[error("{0}")]
    NothingKept(&'static str),
    /// It may not be taken away where it is.
    #[error("{0}")]
    Protected(Protection),
    /// The file system can neither give a file a second name nor do without.
    #[error(
        "its file system has neither hard links nor renames that exchange two names or keep \
         what is there, so that files cannot change places unharmed"
    )]
    Unable,
    /// The directory is exported to in the other of the two ways.
    #[error("{0}")]
    OtherMode(&'static str),
    /// What generations there are cannot be told.
    #[error("{0}")]
    History(HistoryProblem),
    /// The state is not to be trusted.
    #[error("{0}")]
    State(StateProblem),
    /// What was committed cannot be told, so that nothing can be done before.
    #[error("{0}")]
    Journal(JournalProblem),
    /// Publishing broke off after it was committed. What is missing is made up
    /// for when the directory is used next.
    #[error("{placed} of {of} changes are made, and the rest is to be made up for")]
    Interrupted {
        /// How many files were put into place or removed.
        placed: usize,
        /// How many were to be.
        of: usize,
    },
}

/// Why the state directory is not used: others could have changed what is in it,
/// or could while files are put into place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum StateProblem {
    /// A user owns it who is neither the one who exports nor the owner of the
    /// output directory.
    #[error("user {0} owns it, who could change what is staged there")]
    Foreign(u32),
    /// Another user owns it and does not let us in.
    #[error("user {0} owns it, and lets nobody else in")]
    Closed(u32),
    /// Its mode lets group or others write.
    #[error("others may write to it (mode {0:04o}), and could change what is staged there")]
    Open(u32),
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

fn counted(files: usize) -> String {
    match files {
        1 => "1 file is".to_owned(),
        more => format!("{more} files are"),
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
