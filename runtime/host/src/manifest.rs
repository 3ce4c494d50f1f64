//! The interface's rules of a manifest, and how much one may say.

mod schema;

use std::collections::BTreeSet;

use crate::bindings::{ExporterInfo, Manifest, Template};
use crate::error::ErrorKind;
use crate::export::{Usage, within};
use crate::limits::{self, Limit, Limits};
use crate::show::shown;

/// The most characters of a version.
const VERSION: usize = 64;

/// Tells which rule is broken or which limit exceeded, if one is. Sums come
/// first, so that nothing below takes more time or memory than they allow.
pub(crate) fn check(manifest: &Manifest, limits: &Limits) -> Result<(), ErrorKind> {
    size(manifest, limits)?;
    check_name("a component", &manifest.name)?;
    if !is_version(&manifest.version) {
        return Err(wrong(format!(
            "`{}` is not a version by semver",
            shown(&manifest.version)
        )));
    }
    if manifest.exporters.is_empty() {
        return Err(wrong("it offers no exporter"));
    }
    let (mut names, mut references) = (BTreeSet::new(), 0);
    for info in &manifest.exporters {
        check_name("an exporter", &info.name)?;
        if !names.insert(&info.name) {
            return Err(wrong(format!(
                "it offers the exporter `{}` twice",
                info.name
            )));
        }
        references += schema::check(&info.name, &info.settings_schema)?;
        within(
            Limit::SchemaReferences,
            references,
            limits::SCHEMA_REFERENCES,
        )?;
        check_templates(info)?;
    }
    Ok(())
}

/// Whether this is `MAJOR.MINOR.PATCH`, perhaps with what semver lets follow.
pub(crate) fn is_version(version: &str) -> bool {
    let (core, rest) = match version.find(['-', '+']) {
        Some(at) => version.split_at(at),
        None => (version, ""),
    };
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let is_known = |byte: u8| byte.is_ascii_alphanumeric() || b".-+".contains(&byte);
    version.len() <= VERSION
        && core.split('.').count() == 3
        && core.split('.').all(is_number)
        && rest.len() != 1
        && rest.bytes().all(is_known)
}

/// Counts what a manifest takes of the limits that hold for it.
pub(crate) fn count(manifest: &Manifest, usage: &mut Usage) {
    let exporters = &manifest.exporters;
    let named = manifest.name.len() + manifest.version.len();
    let all = named + exporters.iter().map(text).sum::<usize>();
    let schemas: usize = exporters.iter().map(|i| i.settings_schema.len()).sum();
    // The engine counts the items of a list by what they take in the host.
    let lists = size_of_val(&exporters[..]) + templates(manifest) * size_of::<Template>();
    usage.manifest = all as u64;
    usage.schemas = schemas as u64;
    usage.transfer = usage.transfer.max((all + lists) as u64);
}

fn size(manifest: &Manifest, limits: &Limits) -> Result<(), ErrorKind> {
    let exporters = manifest.exporters.len() as u64;
    within(Limit::Exporters, exporters, limits::EXPORTERS)?;
    let templates = templates(manifest) as u64;
    within(Limit::Templates, templates, limits::TEMPLATES)?;
    let mut used = Usage::default();
    count(manifest, &mut used);
    within(Limit::SchemaBytes, used.schemas, limits.schema_bytes)?;
    within(Limit::ManifestBytes, used.manifest, limits.manifest_bytes)
}

fn templates(manifest: &Manifest) -> usize {
    let exporters = manifest.exporters.iter();
    exporters.map(|info| info.templates.len()).sum()
}

/// The bytes of all that an exporter says of itself.
fn text(info: &ExporterInfo) -> usize {
    let templates = info.templates.iter();
    let templates: usize = templates.map(|t| t.name.len() + t.source.len()).sum();
    info.name.len() + info.summary.len() + info.settings_schema.len() + templates
}

fn check_templates(info: &ExporterInfo) -> Result<(), ErrorKind> {
    let mut names = BTreeSet::new();
    for template in &info.templates {
        let (exporter, name) = (&info.name, shown(&template.name));
        if template.name.is_empty() {
            return Err(wrong(format!("a template of `{exporter}` has no name")));
        }
        if !names.insert(&template.name) {
            return Err(wrong(format!(
                "`{exporter}` has the template `{name}` twice"
            )));
        }
    }
    Ok(())
}

fn check_name(what: &str, name: &str) -> Result<(), ErrorKind> {
    let is_name = name.len() <= 64
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if is_name {
        return Ok(());
    }
    Err(wrong(format!(
        "`{}` is no name for {what}: use at most 64 lowercase letters, digits and `-`",
        shown(name)
    )))
}

fn wrong(rule: impl Into<String>) -> ErrorKind {
    ErrorKind::Manifest(rule.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_those_of_semver() {
        for good in [
            "0.1.0",
            "10.20.30",
            "1.0.0-rc.1",
            "1.0.0+build",
            "1.0.0-a+b",
        ] {
            assert!(is_version(good), "{good}");
        }
        let long = format!("1.0.0-{}", "a".repeat(VERSION));
        for bad in [
            "",
            "1",
            "1.0",
            "1.0.0.0",
            "1..0",
            "a.b.c",
            "1.0.0-",
            "1.0.0-\u{1b}[2J",
            "1.0.0 ",
            &long,
        ] {
            assert!(!is_version(bad), "{bad}");
        }
    }
}
