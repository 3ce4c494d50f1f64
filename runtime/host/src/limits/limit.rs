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
    /// [`Limits::total_text_bytes`]
    TotalTextBytes,
    /// [`Limits::total_path_bytes`]
    TotalPathBytes,
    /// [`Limits::manifest_bytes`]
    ManifestBytes,
    /// [`Limits::schema_bytes`]
    SchemaBytes,
    /// [`SCHEMA_NESTING`](super::SCHEMA_NESTING)
    SchemaNesting,
    /// [`SCHEMA_REFERENCES`](super::SCHEMA_REFERENCES)
    SchemaReferences,
    /// [`EXPORTERS`](super::EXPORTERS)
    Exporters,
    /// [`TEMPLATES`](super::TEMPLATES)
    Templates,
    /// [`CORE_INSTANCES`](super::CORE_INSTANCES)
    CoreInstances,
    /// [`TABLE_ELEMENTS`](super::TABLE_ELEMENTS)
    TableElements,
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
    /// [`TYPE_BYTES`](super::TYPE_BYTES)
    TypeBytes,
    /// [`NESTED_TYPES`](super::NESTED_TYPES)
    NestedTypes,
    /// [`NAMES`](super::NAMES)
    Names,
    /// [`INSTANCES`](super::INSTANCES)
    Instances,
    /// [`MADE`](super::MADE)
    Made,
    /// [`SEGMENTS`](super::SEGMENTS)
    Segments,
    /// [`ELEMENTS`](super::ELEMENTS)
    Elements,
    /// [`PASSIVE_ELEMENTS`](super::PASSIVE_ELEMENTS)
    PassiveElements,
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
    pub const ADJUSTABLE: [Self; 18] = [
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
        Self::TotalTextBytes,
        Self::TotalPathBytes,
        Self::ManifestBytes,
        Self::SchemaBytes,
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
            Self::TotalTextBytes => "total-text-bytes",
            Self::TotalPathBytes => "total-path-bytes",
            Self::ManifestBytes => "manifest-bytes",
            Self::SchemaBytes => "schema-bytes",
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
            Self::TotalTextBytes => limits.total_text_bytes,
            Self::TotalPathBytes => limits.total_path_bytes,
            Self::ManifestBytes => limits.manifest_bytes,
            Self::SchemaBytes => limits.schema_bytes,
            Self::CompileMemory => limits.compile.memory,
            Self::CompileCpu => limits.compile.cpu,
            Self::CompileDeadline => milliseconds(limits.compile.deadline).unwrap_or(u64::MAX),
            Self::CodeBytes => limits.compile.code,
            _ => return None,
        })
    }

    /// A figure with what it counts, as in `1 file` or `20 files`.
    pub fn counted(self, figure: u64) -> String {
        let unit = self.unit();
        match (figure, unit.split_once(' ').unwrap_or((unit, ""))) {
            (1, (counted, rest)) => {
                let one = counted.strip_suffix('s').unwrap_or(counted);
                format!("1 {one} {rest}").trim_end().to_owned()
            }
            _ => format!("{figure} {unit}"),
        }
    }

    /// What is counted, and in which unit: the words after the figure.
    fn unit(self) -> &'static str {
        self.unit_of_running()
            .or_else(|| self.unit_of_output())
            .unwrap_or_else(|| self.unit_of_loading())
    }

    fn unit_of_running(self) -> Option<&'static str> {
        Some(match self {
            Self::Fuel => "units of fuel",
            Self::Deadline => "milliseconds until the last file",
            Self::Memory => "bytes of memory",
            Self::Transfer => "bytes copied to the host in one call",
            Self::Handles => "handles",
            Self::Stack => "bytes of stack",
            Self::CoreInstances => "core instances",
            Self::TableElements => "elements in all tables",
            _ => return None,
        })
    }

    fn unit_of_output(self) -> Option<&'static str> {
        Some(match self {
            Self::Files => "files",
            Self::FileBytes => "bytes in one file",
            Self::TotalBytes => "bytes in all files",
            Self::Diagnostics => "diagnostics",
            Self::TextBytes => "bytes in one message",
            Self::TotalTextBytes => "bytes in all diagnostics",
            Self::TotalPathBytes => "bytes in all paths",
            Self::ManifestBytes => "bytes in the manifest",
            Self::SchemaBytes => "bytes in all settings schemas",
            Self::SchemaNesting => "levels of nesting in a settings schema",
            Self::SchemaReferences => "references in all settings schemas",
            Self::Exporters => "exporters",
            Self::Templates => "templates",
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
            Self::TypeBytes => "bytes of component types",
            Self::NestedTypes => "types inside types",
            Self::Names => "imports, exports and aliases",
            Self::Instances => "instances",
            Self::Made => "imports and definitions over all instances",
            Self::Segments => "globals and segments",
            Self::Elements => "elements in segments",
            Self::PassiveElements => "elements in passive segments",
            Self::CompileMemory => "bytes of address space to be compiled",
            Self::CompileCpu => "seconds of processor time to be compiled",
            Self::CompileDeadline => "milliseconds to be compiled",
            Self::CodeBytes => "bytes of machine code",
            _ => "",
        }
    }
}

impl Limits {
    /// Sets one limit, in the limit's own unit; false if it is one that is fixed.
    pub fn set(&mut self, limit: Limit, figure: u64) -> bool {
        let time = std::time::Duration::from_millis(figure);
        match limit {
            Limit::Deadline => self.deadline = time,
            Limit::CompileDeadline => self.compile.deadline = time,
            Limit::Handles => self.handles = figure.try_into().unwrap_or(usize::MAX),
            _ => match self.field(limit) {
                Some(field) => *field = figure,
                None => return false,
            },
        }
        true
    }

    /// Where the figure of a limit is kept, if it is a plain number.
    fn field(&mut self, limit: Limit) -> Option<&mut u64> {
        Some(match limit {
            Limit::Fuel => &mut self.fuel,
            Limit::Memory => &mut self.memory,
            Limit::Transfer => &mut self.transfer,
            Limit::Files => &mut self.files,
            Limit::FileBytes => &mut self.file_bytes,
            Limit::TotalBytes => &mut self.total_bytes,
            Limit::Diagnostics => &mut self.diagnostics,
            Limit::TextBytes => &mut self.text_bytes,
            Limit::TotalTextBytes => &mut self.total_text_bytes,
            Limit::TotalPathBytes => &mut self.total_path_bytes,
            Limit::ManifestBytes => &mut self.manifest_bytes,
            Limit::SchemaBytes => &mut self.schema_bytes,
            Limit::CompileMemory => &mut self.compile.memory,
            Limit::CompileCpu => &mut self.compile.cpu,
            Limit::CodeBytes => &mut self.compile.code,
            _ => return None,
        })
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.unit())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_limit_that_can_be_set_is_read_back_and_is_no_other() {
        for (index, limit) in Limit::ADJUSTABLE.into_iter().enumerate() {
            let mut limits = Limits::default();
            // No limit has such a figure by itself.
            let figure = 123_457 + index as u64;
            assert!(limits.set(limit, figure), "{limit:?}");
            for other in Limit::ADJUSTABLE {
                let is_it = other.figure(&limits) == Some(figure);
                assert_eq!(is_it, other == limit, "{limit:?} and {other:?}");
            }
        }
        assert!(!Limits::default().set(Limit::Stack, 1));
    }

    #[test]
    fn one_of_something_is_not_several() {
        for (limit, one, several) in [
            (Limit::Files, "1 file", "2 files"),
            (Limit::Fuel, "1 unit of fuel", "2 units of fuel"),
            (
                Limit::CompileCpu,
                "1 second of processor time to be compiled",
                "2 seconds of processor time to be compiled",
            ),
        ] {
            assert_eq!(limit.counted(1), one);
            assert_eq!(limit.counted(2), several);
        }
        // Fixed limits are larger; of the others each has its plural in front.
        for limit in Limit::ADJUSTABLE {
            let unit = limit.to_string();
            assert!(unit.split(' ').next().unwrap().ends_with('s'), "{unit}");
        }
    }

    #[test]
    fn each_limit_that_can_be_set_has_a_name_and_a_unit_of_its_own() {
        let names = Limit::ADJUSTABLE.map(|limit| limit.name().unwrap());
        let units = Limit::ADJUSTABLE.map(|limit| limit.to_string());
        let distinct = |all: &[String]| all.iter().collect::<std::collections::BTreeSet<_>>().len();
        assert_eq!(distinct(&names.map(str::to_owned)), names.len());
        assert_eq!(distinct(&units), units.len());
    }
}
