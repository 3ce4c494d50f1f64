//! From 10 to 10,000 processes: whether time grows with the application and no
//! faster. Each size is measured by a process of its own, so that their peaks
//! do not mix.

use std::collections::BTreeMap;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use portcullis_host::{Component, Host, Limits, Output, Usage, limits};
use portcullis_procfile::Application;

use crate::measure::{forget_own_peak, median, own_status, timed};
use crate::table::{Report, count, figure};
use crate::{memory, sample, warm};

/// The argument that makes this program measure one size and print it.
pub(crate) const CHILD: &str = "--size";

/// Process types and instances of each. Ports allow a hundred instances of a
/// type, or any number of a single one.
const SIZES: [(u32, u32); 5] = [(1, 10), (1, 100), (10, 100), (100, 100), (1, 10_000)];

/// The numbers of processes that are compared.
const FEW: u32 = 100;
const MANY: u32 = 10_000;

/// The promise: one of [`MANY`] processes costs at most so many times what one
/// of [`FEW`] does.
const LINEAR: f64 = 3.0;

/// The figures of one size, by name, in bytes, nanoseconds and units of fuel.
#[derive(Debug)]
pub(crate) struct Measured {
    pub(crate) exporter: String,
    pub(crate) process_types: u32,
    pub(crate) instances: u32,
    figures: BTreeMap<String, u64>,
    /// Why the default limits were not enough, if they were not.
    refused: Option<String>,
}

/// Measures all exporters in all sizes.
pub(crate) fn measure(report: &mut Report) -> Result<()> {
    let mut all = Vec::new();
    for exporter in warm::family()?.exporters() {
        for (process_types, instances) in SIZES {
            all.push(spawn(exporter, process_types, instances)?);
        }
    }
    let rows = all.iter().map(|one| one.row(one.growth(&all)));
    report.table(
        "Scaling: time and fuel",
        &[
            "exporter",
            "types",
            "each",
            "ms",
            "µs/process",
            "to 100's",
            "fuel M",
            "k/process",
            "limits",
        ],
        &rows.collect::<Vec<_>>(),
    );
    for one in &all {
        if let Some(why) = &one.refused {
            report.remark(&format!("with the default limits: {why}"));
        }
    }
    judge(report, &all)?;
    memory::show(report, &all)
}

fn judge(report: &mut Report, all: &[Measured]) -> Result<()> {
    let most = all.iter().map(|one| one.get("fuel")).max();
    let most = most.context("nothing was measured")? as f64;
    let budget = limits::FUEL as f64;
    report.remark(&format!(
        "the most fuel: {} M, {} % of the default limit",
        figure(most / 1e6),
        figure(most / budget * 100.0)
    ));
    let many = all.iter().filter(|one| one.processes() == MANY);
    let growth = many.map(|one| one.growth(all)).fold(0.0, f64::max);
    report.promise(
        growth <= LINEAR,
        format!(
            "one of {} processes costs at most {LINEAR} times one of {FEW}: {}",
            count(MANY.into()),
            figure(growth)
        ),
    );
    Ok(())
}

impl Measured {
    pub(crate) fn get(&self, figure: &str) -> u64 {
        self.figures.get(figure).copied().unwrap_or_default()
    }

    pub(crate) fn processes(&self) -> u32 {
        self.process_types * self.instances
    }

    fn time_per_process(&self) -> f64 {
        self.get("time") as f64 / f64::from(self.processes())
    }

    /// What a process costs here, by what one of [`FEW`] costs.
    fn growth(&self, all: &[Self]) -> f64 {
        let small = all
            .iter()
            .find(|one| one.exporter == self.exporter && one.processes() == FEW);
        small.map_or(f64::NAN, |small| {
            self.time_per_process() / small.time_per_process()
        })
    }

    fn row(&self, growth: f64) -> Vec<String> {
        let (fuel, processes) = (self.get("fuel") as f64, f64::from(self.processes()));
        let enough = self.refused.is_none();
        vec![
            self.exporter.clone(),
            self.process_types.to_string(),
            count(self.instances.into()),
            figure(self.get("time") as f64 / 1e6),
            figure(self.time_per_process() / 1e3),
            figure(growth),
            figure(fuel / 1e6),
            figure(fuel / processes / 1e3),
            if enough { "hold" } else { "EXCEEDED" }.to_owned(),
        ]
    }
}

fn spawn(exporter: &str, process_types: u32, instances: u32) -> Result<Measured> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args([CHILD, exporter]);
    command.args([process_types.to_string(), instances.to_string()]);
    let output = command.output()?;
    let errors = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{command:?} failed: {errors}");
    let (figures, refused) = serde_json::from_slice(&output.stdout)?;
    Ok(Measured {
        exporter: exporter.to_owned(),
        process_types,
        instances,
        figures,
        refused,
    })
}

/// Measures one size and prints the figures as JSON.
pub(crate) fn child(exporter: &str, process_types: u32, instances: u32) -> Result<()> {
    let component = warm::family()?.load(&Host::new()?)?;
    let application = sample::sized(process_types, instances)?;
    // What is done once, such as paging in code, is not the size's doing.
    export(&component, exporter, &sample::sized(1, 10)?, &boundless())?;

    forget_own_peak();
    let before = own_status("VmRSS")?;
    let (first, (usage, largest)) = timed_export(&component, exporter, &application)?;
    let peak = own_status("VmHWM")?;

    let runs = (100_000 / application.processes.len()).clamp(5, 101);
    let mut times = vec![first];
    for _ in 1..runs {
        times.push(timed_export(&component, exporter, &application)?.0);
    }
    let refused = export(&component, exporter, &application, &Limits::default()).err();
    let figures = [
        ("time", u64::try_from(median(times)?.as_nanos())?),
        ("fuel", usage.fuel),
        ("guest", usage.memory),
        ("growth", peak.saturating_sub(before)),
        ("output", usage.bytes),
        ("files", usage.files),
        ("largest", largest),
        ("input", memory::held_by(&application)),
    ];
    let figures: BTreeMap<_, _> = figures.into_iter().collect();
    let refused = refused.map(|error| error.to_string());
    println!("{}", serde_json::to_string(&(figures, refused))?);
    Ok(())
}

type Exported = (Usage, u64);

fn timed_export(
    component: &Component,
    exporter: &str,
    application: &Application,
) -> Result<(Duration, Exported)> {
    let (time, exported) = timed(|| export(component, exporter, application, &boundless()));
    Ok((time, exported?))
}

/// Exports, drops each file as it comes, and gives the size of the largest.
fn export(
    component: &Component,
    exporter: &str,
    application: &Application,
    limits: &Limits,
) -> Result<Exported> {
    let mut export = component.export(exporter, application, &[], limits)?;
    let mut largest = 0;
    for output in export.by_ref() {
        if let Output::File(file) = output? {
            largest = largest.max(file.content.len() as u64);
        }
    }
    Ok((export.usage(), largest))
}

/// So much that what is needed shows.
fn boundless() -> Limits {
    let mut limits = Limits::default();
    limits.fuel = u64::MAX / 2;
    limits.deadline = Duration::from_secs(600);
    limits.memory = 3 << 30;
    limits.transfer = 3 << 30;
    limits.files = u64::MAX;
    limits.file_bytes = u64::MAX;
    limits.total_bytes = u64::MAX;
    limits.diagnostics = u64::MAX;
    limits
}
