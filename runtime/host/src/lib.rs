//! Model to files: loads exporter components and runs them within limits.
//!
//! A [`Host`] loads a [`Component`] from bytes that nobody has to trust. What
//! imports anything is refused by name before it is compiled. [`Component::export`]
//! gives it an application on a fresh instance in a store of its own, and the
//! [`Export`] yields its files one at a time. [`Limits`] bound fuel, time,
//! memory and output; every [`Error`] names the component, its version, and
//! what was exceeded.
//!
//! The host writes nothing. What to do with the files is the caller's business;
//! `portcullis-output` puts them into one directory.

pub mod apart;
mod bindings;
mod budget;
mod bulk;
pub mod cache;
mod call;
mod code;
mod component;
mod engine;
mod error;
mod export;
#[cfg(fuzzing)]
pub mod fuzzing;
mod interface;
pub mod limits;
mod load;
mod manifest;
mod model;
mod screen;
mod show;
mod survey;
mod version;

pub use bindings::{
    Diagnostic, ExporterInfo, File, Manifest, Output, PathProfile, Severity, Template,
};
pub use component::Component;
pub use engine::Host;
pub use error::{Error, ErrorKind, Subject};
pub use export::{Export, Usage};
pub use limits::{Limit, Limits};
pub use load::{Precompiled, digest};
pub use show::{shown, visible};
pub use survey::{Kind, Survey};

/// The interface that this host runs.
pub const INTERFACE: &str = "portcullis:exporter/exporting@0.1.0";

/// The world of a component that exports the interface and imports nothing.
pub const WORLD: &str = "portcullis:exporter/exporter@0.1.0";
