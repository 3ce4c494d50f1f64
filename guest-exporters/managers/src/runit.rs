//! runit: a service directory with a log service for each process.

use portcullis_guest::bindings::{
    Diagnostic, ExportError, ExporterInfo, File, Output, Process, Variable,
};
use portcullis_guest::filters::dashrepl;
use portcullis_guest::{Export, Exporter, Outputs, Value, context, merged_env, rejected};

use crate::carry;

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
        .settings(carry::SETTINGS)
    }

    fn export<'a>(&self, export: &'a Export) -> Result<Outputs<'a>, ExportError> {
        let app = export.application();
        carry::check(app)?;
        if app.name.starts_with('.') {
            let name = &app.name;
            return Err(rejected(format!(
                "runit cannot carry the application name `{name}`: it passes over directories whose name begins with `.`"
            )));
        }
        let timeout = carry::timeout(export)?;
        let is_set = export.settings().iter().any(|(key, _)| key == "timeout");
        let no_effect = (is_set && !export.templates().any_reads("timeout")).then(|| {
            let text = "runit waits as long as the caller of `sv` says (`sv -w`); the setting `timeout` has no effect";
            Diagnostic::warning(text)
        });
        let reads = |what| export.templates().reads("run", what);
        let sets_variables = reads("process.env") || reads("process.env.items");
        let losses = app
            .env
            .iter()
            .filter(move |variable| !sets_variables && is_lost(variable));
        let warnings = no_effect.into_iter().chain(losses.map(loss));
        let files = export.processes().flat_map(move |(process, value)| {
            let context = context! { process => value, timeout };
            service(export, process, &context, sets_variables)
        });
        Ok(Box::new(
            warnings.map(|warning| Ok(warning.into())).chain(files),
        ))
    }
}

/// The files of one service. A `run` script that does not set the variables
/// itself, such as honcho's, finds them in an envdir beside it.
fn service<'a>(
    export: &'a Export,
    process: &'a Process,
    context: &Value,
    sets_variables: bool,
) -> impl Iterator<Item = Result<Output, ExportError>> + use<'a> {
    let app = export.application();
    let directory = format!("{}-{}", app.name, dashrepl(&process.name));
    let script = |template: &str, secret: bool| -> Result<Output, ExportError> {
        let text = export.render(template, context.clone())?;
        let file = File::new(format!("{directory}/{template}"), text);
        Ok(file.executable().private(secret).into())
    };
    let scripts = [
        script("run", sets_variables && !app.env.is_empty()),
        script("log/run", false),
    ];
    let variables = if sets_variables {
        vec![]
    } else {
        merged_env(app, process)
    };
    let envdir = variables.into_iter().map(move |Variable { name, value }| {
        let file = File::new(format!("{directory}/env/{name}"), value.as_str());
        Ok(file.private(true).into())
    });
    envdir.chain(scripts)
}

fn is_lost(Variable { value, .. }: &Variable) -> bool {
    value.is_empty() || value.contains('\n') || value.ends_with([' ', '\t'])
}

fn loss(Variable { name, .. }: &Variable) -> Diagnostic {
    Diagnostic::warning(format!(
        "an envdir loses line breaks, white space at the end and empty values: `{name}` will differ"
    ))
}
