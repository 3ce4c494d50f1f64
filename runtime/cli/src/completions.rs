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

/// The command line, with what is known of the values of its arguments. All of it is
/// built first: a subcommand has no arguments before.
fn command() -> clap::Command {
    let set = |command: clap::Command| valued(command, "set", values::settings);
    let owner = |command: clap::Command| {
        let command = valued(command, "app", values::applications);
        valued(command, "exporter", values::exporters_of)
    };
    let mut command = Cli::command();
    command.build();
    command
        .mut_subcommands(|command| valued(command, "limit", values::limits))
        .mut_subcommand("export", |export| {
            set(valued(export, "format", values::exporters))
        })
        .mut_subcommand("rollback", owner)
        .mut_subcommand("remove", owner)
        .mut_subcommand("man", |man| valued(man, "command", values::pages))
        .mut_subcommand("verify-receipt", |verify| {
            set(valued(verify, "format", values::exporters))
        })
        .mut_subcommand("inspect", |inspect| {
            valued(inspect, "what", values::components)
        })
        .mut_subcommand("templates", |templates| {
            let exporter = |command| valued(command, "exporter", values::exporters);
            templates
                .mut_subcommand("list", exporter)
                .mut_subcommand("eject", exporter)
                .mut_subcommand("show", |show| {
                    valued(exporter(show), "template", values::templates)
                })
        })
}

/// Says what may be the value of an argument, where there is one of that name.
fn valued(command: clap::Command, name: &str, values: Values) -> clap::Command {
    command.mut_args(|arg| match arg.get_id() == name {
        true => arg.add(ArgValueCompleter::new(values)),
        false => arg,
    })
}
