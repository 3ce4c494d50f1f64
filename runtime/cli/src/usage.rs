//! `--report`: what an export has used of each limit.

use std::fmt::Write as _;

use portcullis_host::{Limit, visible};
use serde_json::{Map, Value, json};

use crate::args::ExportArgs;
use crate::record::Record;
use crate::style;

/// Prints a table for each export, if it was asked for and not as JSON.
pub(crate) fn report(records: &[&Record], args: &ExportArgs) {
    if !args.report || args.json {
        return;
    }
    for record in records {
        anstream::eprint!("{}", table(record, &record.exporter));
    }
}

/// Adds the figures to an export in JSON, if they were asked for.
pub(crate) fn extend(mut export: Value, record: &Record, args: &ExportArgs) -> Value {
    if args.report {
        export["usage"] = figures(record);
    }
    export
}

/// The figures of a record in JSON, by the names of the limits.
pub(crate) fn figures(record: &Record) -> Value {
    let rows = rows(record).into_iter().map(|(limit, used)| {
        let figures = json!({ "used": used, "limit": limit.figure(&record.limits) });
        (key(limit), figures)
    });
    Value::Object(rows.collect::<Map<_, _>>())
}

/// Each limit of which it is known how much was used, in the limit's unit. The engine
/// does not tell how many handles there were, and an exporter may have been compiled
/// long ago.
fn rows(record: &Record) -> [(Limit, u64); 13] {
    let usage = &record.usage;
    let milliseconds = usage.time.as_millis().try_into().unwrap_or(u64::MAX);
    [
        (Limit::Fuel, usage.fuel),
        (Limit::Deadline, milliseconds),
        (Limit::Memory, usage.memory),
        (Limit::Transfer, usage.transfer),
        (Limit::Files, usage.files),
        (Limit::FileBytes, usage.largest_file),
        (Limit::TotalBytes, usage.bytes),
        (Limit::Diagnostics, usage.diagnostics),
        (Limit::TextBytes, usage.longest_text),
        (Limit::TotalTextBytes, usage.text),
        (Limit::TotalPathBytes, usage.paths),
        (Limit::ManifestBytes, usage.manifest),
        (Limit::SchemaBytes, usage.schemas),
    ]
}

/// The figures of a record as a table, under a title.
pub(crate) fn table(record: &Record, title: &str) -> String {
    let strong = style::STRONG;
    let mut text = format!(
        "{strong}{:<17}{:>16}{:>16}{:>8}{strong:#}  {}\n",
        "LIMIT",
        "USED",
        "ALLOWED",
        "",
        visible(title)
    );
    for (limit, used) in rows(record) {
        let allowed = limit.figure(&record.limits).unwrap_or_default();
        let share = 100.0 * used as f64 / allowed.max(1) as f64;
        let (key, unit) = (key(limit), limit.to_string());
        let _ = writeln!(
            text,
            "{key:<17}{used:>16}{allowed:>16}{share:>7.2}%  {unit}"
        );
    }
    text
}

fn key(limit: Limit) -> String {
    limit.name().unwrap_or_default().to_owned()
}
