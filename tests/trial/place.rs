//! Where a trial takes place: the components as files, and the command beside them.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use super::emit;
use super::measure::{self, Measured};

/// A folder for a whole trial.
pub(crate) struct Place {
    folder: TempDir,
    program: PathBuf,
}

impl Place {
    /// Writes all components, by a process apart.
    pub(crate) fn new() -> Result<Self> {
        let given = std::env::var_os("PORTCULLIS_BIN").map(PathBuf::from);
        let program = given.unwrap_or_else(|| "target/release/portcullis".into());
        let program = std::path::absolute(program)?;
        ensure!(
            program.is_file(),
            "{} is missing: run `just build`",
            program.display()
        );
        let folder = tempfile::Builder::new().prefix("hostile-").tempdir()?;
        let place = Self { folder, program };
        let emitted = itself()?.arg("--emit").arg(place.components()).output()?;
        let said = String::from_utf8_lossy(&emitted.stderr);
        ensure!(
            emitted.status.success(),
            "the components cannot be written: {said}"
        );
        Ok(place)
    }

    /// Exports with the honest guest, for what everything else is compared with.
    pub(crate) fn honest(&self) -> Result<Measured> {
        let honest = self.export(&emit::file("honest"), &[])?;
        ensure!(
            honest.code == Some(0),
            "the honest guest fails: {}",
            honest.stderr
        );
        Ok(honest)
    }

    /// `export x` with the component of this name.
    pub(crate) fn export(&self, file: &str, more: &[String]) -> Result<Measured> {
        let app = self.fresh()?;
        std::fs::write(app.path().join("Procfile"), "web: ./serve\n")?;
        let mut command = self.command(app.path());
        command.args(["export", "x", "out", "-a", "shop", "--exporter"]);
        command.arg(self.components().join(file)).args(more);
        let mut measured = measure::run(&mut command)?;
        measured.has_written = app.path().join("out").exists();
        Ok(measured)
    }

    /// `inspect` of the component of this name.
    pub(crate) fn inspect(&self, file: &str, more: &[String]) -> Result<Measured> {
        let more: Vec<_> = more.iter().map(String::as_str).collect();
        self.tell(&["inspect"], file, &more)
    }

    /// A command that tells of the component of this name and writes nothing.
    pub(crate) fn tell(&self, before: &[&str], file: &str, after: &[&str]) -> Result<Measured> {
        let app = self.fresh()?;
        let mut command = self.command(app.path());
        command.args(before);
        command.arg(self.components().join(file)).args(after);
        measure::run(&mut command)
    }

    /// The command, which sees none of this machine's settings and keeps nothing.
    fn command(&self, app: &Path) -> Command {
        let mut command = Command::new(&self.program);
        command
            .env_clear()
            .env("LC_ALL", "C.UTF-8")
            .env("HOME", app);
        command.current_dir(app);
        command
    }

    fn fresh(&self) -> Result<TempDir> {
        tempfile::tempdir_in(self.folder.path()).context("cannot make a folder")
    }

    fn components(&self) -> PathBuf {
        self.folder.path().join("components")
    }
}

/// This program once more.
pub(crate) fn itself() -> Result<Command> {
    Ok(Command::new(std::env::current_exe()?))
}
