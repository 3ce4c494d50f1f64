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

/// Stops an endless loop where fuel would take too long to run out, and a flood of
/// files that are made sooner than anybody can write them. Counts the time that the
/// guest runs and, from its first file to its last, what the caller does with them.
pub const DEADLINE: Duration = Duration::from_secs(30);

/// How finely the deadline is watched.
pub const TICK: Duration = Duration::from_millis(10);

/// Stops a guest that fills the host's memory: the sum of all its linear
/// memories, and of all its tables at eight bytes an element. In bytes.
pub const MEMORY: u64 = 512 << 20;

/// Stops one instruction that lasts longer than the deadline is late: nothing ends
/// `table.copy` in its midst, and it takes a while for each element. In elements of
/// all tables; an exporter with the interpreter of Python in it has six thousand.
pub const TABLE_ELEMENTS: u64 = 500_000;

/// Stops a guest that returns more than it holds, by lists whose items all
/// alias one region: what one call may copy to the host. In bytes.
pub const TRANSFER: u64 = 128 << 20;

/// Stops a guest that fills the host's tables with handles.
pub const HANDLES: usize = 64;

/// Stops recursion before it reaches the end of the host's stack. In bytes. The
/// thread that enters a guest needs [`STACK_HEADROOM`] besides.
pub const STACK: usize = 512 << 10;

/// Keeps what the host does for a guest from reaching the end of the stack after
/// the guest has used all of [`STACK`]: that would end the process. In bytes.
pub const STACK_HEADROOM: usize = 1 << 20;

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

/// Stops diagnostics that fill memory though each is short and there are not too
/// many: they are kept until the export is done. In bytes, over all of them.
pub const TOTAL_TEXT_BYTES: u64 = 8 << 20;

/// Stops paths that fill memory though each is short enough and there are not
/// too many files: all of them are kept and compared. In bytes, over all files.
pub const TOTAL_PATH_BYTES: u64 = 24 << 20;

/// Stops a component that says more of itself than anybody reads: what
/// `describe` returns is kept as long as the component. In bytes, over the names,
/// summaries, templates and schemas of all its exporters.
pub const MANIFEST_BYTES: u64 = 16 << 20;

/// Stops schemas whose parsing fills memory: it happens outside of fuel and of
/// the guest's memory, and JSON takes up to a hundred times its length as values.
/// In bytes, over all exporters of a component.
pub const SCHEMA_BYTES: u64 = 1 << 20;

/// Stops a schema that exhausts the stack of whoever parses it. In objects and
/// arrays inside each other.
pub const SCHEMA_NESTING: u64 = 64;

/// Stops schemas that say the same over and over: what a reference leads to is
/// looked at, and told to people, wherever one stands. In keys `$ref`, over all
/// exporters of a component.
pub const SCHEMA_REFERENCES: u64 = 1_000;

/// Stops a component that offers exporters without end.
pub const EXPORTERS: u64 = 256;

/// Stops floods of templates, each of which has a name to look up. Counts those
/// of all exporters of a component.
pub const TEMPLATES: u64 = 10_000;

/// Stops small modules that are instantiated over and over: an instance takes
/// memory of the host for its globals and passive segments, which no budget of
/// the guest counts.
pub const CORE_INSTANCES: usize = 256;

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
    /// See [`TOTAL_TEXT_BYTES`].
    pub total_text_bytes: u64,
    /// See [`TOTAL_PATH_BYTES`].
    pub total_path_bytes: u64,
    /// See [`MANIFEST_BYTES`].
    pub manifest_bytes: u64,
    /// See [`SCHEMA_BYTES`].
    pub schema_bytes: u64,
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
            total_text_bytes: TOTAL_TEXT_BYTES,
            total_path_bytes: TOTAL_PATH_BYTES,
            manifest_bytes: MANIFEST_BYTES,
            schema_bytes: SCHEMA_BYTES,
            compile: CompileLimits::default(),
        }
    }
}
