//! The arguments of `portcullis build`.

use std::path::{Path, PathBuf};

use clap::Args;

/// What stands below the options in the help.
pub(crate) const HELP: &str = "\
The language is that of exporter.toml, or told by the files:

  rust            cargo, for wasm32-unknown-unknown      Cargo.toml
  python          componentize-py, without WASI          exporter.py
  javascript      componentize-qjs, without WASI         exporter.js
  c               zig cc, or the clang of WASI_SDK_PATH  exporter.c
  zig             zig                                    exporting.zig
  assemblyscript  asc                                    exporting.ts

A tool is looked for in the project (.venv, node_modules) and then on the PATH.

Examples:
  portcullis build                   build the project in the current directory
  portcullis build shipping --watch  build and test it again on every change";

#[derive(Debug, Args)]
pub(crate) struct BuildArgs {
    /// Directory of the project [default: .]
    pub(crate) dir: Option<PathBuf>,

    /// Write the component here [default: dist/NAME.wasm in DIR]
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Do not compile and start the component to see what it offers
    #[arg(long)]
    pub(crate) no_check: bool,

    /// Build again on every change, run the tests and show how the files that come out change
    ///
    /// What compilers and package managers put into a project is no change to it,
    /// nor is what this command writes there or prints into a file, nor a file
    /// that ends in .log.
    #[arg(long, conflicts_with_all = ["json", "dry_run"])]
    pub(crate) watch: bool,

    /// Show which commands would run, and run none
    #[arg(long)]
    pub(crate) dry_run: bool,

    /// Print the result, or the errors, as JSON
    #[arg(long)]
    pub(crate) json: bool,

    /// Print nothing but errors
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

impl BuildArgs {
    pub(crate) fn directory(&self) -> &Path {
        self.dir.as_deref().unwrap_or(Path::new("."))
    }
}
