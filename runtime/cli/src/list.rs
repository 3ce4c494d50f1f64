//! `portcullis exporters`: what there is to export with, where it comes from, and
//! what takes whose place.

pub(crate) mod rows;

use std::fmt::Write as _;
use std::path::Path;

use portcullis_host::visible;
use serde_json::{Value, json};

use crate::args::ListArgs;
use crate::exit::Result;
use crate::loading::Loading;
use crate::words::short;
use crate::{directories, exporters, style};
use rows::{Row, State};

pub(crate) fn run(args: &ListArgs) -> Result<()> {
    let root = args.app_root.as_deref().unwrap_or(Path::new("."));
    directories::expect(root, "name the application root with --app-root")?;
    let options = exporters::options_in(root, args.project.as_deref())?;
    let rows = rows::all(crate::inherited::host()?, &options, &Loading::default())?;
    let text = if args.json {
        let all: Vec<_> = rows.iter().map(to_json).collect();
        crate::json::pretty(&all)
    } else {
        to_text(&rows)
    };
    crate::print(&text)
}

fn to_json(row: &Row) -> Value {
    json!({
        "name": row.name,
        "origin": row.origin,
        "file": row.file.as_ref().map(|file| file.display().to_string()),
        "version": row.version,
        "sha256": row.digest,
        "summary": row.summary,
        "state": match row.state {
            State::Usable => "usable",
            State::Shadowed(_) => "shadowed",
            State::Broken(_) => "broken",
        },
        "shadowed_by": match &row.state {
            State::Shadowed(by) => Some(by),
            _ => None,
        },
        "error": match &row.state {
            State::Broken(why) => Some(why),
            _ => None,
        },
    })
}

fn to_text(rows: &[Row]) -> String {
    let strong = style::STRONG;
    let widths = rows.iter().map(|row| visible(&row.origin).chars().count());
    let width = widths.max().unwrap_or_default().max(20);
    let mut text = format!(
        "{strong}{:<14} {:<width$} {:<9} {:<12} SUMMARY{strong:#}\n",
        "EXPORTER", "ORIGIN", "VERSION", "DIGEST"
    );
    let is_broken = |row: &&Row| matches!(row.state, State::Broken(_));
    for row in rows.iter().filter(|row| !is_broken(row)) {
        line(&mut text, row, width);
    }
    let broken: Vec<_> = rows.iter().filter(is_broken).collect();
    if !broken.is_empty() {
        let _ = writeln!(text, "\n{strong}Cannot be used:{strong:#}");
    }
    for row in broken {
        if let State::Broken(why) = &row.state {
            let _ = writeln!(text, "  {}: {}", visible(&row.origin), visible(why));
        }
    }
    text
}

fn line(text: &mut String, row: &Row, width: usize) {
    let digest = short(&row.digest);
    let (name, version) = (visible(&row.name), visible(&row.version));
    let (origin, summary) = (visible(&row.origin), visible(&row.summary));
    let (style, summary) = match &row.state {
        State::Shadowed(by) => (
            style::FAINT,
            format!("not used: {} stands before it", visible(by)),
        ),
        _ => (anstyle::Style::new(), summary),
    };
    let _ = writeln!(
        text,
        "{style}{name:<14} {origin:<width$} {version:<9} {digest:<12} {summary}{style:#}"
    );
}
