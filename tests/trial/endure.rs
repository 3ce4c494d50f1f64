//! A thousand runs in one process, each of which ends badly: the host lives on and
//! its memory is flat.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use portcullis_host::{Component, Host, Limits};
use portcullis_procfile::{Application, Procfile};

use super::place::itself;
use super::table::Verdict;
use crate::corpus::{CASES, Case, End, SMALL, honest};

/// What the line in the table is called.
pub(crate) const NAME: &str = "thousand-runs-in-one-process";

/// Runs between the two looks, at least.
const RUNS: usize = 1_000;

/// Rounds of all guests before the first look at the memory, so that all that is made
/// once is made.
const WARM: usize = 2;

/// How much more memory may be resident after all runs. In bytes. A leak of ten
/// kilobytes a run would be as much.
const BOUND: u64 = 8 << 20;

/// Does the runs in this process, and prints what was resident before and after.
pub(crate) fn run() -> Result<()> {
    let host = Host::with_manual_ticks()?;
    let guests: Vec<_> = CASES.iter().filter_map(|case| load(&host, case)).collect();
    ensure!(guests.len() > 60, "only {} guests load", guests.len());
    let application = Application::builder("shop")
        .root("/srv/shop")
        .build(&Procfile::parse("Procfile", "web: x")?)?;
    let (mut before, warm) = (0, WARM * guests.len());
    // Whole rounds, since the allocator keeps more after some guests than after others.
    let runs = RUNS.next_multiple_of(guests.len());
    for (number, (guest, limits)) in guests.iter().cycle().take(warm + runs).enumerate() {
        if number == warm {
            before = resident()?;
        }
        let ended = guest.export("x", &application, &[], limits);
        ensure!(
            ended
                .and_then(Iterator::collect::<Result<Vec<_>, _>>)
                .is_err(),
            "run {number} ended well"
        );
    }
    let honest = host.load("honest", &honest())?;
    let files = honest
        .export("x", &application, &[], &Limits::default())?
        .count();
    ensure!(files == 1, "the honest guest fails after that");
    println!("{before} {}", resident()?);
    Ok(())
}

/// A guest that loads and then ends badly, by something else than time, with its
/// limits.
fn load(host: &Host, case: &Case) -> Option<(Component, Limits)> {
    let ends_badly = match case.end {
        End::Limit(limit) => limit != portcullis_host::Limit::Deadline,
        End::Trap | End::Manifest(_) | End::Error(_) => true,
        _ => false,
    };
    let mut limits = Limits::default();
    for (limit, figure) in SMALL.iter().chain(case.limits) {
        limits.set(*limit, *figure);
    }
    // Little enough that a thousand endless loops end in seconds.
    limits.fuel = limits.fuel.min(10_000_000);
    let component = ends_badly.then(|| host.load(case.guest.path, &case.bytes()));
    Some((component?.ok()?, limits))
}

/// What of this process is in memory, in bytes.
fn resident() -> Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|rest| rest.trim().strip_suffix(" kB"));
    Ok(kilobytes
        .context("no VmRSS in /proc/self/status")?
        .parse::<u64>()?
        * 1024)
}

/// Has another process do the runs, and looks at its figures.
pub(crate) fn judge() -> Result<Verdict> {
    let begun = Instant::now();
    let output = itself()?.arg("--endure").output()?;
    let wall = begun.elapsed();
    let said = String::from_utf8_lossy(&output.stdout);
    let figures = said.trim().split_once(' ');
    let figures = figures.and_then(|(one, two)| Some((one.parse().ok()?, two.parse().ok()?)));
    Ok(verdict(
        figures,
        wall,
        &String::from_utf8_lossy(&output.stderr),
    ))
}

fn verdict(figures: Option<(u64, u64)>, wall: Duration, stderr: &str) -> Verdict {
    let (before, after) = figures.unwrap_or_default();
    let grown = after.saturating_sub(before);
    let mut wrong = Vec::new();
    if figures.is_none() {
        wrong.push(format!("it did not live on: {stderr}"));
    } else if grown > BOUND {
        wrong.push(format!("its memory grew by {grown} bytes, from {before}"));
    }
    Verdict {
        name: NAME.to_owned(),
        stopped: format!("nothing; {RUNS} runs took {} KiB more", grown >> 10),
        wall,
        peak: after,
        wrong,
    }
}
