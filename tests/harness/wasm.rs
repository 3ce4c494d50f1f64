//! Components made from text while a test runs, so that no binary is checked in.

use wit_component::StringEncoding;

pub(crate) use crate::encode::WIT;
use crate::encode::{EXPORTS, World, exporter};

/// The component of an exporter whose module this is.
pub(crate) fn component(module: &str) -> Vec<u8> {
    exporter(module, StringEncoding::UTF8)
}

/// An exporter that imports something. `packages` declare it, `import` is the
/// line in its world. It has the right types and traps wherever it is entered.
pub(crate) fn importing(packages: &[&str], import: &str) -> Vec<u8> {
    dummy(WIT, packages, &format!("{import} {EXPORTS}"))
}

/// An exporter of the interface in `wit` with nothing behind its types.
pub(crate) fn dummy(wit: &str, packages: &[&str], items: &str) -> Vec<u8> {
    World::of_guest(wit, packages, items).hollow()
}
