//! How a process is started, kept and stopped: the settings that all managers
//! share, and what to say where a manager has no words for one.

mod order;

use portcullis_guest::bindings::{Application, Diagnostic, ExportError, SettingError};
use portcullis_guest::encode::shell;
use portcullis_guest::{Export, ProcessSettings, Value};

use crate::schedule::Schedule;
pub(crate) use order::Order;

/// What foreman waits for between the polite signal and the last one, in
/// seconds.
const DEFAULT_TIMEOUT: u64 = 5;

/// What systemd's users are used to, in seconds.
const DEFAULT_RESTART_DELAY: u64 = 1;

/// The limits that every system has: the setting, systemd's directive, upstart's
/// word, the option of `ulimit`, and the bytes that it counts in.
pub(crate) const RESOURCE_LIMITS: [(&str, &str, &str, &str, u64); 5] = [
    ("limit_open_files", "LimitNOFILE", "nofile", "-n", 1),
    ("limit_processes", "LimitNPROC", "nproc", "-u", 1),
    ("limit_core_size", "LimitCORE", "core", "-c", 512),
    ("limit_file_size", "LimitFSIZE", "fsize", "-f", 512),
    ("limit_address_space", "LimitAS", "as", "-v", 1024),
];

/// The limits that need control groups, which only systemd makes.
pub(crate) const GROUP_LIMITS: [&str; 3] = ["limit_memory", "limit_cpu", "limit_tasks"];

/// When a process that ended by itself is started again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Restart {
    Always,
    OnFailure,
    Never,
}

/// The settings of one process type.
#[derive(Debug)]
pub(crate) struct Lifecycle<'a> {
    pub(crate) timeout: u64,
    pub(crate) stop_signal: &'a str,
    pub(crate) restart: Restart,
    pub(crate) restart_delay: u64,
    pub(crate) before_start: Vec<&'a str>,
    pub(crate) after_stop: Vec<&'a str>,
    /// Process types.
    pub(crate) requires: Vec<&'a str>,
    pub(crate) schedule: Option<Schedule>,
    settings: ProcessSettings<'a>,
}

impl<'a> Lifecycle<'a> {
    pub(crate) fn of(export: &'a Export, process_type: &str) -> Result<Self, ExportError> {
        let settings = export.settings_of(process_type);
        let schedule = settings.text("schedule").map(Schedule::parse).transpose();
        let restart = match settings.text("restart") {
            Some("on-failure") => Restart::OnFailure,
            Some("never") => Restart::Never,
            _ => Restart::Always,
        };
        let schedule = schedule.map_err(|message| error(process_type, "schedule", message))?;
        Ok(Self {
            timeout: settings.number("timeout").unwrap_or(DEFAULT_TIMEOUT),
            stop_signal: settings.text("stop_signal").unwrap_or("TERM"),
            restart: if schedule.is_some() {
                Restart::Never
            } else {
                restart
            },
            restart_delay: settings
                .number("restart_delay")
                .unwrap_or(DEFAULT_RESTART_DELAY),
            before_start: settings.texts("before_start"),
            after_stop: settings.texts("after_stop"),
            requires: settings.texts("requires"),
            schedule,
            settings,
        })
    }

    /// A limit, in its own unit.
    pub(crate) fn limit(&self, setting: &str) -> Option<u64> {
        self.settings.number(setting)
    }

    /// Commands of a POSIX shell that set the limits of its own process.
    pub(crate) fn ulimits(&self) -> Vec<String> {
        let set = RESOURCE_LIMITS
            .iter()
            .filter_map(|(setting, _, _, option, unit)| {
                let value = self.limit(setting)? / unit;
                Some(match *option {
                    // POSIX has no option for it: bash says -u, dash and ash say -p.
                    "-u" => format!("ulimit -u {value} 2>/dev/null || ulimit -p {value} || exit 1"),
                    option => format!("ulimit {option} {value} || exit 1"),
                })
            });
        set.collect()
    }

    /// The shell and the command that first do what `before_start` and `first`
    /// say, and then become the process.
    pub(crate) fn prepared(
        &self,
        shell: &str,
        command: &str,
        first: &[String],
    ) -> (String, String) {
        if self.before_start.is_empty() && first.is_empty() {
            return (shell.to_owned(), command.to_owned());
        }
        let shell = shell::quote(shell);
        let before = self
            .before_start
            .iter()
            .map(|command| format!("{shell} -c {} || exit", shell::quote(command)));
        let last = format!("exec {shell} -c {}", shell::quote(command));
        let steps: Vec<_> = first.iter().cloned().chain(before).chain([last]).collect();
        ("/bin/sh".to_owned(), steps.join("; "))
    }

    /// What every template sees of it.
    pub(crate) fn to_value(&self) -> Value {
        let texts = |all: &[&str]| all.iter().copied().collect::<Value>();
        Value::from_pairs([
            ("timeout", Value::from(self.timeout)),
            ("stop_signal", Value::from(self.stop_signal)),
            ("restart_delay", Value::from(self.restart_delay)),
            ("before_start", texts(&self.before_start)),
            ("after_stop", texts(&self.after_stop)),
            (
                "schedule",
                Value::from(self.schedule.as_ref().map(Schedule::cron)),
            ),
        ])
    }
}

/// What has no effect under a manager, once for the export and once for each
/// process type that sets it itself.
pub(crate) fn without_effect(export: &Export, manager: &str, settings: &[&str]) -> Vec<Diagnostic> {
    let is_read = |key: &str| export.templates().any_reads(key);
    let mut found = Vec::new();
    for key in settings.iter().filter(|key| !is_read(key)) {
        if export.settings().value(key).is_some() {
            found.push(Diagnostic::warning(no_words(manager, key)));
        }
        for first in firsts(export.application()) {
            if export.settings_of(&first.process_type).is_own(key) {
                let mut warning = Diagnostic::warning(no_words(manager, key));
                warning.process = Some(first.name.clone());
                found.push(warning);
            }
        }
    }
    found
}

/// What has no effect because the user's own template does not use it: settings,
/// each with what the template would have to mention.
pub(crate) fn unused(export: &Export, template: &str, uses: &[(&str, &str)]) -> Vec<Diagnostic> {
    if !export.templates().is_overridden(template) {
        return vec![];
    }
    let is_set = |key: &str| {
        let mut types = firsts(export.application());
        types.any(|first| export.settings_of(&first.process_type).value(key).is_some())
    };
    let unused = uses.iter().filter(|(setting, variable)| {
        is_set(setting) && !export.templates().mentions(template, variable)
    });
    let warning = |(setting, variable): &(&str, &str)| {
        Diagnostic::warning(format!(
            "the template `{template}` does not use `{variable}`, so that the setting \
             `{setting}` has no effect"
        ))
    };
    unused.map(warning).collect()
}

fn no_words(manager: &str, key: &str) -> String {
    format!("{manager} cannot express the setting `{key}`, which has no effect")
}

/// The first process of each type.
pub(crate) fn firsts(
    app: &Application,
) -> impl Iterator<Item = &portcullis_guest::bindings::Process> {
    app.processes
        .iter()
        .enumerate()
        .filter_map(|(index, process)| {
            let before = index.checked_sub(1).map(|before| &app.processes[before]);
            let is_first = before.is_none_or(|b| b.process_type != process.process_type);
            is_first.then_some(process)
        })
}

/// An error in a setting of a process type.
pub(crate) fn error(process_type: &str, key: &str, message: String) -> ExportError {
    let key = format!("process.{process_type}.{key}");
    SettingError { key, message }.into()
}
