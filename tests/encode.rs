//! From a module and a world to a component, for the tests and for the trial.

use wit_component::{ComponentEncoder, StringEncoding, dummy_module, embed_component_metadata};
use wit_parser::{LiftLowerAbi, ManglingAndAbi, Resolve, WorldId};

/// The interface that the host runs.
pub(crate) const WIT: &str = include_str!("../wit/exporter.wit");

/// What the world of an exporter exports.
pub(crate) const EXPORTS: &str = "export portcullis:exporter/exporting@0.1.0;";

/// A world that a component is made for.
pub(crate) struct World {
    resolve: Resolve,
    id: WorldId,
}

impl World {
    /// The world `guest` of this text, which may name the interface in `wit` and
    /// what is in `packages`.
    pub(crate) fn new(wit: &str, packages: &[&str], text: &str) -> Self {
        let mut resolve = Resolve::default();
        resolve.push_str("exporter.wit", wit).unwrap();
        for package in packages {
            resolve.push_str("package.wit", package).unwrap();
        }
        let package = resolve.push_str("guest.wit", text).unwrap();
        let id = resolve.select_world(&[package], Some("guest")).unwrap();
        Self { resolve, id }
    }

    /// That of a guest with these items.
    pub(crate) fn of_guest(wit: &str, packages: &[&str], items: &str) -> Self {
        let text = format!("package tests:guest; world guest {{ {items} }}");
        Self::new(wit, packages, &text)
    }

    /// A component with the world's types, which traps wherever it is entered.
    pub(crate) fn hollow(&self) -> Vec<u8> {
        let abi = ManglingAndAbi::Legacy(LiftLowerAbi::Sync);
        let module = dummy_module(&self.resolve, self.id, abi);
        self.component(module, StringEncoding::UTF8)
    }

    /// A component with this module behind its types, whose texts are in this encoding.
    pub(crate) fn component(&self, mut module: Vec<u8>, encoding: StringEncoding) -> Vec<u8> {
        embed_component_metadata(&mut module, &self.resolve, self.id, encoding).unwrap();
        let mut encoder = ComponentEncoder::default();
        let encoder = encoder.validate(true).module(&module).unwrap();
        encoder.encode().unwrap()
    }
}

/// The component of an exporter whose module this is, with texts in this encoding.
pub(crate) fn exporter(module: &str, encoding: StringEncoding) -> Vec<u8> {
    World::of_guest(WIT, &[], EXPORTS).component(assembled(module), encoding)
}

/// A text of WebAssembly as bytes.
pub(crate) fn assembled(text: &str) -> Vec<u8> {
    wat::parse_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}
