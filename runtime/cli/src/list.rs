//! `portcullis exporters`: what there is to export with.

use std::fmt::Write as _;

use portcullis_host::{Host, Limits, visible};
use serde_json::{Value, json};

use crate::args::ListArgs;
use crate::exit::Result;
use crate::style;

/// How much of a digest people are shown.
const SHOWN_DIGITS: usize = 12;

struct Row {
    name: String,
    origin: String,
    version: String,
    digest: String,
    summary: String,
}

pub(crate) fn run(args: &ListArgs) -> Result<()> {
    let rows = rows()?;
    let text = if args.json {
        let all: Vec<_> = rows.iter().map(Row::to_json).collect();
        crate::json::pretty(&all)
    } else {
        to_text(&rows)
    };
    crate::print(&text)
}

impl Row {
    fn to_json(&self) -> Value {
        json!({
            "name": self.name,
            "origin": self.origin,
            "version": self.version,
            "sha256": self.digest,
            "summary": self.summary,
        })
    }
}

fn to_text(rows: &[Row]) -> String {
    let strong = style::STRONG;
    let mut text = format!(
        "{strong}{:<14} {:<20} {:<9} {:<12} SUMMARY{strong:#}\n",
        "EXPORTER", "ORIGIN", "VERSION", "DIGEST"
    );
    for row in rows {
        let digest = &row.digest[..SHOWN_DIGITS.min(row.digest.len())];
        let (name, origin, version) = (visible(&row.name), &row.origin, visible(&row.version));
        let summary = visible(&row.summary);
        let _ = writeln!(
            text,
            "{name:<14} {origin:<20} {version:<9} {digest} {summary}"
        );
    }
    text
}

fn rows() -> Result<Vec<Row>> {
    let host = Host::new()?;
    let limits = Limits::default();
    let mut rows = Vec::new();
    for family in portcullis_bundle::families() {
        let component = family.load(&host)?;
        let manifest = component.inspect(&limits)?;
        for info in &manifest.exporters {
            rows.push(Row {
                name: info.name.clone(),
                origin: format!("built-in ({})", family.name()),
                version: manifest.version.clone(),
                digest: component.digest().to_owned(),
                summary: info.summary.clone(),
            });
        }
    }
    Ok(rows)
}
