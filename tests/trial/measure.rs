//! One run of a program: what it said, how long it took, and how much memory.

use std::io::Read as _;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

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
    let (status, peak) = reap(&child)?;
    Ok(Measured {
        code: status.code(),
        stdout,
        stderr,
        wall: begun.elapsed(),
        peak,
        has_written: false,
    })
}

/// Waits for a child. The standard library waits too, but throws away what the
/// kernel counted.
#[expect(
    unsafe_code,
    reason = "`wait4` has no safe wrapper in our dependencies"
)]
fn reap(child: &Child) -> Result<(ExitStatus, u64)> {
    let pid = libc::pid_t::try_from(child.id())?;
    let mut status = 0;
    // SAFETY: all-zero bytes are a valid `rusage`, which is a record of numbers.
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    // SAFETY: both pointers are to live variables of the right types.
    let reaped = unsafe { libc::wait4(pid, &raw mut status, 0, &raw mut usage) };
    ensure!(reaped == pid, std::io::Error::last_os_error());
    let peak = u64::try_from(usage.ru_maxrss)? * 1024;
    Ok((ExitStatus::from_raw(status), peak))
}
