//! The interface as Rust types, generated from `wit/exporter.wit`, which says what
//! each field may hold.
//!
//! ```
//! use portcullis_guest::bindings::{
//!     Application, Diagnostic, ExportError, ExporterInfo, File, Manifest, Output, PathProfile,
//!     Process, SettingError, Severity, Template, TemplateError, Variable,
//! };
//!
//! // What an exporter is given:
//! let process = Process {
//!     process_type: "web".into(),
//!     instance: 1,
//!     name: "web.1".into(),
//!     command: "./serve".into(),
//!     port: Some(5000),
//!     env: vec![Variable { name: "PORT".into(), value: "5000".into() }],
//!     settings: "{}".into(),
//! };
//! let app = Application {
//!     name: "shop".into(),
//!     root: "/srv/shop".into(),
//!     log_dir: "/var/log/shop".into(),
//!     run_dir: "/run/shop".into(),
//!     user: "shop".into(),
//!     shell: "/bin/sh".into(),
//!     env: vec![],
//!     processes: vec![process],
//!     settings: "{}".into(),
//! };
//! // What it gives, one at a time:
//! let file = Output::File(File {
//!     path: format!("{}.conf", app.name),
//!     content: b"run\n".to_vec(),
//!     executable: false,
//!     private: false,
//! });
//! let remark = Output::Diagnostic(Diagnostic {
//!     severity: Severity::Warning,
//!     message: "`limit_tasks` has no effect".into(),
//!     process: Some(app.processes[0].name.clone()),
//! });
//! // or why it cannot:
//! let errors = [
//!     ExportError::Rejected("the root has a line break".into()),
//!     ExportError::Template(TemplateError {
//!         template: "row".into(),
//!         line: 2,
//!         message: "there is no filter `shout`".into(),
//!     }),
//!     ExportError::Setting(SettingError { key: "depth".into(), message: "too deep".into() }),
//! ];
//! // What its component says of itself:
//! let manifest = Manifest {
//!     name: "custom".into(),
//!     version: "0.1.0".into(),
//!     exporters: vec![ExporterInfo {
//!         name: "custom".into(),
//!         summary: "One file for each application".into(),
//!         templates: vec![Template { name: "row".into(), source: "run\n".into() }],
//!         settings_schema: "{}".into(),
//!         paths: PathProfile::Portable,
//!     }],
//! };
//! # assert!(file != remark && errors.len() == 3 && manifest.exporters.len() == 1);
//! ```
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
