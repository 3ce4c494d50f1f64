//! From what a compiler gives to an exporter component that imports nothing.
//!
//! [`componentize`] takes a core module or a finished component. A module is
//! given the interface's description if it carries none, and becomes a component
//! of the world `exporter`. Either is then checked against that world and
//! stripped of everything that has no effect.
//!
//! A module whose language cannot do without WASI preview 1 is joined with an
//! adapter that answers in the place of a system: no files, no clock, no
//! environment, the same random bytes in every run. So that component too imports
//! nothing.
//!
//! Nothing here reads or writes a file.

mod error;
mod imports;
mod names;
mod sections;
mod strip;
mod world;

pub use error::{Error, ErrorKind};

use sha2::{Digest, Sha256};
use wit_component::{ComponentEncoder, StringEncoding};

use world::World;

/// The module that preview 1 is imported from.
const PREVIEW1: &str = "wasi_snapshot_preview1";

/// Answers preview 1 without any system behind it; assembled from `preview1.wat`.
const ADAPTER: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/preview1.wasm"));

/// A component of the world `exporter`, ready to be run by anybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// The component's bytes.
    pub bytes: Vec<u8>,
    /// Their SHA-256, in hexadecimal.
    pub digest: String,
    /// Whether the adapter answers in the place of WASI preview 1.
    pub is_adapted: bool,
}

/// Makes an exporter component of a core module or a component.
///
/// # Errors
///
/// If the bytes are neither, if they import what no exporter may, or if they do
/// not export what the world asks for.
pub fn componentize(bytes: &[u8]) -> Result<Component, Error> {
    let world = World::parse()?;
    let is_component = wasmparser::Parser::is_component(bytes);
    if !is_component && !wasmparser::Parser::is_core_wasm(bytes) {
        return Err(ErrorKind::NotWebAssembly.into());
    }
    let is_adapted = imports::of_module_are_allowed(bytes)?;
    let component = match is_component {
        true => bytes.to_vec(),
        false => encode(bytes, &world, is_adapted)?,
    };
    imports::of_component_are_none(&component)?;
    world.check(&component)?;
    let bytes = strip::component(&component)?;
    Ok(Component {
        digest: digest(&bytes),
        bytes,
        is_adapted,
    })
}

fn encode(module: &[u8], world: &World, is_adapted: bool) -> Result<Vec<u8>, Error> {
    let mut module = names::in_full(module, world)?;
    if !imports::describes_itself(&module)? {
        wit_component::embed_component_metadata(
            &mut module,
            &world.resolve,
            world.id,
            StringEncoding::UTF8,
        )
        .map_err(ErrorKind::from_encoder)?;
    }
    let mut encoder = ComponentEncoder::default();
    encoder.module(&module).map_err(ErrorKind::from_encoder)?;
    if is_adapted {
        encoder
            .adapter(PREVIEW1, ADAPTER)
            .map_err(ErrorKind::from_encoder)?;
    }
    Ok(encoder.encode().map_err(ErrorKind::from_encoder)?)
}

fn digest(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
