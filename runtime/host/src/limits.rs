//! What one call may use. Each figure is a named constant and says which attack
//! it stops; a caller can set each.

mod limit;
mod loading;

use std::time::Duration;

pub use limit::Limit;
pub use loading::*;

/// Stops an endless loop, by the same verdict on every machine. Units are
/// those of wasmtime: about one for each instruction, and one for each byte
/// that a bulk operation moves.
pub const FUEL: u64 = 20_000_000_000;

/// Stops an endless loop where fuel would take too long to run out. Counts the
/// time that the guest runs, not what the host does between calls.
pub const DEADLINE: Duration = Duration::from_secs(30);

/// How finely the deadline is watched.
pub const TICK: Duration = Duration::from_millis(10);

/// Stops a guest that fills the host's memory: the sum of all its linear
/// memories, and of all its tables at eight bytes an element. In bytes.
pub const MEMORY: u64 = 512 << 20;

/// Stops a guest that returns more than it holds, by lists whose items all
/// alias one region: what one call may copy to the host. In bytes.
pub const TRANSFER: u64 = 128 << 20;

/// Stops a guest that fills the host's tables with handles.
pub const HANDLES: usize = 64;

/// Stops recursion before it reaches the end of the host's stack. In bytes.
pub const STACK: usize = 512 << 10;

/// Stops a flood of files.
pub const FILES: u64 = 100_000;

/// Stops one file that fills memory. In bytes.
pub const FILE_BYTES: u64 = 64 << 20;

/// Stops a flood of bytes that fills the disk. In bytes, over all files.
pub const TOTAL_BYTES: u64 = 1 << 30;

/// Stops a flood of diagnostics.
pub const DIAGNOSTICS: u64 = 1_000;

/// Stops texts for people that nobody could read. In bytes, for each
/// diagnostic and each error.
pub const TEXT_BYTES: u64 = 64 << 10;

/// The budget of one load or one export.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// See [`FUEL`].
    pub fuel: u64,
    /// See [`DEADLINE`]. Rounded up to whole [`TICK`]s.
    pub deadline: Duration,
    /// See [`MEMORY`].
    pub memory: u64,
    /// See [`TRANSFER`].
    pub transfer: u64,
    /// See [`HANDLES`].
    pub handles: usize,
    /// See [`FILES`].
    pub files: u64,
    /// See [`FILE_BYTES`].
    pub file_bytes: u64,
    /// See [`TOTAL_BYTES`].
    pub total_bytes: u64,
    /// See [`DIAGNOSTICS`].
    pub diagnostics: u64,
    /// See [`TEXT_BYTES`].
    pub text_bytes: u64,
    /// What a process that compiles may use.
    pub compile: CompileLimits,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            fuel: FUEL,
            deadline: DEADLINE,
            memory: MEMORY,
            transfer: TRANSFER,
            handles: HANDLES,
            files: FILES,
            file_bytes: FILE_BYTES,
            total_bytes: TOTAL_BYTES,
            diagnostics: DIAGNOSTICS,
            text_bytes: TEXT_BYTES,
            compile: CompileLimits::default(),
        }
    }
}
