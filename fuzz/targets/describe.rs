//! What a component says of itself, and the schemas in it. Exporters are separated by
//! the byte 1e, and what each says by 1f: name, summary, schema, and names and sources
//! of templates in turn. The first is the component, with name and version.
#![no_main]

use std::collections::BTreeSet;

use libfuzzer_sys::fuzz_target;
use portcullis_fuzz::is_safe_to_show;
use portcullis_host::{ExporterInfo, Limits, Manifest, PathProfile, Template, fuzzing};
use serde_json::Value;

/// No error carries more than anybody reads. In bytes.
const SHOWN: usize = 10_000;

/// Small, so that each is met.
fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.manifest_bytes = 4_000;
    limits.schema_bytes = 1_000;
    limits
}

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let (said, limits) = (manifest(&text), limits());
    match fuzzing::manifest(&said, &limits) {
        Ok(()) => is_by_the_rules(&said, &limits),
        Err(kind) => {
            let told = kind.to_string();
            assert!(is_safe_to_show(&told), "{told:?}");
            assert!(told.len() < SHOWN, "{told:?}");
        }
    }
});

fn manifest(text: &str) -> Manifest {
    let mut records = text.split('\u{1e}').map(|record| record.split('\u{1f}'));
    let mut own = records.next().into_iter().flatten();
    let mut field = || own.next().unwrap_or_default().to_owned();
    Manifest {
        name: field(),
        version: field(),
        exporters: records.map(exporter).collect(),
    }
}

fn exporter<'a>(mut fields: impl Iterator<Item = &'a str>) -> ExporterInfo {
    let mut field = || fields.next().map(str::to_owned);
    ExporterInfo {
        name: field().unwrap_or_default(),
        summary: field().unwrap_or_default(),
        settings_schema: field().unwrap_or_default(),
        templates: std::iter::from_fn(|| {
            let (name, source) = (field()?, field().unwrap_or_default());
            Some(Template { name, source })
        })
        .collect(),
        paths: PathProfile::Portable,
    }
}

/// Whatever is let through has names that are safe anywhere, schemas that a parser
/// takes, and nothing twice.
fn is_by_the_rules(said: &Manifest, limits: &Limits) {
    let mut bytes = said.name.len() + said.version.len();
    let mut schemas = 0;
    assert!(is_name(&said.name) && !said.exporters.is_empty());
    assert!(said.version.is_ascii() && is_safe_to_show(&said.version));
    let names: BTreeSet<_> = said.exporters.iter().map(|info| &info.name).collect();
    assert_eq!(names.len(), said.exporters.len());
    for info in &said.exporters {
        assert!(is_name(&info.name));
        let schema = serde_json::from_str::<Value>(&info.settings_schema);
        assert!(schema.as_ref().is_ok_and(Value::is_object), "{schema:?}");
        let templates: BTreeSet<_> = info.templates.iter().map(|t| &t.name).collect();
        assert_eq!(templates.len(), info.templates.len());
        assert!(templates.iter().all(|name| !name.is_empty()));
        schemas += info.settings_schema.len();
        bytes += info.name.len() + info.summary.len() + info.settings_schema.len();
        bytes += info
            .templates
            .iter()
            .map(|t| t.name.len() + t.source.len())
            .sum::<usize>();
    }
    assert!(bytes as u64 <= limits.manifest_bytes && schemas as u64 <= limits.schema_bytes);
}

fn is_name(name: &str) -> bool {
    name.len() <= 64
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
