//! What templates see: honcho's names, and ours beside them.

use std::sync::Arc;

use minijinja::Value;
use minijinja::value::{Enumerator, Object, ObjectRepr};

use crate::bindings::{Application, Process, Variable};
use crate::settings::{Settings, to_value};

/// Variables of every template, which a setting may not hide.
pub(crate) const RESERVED: [&str; 9] = [
    "app",
    "app_root",
    "log",
    "process",
    "processes",
    "run",
    "settings",
    "shell",
    "user",
];

/// honcho puts this variable before those of the `.env` file. So do we, so that
/// its templates render to the same bytes.
const FIRST_VARIABLE: &str = "HONCHO_PROCESS_NAME";

/// The variables of all templates.
pub(crate) fn application(application: &Arc<Application>, settings: &Settings) -> Value {
    let all = settings
        .iter()
        .map(|(key, value)| (key.clone(), to_value(value)));
    let all: Vec<_> = all.collect();
    let own = [
        ("app", Value::from(&application.name)),
        ("app_root", Value::from(&application.root)),
        ("log", Value::from(&application.log_dir)),
        ("run", Value::from(&application.run_dir)),
        ("shell", Value::from(&application.shell)),
        ("user", Value::from(&application.user)),
        (
            "processes",
            Value::from_object(Processes(application.clone())),
        ),
        ("settings", Value::from_pairs(all.iter().cloned())),
    ];
    let own = own.into_iter().map(|(key, value)| (key.to_owned(), value));
    Value::from_pairs(all.into_iter().chain(own))
}

/// One process as templates see it: `name`, `cmd`, `env`, `type`, `instance`,
/// `port`, `settings` and honcho's `quiet`.
pub(crate) fn process(application: &Arc<Application>, index: usize) -> Value {
    Value::from_object(ProcessValue {
        application: application.clone(),
        index,
    })
}

/// The environment of a process: its own variables and the shared ones, each
/// name once, its own value in place of the shared one.
///
/// ```
/// use portcullis_guest::bindings::{Application, Process, Variable};
/// use portcullis_guest::merged_env;
///
/// let web = Process {
///     env: vec![Variable::new("PORT", "5000"), Variable::new("PS", "web.1")],
///     ..Process::sample("web", 1, "./serve")
/// };
/// let app = Application {
///     env: vec![Variable::new("PORT", "80"), Variable::new("A", "1")],
///     ..Application::sample("shop", [web])
/// };
/// let env = merged_env(&app, &app.processes[0]).into_iter();
/// let env: Vec<_> = env.map(|v| (v.name.as_str(), v.value.as_str())).collect();
/// assert_eq!(env, [("PORT", "5000"), ("A", "1"), ("PS", "web.1")]);
/// ```
pub fn merged_env<'a>(application: &'a Application, process: &'a Process) -> Vec<&'a Variable> {
    let own = |name: &str| process.env.iter().find(|v| v.name == name);
    let is_shared = |name: &str| application.env.iter().any(|v| v.name == name);
    let first = own(FIRST_VARIABLE).filter(|v| !is_shared(&v.name));
    let shared = application.env.iter().map(|v| own(&v.name).unwrap_or(v));
    let rest = process
        .env
        .iter()
        .filter(|v| v.name != FIRST_VARIABLE && !is_shared(&v.name));
    first.into_iter().chain(shared).chain(rest).collect()
}

#[derive(Debug)]
struct Processes(Arc<Application>);

impl Object for Processes {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Seq
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let index = key.as_usize().filter(|i| *i < self.0.processes.len())?;
        Some(process(&self.0, index))
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Seq(self.0.processes.len())
    }
}

#[derive(Debug)]
struct ProcessValue {
    application: Arc<Application>,
    index: usize,
}

impl Object for ProcessValue {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let process = &self.application.processes[self.index];
        Some(match key.as_str()? {
            "name" => Value::from(&process.name),
            "cmd" => Value::from(&process.command),
            "env" => {
                let env = merged_env(&self.application, process).into_iter();
                Value::from_pairs(env.map(|v| (v.name.as_str(), v.value.as_str())))
            }
            "type" => Value::from(&process.process_type),
            "instance" => Value::from(process.instance),
            "port" => Value::from(process.port),
            "quiet" => Value::from(false),
            "settings" => Settings::parse(&process.settings).map_or(Value::UNDEFINED, |all| {
                Value::from_pairs(all.iter().map(|(k, v)| (k.clone(), to_value(v))))
            }),
            _ => return None,
        })
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Str(&["name", "cmd", "env", "type", "instance", "port", "settings"])
    }
}
