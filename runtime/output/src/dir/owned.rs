//! The manifest of one owner: the one that is there, and the one that will be.

use std::collections::BTreeSet;

use cap_std::fs::Dir;

use super::area::Area;
use super::leftover::Leftovers;
use super::state::{self, Found, State};
use crate::manifest::{MANIFEST_BYTES, Manifest};
use crate::{Entry, FilePath, ManifestProblem, OutputError, Owner, Plan};

const ACTION: &str = "write manifest";

/// The name of the new manifest in the stage, where files have numbers.
const STAGED: &str = "manifest";

const MODE: u32 = 0o600;

/// An owner, and what its manifest says it has.
#[derive(Debug)]
pub(super) struct Owned {
    owner: Owner,
    found: Option<Found>,
    is_staged: bool,
}

impl Owned {
    /// Reads the manifest of `owner`, if there is one.
    pub(super) fn read(state: &State, owner: &Owner) -> Result<Self, OutputError> {
        Ok(Self {
            owner: owner.clone(),
            found: state.manifest(owner)?,
            is_staged: false,
        })
    }

    /// Finds what the manifest names beyond `plan`.
    pub(super) fn leftovers(&self, root: &Dir, plan: &Plan) -> Result<Leftovers, OutputError> {
        match &self.found {
            Some(found) => Leftovers::find(root, &self.owner, found, plan),
            None => Ok(Leftovers::default()),
        }
    }

    /// Gives the manifest that is to be there when `plan` is published, or
    /// nothing if it is there already. `made` are the directories to be made.
    pub(super) fn renewed(
        &self,
        plan: &Plan,
        leftovers: &Leftovers,
        made: &BTreeSet<FilePath>,
    ) -> Result<Option<Vec<u8>>, OutputError> {
        let mut files: Vec<_> = plan.entries().iter().chain(leftovers.claimed()).collect();
        files.sort_unstable_by_key(|entry: &&Entry| entry.path());
        let directories: BTreeSet<_> = made.union(&leftovers.directories).cloned().collect();
        let manifest = Manifest {
            files: files.into_iter().cloned().collect(),
            directories: directories.into_iter().collect(),
        };
        if self.found.is_none() && manifest.files.is_empty() {
            return Ok(None);
        }
        let bytes = manifest.to_json(&self.owner);
        let bytes = bytes.map_err(OutputError::io(ACTION, &state::path(&self.owner)))?;
        if bytes.len() as u64 > MANIFEST_BYTES {
            let why = ManifestProblem::TooLong(bytes.len() as u64);
            return Err(state::problem(ACTION, &self.owner, why));
        }
        let is_there = |found: &Found| found.bytes == bytes && !found.is_foreign;
        Ok(if self.found.as_ref().is_some_and(is_there) {
            None
        } else {
            Some(bytes)
        })
    }

    /// Writes a manifest to the stage.
    pub(super) fn stage(&mut self, area: &Area, bytes: &[u8]) -> Result<(), OutputError> {
        area.write(STAGED, bytes, MODE)
            .map_err(OutputError::io(ACTION, &state::path(&self.owner)))?;
        self.is_staged = true;
        Ok(())
    }

    /// Puts the staged manifest into its place, if there is one.
    pub(super) fn place(&self, area: &Area) -> Result<(), OutputError> {
        if !self.is_staged {
            return Ok(());
        }
        let placed = area.rename(STAGED, area.home(), &state::name(&self.owner));
        placed.map_err(OutputError::io(ACTION, &state::path(&self.owner)))
    }

    /// Removes the staged manifest, if there is one.
    pub(super) fn discard(area: &Area) {
        area.remove(STAGED);
    }
}
