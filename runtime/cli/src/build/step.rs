//! One run of a compiler.

use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::exit::{Failure, Result, TOOLCHAIN};
use crate::style;

/// When the user sees what the compiler says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Telling {
    AtOnce,
    OnFailure,
}

/// A command in a project, and the file that comes of it.
#[derive(Debug)]
pub(crate) struct Step {
    words: Vec<OsString>,
    variables: Vec<(&'static str, Option<OsString>)>,
    /// What the command makes: a module or a component.
    pub(crate) makes: PathBuf,
}

impl Step {
    /// A command whose program comes first.
    pub(super) fn new<W: Into<OsString>>(
        program: &[OsString],
        args: impl IntoIterator<Item = W>,
        makes: PathBuf,
    ) -> Self {
        let args = args.into_iter().map(Into::into);
        Self {
            words: program.iter().cloned().chain(args).collect(),
            variables: Vec::new(),
            makes,
        }
    }

    pub(super) fn and<W: Into<OsString>>(mut self, args: impl IntoIterator<Item = W>) -> Self {
        self.words.extend(args.into_iter().map(Into::into));
        self
    }

    /// Sets a variable of the command's environment.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<OsString>) -> Self {
        self.variables.push((name, Some(value.into())));
        self
    }

    /// Takes a variable from the command's environment.
    pub(super) fn without(mut self, name: &'static str) -> Self {
        self.variables.push((name, None));
        self
    }

    /// The words of the command, for programs.
    pub(crate) fn words(&self) -> Vec<String> {
        let words = self.words.iter();
        words
            .map(|word| word.to_string_lossy().into_owned())
            .collect()
    }

    /// Runs it in the project. What it says goes to standard error, since standard
    /// output is for what we say ourselves.
    pub(crate) fn run(&self, directory: &Path, telling: Telling) -> Result<()> {
        if telling == Telling::AtOnce {
            let faint = style::FAINT;
            anstream::eprintln!("{faint}{self}{faint:#}");
        }
        let output = self.command(directory, telling).output();
        let output = output.map_err(|error| {
            Failure::new(
                TOOLCHAIN,
                format!("failed to run {}: {error}", self.program()),
            )
        })?;
        if output.status.success() {
            return Ok(());
        }
        let said = [output.stderr, output.stdout].concat();
        let said = String::from_utf8_lossy(&said).trim_end().to_owned();
        let message = format!(
            "failed to build: `{}` ended with {}",
            self.program(),
            output.status
        );
        Err(Failure::new(
            TOOLCHAIN,
            match said.is_empty() {
                true => message,
                false => format!("{message}:\n{said}"),
            },
        ))
    }

    fn command(&self, directory: &Path, telling: Telling) -> Command {
        let mut words = self.words.iter();
        let mut command = Command::new(words.next().map_or("".as_ref(), OsString::as_os_str));
        command
            .args(words)
            .current_dir(directory)
            // A compiler in Rust would bury the author's own mistake under its stack.
            .env_remove("RUST_BACKTRACE")
            .stdin(Stdio::null());
        for (name, value) in &self.variables {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        if telling == Telling::AtOnce {
            command.stderr(Stdio::inherit());
        }
        command
    }

    fn program(&self) -> String {
        let program = self.words.first().map(Path::new);
        let name = program.and_then(Path::file_name).unwrap_or_default();
        name.to_string_lossy().into_owned()
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words().join(" "))
    }
}
