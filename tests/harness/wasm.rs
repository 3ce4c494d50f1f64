//! Components made from text while a test runs, so that no binary is checked in.

use wit_component::{ComponentEncoder, StringEncoding, dummy_module, embed_component_metadata};
use wit_parser::{LiftLowerAbi, ManglingAndAbi, Resolve, WorldId};

/// The interface that the host runs.
pub(crate) const WIT: &str = include_str!("../../wit/exporter.wit");

const EXPORTS: &str = "export portcullis:exporter/exporting@0.1.0;";

/// An exporter that imports something. `packages` declare it, `import` is the
/// line in its world. It has the right types and traps wherever it is entered.
pub(crate) fn importing(packages: &[&str], import: &str) -> Vec<u8> {
    dummy(WIT, packages, &format!("{import} {EXPORTS}"))
}

/// An exporter of the interface in `wit` with nothing behind its types.
pub(crate) fn dummy(wit: &str, packages: &[&str], items: &str) -> Vec<u8> {
    let mut resolve = Resolve::default();
    resolve.push_str("exporter.wit", wit).unwrap();
    for package in packages {
        resolve.push_str("package.wit", package).unwrap();
    }
    let world = guest_world(&mut resolve, items);
    let abi = ManglingAndAbi::Legacy(LiftLowerAbi::Sync);
    let module = dummy_module(&resolve, world, abi);
    encode(module, &resolve, world)
}

/// An exporter whose module is this text.
pub(crate) fn component(module: &str) -> Vec<u8> {
    let mut resolve = Resolve::default();
    resolve.push_str("exporter.wit", WIT).unwrap();
    let world = guest_world(&mut resolve, EXPORTS);
    let module = wat::parse_str(module).unwrap_or_else(|error| panic!("{error}\n{module}"));
    encode(module, &resolve, world)
}

fn guest_world(resolve: &mut Resolve, items: &str) -> WorldId {
    let text = format!("package tests:guest; world guest {{ {items} }}");
    let package = resolve.push_str("guest.wit", &text).unwrap();
    resolve.select_world(&[package], Some("guest")).unwrap()
}

fn encode(mut module: Vec<u8>, resolve: &Resolve, world: WorldId) -> Vec<u8> {
    embed_component_metadata(&mut module, resolve, world, StringEncoding::UTF8).unwrap();
    let mut encoder = ComponentEncoder::default();
    encoder
        .validate(true)
        .module(&module)
        .unwrap()
        .encode()
        .unwrap()
}
