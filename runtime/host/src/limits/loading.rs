//! What loading may use: sizes that are refused before anything is compiled, and
//! what a process that compiles is given.
//!
//! No size bounds how long a compiler takes: fifty thousand bytes can keep it
//! for minutes. The sizes keep away what cannot be an exporter; the figures of
//! the process end the rest.

use std::time::Duration;

/// Stops a component that takes long to read. In bytes.
pub const COMPONENT_BYTES: u64 = 64 << 20;

/// Stops compile bombs made of very many small functions.
pub const FUNCTIONS: u64 = 200_000;

/// Stops compile bombs made of one huge function, for which register
/// allocation takes more than linear time. In bytes of code.
pub const FUNCTION_BYTES: u64 = 2 << 20;

/// Stops the same where each instruction is one byte, so that few bytes are
/// much work. In instructions of one function.
pub const INSTRUCTIONS: u64 = 1_000_000;

/// Stops functions whose frames alone exhaust the stack or the compiler.
pub const LOCALS: u64 = 20_000;

/// Stops functions whose blocks nest so deeply that each step of the compiler
/// walks through all of them. An interpreter's `switch` nests a block for each
/// of its cases.
pub const BLOCKS: u64 = 5_000;

/// Stops jumps that lead to everywhere: each target of a `br_table` is an edge,
/// and register allocation looks at every value on every edge. In targets of
/// one function.
pub const BRANCHES: u64 = 100_000;

/// Stops components made of very many modules and components.
pub const MODULES: u64 = 256;

/// Stops components that nest without end.
pub const NESTING: u64 = 8;

/// Stops types that are compared with each other until the end of time. Counts
/// those of all modules and components together.
pub const TYPES: u64 = 50_000;

/// Stops types that fill memory while they are counted: what is declared in one
/// takes forty times its length. In bytes of all sections of component types.
pub const TYPE_BYTES: u64 = 2 << 20;

/// Stops types inside types inside types, which exhaust the stack of whoever reads
/// them. In component and instance types inside others, of one section.
pub const NESTED_TYPES: u64 = 1_000;

/// Stops floods of imports, exports and aliases, each of which has a name to
/// look up. Counts those of all modules and components together.
pub const NAMES: u64 = 100_000;

/// Stops chains of instances, each of which takes all that the one before it
/// gives. Counts those of all components together.
pub const INSTANCES: u64 = 1_000;

/// Stops wide modules that are instantiated over and over, themselves or in components
/// that are: an instance takes memory of the host for each import, function, global
/// and export, and time in which nothing looks at the deadline. Counts those, and what
/// components define, as often as they are instantiated; an exporter with the
/// interpreter of Python in it has twenty-five thousand.
pub const MADE: u64 = 250_000;

/// Stops floods of data and element segments and of globals, each of which the
/// host keeps a record of.
pub const SEGMENTS: u64 = 50_000;

/// Stops element segments that make the host initialise huge tables. In
/// elements of all segments together.
pub const ELEMENTS: u64 = 2_000_000;

/// Stops passive element segments, of which the host keeps a copy of sixteen
/// bytes an element for each instance. No compiler of ours makes any. In elements
/// of all such segments together.
pub const PASSIVE_ELEMENTS: u64 = 10_000;

/// Stops a component whose compiling fills memory. In bytes of address space,
/// of which our own exporters take a tenth.
pub const COMPILE_MEMORY: u64 = 2 << 30;

/// Stops a component that keeps the compiler busy, on however many processors.
/// In seconds of processor time; our own exporters take three.
pub const COMPILE_CPU: u64 = 60;

/// Stops a compiler that waits, and bounds how long anybody waits for it. Thrice
/// what it may compute, since on a busy machine it waits for its turn: an exporter
/// with the interpreter of Python in it takes fourteen seconds of processor time.
pub const COMPILE_DEADLINE: Duration = Duration::from_secs(180);

/// Stops a component whose machine code fills memory. In bytes.
pub const CODE_BYTES: u64 = 256 << 20;

/// Bounds the address space that threads take before they compile anything, so
/// that [`COMPILE_MEMORY`] means the same on a machine with many processors.
pub const COMPILE_THREADS: usize = 4;

/// What a process that compiles one component may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct CompileLimits {
    /// See [`COMPILE_MEMORY`].
    pub memory: u64,
    /// See [`COMPILE_CPU`].
    pub cpu: u64,
    /// See [`COMPILE_DEADLINE`].
    pub deadline: Duration,
    /// See [`CODE_BYTES`].
    pub code: u64,
}

impl Default for CompileLimits {
    fn default() -> Self {
        Self {
            memory: COMPILE_MEMORY,
            cpu: COMPILE_CPU,
            deadline: COMPILE_DEADLINE,
            code: CODE_BYTES,
        }
    }
}
