//! The directory of one service.

use portcullis_guest::bindings::{ExportError, File, Output, Process};
use portcullis_guest::encode::shell;
use portcullis_guest::filters::dashrepl;
use portcullis_guest::{Export, Value, context, merged_env};

use super::secrets::Secrets;
use crate::lifecycle::{Lifecycle, Restart, firsts};
use crate::{carry, crontab};

/// Where `run` notes its process group, for the scripts that end it.
const GROUP_FILE: &str = "supervise/group";

/// Whether `run` starts the process in a group of its own and notes it. honcho's
/// does not.
pub(super) fn is_grouped(export: &Export) -> bool {
    export.templates().reads("run", "group_file")
}

/// What the services of one process type have in common.
pub(super) struct Type {
    context: Value,
    is_scheduled: bool,
    has_after_stop: bool,
    is_required: bool,
}

impl Type {
    pub(super) fn of(export: &Export, process_type: &str) -> Result<Self, ExportError> {
        let lifecycle = Lifecycle::of(export, process_type)?;
        let app = export.application();
        let mut processes = app.processes.iter();
        let first = processes.find(|p| p.process_type == process_type);
        let command = first.map_or("", |process| &process.command);
        let (shell, command) = lifecycle.prepared(&app.shell, command, &[]);
        carry::check_command(process_type, &command)?;
        let requires = app
            .processes
            .iter()
            .filter(|p| lifecycle.requires.contains(&p.process_type.as_str()));
        let context = context! {
            group_file => GROUP_FILE,
            program => shell,
            command,
            limits => lifecycle.ulimits(),
            requires => requires.map(|p| directory(export, p)).collect::<Vec<_>>(),
            is_final => lifecycle.restart == Restart::Never && lifecycle.schedule.is_none(),
            is_final_when_right => lifecycle.restart == Restart::OnFailure,
            wait => lifecycle.restart_delay,
            ..lifecycle.to_value()
        };
        Ok(Self {
            context,
            is_scheduled: lifecycle.schedule.is_some(),
            has_after_stop: !lifecycle.after_stop.is_empty(),
            is_required: is_required(export, process_type),
        })
    }
}

/// One process.
pub(super) struct Service<'a> {
    export: &'a Export,
    process: &'a Process,
    value: Value,
    directory: String,
    secrets: Secrets,
}

impl<'a> Service<'a> {
    pub(super) fn new(
        export: &'a Export,
        process: &'a Process,
        value: Value,
        secrets: Secrets,
    ) -> Self {
        Self {
            export,
            process,
            value,
            directory: directory(export, process),
            secrets,
        }
    }

    pub(super) fn files(self, of_type: &Type) -> Vec<Result<Output, ExportError>> {
        let context = context! {
            process => self.value.clone(),
            variables => self.inline(),
            environment_file => (self.secrets == Secrets::File).then_some("environment"),
            ..of_type.context.clone()
        };
        let has_values =
            self.secrets == Secrets::Inline && !self.export.application().env.is_empty();
        let mut files = self.variables();
        files.push(self.script("run", &context, has_values));
        files.push(self.script("log/run", &context, false));
        if is_grouped(self.export) {
            let secret = has_values && of_type.has_after_stop;
            files.push(self.script("finish", &context, secret));
            files.push(self.script("control/t", &context, false));
        }
        if of_type.is_required {
            files.push(self.script("check", &context, false));
        }
        if of_type.is_scheduled {
            files.extend(self.schedule());
        }
        files
    }

    fn script(&self, template: &str, context: &Value, secret: bool) -> Result<Output, ExportError> {
        let text = self.export.render(template, context.clone())?;
        let file = File::new(format!("{}/{template}", self.directory), text);
        Ok(file.executable().private(secret).into())
    }

    /// The variables that the scripts set themselves.
    fn inline(&self) -> Value {
        match self.secrets {
            Secrets::File => Value::from_pairs([("", ""); 0]),
            _ => self.value.get_attr("env").unwrap_or_default(),
        }
    }

    /// The files that hold the variables, if the scripts do not.
    fn variables(&self) -> Vec<Result<Output, ExportError>> {
        let env = merged_env(self.export.application(), self.process).into_iter();
        let private = |name: String, text: String| {
            let file = File::new(format!("{}/{name}", self.directory), text);
            Ok(file.private(true).into())
        };
        match self.secrets {
            Secrets::Inline => vec![],
            Secrets::File => {
                let lines = env.map(|v| format!("export {}={}\n", v.name, shell::quote(&v.value)));
                vec![private("environment".to_owned(), lines.collect())]
            }
            Secrets::Directory => env
                .map(|v| private(format!("env/{}", v.name), v.value.clone()))
                .collect(),
        }
    }

    /// A service that is down until cron starts it.
    fn schedule(&self) -> Vec<Result<Output, ExportError>> {
        let path = format!("{}/cron", self.directory);
        let this = std::slice::from_ref(self.process);
        let sv = |process: &Process| {
            let name = directory(self.export, process);
            format!("sv once {}", shell::quote(&name))
        };
        let down = File::new(format!("{}/down", self.directory), "");
        match crontab::of(self.export, &path, this, sv) {
            Ok(cron) => std::iter::once(down.into()).chain(cron).map(Ok).collect(),
            Err(error) => vec![Err(error)],
        }
    }
}

fn is_required(export: &Export, required: &str) -> bool {
    firsts(export.application()).any(|process| {
        let settings = export.settings_of(&process.process_type);
        settings.texts("requires").contains(&required)
    })
}

/// The name of a service's directory.
fn directory(export: &Export, process: &Process) -> String {
    format!("{}-{}", export.application().name, dashrepl(&process.name))
}
