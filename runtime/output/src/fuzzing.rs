//! What fuzzing reaches past the public interface. Not there in any other build.

use crate::manifest::Manifest;
use crate::{ManifestProblem, Owner};

/// Reads a manifest and gives it as it would be written.
///
/// # Errors
///
/// If it cannot be believed.
///
/// # Panics
///
/// If what was read cannot be written.
pub fn manifest(bytes: &[u8], owner: &Owner) -> Result<Vec<u8>, ManifestProblem> {
    let manifest = Manifest::parse(bytes, owner)?;
    Ok(manifest.to_json(owner).expect("a manifest is plain data"))
}
