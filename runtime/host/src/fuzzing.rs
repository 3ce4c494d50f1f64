//! What fuzzing reaches past the public interface: the rules of a manifest, which
//! would else take a component of its own for each that is tried, and what becomes of
//! a component before it is compiled. Not there in any other build.

use wasmparser::{Validator, WasmFeatures};

use crate::engine::REFUSED;
use crate::{ErrorKind, Limits, Manifest, bulk, manifest};

/// Checks what a component has said of itself.
///
/// # Errors
///
/// If it breaks a rule or exceeds a limit.
pub fn manifest(said: &Manifest, limits: &Limits) -> Result<(), ErrorKind> {
    manifest::check(said, limits)
}

/// Whether a component that the engine accepts is one still when memory is filled and
/// copied in pieces.
#[must_use]
pub fn stays_valid(component: &[u8]) -> bool {
    let features = WasmFeatures::default().difference(REFUSED);
    let features = features.difference(WasmFeatures::MULTI_MEMORY);
    let is_valid = |bytes: &[u8]| {
        let mut validator = Validator::new_with_features(features);
        validator.validate_all(bytes).is_ok()
    };
    match bulk::in_pieces(component) {
        Ok(None) => true,
        Ok(Some(changed)) => is_valid(&changed) || !is_valid(component),
        Err(_) => !is_valid(component),
    }
}
