//! What other owners have in the same directory. It is asked for only when
//! there is something to replace or to remove.

use std::collections::HashMap;

use cap_std::fs::Dir;

use super::state::{self, STATE};
use super::walk;
use crate::{Entry, FilePath, OutputError, Owner};

/// Every file that the manifest of another owner names.
pub(super) fn files(
    root: &Dir,
    owner: Option<&Owner>,
) -> Result<HashMap<FilePath, Owner>, OutputError> {
    let mut files = HashMap::new();
    let Some(all) = state::open(root)? else {
        return Ok(files);
    };
    for (other, dir) in owners(&all)? {
        if owner.is_some_and(|owner| owner.is_same(&other)) {
            continue;
        }
        if let Some(found) = state::read(&dir, &other)? {
            let paths = found.manifest.files.iter().map(Entry::path);
            files.extend(paths.map(|path| (path.clone(), other.clone())));
        }
    }
    Ok(files)
}

/// Every owner that has a manifest, in the order of their names, with the
/// directory of its application.
pub(super) fn owners(all: &Dir) -> Result<Vec<(Owner, Dir)>, OutputError> {
    let mut owners = Vec::new();
    for application in names(all, STATE)? {
        let path = format!("{STATE}/{application}");
        // What is no directory was not made by us and holds no manifest.
        let Some(dir) =
            walk::child(all, &application).map_err(OutputError::io("read directory", &path))?
        else {
            continue;
        };
        for name in names(&dir, &path)? {
            let exporter = name.strip_suffix(".json");
            let owner = exporter.and_then(|exporter| Owner::new(&application, exporter).ok());
            if let Some(owner) = owner {
                let dir = dir.try_clone();
                owners.push((
                    owner,
                    dir.map_err(OutputError::io("read directory", &path))?,
                ));
            }
        }
    }
    Ok(owners)
}

/// The names in a directory in order, without those that no manifest can have.
fn names(dir: &Dir, path: &str) -> Result<Vec<String>, OutputError> {
    let names = walk::names(dir).map_err(OutputError::io("read directory", path))?;
    let mut names: Vec<_> = names
        .into_iter()
        .filter_map(|name| name.into_string().ok())
        .collect();
    names.sort_unstable();
    Ok(names)
}
