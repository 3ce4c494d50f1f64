//! The benchmark: everything that Portcullis promises about time and memory,
//! measured side by side in one run. `just bench` runs it; `--markdown` prints
//! the same as Markdown, and `--against PROGRAM` measures another build of the
//! command beside this one instead. It ends with exit code 1 if a promise does
//! not hold.
#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark reads its arguments, /proc, and what others wrote"
)]

#[path = "bench/against.rs"]
mod against;
#[path = "bench/cold.rs"]
mod cold;
#[path = "bench/loading.rs"]
mod loading;
#[path = "bench/measure.rs"]
mod measure;
#[path = "bench/memory.rs"]
mod memory;
#[path = "../reap.rs"]
mod reap;
#[path = "bench/sample.rs"]
mod sample;
#[path = "bench/scaling.rs"]
mod scaling;
#[path = "bench/table.rs"]
mod table;
#[path = "bench/warm.rs"]
mod warm;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::table::{Report, Style};

fn main() -> Result<ExitCode> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [] => run(Style::Plain),
        ["--markdown"] => run(Style::Markdown),
        ["--against", before] => {
            let mut report = Report::begin(Style::Plain, &measure::machine()?);
            against::measure(&mut report, Path::new(before))?;
            Ok(report.finish())
        }
        [loading::CHILD] => {
            loading::child()?;
            Ok(ExitCode::SUCCESS)
        }
        [scaling::CHILD, exporter, process_types, instances] => {
            scaling::child(exporter, process_types.parse()?, instances.parse()?)?;
            Ok(ExitCode::SUCCESS)
        }
        _ => bail!("usage: bench [--markdown | --against PROGRAM]"),
    }
}

fn run(style: Style) -> Result<ExitCode> {
    let mut report = Report::begin(style, &measure::machine()?);
    // First, while this process is small: what a child seems to have had at
    // its peak includes its parent's memory at the time of the fork.
    cold::measure(&mut report)?;
    warm::against_native(&mut report)?;
    loading::measure(&mut report)?;
    scaling::measure(&mut report)?;
    Ok(report.finish())
}
