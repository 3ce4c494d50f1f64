//! Which process types are started before which.

use std::collections::BTreeMap;

use portcullis_guest::Export;
use portcullis_guest::bindings::ExportError;

use super::{error, firsts};

/// The process types by how many must be started one after the other before
/// them. Empty if none requires another.
#[derive(Debug, Default)]
pub(crate) struct Order(BTreeMap<String, usize>);

impl Order {
    /// # Errors
    ///
    /// Requirements that no order meets, and those of process types that are
    /// not kept running.
    pub(crate) fn of(export: &Export) -> Result<Self, ExportError> {
        let mut requirements = BTreeMap::new();
        let app = export.application();
        for process in firsts(app) {
            let settings = export.settings_of(&process.process_type);
            requirements.insert(process.process_type.as_str(), settings.texts("requires"));
        }
        if requirements.values().all(Vec::is_empty) {
            return Ok(Self::default());
        }
        check(export, &requirements)?;
        let mut ranks = BTreeMap::new();
        while ranks.len() < requirements.len() {
            let ready: Vec<_> = requirements
                .iter()
                .filter(|(name, needs)| {
                    !ranks.contains_key(**name) && needs.iter().all(|n| ranks.contains_key(*n))
                })
                .map(|(name, needs)| (*name, 1 + highest(&ranks, needs)))
                .collect();
            if ready.is_empty() {
                return Err(circle(&requirements, &ranks));
            }
            ranks.extend(ready);
        }
        let ranks = ranks
            .into_iter()
            .map(|(name, rank)| (name.to_owned(), rank));
        Ok(Self(ranks.collect()))
    }

    /// The place of a process type, from 1; nothing if there is no order.
    pub(crate) fn place(&self, process_type: &str) -> Option<usize> {
        self.0.get(process_type).copied()
    }
}

fn highest(ranks: &BTreeMap<&str, usize>, needs: &[&str]) -> usize {
    needs
        .iter()
        .filter_map(|need| ranks.get(need))
        .max()
        .copied()
        .unwrap_or(0)
}

fn check(export: &Export, requirements: &BTreeMap<&str, Vec<&str>>) -> Result<(), ExportError> {
    for (name, needs) in requirements {
        for need in needs {
            let why = if need == name {
                "is the process type itself".to_owned()
            } else if !requirements.contains_key(need) {
                format!("has no process; there are {}", listed(requirements.keys()))
            } else if export.settings_of(need).value("schedule").is_some() {
                "has a schedule, so that it is not kept running".to_owned()
            } else {
                continue;
            };
            return Err(error(name, "requires", format!("`{need}` {why}")));
        }
    }
    Ok(())
}

fn circle(requirements: &BTreeMap<&str, Vec<&str>>, ranks: &BTreeMap<&str, usize>) -> ExportError {
    let left: Vec<_> = requirements
        .keys()
        .filter(|name| !ranks.contains_key(**name))
        .collect();
    let first = left.first().map_or("", |name| **name);
    let names = listed(left.into_iter());
    error(
        first,
        "requires",
        format!("{names} wait for each other in a circle"),
    )
}

fn listed<'a>(names: impl Iterator<Item = &'a &'a str>) -> String {
    names
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
