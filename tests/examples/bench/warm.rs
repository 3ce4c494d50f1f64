//! In one process: a fresh instance beside native rendering.

use std::time::Duration;

use anyhow::{Context, Result};
use portcullis_bundle::Family;
use portcullis_guest::{Export, Exporter, bindings};
use portcullis_host::{Component, Host, Limits, Output};
use portcullis_managers::EXPORTERS;
use portcullis_procfile::Application;

use crate::measure::{median, micros, timed};
use crate::sample;
use crate::table::{Report, figure};

const RUNS: usize = 300;

/// The family that is measured.
pub(crate) fn family() -> Result<&'static Family> {
    portcullis_bundle::find("systemd").context("no systemd is built in")
}

/// The same application and templates, through the component and natively.
pub(crate) fn against_native(report: &mut Report) -> Result<()> {
    let component = family()?.load(&Host::new()?)?;
    let application = sample::small()?;
    let guest = sample::as_guest(&application);
    let mut rows = Vec::new();
    for exporter in EXPORTERS {
        let name = exporter.info().name;
        let (mut fresh, mut native) = (Vec::new(), Vec::new());
        let mut outputs = (0, 0);
        for _ in 0..RUNS {
            let (time, count) = timed(|| through_component(&component, &name, &application));
            fresh.push(time);
            outputs.0 = count?;
            // The copy is what the exporter keeps, and not part of its work.
            let copy = guest.clone();
            let (time, count) = timed(|| natively(*exporter, copy));
            native.push(time);
            outputs.1 = count?;
        }
        rows.push(row(&name, outputs, fresh, native)?);
    }
    report.table(
        "An export of the same 4 processes, instantiated afresh, and natively",
        &["exporter", "outputs", "component µs", "native µs", "ratio"],
        &rows,
    );
    report.remark(&format!("medians of {RUNS} runs in turn"));
    Ok(())
}

fn row(
    name: &str,
    outputs: (usize, usize),
    fresh: Vec<Duration>,
    native: Vec<Duration>,
) -> Result<Vec<String>> {
    let same = outputs.0 == outputs.1;
    anyhow::ensure!(same, "{name} yields other outputs natively: {outputs:?}");
    let (fresh, native) = (micros(median(fresh)?), micros(median(native)?));
    let [ratio, fresh, native] = [fresh / native, fresh, native].map(figure);
    Ok(vec![
        name.to_owned(),
        outputs.0.to_string(),
        fresh,
        native,
        ratio,
    ])
}

fn through_component(component: &Component, name: &str, app: &Application) -> Result<usize> {
    let mut export = component.export(name, app, &[], &Limits::default())?;
    export.try_fold(0, |count, output: Result<Output, _>| {
        std::hint::black_box(output?);
        Ok(count + 1)
    })
}

fn natively(exporter: &dyn Exporter, application: bindings::Application) -> Result<usize> {
    let failed = |error: bindings::ExportError| anyhow::anyhow!("{error:?}");
    let export = Export::new(exporter, application, vec![]).map_err(failed)?;
    let mut count = 0;
    for output in exporter.export(&export).map_err(failed)? {
        std::hint::black_box(output.map_err(failed)?);
        count += 1;
    }
    Ok(count)
}
