//! `portcullis inspect`: what a component is and offers.

use std::fmt::Write as _;
use std::path::Path;

use portcullis_host::{Component, Host, INTERFACE, Limits, Manifest, PathProfile, visible};
use serde_json::{Value, json};

use crate::args::InspectArgs;
use crate::exit::Result;
use crate::{exporters, style};

pub(crate) fn run(args: &InspectArgs) -> Result<()> {
    let host = Host::new()?;
    let component = find(&host, &args.what)?;
    let manifest = component.inspect(&Limits::default())?;
    let text = if args.json {
        format!("{:#}\n", to_json(&component, manifest))
    } else {
        to_text(&component, manifest)
    };
    crate::print(&text)
}

/// A built-in exporter by its name, else a file.
fn find(host: &Host, what: &Path) -> Result<Component> {
    match what.to_str() {
        Some(name) if !name.contains(['/', '.']) => exporters::find(host, name, None),
        _ => exporters::load(host, what),
    }
}

fn to_text(component: &Component, manifest: &Manifest) -> String {
    let strong = style::STRONG;
    let (name, version) = (visible(&manifest.name), visible(&manifest.version));
    let mut text = format!("{strong}{name} {version}{strong:#}\n");
    let _ = writeln!(text, "  interface  {INTERFACE}");
    let _ = writeln!(text, "  imports    none");
    let _ = writeln!(text, "  size       {} bytes", component.bytes());
    let _ = writeln!(text, "  sha256     {}", component.digest());
    for info in &manifest.exporters {
        let (name, summary) = (visible(&info.name), visible(&info.summary));
        let _ = writeln!(text, "\n{strong}{name}{strong:#}: {summary}");
        let templates = info.templates.iter().map(|t| visible(&t.name));
        let _ = writeln!(
            text,
            "  templates  {}",
            templates.collect::<Vec<_>>().join(", ")
        );
        for (key, line) in settings(&info.settings_schema) {
            let _ = writeln!(text, "  setting    {}: {}", visible(key), visible(line));
        }
    }
    text
}

/// The settings of a schema: key, and type with description.
fn settings(schema: &str) -> Vec<(String, String)> {
    let schema: Value = serde_json::from_str(schema).unwrap_or_default();
    let properties = schema.get("properties").and_then(Value::as_object);
    let word = |value: &Value, key: &str| {
        value
            .get(key)
            .and_then(Value::as_str)
            .unwrap_or("any")
            .to_owned()
    };
    let all = properties.into_iter().flatten();
    all.map(|(key, value)| {
        let default = value
            .get("default")
            .map_or_else(String::new, |d| format!(" [default: {d}]"));
        let line = format!(
            "{}, {}{default}",
            word(value, "type"),
            word(value, "description")
        );
        (key.clone(), line)
    })
    .collect()
}

fn to_json(component: &Component, manifest: &Manifest) -> Value {
    let exporters = manifest.exporters.iter().map(|info| {
        let schema: Value = serde_json::from_str(&info.settings_schema).unwrap_or_default();
        json!({
            "name": info.name,
            "summary": info.summary,
            "templates": info.templates.iter().map(|t| &t.name).collect::<Vec<_>>(),
            "settings_schema": schema,
            "paths": match info.paths {
                PathProfile::Portable => "portable",
                PathProfile::PosixUnit => "posix-unit",
            },
        })
    });
    json!({
        "name": manifest.name,
        "version": manifest.version,
        "interface": INTERFACE,
        "imports": [],
        "bytes": component.bytes(),
        "sha256": component.digest(),
        "exporters": exporters.collect::<Vec<_>>(),
    })
}
