//! Whether the host's memory stays bounded by the guest's, the input and one
//! file, however many files there are.

use anyhow::Result;
use portcullis_procfile::{Application, Process, Variable};

use crate::scaling::Measured;
use crate::table::{Report, count, figure};

/// The promise: so many copies of the largest file. The guest's bytes, the
/// host's, and room for the allocator to grow into.
const FILES: u64 = 3;

/// The promise: so many copies of the application. The one lowered into the
/// interface's types, and what the allocator adds to many small strings.
const INPUTS: u64 = 4;

/// Prints the memory of all sizes, and judges it.
pub(crate) fn show(report: &mut Report, all: &[Measured]) -> Result<()> {
    report.table(
        "Scaling: memory (RSS is what the host grew by at its peak, guest included)",
        &[
            "exporter",
            "types",
            "each",
            "files",
            "output MB",
            "largest kB",
            "input MB",
            "guest MB",
            "RSS MB",
            "bound MB",
        ],
        &all.iter().map(row).collect::<Vec<_>>(),
    );
    report.remark(&format!(
        "bound: guest + {FILES} × the largest file + {INPUTS} × the input"
    ));
    let fullest = all.iter().map(used).fold(0.0, f64::max);
    report.promise(
        fullest <= 1.0,
        format!(
            "host memory within guest, {FILES} files and {INPUTS} inputs: {} % used",
            figure(fullest * 100.0)
        ),
    );
    Ok(())
}

fn row(one: &Measured) -> Vec<String> {
    let megabytes = |name| figure(one.get(name) as f64 / 1e6);
    vec![
        one.exporter.clone(),
        one.process_types.to_string(),
        count(one.instances.into()),
        count(one.get("files")),
        megabytes("output"),
        figure(one.get("largest") as f64 / 1e3),
        megabytes("input"),
        megabytes("guest"),
        megabytes("growth"),
        figure(bound(one) as f64 / 1e6),
    ]
}

fn bound(one: &Measured) -> u64 {
    one.get("guest") + FILES * one.get("largest") + INPUTS * one.get("input")
}

fn used(one: &Measured) -> f64 {
    one.get("growth") as f64 / bound(one) as f64
}

/// What an application holds, in bytes: records and text.
pub(crate) fn held_by(application: &Application) -> u64 {
    let processes = application.processes.iter().map(|process| {
        let texts = [&process.process_type, &process.name, &process.command];
        let texts: usize = texts.into_iter().map(String::len).sum();
        size_of::<Process>() + texts + held_by_env(&process.env)
    });
    (processes.sum::<usize>() + held_by_env(&application.env)) as u64
}

fn held_by_env(env: &[Variable]) -> usize {
    let held =
        |variable: &Variable| size_of::<Variable>() + variable.name.len() + variable.value.len();
    env.iter().map(held).sum()
}
