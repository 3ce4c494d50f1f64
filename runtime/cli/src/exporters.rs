//! Finds the component that offers an exporter.

use std::path::Path;

use portcullis_host::{Component, ExporterInfo, Host, Limits, shown, visible};
use portcullis_procfile::nearest;

use crate::exit::{Failure, Result, USAGE};
use crate::loading::Loading;

/// The component that offers `format`: the file given, or a built-in one.
pub(crate) fn find(
    host: &Host,
    format: &str,
    file: Option<&Path>,
    loading: &Loading,
) -> Result<Component> {
    if let Some(file) = file {
        return loading.load(host, file);
    }
    match portcullis_bundle::find(format) {
        Some(family) => Ok(family.load(host)?),
        None => Err(unknown(format)),
    }
}

/// What the component says of one of its exporters.
pub(crate) fn info<'a>(
    component: &'a Component,
    format: &str,
    limits: &Limits,
) -> Result<&'a ExporterInfo> {
    let manifest = component.inspect(limits)?;
    let found = manifest.exporters.iter().find(|info| info.name == format);
    found.ok_or_else(|| {
        let names = manifest.exporters.iter().map(|info| info.name.as_str());
        let (name, version) = (visible(&manifest.name), visible(&manifest.version));
        refusal(
            &format!("`{name}` {version} has no exporter `{format}`"),
            format,
            &names.collect::<Vec<_>>(),
        )
    })
}

fn unknown(format: &str) -> Failure {
    let names = portcullis_bundle::families()
        .iter()
        .flat_map(portcullis_bundle::Family::exporters);
    refusal(
        &format!("there is no exporter `{format}`"),
        format,
        &names.copied().collect::<Vec<_>>(),
    )
}

fn refusal(message: &str, given: &str, names: &[&str]) -> Failure {
    let hint = match nearest(given, names.iter().copied()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("there are {}", shown(names.join(", "))),
    };
    Failure::new(USAGE, message).hint(hint)
}
