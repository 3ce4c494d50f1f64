//! Tells what a build gave: path, size, digest, and what is offered.

use std::fmt::Write as _;

use portcullis_host::visible;
use serde_json::{Value, json};

use crate::build::Built;
use crate::style;

pub(crate) fn to_text(built: &Built) -> String {
    let strong = style::STRONG;
    let mut text = format!("{strong}{}{strong:#}\n", built.file.display());
    let exporters = built.manifest.iter().flat_map(|manifest| {
        let exporters = manifest.exporters.iter();
        exporters.map(move |info| (&info.name, &manifest.version, &info.summary))
    });
    for (name, version, summary) in exporters {
        let (name, version, summary) = (visible(name), visible(version), visible(summary));
        let _ = writeln!(text, "  exporter  {name} {version}: {summary}");
    }
    let imports = match built.component.is_adapted {
        true => "none; what the library asks of a system is answered inside",
        false => "none",
    };
    let _ = writeln!(text, "  imports   {imports}");
    let _ = writeln!(text, "  size      {} bytes", built.component.bytes.len());
    let _ = writeln!(text, "  sha256    {}", built.component.digest);
    text
}

pub(crate) fn to_json(built: &Built) -> Value {
    let manifest = built.manifest.as_ref();
    json!({
        "path": built.file.display().to_string(),
        "language": built.language.name(),
        "bytes": built.component.bytes.len(),
        "sha256": built.component.digest,
        "imports": [],
        "adapted": built.component.is_adapted,
        "name": manifest.map(|manifest| &manifest.name),
        "version": manifest.map(|manifest| &manifest.version),
        "exporters": manifest.map(|manifest| {
            manifest.exporters.iter().map(|info| &info.name).collect::<Vec<_>>()
        }),
    })
}
