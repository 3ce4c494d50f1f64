//! The interface as Rust types, generated from `wit/exporter.wit`.
#![expect(missing_docs, reason = "the macro documents no module of its own")]

wit_bindgen::generate!({
    path: "../../wit",
    world: "exporter",
    pub_export_macro: true,
    export_macro_name: "export_component",
    default_bindings_module: "portcullis_guest::bindings",
    additional_derives: [PartialEq, Eq],
});

pub use exports::portcullis::exporter::exporting::*;
