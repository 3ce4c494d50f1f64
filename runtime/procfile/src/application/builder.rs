//! From a Procfile and what else the user gives to an application.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::error::ApplicationError;
use super::field::Field;
use super::ports::{Ports, base_port};
use super::{Application, Process, check};
use crate::formation::Formation;
use crate::procfile::Procfile;
use crate::variable::Variable;

/// Collects what makes an [`Application`]. Only the root has no default.
#[derive(Clone, Debug)]
pub struct ApplicationBuilder {
    name: String,
    root: Option<String>,
    log_dir: Option<String>,
    run_dir: Option<String>,
    user: Option<String>,
    shell: Option<String>,
    env: Vec<Variable>,
    formation: Formation,
    port: Option<u16>,
    settings: Map<String, Value>,
    process_settings: BTreeMap<String, Map<String, Value>>,
}

impl ApplicationBuilder {
    pub(super) fn new(name: String) -> Self {
        Self {
            name,
            root: None,
            log_dir: None,
            run_dir: None,
            user: None,
            shell: None,
            env: Vec::new(),
            formation: Formation::default(),
            port: None,
            settings: Map::new(),
            process_settings: BTreeMap::new(),
        }
    }

    /// Sets the absolute path of the directory in which each process starts.
    #[must_use]
    pub fn root(mut self, root: impl Into<String>) -> Self {
        self.root = Some(root.into());
        self
    }

    /// Sets the absolute path of the directory for log files. By default
    /// `/var/log/NAME`.
    #[must_use]
    pub fn log_dir(mut self, log_dir: impl Into<String>) -> Self {
        self.log_dir = Some(log_dir.into());
        self
    }

    /// Sets the absolute path of the directory for PID files and sockets. By
    /// default `/var/run/NAME`.
    #[must_use]
    pub fn run_dir(mut self, run_dir: impl Into<String>) -> Self {
        self.run_dir = Some(run_dir.into());
        self
    }

    /// Sets the user that each process runs as. By default the name of the
    /// application.
    #[must_use]
    pub fn user(mut self, user: impl Into<String>) -> Self {
        self.user = Some(user.into());
        self
    }

    /// Sets the absolute path of the shell. By default `/bin/sh`.
    #[must_use]
    pub fn shell(mut self, shell: impl Into<String>) -> Self {
        self.shell = Some(shell.into());
        self
    }

    /// Sets the variables that all processes share, each name once.
    #[must_use]
    pub fn env(mut self, env: Vec<Variable>) -> Self {
        self.env = env;
        self
    }

    /// Sets how many instances there are. By default one of each process type.
    #[must_use]
    pub fn formation(mut self, formation: Formation) -> Self {
        self.formation = formation;
        self
    }

    /// Sets the base port that the user gave, if any. It beats the variable
    /// `PORT`, which beats 5000.
    #[must_use]
    pub fn port(mut self, port: Option<u16>) -> Self {
        self.port = port;
        self
    }

    /// Sets the settings of the export.
    #[must_use]
    pub fn settings(mut self, settings: Map<String, Value>) -> Self {
        self.settings = settings;
        self
    }

    /// Sets the settings of one process type.
    #[must_use]
    pub fn process_settings(
        mut self,
        process_type: impl Into<String>,
        settings: Map<String, Value>,
    ) -> Self {
        self.process_settings.insert(process_type.into(), settings);
        self
    }

    /// Expands the process types of the Procfile into processes.
    ///
    /// # Errors
    ///
    /// The first of: a field with a value that it must not have, variables or
    /// settings that no process can be given, a formation that does not fit the
    /// Procfile, and processes without a port of their own.
    pub fn build(self, procfile: &Procfile) -> Result<Application, ApplicationError> {
        let name = checked(Field::Name, self.name.clone())?;
        let or_default = |value: &Option<String>, default: String| value.clone().unwrap_or(default);
        let log_dir = or_default(&self.log_dir, format!("/var/log/{name}"));
        let run_dir = or_default(&self.run_dir, format!("/var/run/{name}"));
        let user = or_default(&self.user, name.clone());
        let shell = or_default(&self.shell, "/bin/sh".to_owned());
        let root = self.root.clone().unwrap_or_default();
        check::env(&self.env)?;
        check::settings(procfile, &self.settings, &self.process_settings)?;
        Ok(Application {
            name,
            root: checked(Field::Root, root)?,
            log_dir: checked(Field::LogDir, log_dir)?,
            run_dir: checked(Field::RunDir, run_dir)?,
            user: checked(Field::User, user)?,
            shell: checked(Field::Shell, shell)?,
            processes: self.processes(procfile)?,
            env: self.env,
            settings: self.settings,
        })
    }

    fn processes(&self, procfile: &Procfile) -> Result<Vec<Process>, ApplicationError> {
        let counts = self.formation.counts(procfile)?;
        check::size(procfile, &counts, &self.process_settings)?;
        let own_names = self.own_names();
        let mut ports = Ports::new(base_port(self.port, &self.env)?);
        let mut processes = Vec::new();
        let process_types = procfile.process_types().iter().zip(counts);
        for (index, (process_type, count)) in process_types.enumerate() {
            let settings = self.process_settings.get(&process_type.name);
            for instance in 1..=count {
                let name = format!("{}.{instance}", process_type.name);
                let port = ports.take(index, instance, &name)?;
                processes.push(Process {
                    process_type: process_type.name.clone(),
                    instance,
                    command: process_type.command.clone(),
                    port: Some(port),
                    env: own_env(&own_names, &name, port),
                    settings: settings.cloned().unwrap_or_default(),
                    name,
                });
            }
        }
        Ok(processes)
    }

    /// The names of the variables that each process has for itself. Both peers
    /// let the file's value win over the name that they would set, but each
    /// process needs its own port.
    fn own_names(&self) -> Vec<&'static str> {
        let is_shared = |name: &str| self.env.iter().any(|variable| variable.name == name);
        ["HONCHO_PROCESS_NAME", "PORT", "PS"]
            .into_iter()
            .filter(|name| *name == "PORT" || !is_shared(name))
            .collect()
    }
}

fn own_env(names: &[&'static str], process: &str, port: u16) -> Vec<Variable> {
    let value = |name: &str| match name {
        "PORT" => port.to_string(),
        _ => process.to_owned(),
    };
    names
        .iter()
        .map(|name| Variable::new(*name, value(name)))
        .collect()
}

fn checked(field: Field, value: String) -> Result<String, ApplicationError> {
    match field.check(&value) {
        Ok(()) => Ok(value),
        Err(problem) => Err(ApplicationError::Field {
            field,
            problem,
            value,
        }),
    }
}
