//! Compiles a component in a process of its own, which can be ended.
//!
//! No look at a component tells how long a compiler takes for it. So this
//! program starts itself once more, gives that process the component and limits,
//! and ends it when it exceeds them. What comes back is checked by
//! [`portcullis_host::apart`].

pub(crate) mod child;

use std::io::{ErrorKind, Read, Write};
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread::{available_parallelism, scope, sleep};
use std::time::{Duration, Instant};

use anyhow::Context;
use portcullis_host::limits::{COMPILE_THREADS, CompileLimits};
use portcullis_host::{Error, Limit, apart};
use rustix::process::Signal;

use crate::exit::{Failure, OTHER, Result};

/// The word that makes this program the process that compiles. No help names it:
/// it is for this program alone.
pub(crate) const COMMAND: &str = "compile-component";

/// This program, also after its file was replaced.
const ITSELF: &str = "/proc/self/exe";

/// How much of what a failing process says is kept. In bytes.
const LAST_WORDS: u64 = 4096;

/// How often a process is looked for that has said all and is about to end.
const LINGERING: Duration = Duration::from_millis(1);

/// What a process made of a component: code, or whose fault it is that there is
/// none.
pub(crate) type Compiled = std::result::Result<Vec<u8>, Error>;

/// Compiles a component. `name` is what errors call it. Fails itself only where
/// no process can be had.
pub(crate) fn compile(name: &str, component: &[u8], limits: &CompileLimits) -> Result<Compiled> {
    let begun = Instant::now();
    let mut child = start(limits).map_err(|error| unstarted(&error))?;
    let end = watch(&mut child, component, limits, begun);
    let end = end.context("cannot follow the compiler")?;
    tracing::debug!(component = name, time = ?begun.elapsed(), "compiled apart");
    Ok(end.judge(name, component, limits))
}

/// Starts this program again, with pipes, limits and nothing else: the one
/// variable says how many threads to compile with.
fn start(limits: &CompileLimits) -> std::io::Result<Child> {
    let threads = available_parallelism().map_or(1, |n| n.get().min(COMPILE_THREADS));
    Command::new(ITSELF)
        .arg(COMMAND)
        .args(["--memory", &limits.memory.to_string()])
        .args(["--cpu", &limits.cpu.to_string()])
        .env_clear()
        .env("RAYON_NUM_THREADS", threads.to_string())
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
}

/// In a bare change of root there is no `/proc`, and nothing else says so.
fn unstarted(error: &std::io::Error) -> Failure {
    let message =
        format!("cannot start {ITSELF}, which is this program, to compile the component: {error}");
    let is_missing = error.kind() == ErrorKind::NotFound;
    let hint = "mount /proc: mount -t proc proc /proc";
    Failure::new(OTHER, message).maybe_hint(is_missing.then_some(hint))
}

/// How a process ended, and what it said.
struct End {
    status: ExitStatus,
    is_late: bool,
    answer: Vec<u8>,
    last_words: String,
}

/// Feeds a process and listens to it until it ends or is ended.
fn watch(
    child: &mut Child,
    component: &[u8],
    limits: &CompileLimits,
    begun: Instant,
) -> std::io::Result<End> {
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let most = limits.code.saturating_add(apart::HEADER_BYTES as u64 + 1);
    scope(|threads| {
        // A process that has ended does not read on; its status says why.
        threads.spawn(|| stdin.map(|mut pipe| pipe.write_all(component)));
        let last_words = threads.spawn(|| listen(stderr, LAST_WORDS));
        let (tell, told) = channel();
        threads.spawn(move || tell.send(listen(stdout, most)));
        let answer = told.recv_timeout(limits.deadline.saturating_sub(begun.elapsed()));
        let mut is_late = matches!(answer, Err(RecvTimeoutError::Timeout));
        let answer = answer.unwrap_or_default();
        let status = if is_late || answer.len() as u64 == most {
            end(child)?
        } else {
            last(child, begun + limits.deadline, &mut is_late)?
        };
        let last_words = last_words.join().unwrap_or_default();
        Ok(End {
            status,
            is_late,
            answer,
            last_words: String::from_utf8_lossy(&last_words).into_owned(),
        })
    })
}

/// Reads so much of a pipe, which is then closed.
fn listen(pipe: Option<impl Read>, most: u64) -> Vec<u8> {
    let mut heard = Vec::new();
    if let Some(pipe) = pipe {
        // What was heard until an error is judged like any other answer.
        let _ = pipe.take(most).read_to_end(&mut heard);
    }
    heard
}

/// Waits for a process that has closed its output.
fn last(child: &mut Child, until: Instant, is_late: &mut bool) -> std::io::Result<ExitStatus> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if Instant::now() >= until {
            *is_late = true;
            return end(child);
        }
        sleep(LINGERING);
    }
}

fn end(child: &mut Child) -> std::io::Result<ExitStatus> {
    match child.kill() {
        Err(error) if error.kind() != ErrorKind::InvalidInput => return Err(error),
        _ => {}
    }
    child.wait()
}

impl End {
    fn judge(self, name: &str, component: &[u8], limits: &CompileLimits) -> Compiled {
        let exceeded = |limit, budget| Err(Error::compile(name, limit, budget, false));
        if self.is_late {
            let milliseconds = limits.deadline.as_millis().try_into();
            return exceeded(Limit::CompileDeadline, milliseconds.unwrap_or(u64::MAX));
        }
        if self.answer.len() as u64 > limits.code.saturating_add(apart::HEADER_BYTES as u64) {
            return exceeded(Limit::CodeBytes, limits.code);
        }
        if self.status.success() {
            return apart::read(name, component, self.answer);
        }
        if self.status.signal() == Some(Signal::XCPU.as_raw()) {
            return exceeded(Limit::CompileCpu, limits.cpu);
        }
        if is_out_of_memory(&self.last_words) {
            return exceeded(Limit::CompileMemory, limits.memory);
        }
        Err(Error::compiler(name, self.story()))
    }

    /// What can be told of a process that failed.
    fn story(&self) -> String {
        let said = self.last_words.lines().find(|line| !line.trim().is_empty());
        match said {
            Some(line) => format!("{}, after it said: {line}", self.status),
            None => self.status.to_string(),
        }
    }
}

/// The words of the standard library for an allocation that failed, and of the
/// system for a mapping or a thread that did.
fn is_out_of_memory(last_words: &str) -> bool {
    let words = [
        "memory allocation of",
        "out of memory",
        "ThreadPoolBuildError",
        "os error 12",
        "os error 11",
    ];
    words.iter().any(|words| last_words.contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_proc_it_tells_what_is_missing() {
        let told = unstarted(&ErrorKind::NotFound.into()).to_plain();
        assert!(
            told.contains("/proc/self/exe, which is this program"),
            "{told}"
        );
        assert!(told.contains("hint: mount /proc"), "{told}");
        let told = unstarted(&ErrorKind::PermissionDenied.into()).to_plain();
        assert!(!told.contains("hint"), "{told}");
    }
}
