//! What fuzzing reaches past the public interface: the rules of a manifest, which
//! would else take a component of its own for each that is tried. Not there in any
//! other build.

use crate::{ErrorKind, Limits, Manifest, manifest};

/// Checks what a component has said of itself.
///
/// # Errors
///
/// If it breaks a rule or exceeds a limit.
pub fn manifest(said: &Manifest, limits: &Limits) -> Result<(), ErrorKind> {
    manifest::check(said, limits)
}
