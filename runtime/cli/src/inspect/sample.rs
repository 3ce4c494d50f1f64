//! What an exporter makes of a small application.

use portcullis_host::{Component, Limits, Usage};
use portcullis_procfile::{Application, Formation, Procfile};

use crate::exit::{Failure, INPUT, Result};
use crate::record::{Input, Run};

/// Two process types, one of them twice.
const PROCFILE: &str = "web: ./serve --port $PORT\nworker: ./work\n";
const FORMATION: &str = "web=2";

/// What was used, or why there was no export.
pub(super) type Sample = std::result::Result<Usage, String>;

/// Exports the sample twice. That an exporter refuses it says nothing against
/// its component.
pub(super) fn of(component: &Component, exporter: &str, limits: &Limits) -> Sample {
    export(component, exporter, limits).map_err(|failure| failure.message().to_owned())
}

fn export(component: &Component, exporter: &str, limits: &Limits) -> Result<Usage> {
    let application = application()?;
    let input = Input::new(component, exporter, &application, &[]);
    let mut run = Run::begin(input, limits, true)?;
    run.by_ref().try_for_each(|output| output.map(drop))?;
    Ok(run.into_record().usage)
}

fn application() -> Result<Application> {
    let procfile = Procfile::parse("Procfile", PROCFILE)?;
    let application = Application::builder("sample")
        .root("/srv/sample")
        .formation(Formation::parse(FORMATION)?)
        .build(&procfile);
    application.map_err(|error| Failure::new(INPUT, error.to_string()))
}
