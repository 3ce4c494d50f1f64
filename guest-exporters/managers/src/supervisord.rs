//! supervisord: one file with a program for each process, and a group.

use portcullis_guest::bindings::{
    Diagnostic, ExportError, ExporterInfo, File, Output, Process, Variable,
};
use portcullis_guest::filters::dashrepl;
use portcullis_guest::{Export, Exporter, Outputs, Value, context, encode, outputs, rejected};

use crate::lifecycle::{GROUP_LIMITS, Lifecycle, Order, Restart, firsts, unused, without_effect};
use crate::{carry, crontab, schemas};

/// The exporter `supervisord`.
#[derive(Debug, Clone, Copy)]
pub struct Supervisord;

impl Exporter for Supervisord {
    fn info(&self) -> ExporterInfo {
        ExporterInfo::new(
            "supervisord",
            "A supervisord configuration: a program for each process, one group",
        )
        .template(
            "supervisord.conf",
            include_str!("../../../templates/supervisord/supervisord.conf"),
        )
        .settings(schemas::SUPERVISORD)
    }

    fn export<'a>(&self, export: &'a Export) -> Result<Outputs<'a>, ExportError> {
        check(export)?;
        let app = export.application();
        let order = Order::of(export)?;
        let kept = firsts(app).map(|first| {
            let value = kept(export, first, &order)?;
            Ok((first.process_type.clone(), value))
        });
        let kept: Vec<_> = kept.collect::<Result<_, ExportError>>()?;
        let text = export.render(
            "supervisord.conf",
            context! { kept => Value::from_pairs(kept), programs => programs(export, &order) },
        )?;
        let file = File::new(format!("{}.conf", app.name), text).private(!app.env.is_empty());
        let note = Diagnostic::note(format!(
            "supervisord refuses a program whose log directory is missing: create {} first",
            app.log_dir
        ));
        let path = format!("{}.cron", app.name);
        let cron = crontab::of(export, &path, &app.processes, |process| {
            let program = format!("{}-{}", app.name, dashrepl(&process.name));
            format!("supervisorctl start {}", encode::shell::quote(&program))
        })?;
        let files = std::iter::once(Output::from(file)).chain(cron);
        let warnings = warnings(export).into_iter().map(Output::from);
        Ok(outputs(files.chain([note.into()]).chain(warnings)))
    }
}

/// The processes of the group, in the order in which supervisord starts them:
/// within a group it looks at nothing else. What has a schedule is in no group,
/// since who starts a group starts all of it.
fn programs(export: &Export, order: &Order) -> Value {
    let is_kept = |p: &&Process| {
        export
            .settings_of(&p.process_type)
            .text("schedule")
            .is_none()
    };
    let mut kept: Vec<_> = export
        .application()
        .processes
        .iter()
        .filter(is_kept)
        .collect();
    kept.sort_by_key(|process| order.place(&process.process_type));
    kept.into_iter()
        .map(|process| process.name.as_str())
        .collect()
}

/// The settings of a process type in supervisord's words.
fn kept(export: &Export, process: &Process, order: &Order) -> Result<Value, ExportError> {
    let process_type = process.process_type.as_str();
    let lifecycle = Lifecycle::of(export, process_type)?;
    let shell = &export.application().shell;
    let (shell, command) = lifecycle.prepared(shell, &process.command, &lifecycle.ulimits());
    carry::check_command(&process.name, &command)?;
    let restart = match lifecycle.restart {
        Restart::Always => "true",
        Restart::OnFailure => "unexpected",
        Restart::Never => "false",
    };
    Ok(context! {
        shell,
        command,
        restart,
        priority => order.place(process_type),
        // Of a process that ends sooner, supervisord thinks that its start has
        // failed, and starts it again whatever `autorestart` says.
        start_seconds => u8::from(lifecycle.restart == Restart::Always),
        ..lifecycle.to_value()
    })
}

/// Where `supervisord.conf` says what is set: `kept` by process type.
const USES: [(&str, &str); 11] = [
    ("timeout", "timeout"),
    ("stop_signal", "stop_signal"),
    ("restart", ".restart"),
    ("limit_open_files", ".command"),
    ("limit_processes", ".command"),
    ("limit_core_size", ".command"),
    ("limit_file_size", ".command"),
    ("limit_address_space", ".command"),
    ("before_start", ".command"),
    ("requires", ".priority"),
    ("schedule", ".schedule"),
];

fn warnings(export: &Export) -> Vec<Diagnostic> {
    let mut settings = vec!["after_stop", "restart_delay"];
    settings.extend(GROUP_LIMITS);
    let mut warnings = without_effect(export, "supervisord", &settings);
    warnings.extend(unused(export, "supervisord.conf", &USES));
    warnings
}

fn check(export: &Export) -> Result<(), ExportError> {
    let app = export.application();
    carry::check(app)?;
    // White space, `:` and `/` are refused by supervisord itself; the others
    // end a section's name or an item of the group's list.
    carry::check_name("supervisord", "application name", &app.name, |c| {
        c.is_whitespace() || ":/[],;#".contains(c)
    })?;
    if app.name.starts_with('.') || app.name.contains("%(") {
        return Err(rejected(format!(
            "supervisord cannot carry the application name `{}`: it passes over files whose name \
             begins with `.`, and expands `%(`",
            app.name
        )));
    }
    app.env.iter().try_for_each(check_variable)
}

/// A variable that goes into the command does so as one word.
fn check_variable(variable: &Variable) -> Result<(), ExportError> {
    let (name, value) = (variable.name.as_str(), variable.value.as_str());
    let words = encode::supervisord::exports(&[(name, value)]);
    let bytes = words.iter().map(String::len).sum::<usize>();
    if bytes <= carry::LONGEST_ARGUMENT {
        return Ok(());
    }
    Err(rejected(format!(
        "supervisord carries the variable `{name}` only in a command, where it takes {bytes} \
         bytes, and Linux starts no program with more than {} in one argument",
        carry::LONGEST_ARGUMENT
    )))
}
