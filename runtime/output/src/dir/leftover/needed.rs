//! The files that nobody may remove, however a file system spells them.

use std::collections::HashMap;

use cap_std::fs::Dir;

use super::look::Seen;
use crate::dir::walk::{self, stat};
use crate::path::names::folded;
use crate::{FilePath, OutputError, Plan};

/// The paths that must stay, by the name under which the most lenient file
/// system knows them.
pub(super) struct Needed(HashMap<String, Vec<FilePath>>);

impl Needed {
    pub(super) fn new(plan: &Plan, others: Vec<FilePath>) -> Self {
        let mut paths: HashMap<_, Vec<_>> = HashMap::new();
        let planned = plan.entries().iter().map(|entry| entry.path().clone());
        for path in planned.chain(others) {
            paths.entry(folded(path.as_str())).or_default().push(path);
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
fn identity(root: &Dir, path: &FilePath) -> Result<Option<Seen>, OutputError> {
    let Some(parent) = walk::open_dir(root, path.parent())? else {
        return Ok(None);
    };
    let found =
        stat(&parent, path.file_name()).map_err(OutputError::io("read file", path.as_str()))?;
    Ok(found.as_ref().map(Seen::of))
}
