//! What comes before the first file: the engine, the component, an instance.

use std::process::Command;
use std::time::Duration;

use anyhow::{Result, ensure};
use portcullis_host::{Host, Limits};

use crate::measure::{median, micros, timed};
use crate::sample;
use crate::table::{Report, figure};
use crate::warm::family;

/// The argument that makes this program load the built-in component once.
pub(crate) const CHILD: &str = "--load-once";

const RUNS: usize = 300;

/// Each is a process of its own.
const LOADS: usize = 30;

/// Compiling takes seconds.
const COMPILATIONS: usize = 3;

pub(crate) fn measure(report: &mut Report) -> Result<()> {
    let (family, host, limits) = (family()?, Host::new()?, Limits::default());
    let (application, component) = (sample::small()?, family.load(&host)?);
    let engine = repeated(RUNS, || Ok(timed(Host::new)))?;
    let load = load_elsewhere()?;
    let start = repeated(RUNS, || {
        Ok(timed(|| {
            component.export("systemd", &application, &[], &limits)
        }))
    })?;
    let compile = repeated(COMPILATIONS, || {
        Ok(timed(|| host.load(family.name(), family.component())))
    })?;
    let size = figure(family.component().len() as f64 / 1e6);
    let rows = [
        row("make the engine", RUNS, engine),
        row(
            "load the built-in component, first in a process",
            LOADS,
            load,
        ),
        row("instantiate and start an export", RUNS, start),
        row(
            &format!("compile from bytes ({size} MB)"),
            COMPILATIONS,
            compile,
        ),
    ];
    let title = "Before the first file: the engine, loading, an instance";
    report.table(title, &["step", "runs", "µs"], &rows);
    Ok(())
}

fn row(what: &str, runs: usize, time: f64) -> Vec<String> {
    vec![what.to_owned(), runs.to_string(), figure(time)]
}

/// A host keeps what it has loaded, so each load has a process of its own.
fn load_elsewhere() -> Result<f64> {
    let mut times = Vec::new();
    for _ in 0..LOADS {
        let mut command = Command::new(std::env::current_exe()?);
        let output = command.arg(CHILD).output()?;
        ensure!(output.status.success(), "{command:?} failed");
        let nanoseconds = String::from_utf8(output.stdout)?.trim().parse()?;
        times.push(Duration::from_nanos(nanoseconds));
    }
    Ok(micros(median(times)?))
}

/// Prints how long one load takes, in nanoseconds.
pub(crate) fn child() -> Result<()> {
    let host = Host::new()?;
    let (time, component) = timed(|| family()?.load(&host).map_err(anyhow::Error::from));
    component?;
    println!("{}", time.as_nanos());
    Ok(())
}

/// The median time of some runs, each of which must succeed.
fn repeated<T, E: Into<anyhow::Error>>(
    runs: usize,
    mut run: impl FnMut() -> Result<(Duration, Result<T, E>)>,
) -> Result<f64> {
    let mut times = Vec::new();
    for _ in 0..runs {
        let (time, result) = run()?;
        result.map_err(Into::into)?;
        times.push(time);
    }
    Ok(micros(median(times)?))
}
