//! The hostile corpus: guests that mean harm, and what must stop each of them.
//!
//! A guest is a file below `tests/guests`. The build script lists them, [`table`]
//! has an expectation for each, and what has only one of the two does not compile.

mod assemble;
pub(crate) mod bombs;
pub(crate) mod generated;
mod table;

use portcullis_host::{Host, Limit};

include!(concat!(env!("OUT_DIR"), "/guests.rs"));

/// The source of a guest.
pub(crate) struct Guest {
    /// Its path below `tests/guests`, without the ending.
    pub(crate) path: &'static str,
    /// What it tries.
    pub(crate) tries: &'static str,
    /// What must stop it, and when.
    pub(crate) ends: &'static str,
    text: &'static str,
}

/// A guest and what is expected of it.
pub(crate) struct Case {
    pub(crate) guest: Guest,
    pub(crate) end: End,
    /// The limits that it needs to show what it shows, in their own units.
    pub(crate) limits: &'static [(Limit, u64)],
    is_compiled: bool,
}

/// How a guest ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// Refused before it is compiled, by the name of an import, of which this is
    /// the beginning.
    Import(&'static str),
    /// Refused before it runs, for another reason.
    Refused(&'static str),
    /// By a limit of running.
    Limit(Limit),
    /// By a trap.
    Trap,
    /// By a rule of manifests.
    Manifest(&'static str),
    /// By the check of settings, which is the command's: the host by itself knows none.
    Settings(&'static str),
    /// By an error value of its own.
    Error(&'static str),
    /// By the rules of paths and of files that stand together.
    Path(&'static str),
    /// Not at all: it exports its files.
    Harmless,
}

impl End {
    /// What an error must say, where that is told.
    pub(crate) fn says(self) -> Option<&'static str> {
        match self {
            Self::Refused(says)
            | Self::Manifest(says)
            | Self::Settings(says)
            | Self::Error(says)
            | Self::Path(says) => Some(says),
            Self::Import(_) | Self::Limit(_) | Self::Trap | Self::Harmless => None,
        }
    }
}

/// Limits that everything here but what is expected stays far below, and that are
/// used up at once.
pub(crate) const SMALL: [(Limit, u64); 7] = [
    (Limit::Fuel, 100_000_000),
    (Limit::Memory, 64 << 20),
    (Limit::Transfer, 64 << 20),
    (Limit::Files, 1_000),
    (Limit::FileBytes, 2 << 20),
    (Limit::TotalBytes, 16 << 20),
    (Limit::TotalPathBytes, 1 << 20),
];

/// Limits as the command line has them: seconds for times.
pub(crate) fn arguments(limits: &[(Limit, u64)]) -> Vec<String> {
    let argument = |(limit, figure): &(Limit, u64)| {
        let name = limit.name().unwrap_or_default();
        match limit {
            Limit::Deadline | Limit::CompileDeadline => {
                format!("--limit={name}={}", *figure as f64 / 1000.0)
            }
            _ => format!("--limit={name}={figure}"),
        }
    };
    limits.iter().map(argument).collect()
}

impl Case {
    const fn new(guest: Guest, end: End) -> Self {
        Self {
            guest,
            end,
            limits: &[],
            is_compiled: false,
        }
    }

    const fn limited(self, limits: &'static [(Limit, u64)]) -> Self {
        Self { limits, ..self }
    }

    /// As machine code, compiled beforehand.
    const fn compiled(self) -> Self {
        Self {
            is_compiled: true,
            ..self
        }
    }

    /// The component, or what is given in its place.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let component = assemble::component(self.guest.text);
        if !self.is_compiled {
            return component;
        }
        let target = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
        Host::precompile(&target, self.guest.path, &component).unwrap()
    }
}

/// The guest that means no harm.
pub(crate) fn honest() -> Vec<u8> {
    assemble::component("")
}
