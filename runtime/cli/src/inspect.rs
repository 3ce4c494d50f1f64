//! `portcullis inspect`: what a component is and offers.

use std::fmt::Write as _;
use std::path::Path;

use portcullis_host::{Component, Host, INTERFACE, Limits, Manifest, PathProfile, visible};
use serde_json::{Value, json};

use crate::args::InspectArgs;
use crate::exit::Result;
use crate::loading::Loading;
use crate::{exporters, limits, style};

pub(crate) fn run(args: &InspectArgs) -> Result<()> {
    let host = Host::new()?;
    let mut limits = Limits::default();
    limits::given(&mut limits, &args.bounds.limit)?;
    let loading = Loading {
        limits: limits.clone(),
        no_cache: args.bounds.no_cache,
    };
    let component = find(&host, &args.what, &loading)?;
    let manifest = component.inspect(&limits)?;
    let text = if args.json {
        crate::json::pretty(&to_json(&component, manifest))
    } else {
        to_text(&component, manifest)
    };
    crate::print(&text)
}

/// A built-in exporter by its name, else a file.
fn find(host: &Host, what: &Path, loading: &Loading) -> Result<Component> {
    match what.to_str() {
        Some(name) if !name.contains(['/', '.']) => exporters::find(host, name, None, loading),
        _ => loading.load(host, what),
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

/// The settings of a schema: key, and type with description. Those of process
/// types alone come last.
fn settings(schema: &str) -> Vec<(String, String)> {
    let schema: Value = serde_json::from_str(schema).unwrap_or_default();
    let of_export = properties(&schema);
    let of_process = schema.pointer("/$defs/process").map(properties);
    let is_new = |(key, _): &(&String, &Value)| of_export.iter().all(|(known, _)| known != key);
    let only_of_process = of_process.into_iter().flatten().filter(is_new);
    let only_of_process =
        only_of_process.map(|(key, of)| (format!("process.TYPE.{key}"), shown(of)));
    let shared = of_export
        .iter()
        .map(|(key, of)| ((*key).clone(), shown(of)));
    shared.chain(only_of_process).collect()
}

/// What is in `properties`, also in those of the parts in `allOf`.
fn properties(schema: &Value) -> Vec<(&String, &Value)> {
    let parts = schema.get("allOf").and_then(Value::as_array);
    let all = std::iter::once(schema).chain(parts.into_iter().flatten());
    let objects = all.filter_map(|part| part.get("properties").and_then(Value::as_object));
    objects.flatten().collect()
}

/// What may stand there, what it is for, and what stands there by itself.
fn shown(property: &Value) -> String {
    let word = |key: &str| property.get(key).and_then(Value::as_str);
    let values = property
        .get("enum")
        .and_then(Value::as_array)
        .map(|values| {
            let values = values
                .iter()
                .map(|v| v.as_str().map_or(v.to_string(), str::to_owned));
            values.collect::<Vec<_>>().join("|")
        });
    let kind = values.or_else(|| word("type").map(str::to_owned));
    let default = property.get("default");
    let default = default.map_or_else(String::new, |d| format!(" [default: {d}]"));
    let (kind, description) = (kind.unwrap_or("any".to_owned()), word("description"));
    format!(
        "{kind}, {}{default}",
        description.unwrap_or("without a description")
    )
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
