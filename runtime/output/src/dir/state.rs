//! The directory `.portcullis`, where stages are made and manifests kept.

use std::io::Read;

use cap_std::fs::Dir;
use rustix::fs::{Mode, fstat, openat};
use rustix::io::Errno;
use rustix::process::geteuid;

use super::area::Area;
use super::existing::READ;
use super::made::{self, MadeBelow};
use super::walk::{self, node, stat};
use crate::manifest::{MANIFEST_BYTES, Manifest};
use crate::{ManifestProblem, Node, OutputError, OutputErrorKind, Owner};

/// Where this crate keeps its own state, below the output directory. No
/// [`FilePath`](crate::FilePath) names it.
pub(super) const STATE: &str = ".portcullis";

const ACTION: &str = "read manifest";

/// A state directory that may not exist yet: `.portcullis` itself, or that of
/// an application in it.
#[derive(Debug)]
pub(super) struct State {
    path: String,
    dir: Option<Dir>,
}

/// A manifest as it was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) bytes: Vec<u8>,
    pub(super) manifest: Manifest,
    /// Whether another user owns it.
    pub(super) is_foreign: bool,
}

impl State {
    /// Opens the state directory of an application, or the one of them all.
    pub(super) fn open(root: &Dir, application: Option<&str>) -> Result<Self, OutputError> {
        let path = match application {
            Some(application) => format!("{STATE}/{application}"),
            None => STATE.to_owned(),
        };
        let dir = walk::open_dir(root, Some(&path))?;
        Ok(Self { path, dir })
    }

    /// Reads the manifest of `owner`, whose application this directory is of.
    pub(super) fn manifest(&self, owner: &Owner) -> Result<Option<Found>, OutputError> {
        match &self.dir {
            Some(dir) => read(dir, owner),
            None => Ok(None),
        }
    }

    /// Makes a fresh stage in it, and the directory itself if need be.
    pub(super) fn area(&mut self, root: &Dir) -> Result<Area, OutputError> {
        let home = match self.dir.take() {
            Some(dir) => Ok(dir),
            None => MadeBelow::private().make(root, &self.path),
        };
        let area = home.and_then(|home| {
            Area::make_in(home).map_err(OutputError::io("create a directory in", &self.path))
        });
        area.inspect_err(|_| self.remove_if_empty(root))
    }

    /// Removes the directory and the one above it, as far as they are empty.
    pub(super) fn remove_if_empty(&self, root: &Dir) {
        if self.path != STATE {
            made::remove_below(root, &self.path);
        }
        made::remove_below(root, STATE);
    }
}

/// The name of an owner's manifest in the directory of its application.
pub(super) fn name(owner: &Owner) -> String {
    format!("{}.json", owner.exporter())
}

/// The path of an owner's manifest, relative to the output directory.
pub(super) fn path(owner: &Owner) -> String {
    format!("{STATE}/{}/{}", owner.application(), name(owner))
}

/// Gives an error about the manifest of `owner`.
pub(super) fn problem(
    action: &'static str,
    owner: &Owner,
    problem: ManifestProblem,
) -> OutputError {
    OutputError::new(action, &path(owner), OutputErrorKind::Manifest(problem))
}

/// Reads the manifest of `owner` in `dir`, the directory of its application.
pub(super) fn read(dir: &Dir, owner: &Owner) -> Result<Option<Found>, OutputError> {
    let fd = match openat(dir, name(owner), READ, Mode::empty()) {
        Ok(fd) => fd,
        Err(Errno::NOENT) => return Ok(None),
        Err(errno) => return Err(unopened(dir, owner, errno)),
    };
    let found = fstat(&fd).map_err(OutputError::io(ACTION, &path(owner)))?;
    if node(&found) != Node::File {
        let other = ManifestProblem::NotAFile(node(&found));
        return Err(problem(ACTION, owner, other));
    }
    let length = u64::try_from(found.st_size).unwrap_or(u64::MAX);
    if length > MANIFEST_BYTES {
        return Err(problem(ACTION, owner, ManifestProblem::TooLong(length)));
    }
    let mut bytes = Vec::with_capacity(length as usize + 1);
    let mut file = std::fs::File::from(fd).take(MANIFEST_BYTES);
    file.read_to_end(&mut bytes)
        .map_err(OutputError::io(ACTION, &path(owner)))?;
    let manifest = Manifest::parse(&bytes, owner).map_err(|why| problem(ACTION, owner, why))?;
    Ok(Some(Found {
        bytes,
        manifest,
        is_foreign: found.st_uid != geteuid().as_raw(),
    }))
}

/// Names what is there instead of a file.
fn unopened(dir: &Dir, owner: &Owner, errno: Errno) -> OutputError {
    match stat(dir, &name(owner)) {
        Ok(Some(found)) if node(&found) != Node::File => {
            problem(ACTION, owner, ManifestProblem::NotAFile(node(&found)))
        }
        _ => OutputError::io(ACTION, &path(owner))(errno),
    }
}
