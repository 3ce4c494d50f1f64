//! Write an exporter in a screen of code.
//!
//! An exporter turns an application, described by a Procfile, into the files of
//! some format. It is compiled to a WebAssembly component that imports nothing
//! and runs wherever Portcullis runs. This crate carries what exporters share:
//! the [`Exporter`] trait, the [`export!`] macro that makes a component of it,
//! [`Templates`] with overrides, the template filters, and the encoders of
//! [`encode`] that carry any text unchanged into a manager's file.
//!
//! # A whole exporter
//!
//! ```
//! use portcullis_guest::bindings::{Application, ExportError, ExporterInfo, File, Output, Process};
//! use portcullis_guest::{Export, Exporter, Outputs, context};
//!
//! struct Custom;
//!
//! impl Exporter for Custom {
//!     fn info(&self) -> ExporterInfo {
//!         ExporterInfo::new("custom", "One configuration file for each process")
//!             .template("service.conf", "[{{ app }}-{{ process.name }}]\nrun = {{ process.cmd | shellquote }}\n\n")
//!     }
//!
//!     fn export<'a>(&self, export: &'a Export) -> Result<Outputs<'a>, ExportError> {
//!         Ok(Box::new(export.processes().map(|(process, value)| {
//!             let text = export.render("service.conf", context! { process => value })?;
//!             Ok(File::new(format!("{}.conf", process.name), text).into())
//!         })))
//!     }
//! }
//!
//! portcullis_guest::export!("custom", [Custom]);
//!
//! // The same code, run natively as in a unit test:
//! let web = |instance| Process::sample("web", instance, "serve --all");
//! let app = Application::sample("shop", [web(1), web(2)]);
//! let export = Export::new(EXPORTERS[0], app, vec![])?;
//! let files: Vec<_> = EXPORTERS[0].export(&export)?.collect::<Result<_, _>>()?;
//! assert_eq!(files.len(), 2);
//! let first = File::new("web.1.conf", "[shop-web.1]\nrun = 'serve --all'\n");
//! assert_eq!(files[0], Output::File(first));
//! # Ok::<(), ExportError>(())
//! ```
//!
//! # Building
//!
//! A crate of type `cdylib`, built for `wasm32-unknown-unknown`, holds the
//! interface's description beside its code; any component encoder makes a
//! component of that.

pub mod bindings;
#[doc(hidden)]
pub mod component;
pub mod encode;
mod export;
mod exporter;
pub mod filters;
mod sample;
mod settings;
mod templates;
mod values;

pub use export::{Export, rejected};
pub use exporter::{Exporter, Outputs, outputs};
pub use minijinja::{self, Value, context};
pub use settings::{ProcessSettings, Settings};
pub use templates::Templates;
pub use values::merged_env;
