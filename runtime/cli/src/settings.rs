//! What the JSON Schema of an exporter says of its settings: for people, and for
//! the check before an export.
//!
//! Of JSON Schema (2020-12) it knows what a bounded look can decide: `type`,
//! `enum`, `const`, the bounds of numbers, texts and lists, `items`, `properties`,
//! `required`, `additionalProperties`, `allOf` and `$ref` within the document.
//! Everything else is the guest's own business. `x-ui` holds what only people
//! need: `group`, the heading that a setting stands under.

mod check;
mod kind;
mod pages;

use portcullis_host::ExporterInfo;
use serde_json::Value;

pub(crate) use check::check;
pub(crate) use pages::{help, markdown, table};

/// How many references are followed before a schema is taken to go in circles.
const MOST_REFERENCES: usize = 16;

/// The schema of an exporter's settings.
#[derive(Debug)]
pub(crate) struct Schema(Value);

/// What a setting is set for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// The export, and by it every process.
    Export,
    /// One process type.
    Process,
}

/// One setting.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting<'a> {
    pub(crate) key: &'a str,
    pub(crate) is_required: bool,
    pub(crate) schema: &'a Value,
    root: &'a Value,
}

impl Schema {
    pub(crate) fn of(info: &ExporterInfo) -> Self {
        Self(serde_json::from_str(&info.settings_schema).unwrap_or_default())
    }

    pub(crate) fn as_json(&self) -> &Value {
        &self.0
    }

    /// The settings of a scope, in the order of the schema.
    pub(crate) fn settings(&self, scope: Scope) -> Vec<Setting<'_>> {
        let parts = self.parts(scope);
        let required: Vec<_> = parts
            .iter()
            .filter_map(|part| part.get("required").and_then(Value::as_array))
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let mut settings: Vec<Setting<'_>> = Vec::new();
        for (key, schema) in parts.iter().filter_map(|part| properties(part)).flatten() {
            if settings.iter().all(|setting| setting.key != key) {
                settings.push(Setting {
                    key,
                    is_required: required.contains(&key.as_str()),
                    schema: resolve(&self.0, schema),
                    root: &self.0,
                });
            }
        }
        settings
    }

    /// Those of process types that the export has not.
    pub(crate) fn only_of_processes(&self) -> Vec<Setting<'_>> {
        let of_export = self.settings(Scope::Export);
        let is_new = |new: &Setting<'_>| of_export.iter().all(|known| known.key != new.key);
        let of_process = self.settings(Scope::Process).into_iter();
        of_process.filter(is_new).collect()
    }

    /// Whether the schema itself says that it takes settings it does not name.
    fn takes_others(&self, scope: Scope) -> bool {
        self.parts(scope)
            .iter()
            .any(|part| match part.get("additionalProperties") {
                None | Some(Value::Bool(false)) => false,
                Some(_) => true,
            })
    }

    /// The schema of an object and those in its `allOf`.
    fn parts(&self, scope: Scope) -> Vec<&Value> {
        let whole = match scope {
            Scope::Export => Some(&self.0),
            Scope::Process => self.0.pointer("/$defs/process"),
        };
        let Some(whole) = whole.map(|whole| resolve(&self.0, whole)) else {
            return Vec::new();
        };
        let more = whole.get("allOf").and_then(Value::as_array);
        let more = more.into_iter().flatten();
        std::iter::once(whole)
            .chain(more.map(|part| resolve(&self.0, part)))
            .collect()
    }
}

fn properties(part: &Value) -> Option<&serde_json::Map<String, Value>> {
    part.get("properties").and_then(Value::as_object)
}

/// Follows references within the document; what leads nowhere says nothing.
fn resolve<'a>(root: &'a Value, mut schema: &'a Value) -> &'a Value {
    for _ in 0..MOST_REFERENCES {
        let Some(reference) = schema.get("$ref").and_then(Value::as_str) else {
            return schema;
        };
        let target = reference.strip_prefix('#');
        match target.and_then(|pointer| root.pointer(pointer)) {
            Some(target) => schema = target,
            None => return &Value::Null,
        }
    }
    &Value::Null
}

impl<'a> Setting<'a> {
    /// What may stand there, in words.
    pub(crate) fn kind(&self) -> String {
        kind::of(self.root, self.schema)
    }

    pub(crate) fn default(&self) -> Option<&'a Value> {
        self.schema.get("default")
    }

    pub(crate) fn description(&self) -> &'a str {
        self.word("description")
            .or_else(|| self.word("title"))
            .unwrap_or("without a description")
    }

    /// The heading that it stands under, if it has one.
    pub(crate) fn group(&self) -> Option<&'a str> {
        self.schema.pointer("/x-ui/group").and_then(Value::as_str)
    }

    /// Values to choose from, or examples of them.
    pub(crate) fn suggestions(&self) -> Vec<String> {
        if self.word("type") == Some("boolean") {
            return ["true", "false"].map(str::to_owned).into();
        }
        let listed = ["enum", "examples"]
            .into_iter()
            .find_map(|key| self.schema.get(key).and_then(Value::as_array));
        let values = listed.into_iter().flatten().chain(self.default());
        let mut values: Vec<_> = values.map(plain).collect();
        let mut seen = std::collections::BTreeSet::new();
        values.retain(|value| seen.insert(value.clone()));
        values
    }

    fn word(&self, key: &str) -> Option<&'a str> {
        self.schema.get(key).and_then(Value::as_str)
    }
}

/// Text as it is, everything else as JSON.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests;
