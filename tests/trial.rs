//! The hostile corpus against the real command: every guest and every bomb is run
//! as a user would run it, and measured.
//!
//! It keeps no component in its own memory, since what a process had when it began
//! another counts as that one's peak: a process apart writes them all to a folder.

mod emit;
mod endure;
mod judge;
mod measure;
mod place;
mod table;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::corpus::CASES;
use crate::corpus::bombs::BOMBS;
use place::Place;
use table::Table;

const HELP: &str = "\
Runs the hostile corpus against target/release/portcullis and measures it.

Usage: just hostile [--quick] [--only TEXT]
       just hostile --emit DIR

  --quick      Give little fuel, memory, time and room: a minute
  --only TEXT  Run the cases alone whose name contains TEXT
  --emit DIR   Write the components and index.json to DIR, and run nothing";

/// What was asked for.
#[derive(Default)]
struct Asked {
    is_quick: bool,
    only: String,
    emit: Option<PathBuf>,
    endure: bool,
    help: bool,
}

/// Does what the arguments say.
pub(crate) fn main() -> Result<ExitCode> {
    let asked = Asked::read(std::env::args().skip(1))?;
    if asked.help {
        println!("{HELP}");
    } else if let Some(folder) = &asked.emit {
        let count = emit::all(folder)?;
        println!(
            "{count} components and index.json are in {}",
            folder.display()
        );
    } else if asked.endure {
        endure::run()?;
    } else if !trial(&asked)? {
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

impl Asked {
    fn read(mut args: impl Iterator<Item = String>) -> Result<Self> {
        let mut asked = Self::default();
        while let Some(arg) = args.next() {
            match arg.as_str() {
                "--quick" => asked.is_quick = true,
                "--only" => asked.only = args.next().context("--only needs a text")?,
                "--emit" => asked.emit = Some(args.next().context("--emit needs a folder")?.into()),
                // For this program alone: the runs in one process.
                "--endure" => asked.endure = true,
                "--help" | "-h" => asked.help = true,
                other => bail!("there is no option `{other}`\n\n{HELP}"),
            }
        }
        Ok(asked)
    }

    fn wants(&self, name: &str) -> bool {
        name.contains(&self.only)
    }
}

/// Runs all that was asked for; whether all of it ended as it must.
fn trial(asked: &Asked) -> Result<bool> {
    let place = Place::new()?;
    let base = place.honest()?;
    let mut table = Table::new(&base);
    for case in CASES.iter().filter(|case| asked.wants(case.guest.path)) {
        table.add(&judge::case(&place, case, &base, asked.is_quick)?);
        for page in judge::pages(case) {
            table.add(&judge::page(&place, case, *page, &base)?);
        }
    }
    for bomb in BOMBS
        .iter()
        .filter(|bomb| asked.wants(&emit::bomb_name(bomb)))
    {
        table.add(&judge::bomb(&place, bomb, &base, asked.is_quick)?);
    }
    if asked.wants(endure::NAME) {
        table.add(&endure::judge()?);
    }
    Ok(table.end())
}
