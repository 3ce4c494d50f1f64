//! systemd: a target for the application, one for each process type, and a
//! service for each process.

mod check;
mod group;
mod hardening;
mod secrets;

use portcullis_guest::bindings::{
    Diagnostic, ExportError, ExporterInfo, File, Output, PathProfile,
};
use portcullis_guest::encode::systemd::unit;
use portcullis_guest::{Export, Exporter, Outputs, Value, context};

use crate::lifecycle::{Order, unused};
use crate::schemas;
use group::{Group, groups};
use secrets::Secrets;

/// The exporter `systemd`.
#[derive(Debug, Clone, Copy)]
pub struct Systemd;

impl Exporter for Systemd {
    fn info(&self) -> ExporterInfo {
        ExporterInfo::new(
            "systemd",
            "systemd units: a service for each process, targets over them",
        )
        .template(
            "master.target",
            include_str!("../../../templates/systemd/master.target"),
        )
        .template(
            "process_master.target",
            include_str!("../../../templates/systemd/process_master.target"),
        )
        .template(
            "process.service",
            include_str!("../../../templates/systemd/process.service"),
        )
        .template(
            "process.timer",
            include_str!("../../../templates/systemd/process.timer"),
        )
        .settings(schemas::SYSTEMD)
        .paths(PathProfile::PosixUnit)
    }

    fn export<'a>(&self, export: &'a Export) -> Result<Outputs<'a>, ExportError> {
        let app = unit(&export.application().name);
        let groups = groups(export, &app)?;
        Order::of(export)?;
        let secrets = Secrets::of(export)?;
        check::application(export.application())?;
        check::hardened(export)?;
        check::units(&groups)?;
        let shared = shared(export, &app, &groups);
        let master = render(export, "master.target", format!("{app}.target"), &shared);
        let warnings = warnings(export).into_iter().map(|w| Ok(w.into()));
        let credentials = secrets.credentials(export, &app);
        let rest = groups
            .into_iter()
            .flat_map(move |group| group.render(export, &shared, secrets));
        let first = warnings.chain([master]);
        Ok(Box::new(first.chain(credentials).chain(rest)))
    }
}

/// What every template sees.
fn shared(export: &Export, app: &str, groups: &[Group<'_>]) -> Value {
    let scope = export.settings().text("scope").unwrap_or("system");
    let level = export.settings().text("hardening").unwrap_or("none");
    let hardening = hardening::lines(level, scope == "system", export.application());
    context! {
        app_unit => app,
        scope,
        hardening,
        master_wants => joined(groups.iter().map(|g| format!("{}.target", g.name))),
        process_groups => groups.iter().map(Group::to_value).collect::<Value>(),
    }
}

/// Where `process.service` says what is set.
const USES: [(&str, &str); 16] = [
    ("timeout", "timeout"),
    ("stop_signal", "stop_signal"),
    ("restart", "restart"),
    ("restart_delay", "restart_delay"),
    ("limit_open_files", "limits"),
    ("limit_processes", "limits"),
    ("limit_core_size", "limits"),
    ("limit_file_size", "limits"),
    ("limit_address_space", "limits"),
    ("limit_memory", "limits"),
    ("limit_cpu", "limits"),
    ("limit_tasks", "limits"),
    ("before_start", "before_start"),
    ("after_stop", "after_stop"),
    ("requires", "requires"),
    ("hardening", "hardening"),
];

fn warnings(export: &Export) -> Vec<Diagnostic> {
    let settings = export.settings();
    let mut warnings = unused(export, "process.service", &USES);
    let is_hardened = settings
        .text("hardening")
        .is_some_and(|level| level != "none");
    if is_hardened && settings.text("scope") == Some("user") {
        warnings.push(Diagnostic::warning(
            "a user's own service manager hides no files, devices or capabilities: of the \
             setting `hardening` it gets the limits on system calls alone",
        ));
    }
    warnings
}

fn render(
    export: &Export,
    template: &str,
    path: String,
    context: &Value,
) -> Result<Output, ExportError> {
    Ok(File::new(path, export.render(template, context.clone())?).into())
}

fn joined(names: impl Iterator<Item = String>) -> String {
    names.collect::<Vec<_>>().join(" ")
}
