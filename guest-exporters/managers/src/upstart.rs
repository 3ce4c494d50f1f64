//! Upstart: a job for the application, one for each process type, and one for
//! each process.

use std::collections::BTreeSet;

use portcullis_guest::bindings::{Application, ExportError, ExporterInfo, File, Output, Process};
use portcullis_guest::filters::dashrepl;
use portcullis_guest::{Export, Exporter, Outputs, Value, context, encode, outputs, rejected};

use crate::lifecycle::{
    GROUP_LIMITS, Lifecycle, Order, RESOURCE_LIMITS, Restart, unused, without_effect,
};
use crate::{carry, crontab, schemas};

/// The exporter `upstart`.
#[derive(Debug, Clone, Copy)]
pub struct Upstart;

impl Exporter for Upstart {
    fn info(&self) -> ExporterInfo {
        ExporterInfo::new(
            "upstart",
            "Upstart jobs: one for each process, and jobs over them",
        )
        .template(
            "master.conf",
            include_str!("../../../templates/upstart/master.conf"),
        )
        .template(
            "process_master.conf",
            include_str!("../../../templates/upstart/process_master.conf"),
        )
        .template(
            "process.conf",
            include_str!("../../../templates/upstart/process.conf"),
        )
        .settings(schemas::UPSTART)
    }

    fn export<'a>(&self, export: &'a Export) -> Result<Outputs<'a>, ExportError> {
        check(export)?;
        Order::of(export)?;
        let app = &export.application().name;
        let master = export
            .render("master.conf", context! {})
            .map(|text| File::new(format!("{app}.conf"), text).into());
        let groups = export
            .groups()
            .map(|(name, processes)| Ok((Lifecycle::of(export, name)?, name, processes)))
            .collect::<Result<Vec<_>, ExportError>>()?;
        let rest = groups
            .into_iter()
            .flat_map(move |(lifecycle, name, processes)| {
                group(export, &lifecycle, name, processes)
            });
        let last = outputs(last(export)?);
        Ok(Box::new(std::iter::once(master).chain(rest).chain(last)))
    }
}

/// What is said about the settings, and what cron has to do.
fn last(export: &Export) -> Result<Vec<Output>, ExportError> {
    let Application {
        name, processes, ..
    } = export.application();
    let mut warnings = without_effect(export, "upstart", &GROUP_LIMITS);
    warnings.extend(unused(export, "process.conf", &USES));
    warnings.extend(unused(
        export,
        "process_master.conf",
        &[("requires", "requires")],
    ));
    let cron = crontab::of(export, &format!("{name}.cron"), processes, |process| {
        let job = format!("{name}-{}", dashrepl(&process.name));
        format!("start {}", encode::shell::quote(&job))
    })?;
    Ok(warnings.into_iter().map(Output::from).chain(cron).collect())
}

/// Where `process.conf` says what is set.
const USES: [(&str, &str); 12] = [
    ("timeout", "timeout"),
    ("stop_signal", "stop_signal"),
    ("restart", "restarts"),
    ("restart_delay", "wait"),
    ("limit_open_files", "limits"),
    ("limit_processes", "limits"),
    ("limit_core_size", "limits"),
    ("limit_file_size", "limits"),
    ("limit_address_space", "limits"),
    ("before_start", "before_start"),
    ("after_stop", "after_stop"),
    ("schedule", "schedule"),
];

/// The files of a process type.
fn group<'a>(
    export: &'a Export,
    lifecycle: &Lifecycle<'_>,
    process_type: &str,
    processes: Vec<(&'a Process, Value)>,
) -> impl Iterator<Item = Result<Output, ExportError>> + use<'a> {
    let app = &export.application().name;
    let group = format!("{app}-{process_type}");
    let requires = lifecycle
        .requires
        .iter()
        .map(|name| format!("{app}-{name}"));
    let context = context! {
        group_name => &group,
        requires => requires.collect::<Vec<_>>(),
        ..settings(lifecycle)
    };
    let target = export
        .render("process_master.conf", context.clone())
        .map(|text| File::new(format!("{group}.conf"), text).into());
    let jobs = processes
        .into_iter()
        .map(move |(process, value)| job(export, &context, process, value).map(Into::into));
    std::iter::once(target).chain(jobs)
}

/// The settings in upstart's words.
fn settings(lifecycle: &Lifecycle<'_>) -> Value {
    let limits = RESOURCE_LIMITS.iter().filter_map(|(setting, _, word, ..)| {
        let value = lifecycle.limit(setting)?;
        Some(format!("limit {word} {value} {value}"))
    });
    let delay = lifecycle.restart_delay;
    context! {
        limits => limits.collect::<Vec<_>>(),
        restarts => lifecycle.restart != Restart::Never,
        on_failure => lifecycle.restart == Restart::OnFailure,
        // Upstart itself waits for nothing between two starts.
        wait => delay,
        ..lifecycle.to_value()
    }
}

fn job(
    export: &Export,
    context: &Value,
    process: &Process,
    value: Value,
) -> Result<File, ExportError> {
    let app = export.application();
    let context = context! { process => value, ..context.clone() };
    let text = export.render("process.conf", context)?;
    let path = format!("{}-{}.conf", app.name, dashrepl(&process.name));
    Ok(File::new(path, text).private(!app.env.is_empty()))
}
fn check(export: &Export) -> Result<(), ExportError> {
    let app = export.application();
    carry::check(app)?;
    // These words stand bare in event conditions and stanzas.
    let forbidden = |c: char| !(c.is_alphanumeric() || "_.+@%-".contains(c));
    carry::check_name("upstart", "application name", &app.name, forbidden)?;
    carry::check_name("upstart", "user", &app.user, forbidden)?;
    let types: BTreeSet<_> = app
        .processes
        .iter()
        .map(|p| p.process_type.as_str())
        .collect();
    for process in &app.processes {
        let job = dashrepl(&process.name);
        if types.contains(job.as_str()) {
            return Err(rejected(format!(
                "{} and the process type `{job}` would both be the job `{}-{job}`; \
                 rename one of them in the Procfile",
                process.name, app.name
            )));
        }
    }
    Ok(())
}
