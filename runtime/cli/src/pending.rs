//! A file that tells of a run, such as a receipt. It is written beside its place before
//! anything becomes visible, so that what cannot be written is known in time, and takes
//! its place when the run has done what the file tells.

use std::fs::{File, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::directories;

/// What the process has open already, by name: nothing takes the place of such a file.
const OPEN: [&str; 4] = ["/dev/stdout", "/dev/stderr", "/dev/fd", "/proc"];

/// A file that waits. Dropped, it leaves nothing.
pub(crate) struct Pending(Kind);

enum Kind {
    /// Beside its place.
    Beside(NamedTempFile, PathBuf),
    /// Not written yet, since its place is a pipe, a terminal or another device, or
    /// what the process has open already.
    Unwritten(File, String),
}

impl Pending {
    /// Writes a text that is to become this file.
    pub(crate) fn new(file: &Path, text: String) -> io::Result<Self> {
        let is_device = std::fs::metadata(file).is_ok_and(|there| !there.is_file());
        if is_device || OPEN.iter().any(|open| file.starts_with(open)) {
            let opened = OpenOptions::new().append(true).open(file)?;
            return Ok(Self(Kind::Unwritten(opened, text)));
        }
        let place = place(file)?;
        let mut beside = tempfile::Builder::new()
            .permissions(Permissions::from_mode(0o666))
            .tempfile_in(directories::of(&place))?;
        beside.write_all(text.as_bytes())?;
        beside.as_file().sync_all()?;
        Ok(Self(Kind::Beside(beside, place)))
    }

    /// Puts it in its place, where the loss of power does not take it away again.
    pub(crate) fn publish(self) -> io::Result<()> {
        match self.0 {
            Kind::Beside(beside, place) => {
                beside.persist(&place)?;
                File::open(directories::of(&place))?.sync_all()
            }
            Kind::Unwritten(mut opened, text) => opened.write_all(text.as_bytes()),
        }
    }
}

/// Where a file is or will be, by a path without links.
pub(crate) fn place(file: &Path) -> io::Result<PathBuf> {
    match std::fs::canonicalize(file) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let name = file.file_name().ok_or(error)?;
            Ok(std::fs::canonicalize(directories::of(file))?.join(name))
        }
        found => found,
    }
}
