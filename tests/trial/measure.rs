//! One run of a program: what it said, how long it took, and how much memory.

use std::io::Read as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::reap::{peak, reap};

/// A run that has ended.
pub(crate) struct Measured {
    /// None if a signal ended it.
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) wall: Duration,
    /// The most memory that it or a process of its own had, in bytes.
    pub(crate) peak: u64,
    pub(crate) has_written: bool,
}

/// Runs a command to its end.
pub(crate) fn run(command: &mut Command) -> Result<Measured> {
    command.stdin(Stdio::null());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let begun = Instant::now();
    let mut child = command.spawn()?;
    let (mut stdout, mut stderr) = (String::new(), String::new());
    let (mut out, mut err) = (child.stdout.take(), child.stderr.take());
    std::thread::scope(|threads| {
        threads.spawn(|| out.as_mut().map(|pipe| pipe.read_to_string(&mut stdout)));
        err.as_mut().map(|pipe| pipe.read_to_string(&mut stderr))
    });
    let (status, usage) = reap(&child)?;
    Ok(Measured {
        code: status.code(),
        stdout,
        stderr,
        wall: begun.elapsed(),
        peak: peak(&usage)?,
        has_written: false,
    })
}
