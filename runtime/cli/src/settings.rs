//! What the JSON Schema of an exporter says of its settings: for people, and for
//! the check before an export.
//!
//! Of JSON Schema (2020-12) it knows what a bounded look can decide: `type`,
//! `enum`, `const`, the bounds of numbers, texts and lists, `items`, `properties`,
//! `required`, `additionalProperties`, `allOf` and `$ref` within the document.
//! Everything else is the guest's own business. `x-ui` holds what only people
//! need: `group`, the heading that a setting stands under.
//!
//! A schema may be made to cost time and memory. The host has bounded its length,
//! its depth and its references; what is done here looks at each part once, or counts
//! how often it does, and what it tells people is cut.

mod brief;
mod check;
mod kind;
mod pages;

use std::borrow::Cow;
use std::collections::BTreeSet;

use portcullis_host::ExporterInfo;
use serde_json::Value;

use brief::Plain;
pub(crate) use check::check;
pub(crate) use pages::{help, markdown, table};

/// How many references are followed before a schema is taken to go in circles.
const MOST_REFERENCES: usize = 16;

/// Stops references so long that to follow them takes time. In bytes; a longer one
/// leads nowhere.
const LONGEST_REFERENCE: usize = 1_000;

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
        let required = parts.iter().filter_map(|part| part.get("required"));
        let required = required.filter_map(Value::as_array).flatten();
        let required: BTreeSet<_> = required.filter_map(Value::as_str).collect();
        let mut known = BTreeSet::new();
        let all = parts.iter().filter_map(|part| properties(part)).flatten();
        all.filter(|(key, _)| known.insert(key.as_str()))
            .map(|(key, schema)| Setting {
                key,
                is_required: required.contains(key.as_str()),
                schema: resolve(&self.0, schema),
                root: &self.0,
            })
            .collect()
    }

    /// Those of process types that the export has not.
    pub(crate) fn only_of_processes(&self) -> Vec<Setting<'_>> {
        let of_export = self.settings(Scope::Export).into_iter();
        let known: BTreeSet<_> = of_export.map(|setting| setting.key).collect();
        let of_process = self.settings(Scope::Process).into_iter();
        of_process
            .filter(|setting| !known.contains(setting.key))
            .collect()
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

    /// The schema of an object and those in its `allOf`, each once.
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
        let mut known = BTreeSet::new();
        std::iter::once(whole)
            .chain(more.map(|part| resolve(&self.0, part)))
            .filter(|part| known.insert(std::ptr::from_ref(*part)))
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
        let target = target.filter(|pointer| pointer.len() <= LONGEST_REFERENCE);
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

    pub(crate) fn description(&self) -> Cow<'a, str> {
        let told = self.word("description").or_else(|| self.word("title"));
        brief::text(told.unwrap_or("without a description"))
    }

    /// The heading that it stands under, if it has one.
    pub(crate) fn group(&self) -> Option<&'a str> {
        let group = self.schema.pointer("/x-ui/group").and_then(Value::as_str);
        group.filter(|group| group.len() <= brief::MOST)
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
        let mut values: Vec<_> = values.map(|value| Plain(value).to_string()).collect();
        let mut seen = BTreeSet::new();
        values.retain(|value| seen.insert(value.clone()));
        values
    }

    fn word(&self, key: &str) -> Option<&'a str> {
        self.schema.get(key).and_then(Value::as_str)
    }
}

#[cfg(test)]
mod tests;
