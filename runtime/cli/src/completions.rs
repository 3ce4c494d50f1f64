//! `portcullis completions`: made from the command line's own definition.

use clap::CommandFactory;

use crate::args::Cli;
use crate::exit::Result;

pub(crate) fn run(shell: clap_complete::Shell) -> Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "portcullis", &mut script);
    crate::print(&String::from_utf8_lossy(&script))
}
