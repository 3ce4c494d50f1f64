//! `portcullis man`: made from the command line's own definition.

use anyhow::Context;
use clap::CommandFactory;

use crate::args::Cli;
use crate::exit::{Failure, Result, USAGE};
use crate::words::choice;

pub(crate) fn run(page: Option<&str>) -> Result<()> {
    let mut command = whole();
    if let Some(page) = page {
        command = find(&command, page)?;
    }
    let mut text = Vec::new();
    clap_mangen::Man::new(command)
        .render(&mut text)
        .context("cannot write the manual page")?;
    crate::print(&String::from_utf8_lossy(&text))
}

/// The subcommands that have a page, such as `cache-show`, with what they do.
pub(crate) fn pages() -> Vec<(String, String)> {
    let mut pages = Vec::new();
    below(&whole(), "", &mut pages);
    let told = pages.into_iter().map(|(page, command)| {
        let about = command.get_about().map(ToString::to_string);
        (page, about.unwrap_or_default())
    });
    told.collect()
}

fn whole() -> clap::Command {
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    command
}

/// Adds what is below a command, by the names of the pages.
fn below(command: &clap::Command, prefix: &str, pages: &mut Vec<(String, clap::Command)>) {
    for sub in command.get_subcommands() {
        let page = format!("{prefix}{}", sub.get_name());
        pages.push((page.clone(), sub.clone()));
        below(sub, &format!("{page}-"), pages);
    }
}

/// The subcommand of a page, by the words of the command line or by the name that
/// other pages call it.
fn find(command: &clap::Command, given: &str) -> Result<clap::Command> {
    let words: Vec<_> = given.split_whitespace().collect();
    let wanted = words.join("-");
    let wanted = wanted.strip_prefix("portcullis-").unwrap_or(&wanted);
    let mut pages = Vec::new();
    below(command, "", &mut pages);
    match pages.iter().find(|(page, _)| page == wanted) {
        Some((page, found)) => Ok(found
            .clone()
            .name(format!("portcullis-{page}"))
            .version(env!("CARGO_PKG_VERSION"))),
        None => {
            let names: Vec<_> = pages.iter().map(|(page, _)| page.as_str()).collect();
            let hint = choice(wanted, &names);
            Err(Failure::new(USAGE, format!("there is no subcommand `{given}`")).hint(hint))
        }
    }
}
