//! What a directory will have when committed changes are made, for whoever may
//! not make them.

use std::collections::HashMap;

use cap_std::fs::Dir;

use super::apply::{self, MANIFEST};
use super::existing::{self, Existing};
use super::recover;
use super::state::{self, Found, STATE};
use super::walk;
use crate::manifest::{MANIFEST_BYTES, Manifest};
use crate::{Digest, Entry, FilePath, OutputError, Owner};

/// The files that will be there, or will not, and the manifests.
#[derive(Debug, Default)]
pub(super) struct Foreseen {
    pub(super) files: HashMap<FilePath, Option<Entry>>,
    /// Where the bytes of those that will be there are, until they are in place.
    staged: HashMap<FilePath, (String, String)>,
    manifests: Vec<(Owner, Option<Found>)>,
}

impl Foreseen {
    /// Reads the journal of the state directory, if there is one to be followed.
    pub(super) fn read(root: &Dir, state: &Dir) -> Result<Self, OutputError> {
        let mut foreseen = Self::default();
        let Some(journal) = recover::pending(root, state)? else {
            return Ok(foreseen);
        };
        for part in journal.parts {
            for operation in part.operations {
                let staged = (part.stage.clone(), apply::staged(&operation));
                foreseen.staged.insert(operation.path.clone(), staged);
                foreseen.files.insert(operation.path, operation.new);
            }
            if let (Some(owner), Some(change)) = (part.owner, part.manifest) {
                let found = match change.new {
                    Some(digest) => staged(state, &part.stage, digest, &owner)?,
                    None => None,
                };
                foreseen.manifests.push((owner, found));
            }
        }
        Ok(foreseen)
    }

    /// A file as it will be there.
    pub(super) fn file(
        &self,
        root: &Dir,
        path: &FilePath,
    ) -> Result<Option<Existing>, OutputError> {
        let entry = match self.files.get(path) {
            Some(Some(entry)) => entry,
            Some(None) => return Ok(None),
            None => return existing::read(root, path),
        };
        if let (Some((stage, name)), false) =
            (self.staged.get(path), existing::is_in_place(root, entry)?)
            && let Some(stage) = walk::open_below(root, &format!("{STATE}/{stage}"))?
        {
            let io = OutputError::io("read file", path.as_str());
            return existing::read_in(&stage, name).map_err(io);
        }
        existing::read(root, path)
    }

    /// The manifest that `owner` will have.
    pub(super) fn manifest(
        &mut self,
        state: &Dir,
        owner: &Owner,
    ) -> Result<Option<Found>, OutputError> {
        let mut manifests = self.manifests.iter_mut();
        match manifests.find(|(other, _)| other.is_same(owner)) {
            Some((_, found)) => Ok(found.take()),
            None => state::of(state, owner),
        }
    }
}

/// The manifest in a stage, or in its place by now.
fn staged(
    state: &Dir,
    stage: &str,
    digest: Digest,
    owner: &Owner,
) -> Result<Option<Found>, OutputError> {
    let stage = walk::child(state, stage).map_err(OutputError::io("open directory", stage))?;
    let read = stage.map(|stage| state::bytes(&stage, MANIFEST, MANIFEST_BYTES));
    if let Some(Ok(Some((bytes, _)))) = read
        && Digest::of(&bytes) == digest
        && let Ok(manifest) = Manifest::parse(&bytes, owner)
    {
        return Ok(Some(Found {
            bytes,
            manifest,
            is_foreign: false,
        }));
    }
    state::of(state, owner)
}
