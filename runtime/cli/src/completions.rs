//! `portcullis completions` and `portcullis man`, made from the command line's
//! own definition.

use anyhow::Context;
use clap::CommandFactory;

use crate::args::Cli;
use crate::exit::Result;

pub(crate) fn run(shell: clap_complete::Shell) -> Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "portcullis", &mut script);
    crate::print(&String::from_utf8_lossy(&script))
}

pub(crate) fn man() -> Result<()> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command())
        .render(&mut page)
        .context("cannot write the manual page")?;
    crate::print(&String::from_utf8_lossy(&page))
}
