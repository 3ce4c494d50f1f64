//! The version before the present one, brought back.

use std::collections::HashMap;
use std::io::{self, Read as _};

use cap_std::fs::Dir;
use rustix::fs::{Mode, openat};

use super::OutputDir;
use super::apply::MANIFEST;
use super::existing::{self, READ};
use super::recognise::{self, Place};
use super::removal::check_own;
use super::stage::{Stage, Staged};
use super::state::{self, STATE, Unread};
use super::walk;
use crate::manifest::{MANIFEST_BYTES, Manifest};
use crate::{
    Conflict, ConflictKind, Digest, Entry, File, ManifestProblem, OutputError, OutputErrorKind,
    Owner, Plan, Prepared, Published,
};

const ACTION: &str = "roll back";

const NOTHING: &str = "no version before the present one is kept";

const LOST: &str = "not all files of the version before are kept";

/// A version as it is kept: its manifest, and a directory of the files that the
/// version after it replaced or removed, by their digests.
pub(super) struct Previous {
    dir: Dir,
    /// The names of the files in it.
    names: HashMap<Digest, String>,
    bytes: Vec<u8>,
    pub(super) manifest: Manifest,
}

impl Previous {
    /// Opens the version before that of `owner`, if one is kept.
    pub(super) fn open(root: &Dir, owner: &Owner) -> Result<Option<Self>, OutputError> {
        let path = path(owner);
        let Some(dir) = walk::open_below(root, &path)? else {
            return Ok(None);
        };
        let problem = |why| {
            let path = format!("{path}/{MANIFEST}");
            OutputError::new("read manifest", &path, OutputErrorKind::Manifest(why))
        };
        let read = state::bytes(&dir, MANIFEST, MANIFEST_BYTES).map_err(|why| match why {
            Unread::NotAFile(node) => problem(ManifestProblem::NotAFile(node)),
            Unread::TooLong(length) => problem(ManifestProblem::TooLong(length)),
            Unread::Io(error) => OutputError::io("read manifest", &path)(error),
        })?;
        let Some((bytes, found)) = read else {
            return Ok(None);
        };
        if state::is_foreign(&found) {
            return Err(problem(ManifestProblem::Foreign));
        }
        let manifest = Manifest::parse(&bytes, owner).map_err(problem)?;
        Ok(Some(Self {
            names: names(&dir).map_err(OutputError::io("read directory", &path))?,
            dir,
            bytes,
            manifest,
        }))
    }

    /// Reads a file that is kept, unless its bytes are others by now.
    fn read(&self, entry: &Entry) -> Result<Option<File>, OutputError> {
        let Some(name) = self.names.get(&entry.digest()) else {
            return Ok(None);
        };
        let content = whole(&self.dir, name, entry)?;
        Ok(content.map(|content| File::new(entry.path().clone(), content, entry.mode())))
    }
}

/// Reads the bytes of `entry` from a file, unless they are others.
pub(super) fn whole(dir: &Dir, name: &str, entry: &Entry) -> Result<Option<Vec<u8>>, OutputError> {
    let read = || -> io::Result<Vec<u8>> {
        let fd = openat(dir, name, READ, Mode::empty())?;
        let mut content = Vec::new();
        let mut kept = std::fs::File::from(fd).take(entry.length() + 1);
        kept.read_to_end(&mut content)?;
        Ok(content)
    };
    let content = read().map_err(OutputError::io(ACTION, entry.path().as_str()))?;
    Ok((Digest::of(&content) == entry.digest()).then_some(content))
}

impl OutputDir {
    /// Decides what is changed when these owners get back the version before the
    /// present one, which then is the one that is kept.
    ///
    /// # Errors
    ///
    /// Fails with [`NothingKept`](OutputErrorKind::NothingKept) if there is none
    /// of an owner, with [`Conflicts`](OutputErrorKind::Conflicts) if a file was
    /// edited since, and if a manifest is another user's or cannot be believed.
    /// The directory is then as it was.
    pub fn prepare_rollback(&self, owners: &[Owner]) -> Result<Prepared<'_>, OutputError> {
        self.lock(super::LOCK_WAIT)?;
        let (mut stages, mut plans) = (Vec::new(), Vec::new());
        for owner in owners {
            let previous =
                Previous::open(&self.root, owner)?.ok_or_else(|| kept(owner, NOTHING))?;
            let owner = match Manifest::component(&previous.bytes) {
                Some(component) => owner.clone().with_component(component),
                None => owner.clone(),
            };
            let (plan, in_place) = previous.plan(&self.root, &owner)?;
            let mut stage = Stage::new(self, Some(&owner))?;
            check_own(&stage, &owner)?;
            stage.restore(&previous, &plan, &in_place)?;
            stages.push(stage);
            plans.push(plan);
        }
        self.prepare(stages.into_iter().zip(&plans).collect())
    }

    /// Tells what a rollback of `owner` would do, and writes nothing.
    ///
    /// # Errors
    ///
    /// Fails as [`OutputDir::prepare_rollback`] does.
    pub fn rehearse_rollback(&self, owner: &Owner) -> Result<Published, OutputError> {
        let previous = Previous::open(&self.root, owner)?.ok_or_else(|| kept(owner, NOTHING))?;
        let (plan, _) = previous.plan(&self.root, owner)?;
        self.rehearse(owner, &plan, false)
    }
}

impl Previous {
    /// Finds out whether all of it can be brought back. Tells of each file whether
    /// it is in place.
    fn plan(&self, root: &Dir, owner: &Owner) -> Result<(Plan, Vec<bool>), OutputError> {
        let (mut plan, mut in_place, mut edited) = (Plan::new(), Vec::new(), Vec::new());
        for entry in &self.manifest.files {
            plan.accept_entry(entry.clone()).map_err(|_| {
                kept(
                    owner,
                    "the manifest of the version before contradicts itself",
                )
            })?;
            let is_in_place = existing::is_in_place(root, entry)?;
            in_place.push(is_in_place);
            if is_in_place || self.names.contains_key(&entry.digest()) {
                continue;
            }
            // The present version has it too, so that only its place has it.
            match recognise::look(root, entry.path())? {
                Place::Free => return Err(kept(owner, LOST)),
                Place::Taken(..) => {
                    edited.push(Conflict::new(entry.path(), ConflictKind::Edited));
                }
                Place::Blocked(kind) => edited.push(Conflict::new(entry.path(), kind)),
            }
        }
        match edited.is_empty() {
            true => Ok((plan, in_place)),
            false => Err(OutputError::new(
                ACTION,
                ".",
                OutputErrorKind::Conflicts(edited),
            )),
        }
    }
}

impl Stage<'_> {
    /// Stages the files of a version that is kept.
    fn restore(
        &mut self,
        previous: &Previous,
        plan: &Plan,
        in_place: &[bool],
    ) -> Result<(), OutputError> {
        for (entry, is_in_place) in plan.entries().iter().zip(in_place) {
            if *is_in_place {
                let (entry, is_in_place) = (entry.clone(), true);
                self.staged.push(Staged { entry, is_in_place });
                continue;
            }
            let file = previous.read(entry)?;
            let lost = || {
                OutputError::new(
                    ACTION,
                    entry.path().as_str(),
                    OutputErrorKind::NothingKept(LOST),
                )
            };
            self.write(&file.ok_or_else(lost)?)?;
        }
        Ok(())
    }
}

/// The names of the files that are kept, by the digests that they begin with.
fn names(dir: &Dir) -> io::Result<HashMap<Digest, String>> {
    let names = walk::names(dir)?.into_iter();
    let names = names.filter_map(|name| name.into_string().ok());
    let by_digest = |name: String| {
        let (digest, _) = name.split_once('.')?;
        Some((Digest::from_hex(digest)?, name))
    };
    Ok(names.filter_map(by_digest).collect())
}

fn path(owner: &Owner) -> String {
    format!("{STATE}/{}/{}", owner.application(), state::previous(owner))
}

fn kept(owner: &Owner, why: &'static str) -> OutputError {
    OutputError::new(
        ACTION,
        &state::path(owner),
        OutputErrorKind::NothingKept(why),
    )
}
