//! Which variables, settings and formations no process can be given.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Map, Value};

use super::error::ApplicationError;
use crate::procfile::Procfile;
use crate::suggest::nearest;
use crate::variable::{self, Variable};

/// How much the commands and settings of all processes may take, in bytes. Each
/// instance repeats those of its type, so a long command and a large count, a
/// few bytes of formation, would otherwise exhaust memory.
pub const MAX_EXPANDED_BYTES: usize = 64 << 20;

/// Refuses variables that are none.
pub(super) fn env(env: &[Variable]) -> Result<(), ApplicationError> {
    let mut names = HashSet::new();
    for Variable { name, value } in env {
        if !variable::is_name(name) {
            return Err(ApplicationError::VariableName(name.clone()));
        }
        if value.contains('\0') {
            return Err(ApplicationError::VariableNul(name.clone()));
        }
        if !names.insert(name) {
            return Err(ApplicationError::RepeatedVariable(name.clone()));
        }
    }
    Ok(())
}

/// Refuses settings for unknown process types and settings with NUL in them.
pub(super) fn settings(
    procfile: &Procfile,
    shared: &Map<String, Value>,
    of_processes: &BTreeMap<String, Map<String, Value>>,
) -> Result<(), ApplicationError> {
    let known: HashSet<&str> = procfile.names().collect();
    let is_unknown = |name: &&String| !known.contains(name.as_str());
    if let Some(name) = of_processes.keys().find(is_unknown) {
        return Err(ApplicationError::UnknownProcessType {
            name: name.clone(),
            suggestion: nearest(name, procfile.names()).map(str::to_owned),
        });
    }
    let mut entries = of_processes.values().chain([shared]).flatten();
    entries
        .find(|entry| entry_holds_nul(*entry))
        .map_or(Ok(()), |(key, _)| {
            Err(ApplicationError::SettingNul(key.clone()))
        })
}

/// Refuses what would take more than [`MAX_EXPANDED_BYTES`].
pub(super) fn size(
    procfile: &Procfile,
    counts: &[u32],
    settings: &BTreeMap<String, Map<String, Value>>,
) -> Result<(), ApplicationError> {
    let mut total: usize = 0;
    for (process_type, &count) in procfile.process_types().iter().zip(counts) {
        let settings = settings.get(&process_type.name);
        let settings = settings.map_or(0, |map| map.iter().map(entry_size).sum());
        let each = process_type.command.len() + process_type.name.len() + settings;
        total = total.saturating_add(each.saturating_mul(count as usize));
        if total > MAX_EXPANDED_BYTES {
            return Err(ApplicationError::TooLarge(process_type.name.clone()));
        }
    }
    Ok(())
}

fn entry_size((key, value): (&String, &Value)) -> usize {
    key.len() + value.to_string().len()
}

fn entry_holds_nul((key, value): (&String, &Value)) -> bool {
    key.contains('\0') || holds_nul(value)
}

fn holds_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(values) => values.iter().any(holds_nul),
        Value::Object(entries) => entries.iter().any(entry_holds_nul),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
