//! The process that compiles: it limits itself, reads a component, writes code.

use std::io::{Read as _, Write as _};

use anyhow::Context;
use clap::Parser;
use portcullis_host::apart;
use portcullis_host::limits::COMPONENT_BYTES;
use rustix::process::{
    Resource, Rlimit, Signal, getrlimit, set_parent_process_death_signal, setrlimit,
};

use crate::exit::Result;

/// The last descriptor that is closed where there is no list of them.
const LAST_GUESS: i32 = 1023;

/// What the process may use.
#[derive(Debug, Parser)]
struct Fence {
    /// Bytes of address space
    #[arg(long)]
    memory: u64,

    /// Seconds of processor time
    #[arg(long)]
    cpu: u64,
}

pub(crate) fn run() -> Result<()> {
    let limits = Fence::parse_from(std::env::args_os().skip(1));
    fence(&limits).context("cannot limit the compiler")?;
    let mut component = Vec::new();
    std::io::stdin()
        .take(COMPONENT_BYTES + 1)
        .read_to_end(&mut component)
        .context("cannot read the component")?;
    let answer = apart::answer(&component)?;
    std::io::stdout()
        .write_all(&answer)
        .context("cannot write the code")?;
    Ok(())
}

/// Gives up what compiling does not need, before a byte of the component is
/// read: files, memory and time without end, and a life without its parent.
fn fence(limits: &Fence) -> rustix::io::Result<()> {
    close_strangers();
    set_parent_process_death_signal(Some(Signal::KILL))?;
    // The first signal tells the parent which limit it was; the second is for a
    // process that would not take the first.
    limit(Resource::Cpu, limits.cpu, limits.cpu.saturating_add(1))?;
    limit(Resource::As, limits.memory, limits.memory)?;
    limit(Resource::Core, 0, 0)?;
    limit(Resource::Fsize, 0, 0)?;
    limit(Resource::Nofile, 0, 0)
}

/// Lowers a limit; one that is lower already stays, since raising it may be
/// forbidden.
fn limit(resource: Resource, soft: u64, hard: u64) -> rustix::io::Result<()> {
    let most = getrlimit(resource).maximum.unwrap_or(u64::MAX);
    let lowered = Rlimit {
        current: Some(soft.min(most)),
        maximum: Some(hard.min(most)),
    };
    setrlimit(resource, lowered)
}

/// Closes descriptors that whoever started the parent left open for it.
fn close_strangers() {
    let listed = std::fs::read_dir("/proc/self/fd").map(|entries| {
        let names = entries.flatten().map(|entry| entry.file_name());
        names
            .filter_map(|name| name.to_str()?.parse().ok())
            .collect()
    });
    let open: Vec<i32> = listed.unwrap_or_else(|_| (3..=LAST_GUESS).collect());
    for descriptor in open.into_iter().filter(|descriptor| *descriptor > 2) {
        close(descriptor);
    }
}

#[expect(unsafe_code, reason = "closing what nobody here has opened is")]
fn close(descriptor: i32) {
    // SAFETY: this runs before anything in this process opens a descriptor that
    // stays open, so that none above the standard three has an owner.
    unsafe { rustix::io::close(descriptor) };
}
