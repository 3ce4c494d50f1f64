//! The application: what is exported, in the shape in which exporters get it.

mod builder;
mod check;
mod error;
mod field;
mod ports;

use serde_json::{Map, Value, json};

pub use self::builder::ApplicationBuilder;
pub use self::check::MAX_EXPANDED_BYTES;
pub use self::error::ApplicationError;
pub use self::field::{Field, FieldProblem};
pub use self::ports::{DEFAULT_BASE_PORT, PORTS_PER_PROCESS_TYPE};
use crate::variable::Variable;

/// What is exported: the record `application` of the exporter interface.
///
/// [`Application::builder`] makes one that keeps every promise stated here.
#[derive(Clone, Debug, PartialEq)]
pub struct Application {
    /// At most 128 bytes. Never empty, `.` or `..`, without `/`, `\`, control
    /// characters, white space at either end and `-` at the beginning.
    pub name: String,
    /// The absolute path of the directory in which each process starts.
    pub root: String,
    /// The absolute path of the directory for log files.
    pub log_dir: String,
    /// The absolute path of the directory for PID files and sockets.
    pub run_dir: String,
    /// The user that each process runs as.
    pub user: String,
    /// The absolute path of the shell that runs each command.
    pub shell: String,
    /// The variables that all processes share. Names are unique.
    pub env: Vec<Variable>,
    /// In the order of the Procfile, instances in ascending order. Names are
    /// unique. Never empty.
    pub processes: Vec<Process>,
    /// The settings given for this export.
    pub settings: Map<String, Value>,
}

/// One numbered instance of a process type, such as `web.1`: the record
/// `process` of the exporter interface.
#[derive(Clone, Debug, PartialEq)]
pub struct Process {
    /// The name in the Procfile. Matches `[A-Za-z0-9_-]+`.
    pub process_type: String,
    /// Counts from 1 within the process type.
    pub instance: u32,
    /// `<process_type>.<instance>`, such as `web.1`.
    pub name: String,
    /// The command as written in the Procfile. One line, never blank.
    pub command: String,
    /// The TCP port, 1 to 65535. It is also the variable `PORT`.
    pub port: Option<u16>,
    /// The variables that only this process has. One that
    /// [`Application::env`] has too replaces that one.
    pub env: Vec<Variable>,
    /// The settings of this process type alone.
    pub settings: Map<String, Value>,
}

impl Application {
    /// Begins an application of this name.
    pub fn builder(name: impl Into<String>) -> ApplicationBuilder {
        ApplicationBuilder::new(name.into())
    }

    /// The application as JSON, with the field names of the exporter interface
    /// in snake case and in its order. `settings` are objects.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({
            "name": self.name,
            "root": self.root,
            "log_dir": self.log_dir,
            "run_dir": self.run_dir,
            "user": self.user,
            "shell": self.shell,
            "env": env_to_json(&self.env),
            "processes": self.processes.iter().map(Process::to_json).collect::<Vec<_>>(),
            "settings": self.settings,
        })
    }
}

impl Process {
    fn to_json(&self) -> Value {
        json!({
            "process_type": self.process_type,
            "instance": self.instance,
            "name": self.name,
            "command": self.command,
            "port": self.port,
            "env": env_to_json(&self.env),
            "settings": self.settings,
        })
    }
}

fn env_to_json(env: &[Variable]) -> Vec<Value> {
    env.iter()
        .map(|variable| json!({ "name": variable.name, "value": variable.value }))
        .collect()
}

#[cfg(test)]
mod tests;
