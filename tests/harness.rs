//! What the tests stand on: an application in a fresh folder, and the binary
//! run beside it.

pub(crate) mod guest;
pub(crate) mod ordinary;
mod places;
mod run;
mod tree;
pub(crate) mod wasm;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use tempfile::TempDir;

pub(crate) use places::{binary, peers, root};
pub(crate) use run::{Run, command};
pub(crate) use tree::{Tree, files};

/// A Procfile that every format can carry.
pub(crate) const PROCFILE: &str = "web: ./serve --port $PORT\nworker: ./work\n";

/// An application in a folder of its own, with room for the output beside it.
pub(crate) struct App {
    space: TempDir,
    kept: TempDir,
}

impl App {
    /// An application with nothing in it.
    pub(crate) fn empty() -> Self {
        let space = tempfile::Builder::new().prefix("portcullis-").tempdir();
        let app = Self {
            space: space.unwrap(),
            kept: tempfile::tempdir().unwrap(),
        };
        fs::create_dir(app.dir()).unwrap();
        fs::create_dir(app.space().join("home")).unwrap();
        app
    }

    /// An application with this Procfile.
    pub(crate) fn new(procfile: impl AsRef<[u8]>) -> Self {
        Self::empty().file("app/Procfile", procfile)
    }

    /// Adds a `.env` file.
    pub(crate) fn env(self, text: impl AsRef<[u8]>) -> Self {
        self.file("app/.env", text)
    }

    /// Adds a file, by its path from the folder that holds `app` and `out`.
    pub(crate) fn file(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.space().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    /// Adds a script that can be run.
    pub(crate) fn program(self, path: &str, script: &str) -> Self {
        let app = self.file(path, format!("#!/bin/sh\n{script}\n"));
        let executable = fs::Permissions::from_mode(0o755);
        fs::set_permissions(app.space().join(path), executable).unwrap();
        app
    }

    /// The folder that holds everything; the binary runs in its `app`.
    pub(crate) fn space(&self) -> PathBuf {
        self.space.path().to_path_buf()
    }

    /// What the command keeps for itself between runs: `cache` and `state`. Not
    /// part of what a run may be said to have written.
    pub(crate) fn kept(&self) -> PathBuf {
        self.kept.path().to_path_buf()
    }

    /// The application's root.
    pub(crate) fn dir(&self) -> PathBuf {
        self.space().join("app")
    }

    /// The output directory. Not there until something is written.
    pub(crate) fn out(&self) -> PathBuf {
        self.space().join("out")
    }

    /// Runs the binary in the application's root. `OUT`, `APP` and `SPACE` in
    /// arguments stand for the folders.
    #[track_caller]
    pub(crate) fn run(&self, args: &[&str]) -> Run {
        self.run_through(&[], args)
    }

    /// Runs the binary by way of another program, such as a shell.
    #[track_caller]
    pub(crate) fn run_through(&self, program: &[&str], args: &[&str]) -> Run {
        Run::new(self, program, args)
    }

    /// `export FORMAT` with the usual arguments and further ones.
    #[track_caller]
    pub(crate) fn export(&self, format: &str, more: &[&str]) -> Run {
        let usual = ["export", format, "OUT", "-d", "APP", "-a", "shop"];
        self.run(&[&usual, more].concat())
    }

    /// What lies in the output directory.
    pub(crate) fn written(&self) -> Tree {
        Tree::of(&self.out())
    }
}
