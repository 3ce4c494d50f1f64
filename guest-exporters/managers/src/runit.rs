//! runit: a service directory with a log service for each process.

mod secrets;
mod service;

use portcullis_guest::bindings::{Diagnostic, ExportError, ExporterInfo, Output, Variable};
use portcullis_guest::{Export, Exporter, Outputs, rejected};

use crate::lifecycle::{GROUP_LIMITS, Lifecycle, Order, unused, without_effect};
use crate::{carry, schemas};
use secrets::Secrets;
use service::{Service, Type};

/// The exporter `runit`.
#[derive(Debug, Clone, Copy)]
pub struct Runit;

impl Exporter for Runit {
    fn info(&self) -> ExporterInfo {
        ExporterInfo::new(
            "runit",
            "runit service directories, each with a log service",
        )
        .template("run", include_str!("../../../templates/runit/run"))
        .template("log/run", include_str!("../../../templates/runit/log/run"))
        .template("finish", include_str!("../../../templates/runit/finish"))
        .template("check", include_str!("../../../templates/runit/check"))
        .template(
            "control/t",
            include_str!("../../../templates/runit/control/t"),
        )
        .settings(schemas::RUNIT)
    }

    fn export<'a>(&self, export: &'a Export) -> Result<Outputs<'a>, ExportError> {
        check(export)?;
        Order::of(export)?;
        let secrets = Secrets::of(export)?;
        let types = export
            .groups()
            .map(|(name, processes)| Ok((Type::of(export, name)?, processes)))
            .collect::<Result<Vec<_>, ExportError>>()?;
        let warnings = warnings(export, secrets).into_iter();
        let services = types.into_iter().flat_map(move |(of_type, processes)| {
            processes.into_iter().flat_map(move |(process, value)| {
                Service::new(export, process, value, secrets).files(&of_type)
            })
        });
        let warnings = warnings.map(|warning| Ok(Output::from(warning)));
        Ok(Box::new(warnings.chain(services)))
    }
}

fn check(export: &Export) -> Result<(), ExportError> {
    let app = export.application();
    carry::check(app)?;
    if app.name.starts_with('.') {
        let name = &app.name;
        return Err(rejected(format!(
            "runit cannot carry the application name `{name}`: it passes over directories whose name begins with `.`"
        )));
    }
    Ok(())
}

/// Where `run` says what is set, or lets the other scripts do so.
const USES: [(&str, &str); 12] = [
    ("timeout", "group_file"),
    ("stop_signal", "group_file"),
    ("restart", "group_file"),
    ("restart_delay", "group_file"),
    ("after_stop", "group_file"),
    ("before_start", "command"),
    ("limit_open_files", "limits"),
    ("limit_processes", "limits"),
    ("limit_core_size", "limits"),
    ("limit_file_size", "limits"),
    ("limit_address_space", "limits"),
    ("requires", "requires"),
];

fn warnings(export: &Export, secrets: Secrets) -> Vec<Diagnostic> {
    let mut found = without_effect(export, "runit", &GROUP_LIMITS);
    found.extend(unused(export, "run", &USES));
    for (process_type, _) in export.groups() {
        let lifecycle = Lifecycle::of(export, process_type);
        if lifecycle.is_ok_and(|l| l.restart_delay == 0) {
            found.push(Diagnostic::warning(format!(
                "runit waits a second before it starts {process_type} again; the setting \
                 `restart_delay` cannot make it less"
            )));
        }
    }
    let env = &export.application().env;
    let losses = env
        .iter()
        .filter(|v| secrets == Secrets::Directory && is_lost(v));
    found.extend(losses.map(loss));
    found
}

fn is_lost(Variable { value, .. }: &Variable) -> bool {
    value.is_empty() || value.contains('\n') || value.ends_with([' ', '\t'])
}

fn loss(Variable { name, .. }: &Variable) -> Diagnostic {
    Diagnostic::warning(format!(
        "an envdir loses line breaks, white space at the end and empty values: `{name}` will differ"
    ))
}
