//! The names of a plan, directories included, under the coarsest comparison of
//! any file system.

use std::collections::HashMap;

use super::error::{PlanError, PlanErrorKind};
use crate::FilePath;
use crate::path::names::folded;

/// Bytes of all the names of a plan: of each path, and of each folded form that
/// a file or a directory is remembered by. Stops very many very long paths, of
/// which every directory on the way is remembered too, from filling memory. More
/// than twice what the host lets pass as paths, so that it is for those alone.
pub const NAMES_BYTES: usize = 64 << 20;

/// Every file and every directory above one, by folded path.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    known: HashMap<String, Name>,
    bytes: usize,
}

/// A spelling: the first `length` bytes of `path`, so that a directory shares
/// the text of the first file in it.
#[derive(Clone, Debug)]
struct Name {
    path: FilePath,
    length: usize,
}

impl Names {
    /// Adds `path` and the directories above it, or nothing at all.
    pub(super) fn insert(&mut self, path: &FilePath) -> Result<(), PlanError> {
        let mut key = String::new();
        let mut length = 0;
        let mut new = Vec::new();
        for component in path.components() {
            if length > 0 {
                // NUL, since `℀` folds to `a/c`, which has one component.
                key.push('\0');
                length += 1;
            }
            key.push_str(&folded(component));
            length += component.len();
            let name = Name {
                path: path.clone(),
                length,
            };
            match self.known.get(&key) {
                Some(earlier) => earlier
                    .admit(&name)
                    .map_err(|kind| PlanError::new(path, kind))?,
                None => new.push((key.clone(), name)),
            }
        }
        self.spend(path, &new)?;
        self.known.extend(new);
        Ok(())
    }

    /// Counts what is to be remembered, unless it is too much.
    fn spend(&mut self, path: &FilePath, new: &[(String, Name)]) -> Result<(), PlanError> {
        let folded: usize = new.iter().map(|(key, _)| key.len()).sum();
        let bytes = self.bytes + path.as_str().len() + folded;
        if bytes > NAMES_BYTES {
            return Err(PlanError::new(path, PlanErrorKind::NamesTooLong));
        }
        self.bytes = bytes;
        Ok(())
    }
}

impl Name {
    /// Allows `later` beside `self`, of the same folded path, only if both are
    /// the same directory.
    fn admit(&self, later: &Self) -> Result<(), PlanErrorKind> {
        let (path, other) = (later.text().to_owned(), self.text().to_owned());
        match (self.is_directory(), later.is_directory()) {
            _ if path != other => Err(PlanErrorKind::Collision { path, other }),
            (true, true) => Ok(()),
            (false, false) => Err(PlanErrorKind::Duplicate),
            _ => Err(PlanErrorKind::FileAndDirectory { path }),
        }
    }

    fn text(&self) -> &str {
        &self.path.as_str()[..self.length]
    }

    fn is_directory(&self) -> bool {
        self.length < self.path.as_str().len()
    }
}
