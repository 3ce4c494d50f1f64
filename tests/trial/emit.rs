//! The corpus as files: a component for each case, and an index that says what it
//! tries and what should stop it, for whoever has a host of their own.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use portcullis_host::Limit;
use serde_json::{Value, json};

use crate::corpus::bombs::{self, BOMBS, Bomb};
use crate::corpus::{CASES, Case, End, honest};

/// Where a case's component is, below the folder.
pub(crate) fn file(name: &str) -> String {
    format!("{name}.wasm")
}

/// What a bomb is called.
pub(crate) fn bomb_name(bomb: &Bomb) -> String {
    format!("bombs/{}", bomb.name.replace('_', "-"))
}

/// Where a bomb's component is.
pub(crate) fn bomb_file(bomb: &Bomb) -> String {
    file(&bomb_name(bomb))
}

/// Writes everything; how many components that is.
pub(crate) fn all(folder: &Path) -> Result<usize> {
    let mut index = Vec::new();
    write(folder, &file("honest"), &honest())?;
    for case in CASES {
        write(folder, &file(case.guest.path), &case.bytes())?;
        index.push(entry(case));
    }
    for bomb in BOMBS {
        write(folder, &bomb_file(bomb), &(bomb.component)())?;
        index.push(bomb_entry(bomb));
    }
    let count = index.len() + 1;
    let whole = json!({ "schema": 1, "honest": file("honest"), "cases": index });
    write(folder, "index.json", format!("{whole:#}\n").as_bytes())?;
    Ok(count)
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> Result<()> {
    let path = folder.join(name);
    let parent = path.parent().context("a file lies in a folder")?;
    fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
    fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

fn entry(case: &Case) -> Value {
    let limits = case.limits.iter();
    let limits = limits.map(|(limit, figure)| json!({ "limit": name(*limit), "value": figure }));
    json!({
        "file": file(case.guest.path),
        "tries": case.guest.tries,
        "ends": case.guest.ends,
        "expected": expected(case.end),
        "limits": limits.collect::<Vec<_>>(),
    })
}

fn expected(end: End) -> Value {
    match end {
        End::Import(name) => json!({ "by": "import", "name_begins": name }),
        End::Refused(_) => json!({ "by": "refusal-before-it-runs" }),
        End::Limit(limit) => json!({ "by": "limit", "limit": name(limit) }),
        End::Trap => json!({ "by": "trap" }),
        End::Manifest(_) => json!({ "by": "rule-of-manifests" }),
        End::Settings(_) => json!({ "by": "check-of-settings" }),
        End::Error(_) => json!({ "by": "error-of-its-own" }),
        End::Path(_) => json!({ "by": "rule-of-paths" }),
        End::Harmless => json!({ "by": "nothing" }),
    }
}

fn bomb_entry(bomb: &Bomb) -> Value {
    let (by, limit) = match bomb.end {
        bombs::End::Screened(unit) => ("size-before-it-is-compiled", Some(unit)),
        bombs::End::Invalid => ("refusal-before-it-runs", None),
        bombs::End::Bounded => ("limit-of-compiling-or-nothing", None),
    };
    json!({
        "file": bomb_file(bomb),
        "tries": "keep a compiler busy, or fill its memory",
        "ends": bomb.name.replace('_', " "),
        "expected": { "by": by, "limit": limit },
        "limits": [],
    })
}

/// What people call a limit: its name, or its unit if it cannot be set.
fn name(limit: Limit) -> String {
    limit
        .name()
        .map_or_else(|| limit.to_string(), str::to_owned)
}
