//! The interface's rules of a manifest.

use std::collections::BTreeSet;

use crate::bindings::Manifest;
use crate::limits::COMPONENT_BYTES;

/// Tells which rule is broken, if one is.
pub(crate) fn check(manifest: &Manifest) -> Result<(), String> {
    check_name("component", &manifest.name)?;
    if manifest.version.is_empty() || manifest.version.len() > 64 {
        return Err(format!("`{}` is not a version", manifest.version));
    }
    if manifest.exporters.is_empty() {
        return Err("it offers no exporter".to_owned());
    }
    let mut names = BTreeSet::new();
    for info in &manifest.exporters {
        check_name("exporter", &info.name)?;
        if !names.insert(&info.name) {
            return Err(format!("it offers the exporter `{}` twice", info.name));
        }
        let schema: Result<serde_json::Value, _> = serde_json::from_str(&info.settings_schema);
        if !schema.is_ok_and(|schema| schema.is_object()) {
            return Err(format!(
                "the settings schema of `{}` is not a JSON object",
                info.name
            ));
        }
        let source: usize = info.templates.iter().map(|t| t.source.len()).sum();
        if source as u64 > COMPONENT_BYTES {
            return Err(format!(
                "the templates of `{}` have {source} bytes",
                info.name
            ));
        }
    }
    Ok(())
}

fn check_name(what: &str, name: &str) -> Result<(), String> {
    let is_name = name.len() <= 64
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if is_name {
        return Ok(());
    }
    Err(format!(
        "`{name}` is no name for a {what}: use lowercase letters, digits and `-`"
    ))
}
