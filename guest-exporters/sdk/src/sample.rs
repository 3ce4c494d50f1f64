//! Applications to try an exporter with natively, as in a unit test.

use crate::bindings::{Application, Process, Template, Variable};

impl Application {
    /// An application as a host gives it: with places that are named after it, and
    /// without variables and settings. All fields are there to be changed.
    ///
    /// ```
    /// use portcullis_guest::bindings::{Application, Process, Variable};
    ///
    /// let app = Application {
    ///     env: vec![Variable::new("GREETING", "hello")],
    ///     ..Application::sample("shop", [Process::sample("web", 1, "./serve")])
    /// };
    /// assert_eq!(app.root, "/srv/shop");
    /// ```
    pub fn sample(name: &str, processes: impl IntoIterator<Item = Process>) -> Self {
        Self {
            name: name.to_owned(),
            root: format!("/srv/{name}"),
            log_dir: format!("/var/log/{name}"),
            run_dir: format!("/run/{name}"),
            user: name.to_owned(),
            shell: "/bin/sh".to_owned(),
            env: Vec::new(),
            processes: processes.into_iter().collect(),
            settings: "{}".to_owned(),
        }
    }
}

impl Process {
    /// A process without a port, variables and settings.
    ///
    /// ```
    /// use portcullis_guest::bindings::Process;
    ///
    /// assert_eq!(Process::sample("web", 2, "./serve").name, "web.2");
    /// ```
    pub fn sample(process_type: &str, instance: u32, command: &str) -> Self {
        Self {
            process_type: process_type.to_owned(),
            instance,
            name: format!("{process_type}.{instance}"),
            command: command.to_owned(),
            port: None,
            env: Vec::new(),
            settings: "{}".to_owned(),
        }
    }
}

impl Variable {
    /// A variable of the environment.
    ///
    /// ```
    /// use portcullis_guest::bindings::Variable;
    ///
    /// assert_eq!(Variable::new("PORT", "5000").value, "5000");
    /// ```
    pub fn new(name: &str, value: &str) -> Self {
        Self {
            name: name.to_owned(),
            value: value.to_owned(),
        }
    }
}

impl Template {
    /// A template by its name and its text.
    ///
    /// ```
    /// use portcullis_guest::bindings::Template;
    ///
    /// assert_eq!(Template::new("log/run", "#!/bin/sh\n").name, "log/run");
    /// ```
    pub fn new(name: &str, source: &str) -> Self {
        Self {
            name: name.to_owned(),
            source: source.to_owned(),
        }
    }
}
