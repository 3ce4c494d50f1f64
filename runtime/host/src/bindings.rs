//! The interface as the host sees it, generated from `wit/exporter.wit`.

wasmtime::component::bindgen!({
    path: "../../wit",
    world: "exporter",
    additional_derives: [PartialEq, Clone, serde::Serialize, serde::Deserialize],
});

pub use exports::portcullis::exporter::exporting::*;
