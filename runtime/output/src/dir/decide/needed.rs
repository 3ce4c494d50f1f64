//! The files that nobody may remove, however a file system spells them.

use std::collections::HashMap;

use cap_std::fs::Dir;

use crate::dir::recognise::{self, Place};
use crate::path::names::folded;
use crate::{Entry, FilePath, OutputError, Plan};

/// The paths that must stay, by the name under which the most lenient file
/// system knows them.
pub(super) struct Needed(HashMap<String, Vec<FilePath>>);

impl Needed {
    pub(super) fn new<'a>(plans: &[&'a Plan], others: impl Iterator<Item = &'a FilePath>) -> Self {
        let mut paths: HashMap<_, Vec<_>> = HashMap::new();
        let planned = plans.iter().flat_map(|plan| plan.entries());
        for path in planned.map(Entry::path).chain(others) {
            let spelt = paths.entry(folded(path.as_str())).or_default();
            spelt.push(path.clone());
        }
        Self(paths)
    }

    /// Whether `path` is one of them, or the same file under another spelling:
    /// then its removal would take the other away.
    pub(super) fn has(&self, root: &Dir, path: &FilePath) -> Result<bool, OutputError> {
        let Some(namesakes) = self.0.get(&folded(path.as_str())) else {
            return Ok(false);
        };
        let own = identity(root, path)?;
        for namesake in namesakes {
            if namesake == path || identity(root, namesake)? == own {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// What is at `path`, which is equal for two spellings of one name.
fn identity(root: &Dir, path: &FilePath) -> Result<Option<(u64, u64)>, OutputError> {
    Ok(match recognise::look(root, path)? {
        Place::Taken(_, found) => Some((found.st_dev, found.st_ino)),
        _ => None,
    })
}
