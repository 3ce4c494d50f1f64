//! Why there is no application.

use super::check::MAX_EXPANDED_BYTES;
use super::field::{Field, FieldProblem};
use crate::error::Errors;
use crate::escape::escape;

/// Why a Procfile, a formation and what else was given make no application.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ApplicationError {
    /// A field is missing or has a value that it must not have.
    #[error("{field} {problem}{}", shown(.value))]
    Field {
        /// Which field.
        field: Field,
        /// What is wrong with it.
        problem: FieldProblem,
        /// Its value.
        value: String,
    },
    /// The formation does not fit the Procfile.
    #[error(transparent)]
    Formation(#[from] Errors),
    /// Settings for a process type that the Procfile does not have.
    #[error("settings for `{}`, a process type that the Procfile does not have", escape(.name))]
    UnknownProcessType {
        /// The name.
        name: String,
        /// The nearest name that the Procfile has.
        suggestion: Option<String>,
    },
    /// A setting with a NUL in its value or beneath.
    #[error("setting `{}` holds a NUL character", escape(.0))]
    SettingNul(String),
    /// A variable whose name is not `[A-Za-z_][A-Za-z0-9_]*`.
    #[error("`{}` is not a name of a variable", escape(.0))]
    VariableName(String),
    /// A variable with a NUL in its value.
    #[error("variable `{0}` holds a NUL character")]
    VariableNul(String),
    /// A variable that is given twice.
    #[error("variable `{0}` is given twice")]
    RepeatedVariable(String),
    /// The instances of a process type, and of those before it, take more than
    /// [`MAX_EXPANDED_BYTES`].
    #[error(
        "commands and settings of all processes up to `{0}` take more than {MAX_EXPANDED_BYTES} bytes"
    )]
    TooLarge(String),
    /// The variable `PORT` is no port.
    #[error("variable `PORT` is `{}`, not a port from 1 to 65535", escape(.0))]
    PortVariable(String),
    /// The base port is 0.
    #[error("base port is 0")]
    PortZero,
    /// There is no port left for a process.
    #[error("process `{process}` would get port {port}, which is above 65535")]
    PortTooLarge {
        /// The first process without a port, such as `web.1`.
        process: String,
        /// The port that it would have.
        port: u64,
    },
    /// Two processes would have the same port, since a process type has more
    /// instances than there are ports for it.
    #[error("processes `{first}` and `{second}` would both get port {port}")]
    PortOverlap {
        /// The earlier process, such as `web.101`.
        first: String,
        /// The later process, such as `worker.1`.
        second: String,
        /// The port.
        port: u16,
    },
}

impl ApplicationError {
    /// How to mend it: a lowercase sentence without a final period.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Field { field, .. } => Some(format!("set it with `{}`", field.option())),
            // Each error in it has its own hint.
            Self::Formation(_) => None,
            Self::UnknownProcessType { suggestion, .. } => suggestion
                .as_ref()
                .map(|name| format!("did you mean `{name}`?")),
            _ => Some(self.advice().to_owned()),
        }
    }

    fn advice(&self) -> &'static str {
        match self {
            Self::SettingNul(_) | Self::VariableNul(_) => "remove the NUL character",
            Self::VariableName(_) => {
                "names of variables hold letters, digits and `_` and do not begin with a digit"
            }
            Self::RepeatedVariable(_) => "give each variable once",
            Self::TooLarge(_) => {
                "lower the counts in `--formation`, or move the command to a script"
            }
            Self::PortVariable(_) => "correct it, or set the base port with `--port`",
            Self::PortOverlap { .. } => {
                "each process type has 100 ports; give it at most 100 instances with `--formation`"
            }
            _ => "set the base port with `--port`",
        }
    }
}

/// The value after a message, unless there is none to show.
fn shown(value: &str) -> String {
    if value.is_empty() {
        return String::new();
    }
    format!(": `{}`", escape(value))
}
