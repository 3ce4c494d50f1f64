//! The `portcullis` command: the only place that takes ambient authority.
//!
//! Each module of a subcommand has a function `run`, which reads what it needs
//! and hands values to the libraries.
#![expect(
    clippy::disallowed_methods,
    reason = "the command is where files, variables and arguments come from"
)]

mod application;
mod args;
mod build;
mod cache;
mod changes;
mod check;
mod compiler;
mod completions;
mod directories;
mod exit;
mod export;
mod exporters;
mod generations;
mod help;
mod inherited;
mod input;
mod inspect;
mod json;
mod limits;
mod list;
mod loading;
mod manual;
mod options;
mod overrides;
mod pending;
mod project;
mod receipt;
mod record;
mod recovery;
mod remove;
mod report;
mod rollback;
mod settings;
mod starter;
mod status;
mod style;
mod templates;
mod testing;
mod unified;
mod usage;
mod words;

use std::io::{IsTerminal as _, Write};
use std::process::ExitCode;

use clap::Parser;

use crate::args::{Cli, Command};
use crate::exit::{Failure, Result};

/// What a guest may recurse through comes on top of what the command itself
/// needs, whatever `ulimit -s` gave the first thread: see
/// [`portcullis_host::limits::STACK_HEADROOM`].
const STACK: usize = 8 << 20;

fn main() -> ExitCode {
    inherited::keep_own_rights();
    // Another thread would get its memory from a heap of its own, which grows by a
    // page at a time: that costs an export a quarter of its time.
    if inherited::has_stack(STACK) {
        return start();
    }
    let command = std::thread::Builder::new().stack_size(STACK);
    let running = match command.spawn(start) {
        Ok(running) => running,
        Err(error) => return end(Err(thread_failed(&error)), false),
    };
    match running.join() {
        Ok(code) => code,
        Err(panic) => std::panic::resume_unwind(panic),
    }
}

fn thread_failed(error: &std::io::Error) -> Failure {
    Failure::new(exit::OTHER, format!("failed to start a thread: {error}"))
}

fn start() -> ExitCode {
    if std::env::args_os()
        .nth(1)
        .is_some_and(|word| word == compiler::COMMAND)
    {
        return end(compiler::child::run(), false);
    }
    if std::env::var_os(completions::VARIABLE).is_some() {
        completions::answer();
    }
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return help::end(&error),
    };
    cli.color.write_global();
    if cli.verbose {
        let log = tracing_subscriber::fmt().with_max_level(tracing::Level::DEBUG);
        log.with_writer(std::io::stderr).init();
    }
    let json = cli.command.is_json();
    end(run(cli.command), json)
}

fn end(result: Result<()>, json: bool) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.print(json);
            ExitCode::from(failure.code())
        }
    }
}

fn run(command: Command) -> Result<()> {
    match command {
        Command::Export(args) => export::run(&args),
        Command::Status(args) => status::run(&args),
        Command::Rollback(args) => rollback::run(&args),
        Command::Remove(args) => remove::run(&args),
        Command::VerifyReceipt(args) => receipt::verify(&args),
        Command::Check(args) => check::run(&args),
        Command::Exporters(args) => list::run(&args),
        Command::Inspect(args) => inspect::run(&args),
        Command::New(args) => starter::run(&args),
        Command::Build(args) => build::run(&args),
        Command::Test(args) => testing::command(&args),
        Command::Templates(command) => templates::run(&command),
        Command::Cache(command) => cache::run(&command),
        Command::Completions { shell } => completions::run(shell),
        Command::Man { command } => manual::run(command.as_deref()),
    }
}

/// Writes to standard output. Whoever reads it may stop reading.
fn print(text: &str) -> Result<()> {
    written(anstream::stdout().lock(), text.as_bytes())
}

/// Writes what someone else wrote: unchanged to a file or a program, and to a
/// terminal with nothing in it that a terminal obeys.
fn print_foreign(content: &[u8]) -> Result<()> {
    let out = std::io::stdout();
    if !out.is_terminal() {
        return written(out.lock(), content);
    }
    let text = String::from_utf8_lossy(content);
    written(out.lock(), words::visible_lines(&text).as_bytes())
}

fn written(mut out: impl Write, bytes: &[u8]) -> Result<()> {
    told(out.write_all(bytes).and_then(|()| out.flush()))
}

/// What became of writing to standard output.
fn told(written: std::io::Result<()>) -> Result<()> {
    match written {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Failure::new(
            exit::OTHER,
            format!("cannot write to standard output: {error}"),
        )),
        _ => Ok(()),
    }
}
