//! Upstart: a job for the application, one for each process type, and one for
//! each process.

use std::collections::BTreeSet;

use portcullis_guest::bindings::{ExportError, ExporterInfo, File, Process};
use portcullis_guest::filters::dashrepl;
use portcullis_guest::{Export, Exporter, Outputs, Value, context, rejected};

use crate::carry;

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
        .settings(carry::SETTINGS)
    }

    fn export<'a>(&self, export: &'a Export) -> Result<Outputs<'a>, ExportError> {
        check(export)?;
        let app = &export.application().name;
        let timeout = carry::timeout(export)?;
        let master = export
            .render("master.conf", context! {})
            .map(|text| File::new(format!("{app}.conf"), text).into());
        let rest = export.groups().flat_map(move |(process_type, processes)| {
            let group = format!("{app}-{process_type}");
            let target = export
                .render("process_master.conf", context! { group_name => &group })
                .map(|text| File::new(format!("{group}.conf"), text).into());
            let jobs = processes.into_iter().map(move |(process, value)| {
                job(export, &group, timeout, process, value).map(Into::into)
            });
            std::iter::once(target).chain(jobs)
        });
        Ok(Box::new(std::iter::once(master).chain(rest)))
    }
}

fn job(
    export: &Export,
    group: &str,
    timeout: u32,
    process: &Process,
    value: Value,
) -> Result<File, ExportError> {
    let app = export.application();
    let context = context! { group_name => group, process => value, timeout };
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
