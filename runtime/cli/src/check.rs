//! `portcullis check`: is the application all right, and did its files mean
//! something else to honcho or foreman?

use std::fmt::Write as _;
use std::path::Path;

use portcullis_procfile::{Application, EnvFile, Warning};
use serde_json::json;

use crate::args::CheckArgs;
use crate::exit::Result;
use crate::project::Project;
use crate::words::counted;
use crate::{application, report};

pub(crate) fn run(args: &CheckArgs) -> Result<()> {
    let root = args.options.app_root.as_deref().unwrap_or(Path::new("."));
    let project = Project::read(args.project.as_deref(), root)?;
    let options = args.options.clone().or(&project.defaults);
    let sources = application::read(&options)?;
    let application = application::expand(&sources, &options)?;
    let mut warnings = sources.procfile.warnings();
    warnings.extend(sources.env.iter().flat_map(EnvFile::warnings));
    if args.json {
        let warnings: Vec<_> = warnings.iter().map(warning).collect();
        let whole = json!({ "application": application.to_json(), "warnings": warnings });
        return crate::print(&crate::json::pretty(&whole));
    }
    for warning in &warnings {
        report::warn(warning);
    }
    crate::print(&summary(&application, warnings.len()))
}

fn warning(warning: &Warning) -> serde_json::Value {
    json!({
        "file": warning.file,
        "line": warning.line,
        "message": warning.kind.to_string(),
    })
}

fn summary(application: &Application, warnings: usize) -> String {
    let mut text = String::new();
    for process in &application.processes {
        let port = process
            .port
            .map_or_else(String::new, |port| port.to_string());
        let name = &process.name;
        let _ = writeln!(
            text,
            "{name:<16} {port:>5}  {}",
            portcullis_procfile::escape(&process.command)
        );
    }
    let remarks = match warnings {
        0 => "nothing to remark".to_owned(),
        some => counted(some, "warning", "warnings"),
    };
    let _ = writeln!(
        text,
        "{}: {}, {}, {remarks}",
        portcullis_procfile::escape(&application.name),
        counted(application.processes.len(), "process", "processes"),
        counted(application.env.len(), "variable", "variables"),
    );
    text
}
