//! Everything that can go wrong between a component's bytes and its files.

use std::fmt;

use crate::limits::Limit;
use crate::show::{shown, visible};

/// A failure, and whose it is.
#[derive(Debug, thiserror::Error)]
#[error("{subject}: {kind}")]
pub struct Error {
    subject: Box<Subject>,
    #[source]
    kind: ErrorKind,
}

/// Who failed: a component, and once it has told, its version and exporter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    pub(crate) component: String,
    pub(crate) version: Option<String>,
    pub(crate) exporter: Option<String>,
}

impl Subject {
    /// A component that has told nothing of itself yet.
    pub(crate) fn unnamed(component: &str) -> Self {
        Self {
            component: component.to_owned(),
            version: None,
            exporter: None,
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(exporter) = &self.exporter {
            write!(f, "exporter `{}` of ", shown(exporter))?;
        }
        write!(f, "`{}`", shown(&self.component))?;
        if let Some(version) = &self.version {
            write!(f, " {}", shown(version))?;
        }
        Ok(())
    }
}

/// What went wrong.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The component wants something from the host.
    #[error("imports `{}`, and an exporter may import nothing", shown(.0))]
    Import(String),
    /// The bytes are a core module.
    #[error("is a core module, not a component")]
    CoreModule,
    /// The bytes are code that was compiled beforehand.
    #[error("is precompiled code, which is not accepted from outside")]
    Precompiled,
    /// The bytes are not WebAssembly at all, or broken.
    #[error("is not valid WebAssembly: {}", shown(.0))]
    Invalid(String),
    /// The component does not export the interface.
    #[error("does not export `{expected}`", expected = crate::INTERFACE)]
    NotAnExporter,
    /// The component exports another version of the interface.
    #[error("exports `{}`, and this host runs `{}`", shown(.0), crate::INTERFACE)]
    InterfaceVersion(String),
    /// The interface has the right name and other types.
    #[error("exports `{}` with other types: {}", crate::INTERFACE, shown(.0))]
    InterfaceTypes(String),
    /// What `describe` returned breaks the interface's rules.
    #[error("describes itself wrongly: {}", visible(.0))]
    Manifest(String),
    /// The component has no exporter of that name.
    #[error("has no exporter `{}`; it has {}", shown(.name), shown(.offered))]
    UnknownExporter {
        /// What was asked for.
        name: String,
        /// The names there are, separated by commas.
        offered: String,
    },
    /// The component is larger than may be compiled.
    #[error("has more than {}", limit.counted(*.budget))]
    Screen {
        /// Which limit.
        limit: Limit,
        /// How much is allowed.
        budget: u64,
    },
    /// Compiling it took more than is allowed.
    #[error("needs more than {}{}", limit.counted(*.budget), if *.is_remembered { ", as an earlier attempt showed" } else { "" })]
    Compile {
        /// Which limit.
        limit: Limit,
        /// How much is allowed.
        budget: u64,
        /// Whether this is known from an earlier attempt.
        is_remembered: bool,
    },
    /// The process that compiles ended without an answer.
    #[error("cannot be compiled: the compiler failed: {}", shown(.0))]
    Compiler(String),
    /// More was used than is allowed.
    #[error("exceeds {}", limit.counted(*.budget))]
    Limit {
        /// Which limit.
        limit: Limit,
        /// How much is allowed.
        budget: u64,
    },
    /// The guest trapped: it panicked, or its code is wrong.
    #[error("trapped: {}", shown(.0))]
    Trap(String),
    /// The format cannot carry the application.
    #[error("{}", visible(.0))]
    Rejected(String),
    /// A template does not parse or does not render.
    #[error("template `{}`, line {line}: {}", shown(.template), visible(.message))]
    Template {
        /// The template's name.
        template: String,
        /// The line, from 1; 0 if it is not known.
        line: u32,
        /// What is wrong with it.
        message: String,
    },
    /// A setting is unknown or has a wrong value.
    #[error("setting `{}`: {}", shown(.key), visible(.message))]
    Setting {
        /// The setting's key.
        key: String,
        /// What is wrong with it.
        message: String,
    },
    /// The engine failed where no guest is at fault.
    #[error("the engine failed: {0}")]
    Engine(String),
}

impl Error {
    /// A component that exceeded a limit of the process that compiled it.
    pub fn compile(name: &str, limit: Limit, budget: u64, is_remembered: bool) -> Self {
        let kind = ErrorKind::Compile {
            limit,
            budget,
            is_remembered,
        };
        Self::new(&Subject::unnamed(name), kind)
    }

    /// A component at which the process that compiled it failed.
    pub fn compiler(name: &str, why: impl Into<String>) -> Self {
        Self::new(&Subject::unnamed(name), ErrorKind::Compiler(why.into()))
    }

    pub(crate) fn new(subject: &Subject, kind: ErrorKind) -> Self {
        Self {
            subject: Box::new(subject.clone()),
            kind,
        }
    }

    /// What went wrong.
    pub fn kind(&self) -> &ErrorKind {
        &self.kind
    }

    /// Whose failure it is.
    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    /// How to mend it, where that can be said.
    pub fn hint(&self) -> Option<&'static str> {
        Some(match &self.kind {
            ErrorKind::Import(_) => {
                "build the exporter without WASI and without host calls; all it needs arrives as arguments"
            }
            ErrorKind::CoreModule => {
                "encode the module as a component first: `portcullis build` does, or `wasm-tools component new`"
            }
            ErrorKind::Precompiled => "give the component itself; the host compiles it",
            ErrorKind::Invalid(_) => {
                "an exporter is a component without the rarer features of WebAssembly: build it without them, or ask its author for a build that is whole"
            }
            ErrorKind::NotAnExporter | ErrorKind::InterfaceTypes(_) => {
                "build it against the interface in wit/exporter.wit"
            }
            ErrorKind::InterfaceVersion(exported) => crate::version::remedy(exported),
            ErrorKind::Screen { .. } => {
                "nothing that large is an exporter; ask its author for a smaller build"
            }
            ErrorKind::Compile { .. } => {
                "a component of ordinary size stays far below; if this one is trusted to need more, raise the limit"
            }
            ErrorKind::Compiler(_) => {
                "this is a fault in the engine that the component provokes: do not use it, and report it"
            }
            kind => return running_hint(kind),
        })
    }
}

/// How to mend what went wrong once the component was loaded.
fn running_hint(kind: &ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::Limit { limit, .. } if limit.name().is_none() => {
            "no exporter of ordinary size comes near, and this limit is fixed: ask its author"
        }
        ErrorKind::Limit { .. } => {
            "an exporter of ordinary size stays far below; if this one is trusted to need more, raise the limit"
        }
        ErrorKind::Trap(_) | ErrorKind::Manifest(_) => {
            "this is a fault in the exporter: report it to its author"
        }
        ErrorKind::Engine(_) => {
            "the system refuses what the engine needs: see `ulimit -a`, of file sizes and of memory first"
        }
        _ => return None,
    })
}
