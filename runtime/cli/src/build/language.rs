//! The languages there are starters and toolchains for.

use clap::ValueEnum;
use serde::Deserialize;

/// What an exporter is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
#[value(rename_all = "lowercase")]
pub(crate) enum Language {
    Rust,
    Python,
    JavaScript,
    C,
    Zig,
    AssemblyScript,
}

impl Language {
    /// All of them, the most familiar first.
    pub(crate) const ALL: [Self; 6] = [
        Self::Rust,
        Self::Python,
        Self::JavaScript,
        Self::C,
        Self::Zig,
        Self::AssemblyScript,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Rust => "rust",
            Self::Python => "python",
            Self::JavaScript => "javascript",
            Self::C => "c",
            Self::Zig => "zig",
            Self::AssemblyScript => "assemblyscript",
        }
    }

    /// The file that its compiler begins with, which also tells a project's
    /// language.
    pub(crate) fn source(self) -> &'static str {
        match self {
            Self::Rust => "Cargo.toml",
            Self::Python => "exporter.py",
            Self::JavaScript => "exporter.js",
            Self::C => "exporter.c",
            Self::Zig => "exporting.zig",
            Self::AssemblyScript => "exporting.ts",
        }
    }
}
