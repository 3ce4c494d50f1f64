//! How things are measured: medians, and what the kernel says of a process.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::reap::{peak, reap};

/// What a finished process took.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    /// User and system time.
    pub(crate) cpu: Duration,
    /// From before its start until after its end.
    pub(crate) wall: Duration,
    /// The most memory that was resident, in bytes.
    pub(crate) peak: u64,
}

/// Runs a command to its end, its output thrown away.
pub(crate) fn process(command: &mut Command) -> Result<Cost> {
    command.stdin(Stdio::null());
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let begun = Instant::now();
    let child = command.spawn();
    let child = child.with_context(|| format!("cannot run {command:?}"))?;
    let (status, usage) = reap(&child)?;
    let wall = begun.elapsed();
    ensure!(status.success(), "{command:?} ended with {status}");
    cost(&usage, wall)
}

fn cost(usage: &libc::rusage, wall: Duration) -> Result<Cost> {
    let time = |t: libc::timeval| -> Result<Duration> {
        let seconds = Duration::from_secs(t.tv_sec.try_into()?);
        Ok(seconds + Duration::from_micros(t.tv_usec.try_into()?))
    };
    Ok(Cost {
        cpu: time(usage.ru_utime)? + time(usage.ru_stime)?,
        wall,
        peak: peak(usage)?,
    })
}

/// How long something takes, and what it gives.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let begun = Instant::now();
    let result = work();
    (begun.elapsed(), result)
}

/// The one in the middle; of an even number the upper one.
pub(crate) fn median<T: Ord + Copy>(figures: impl IntoIterator<Item = T>) -> Result<T> {
    let mut figures: Vec<T> = figures.into_iter().collect();
    figures.sort_unstable();
    let middle = figures.get(figures.len() / 2);
    middle.copied().context("nothing was measured")
}

/// A time in microseconds.
pub(crate) fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

/// A time in milliseconds.
pub(crate) fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// A field of `/proc/self/status` that is a size, in bytes.
pub(crate) fn own_status(field: &str) -> Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(field));
    let kilobytes = line.and_then(|rest| rest.strip_prefix(':')?.trim().strip_suffix(" kB"));
    let kilobytes = kilobytes.with_context(|| format!("no {field} in /proc/self/status"))?;
    Ok(kilobytes.parse::<u64>()? * 1024)
}

/// Forgets this process' peak, so that `VmHWM` begins at what is resident now.
/// A kernel that cannot leaves a peak that is too high rather than too low.
pub(crate) fn forget_own_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// The machine in one line.
pub(crate) fn machine() -> Result<String> {
    let cpus = std::thread::available_parallelism()?;
    let kernel = std::fs::read_to_string("/proc/sys/kernel/osrelease")?;
    let load = std::fs::read_to_string("/proc/loadavg")?;
    let load = load.split(' ').next().unwrap_or_default();
    // What follows the number says who built the kernel, and for what.
    let kernel = kernel.trim().split('-').next().unwrap_or_default();
    Ok(format!(
        "{cpus} CPUs, Linux {kernel}, load {load} at the start"
    ))
}
