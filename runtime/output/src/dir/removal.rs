//! Everything that an owner has, taken away.

use super::OutputDir;
use super::stage::Stage;
use super::state;
use crate::{ManifestProblem, OutputError, Owner, Plan, Prepared};

impl OutputDir {
    /// Decides what is removed when these owners are to own nothing any more:
    /// their files, the directories that were made for them, their manifests and
    /// the versions before. Backups of what was taken over stay.
    ///
    /// # Errors
    ///
    /// Fails with [`Conflicts`](crate::OutputErrorKind::Conflicts) if a file was edited
    /// or something else is in its place, and if a manifest is another user's or
    /// cannot be believed. The directory is then as it was.
    pub fn prepare_removal(&self, owners: &[Owner]) -> Result<Prepared<'_>, OutputError> {
        let nothing = Plan::new();
        let mut staged = Vec::new();
        for owner in owners {
            let mut stage = Stage::new(self, Some(owner))?;
            stage.is_removal = true;
            check_own(&stage, owner)?;
            staged.push((stage, &nothing));
        }
        if let Some(state) = &*self.state.borrow() {
            state.set_made();
        }
        self.prepare(staged)
    }
}

/// Refuses what another user wrote.
pub(super) fn check_own(stage: &Stage<'_>, owner: &Owner) -> Result<(), OutputError> {
    match &stage.found {
        Some(found) if found.is_foreign => Err(state::problem(
            "believe manifest",
            owner,
            ManifestProblem::Foreign,
        )),
        _ => Ok(()),
    }
}
