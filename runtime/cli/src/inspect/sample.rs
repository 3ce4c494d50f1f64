//! What an exporter makes of a small application.

use std::time::Instant;

use portcullis_host::{Component, Limits, Manifest, Usage};
use portcullis_procfile::{Application, Formation, Procfile};

use crate::exit::{Failure, INPUT, Result};
use crate::record::{Input, Run};

/// Two process types, one of them twice.
const PROCFILE: &str = "web: ./serve --port $PORT\nworker: ./work\n";
const FORMATION: &str = "web=2";

/// What was used, or why there was no export.
pub(super) type Sample = std::result::Result<Usage, String>;

/// Exports the sample twice with each exporter. That one refuses it says nothing
/// against its component. One deadline holds for all, and one for the second runs: a
/// component that offers many would take as many otherwise.
pub(super) fn of_all(component: &Component, manifest: &Manifest, limits: &Limits) -> Vec<Sample> {
    let begun = Instant::now();
    let mut limits = limits.clone();
    let deadline = limits.deadline;
    let samples = manifest.exporters.iter().map(|info| {
        if limits.deadline.is_zero() {
            return Err("the exporters before it took all of the time".to_owned());
        }
        let sample = export(component, &info.name, &limits);
        limits.deadline = deadline.saturating_sub(begun.elapsed());
        sample.map_err(|failure| failure.message().to_owned())
    });
    samples.collect()
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
