//! `portcullis completions`: scripts that ask this program what may stand next,
//! and the answers.

mod values;

use std::ffi::OsStr;

use anyhow::Context;
use clap::CommandFactory;
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};
use clap_complete::env::{Elvish, EnvCompleter, Fish, Powershell};
use clap_complete::{CompleteEnv, Shell};

use crate::args::Cli;
use crate::exit::Result;

/// The variable that makes this program answer a shell.
pub(crate) const VARIABLE: &str = "PORTCULLIS_COMPLETE";

/// Answers what may stand where the word begins like this.
type Values = fn(&OsStr) -> Vec<CompletionCandidate>;

/// The program as people call it.
const NAME: &str = "portcullis";

pub(crate) fn run(shell: Shell) -> Result<()> {
    match shell {
        Shell::Bash => crate::print(include_str!("completions/portcullis.bash")),
        Shell::Zsh => crate::print(include_str!("completions/portcullis.zsh")),
        Shell::Elvish => registration(&Elvish),
        Shell::PowerShell => registration(&Powershell),
        _ => registration(&Fish),
    }
}

fn registration(shell: &dyn EnvCompleter) -> Result<()> {
    let mut script = Vec::new();
    shell
        .write_registration(VARIABLE, NAME, NAME, NAME, &mut script)
        .context("cannot make the script")?;
    crate::print(&String::from_utf8_lossy(&script))
}

/// Answers a shell and ends, if one asks.
pub(crate) fn answer() {
    CompleteEnv::with_factory(command).var(VARIABLE).complete();
}

/// The command line, with what is known of the values of its arguments.
fn command() -> clap::Command {
    let set = |command: clap::Command| option(command, "set", values::settings);
    let owner = |command: clap::Command| {
        let command = option(command, "app", values::applications);
        option(command, "exporter", values::exporters_of)
    };
    Cli::command()
        .mut_subcommands(limited)
        .mut_subcommand("export", |export| {
            let export = set(positional(export, "format", 1, values::exporters));
            at(export, "location", 2)
        })
        .mut_subcommand("rollback", owner)
        .mut_subcommand("remove", owner)
        .mut_subcommand("man", |man| option(man, "command", values::pages))
        .mut_subcommand("verify-receipt", |verify| {
            let verify = at(at(verify, "receipt", 1), "location", 3);
            set(positional(verify, "format", 2, values::exporters))
        })
        .mut_subcommand("inspect", |inspect| {
            positional(inspect, "what", 1, values::components)
        })
        .mut_subcommand("templates", |templates| {
            let exporter = |command| positional(command, "exporter", 1, values::exporters);
            templates
                .mut_subcommand("list", exporter)
                .mut_subcommand("eject", |eject| at(exporter(eject), "directory", 2))
                .mut_subcommand("show", |show| {
                    positional(exporter(show), "template", 2, values::templates)
                })
        })
}

/// Says what may be the value of `--limit`, where that is an option.
fn limited(command: clap::Command) -> clap::Command {
    let is_limited = command.get_arguments().any(|arg| arg.get_id() == "limit");
    match is_limited {
        true => option(command, "limit", values::limits),
        false => command,
    }
}

/// Says what may be the value of an option.
fn option(command: clap::Command, name: &str, values: Values) -> clap::Command {
    command.mut_arg(name, |arg| arg.add(ArgValueCompleter::new(values)))
}

/// Says what may be an argument, and which one it is.
fn positional(command: clap::Command, name: &str, index: usize, values: Values) -> clap::Command {
    at(option(command, name, values), name, index)
}

/// Keeps an argument in its place: clap numbers those that do not say theirs in
/// the order in which they were changed last.
fn at(command: clap::Command, name: &str, index: usize) -> clap::Command {
    command.mut_arg(name, |arg| arg.index(index))
}
