//! What the kernel counted of a child that has ended.

use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, ExitStatus};

use anyhow::{Result, ensure};

/// Waits for a child. The standard library waits too, but throws away what the
/// kernel counted.
#[expect(
    unsafe_code,
    reason = "`wait4` has no safe wrapper in our dependencies"
)]
pub(crate) fn reap(child: &Child) -> Result<(ExitStatus, libc::rusage)> {
    let pid = libc::pid_t::try_from(child.id())?;
    let mut status = 0;
    // SAFETY: all-zero bytes are a valid `rusage`, which is a record of numbers.
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    // SAFETY: both pointers are to live variables of the right types.
    let reaped = unsafe { libc::wait4(pid, &raw mut status, 0, &raw mut usage) };
    ensure!(reaped == pid, std::io::Error::last_os_error());
    Ok((ExitStatus::from_raw(status), usage))
}

/// The most memory that it or a child of its own had, in bytes.
pub(crate) fn peak(usage: &libc::rusage) -> Result<u64> {
    Ok(u64::try_from(usage.ru_maxrss)? * 1024)
}
