//! The names of the limits.

use std::fmt;

use super::Limits;

/// A limit that was exceeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Limit {
    /// [`Limits::fuel`]
    Fuel,
    /// [`Limits::deadline`], in milliseconds
    Deadline,
    /// [`Limits::memory`]
    Memory,
    /// [`Limits::transfer`]
    Transfer,
    /// [`Limits::handles`]
    Handles,
    /// [`STACK`](super::STACK)
    Stack,
    /// [`Limits::files`]
    Files,
    /// [`Limits::file_bytes`]
    FileBytes,
    /// [`Limits::total_bytes`]
    TotalBytes,
    /// [`Limits::diagnostics`]
    Diagnostics,
    /// [`Limits::text_bytes`]
    TextBytes,
    /// [`COMPONENT_BYTES`](super::COMPONENT_BYTES)
    ComponentBytes,
    /// [`FUNCTIONS`](super::FUNCTIONS)
    Functions,
    /// [`FUNCTION_BYTES`](super::FUNCTION_BYTES)
    FunctionBytes,
    /// [`INSTRUCTIONS`](super::INSTRUCTIONS)
    Instructions,
    /// [`LOCALS`](super::LOCALS)
    Locals,
    /// [`BLOCKS`](super::BLOCKS)
    Blocks,
    /// [`BRANCHES`](super::BRANCHES)
    Branches,
    /// [`MODULES`](super::MODULES)
    Modules,
    /// [`NESTING`](super::NESTING)
    Nesting,
    /// [`TYPES`](super::TYPES)
    Types,
    /// [`NAMES`](super::NAMES)
    Names,
    /// [`INSTANCES`](super::INSTANCES)
    Instances,
    /// [`SEGMENTS`](super::SEGMENTS)
    Segments,
    /// [`ELEMENTS`](super::ELEMENTS)
    Elements,
    /// [`CompileLimits::memory`](super::CompileLimits::memory)
    CompileMemory,
    /// [`CompileLimits::cpu`](super::CompileLimits::cpu)
    CompileCpu,
    /// [`CompileLimits::deadline`](super::CompileLimits::deadline), in milliseconds
    CompileDeadline,
    /// [`CompileLimits::code`](super::CompileLimits::code)
    CodeBytes,
}

impl Limit {
    /// The limits that [`Limits`] holds, in its order.
    pub const ADJUSTABLE: [Self; 14] = [
        Self::Fuel,
        Self::Deadline,
        Self::Memory,
        Self::Transfer,
        Self::Handles,
        Self::Files,
        Self::FileBytes,
        Self::TotalBytes,
        Self::Diagnostics,
        Self::TextBytes,
        Self::CompileMemory,
        Self::CompileCpu,
        Self::CompileDeadline,
        Self::CodeBytes,
    ];

    /// What people call a limit that they can set; none for one that is fixed.
    pub fn name(self) -> Option<&'static str> {
        Some(match self {
            Self::Fuel => "fuel",
            Self::Deadline => "deadline",
            Self::Memory => "memory",
            Self::Transfer => "transfer",
            Self::Handles => "handles",
            Self::Files => "files",
            Self::FileBytes => "file-bytes",
            Self::TotalBytes => "total-bytes",
            Self::Diagnostics => "diagnostics",
            Self::TextBytes => "text-bytes",
            Self::CompileMemory => "compile-memory",
            Self::CompileCpu => "compile-cpu",
            Self::CompileDeadline => "compile-deadline",
            Self::CodeBytes => "code-bytes",
            _ => return None,
        })
    }

    /// The figure that `limits` holds, in the limit's own unit; none for one
    /// that is fixed.
    pub fn figure(self, limits: &Limits) -> Option<u64> {
        let milliseconds = |time: std::time::Duration| time.as_millis().try_into().ok();
        Some(match self {
            Self::Fuel => limits.fuel,
            Self::Deadline => milliseconds(limits.deadline).unwrap_or(u64::MAX),
            Self::Memory => limits.memory,
            Self::Transfer => limits.transfer,
            Self::Handles => limits.handles as u64,
            Self::Files => limits.files,
            Self::FileBytes => limits.file_bytes,
            Self::TotalBytes => limits.total_bytes,
            Self::Diagnostics => limits.diagnostics,
            Self::TextBytes => limits.text_bytes,
            Self::CompileMemory => limits.compile.memory,
            Self::CompileCpu => limits.compile.cpu,
            Self::CompileDeadline => milliseconds(limits.compile.deadline).unwrap_or(u64::MAX),
            Self::CodeBytes => limits.compile.code,
            _ => return None,
        })
    }

    /// What is counted, and in which unit: the words after the figure.
    fn unit(self) -> &'static str {
        self.unit_of_running()
            .unwrap_or_else(|| self.unit_of_loading())
    }

    fn unit_of_running(self) -> Option<&'static str> {
        Some(match self {
            Self::Fuel => "units of fuel",
            Self::Deadline => "milliseconds of running time",
            Self::Memory => "bytes of memory",
            Self::Transfer => "bytes copied to the host in one call",
            Self::Handles => "handles",
            Self::Stack => "bytes of stack",
            Self::Files => "files",
            Self::FileBytes => "bytes in one file",
            Self::TotalBytes => "bytes in all files",
            Self::Diagnostics => "diagnostics",
            Self::TextBytes => "bytes in one message",
            _ => return None,
        })
    }

    fn unit_of_loading(self) -> &'static str {
        match self {
            Self::ComponentBytes => "bytes in the component",
            Self::Functions => "functions",
            Self::FunctionBytes => "bytes in one function",
            Self::Instructions => "instructions in one function",
            Self::Locals => "locals in one function",
            Self::Blocks => "blocks inside each other",
            Self::Branches => "branches of tables in one function",
            Self::Modules => "modules and components inside the component",
            Self::Nesting => "levels of nesting",
            Self::Types => "types",
            Self::Names => "imports, exports and aliases",
            Self::Instances => "instances",
            Self::Segments => "globals and segments",
            Self::Elements => "elements in segments",
            Self::CompileMemory => "bytes of address space to be compiled",
            Self::CompileCpu => "seconds of processor time to be compiled",
            Self::CompileDeadline => "milliseconds to be compiled",
            Self::CodeBytes => "bytes of machine code",
            _ => self.unit_of_running().unwrap_or_default(),
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.unit())
    }
}
