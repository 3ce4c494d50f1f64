//! `portcullis man`: made from the command line's own definition.

use anyhow::Context;
use clap::CommandFactory;

use crate::args::Cli;
use crate::exit::{Failure, Result, USAGE};
use crate::words::choice;

pub(crate) fn run(subcommand: Option<&str>) -> Result<()> {
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    if let Some(name) = subcommand {
        command = find(&command, name)?;
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(command)
        .render(&mut page)
        .context("cannot write the manual page")?;
    crate::print(&String::from_utf8_lossy(&page))
}

fn find(command: &clap::Command, name: &str) -> Result<clap::Command> {
    if let Some(found) = command.find_subcommand(name) {
        let page = format!("portcullis-{name}");
        return Ok(found.clone().name(page));
    }
    let names = command.get_subcommands().map(clap::Command::get_name);
    let hint = choice(name, &names.collect::<Vec<_>>());
    Err(Failure::new(USAGE, format!("there is no subcommand `{name}`")).hint(hint))
}
