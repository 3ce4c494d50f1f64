//! What other owners have in the same directory. It is asked for only when
//! there is something to remove.

use cap_std::fs::Dir;
use rustix::fs::{Mode, openat};
use rustix::io::Errno;

use super::state::{self, STATE};
use super::walk::{self, DIRECTORY, handle};
use crate::{Entry, FilePath, OutputError, Owner};

/// Every file that the manifest of another owner names.
pub(super) fn files(root: &Dir, owner: &Owner) -> Result<Vec<FilePath>, OutputError> {
    let mut files = Vec::new();
    let Some(all) = walk::open_dir(root, Some(STATE))? else {
        return Ok(files);
    };
    for application in names(&all, STATE)? {
        let path = format!("{STATE}/{application}");
        let dir = match openat(&all, application.as_str(), DIRECTORY, Mode::empty()) {
            Ok(fd) => handle(fd),
            // What is no directory was not made by us and holds no manifest.
            Err(Errno::NOTDIR | Errno::LOOP | Errno::NOENT) => continue,
            Err(errno) => return Err(OutputError::io("read directory", &path)(errno)),
        };
        for name in names(&dir, &path)? {
            let other = name
                .strip_suffix(".json")
                .and_then(|exporter| Owner::new(&application, exporter).ok());
            if let Some(other) = other.filter(|other| !other.is_same(owner))
                && let Some(found) = state::read(&dir, &other)?
            {
                files.extend(found.manifest.files.iter().map(Entry::path).cloned());
            }
        }
    }
    Ok(files)
}

/// The names in a directory, without those that no manifest can have.
fn names(dir: &Dir, path: &str) -> Result<Vec<String>, OutputError> {
    let names = walk::names(dir).map_err(OutputError::io("read directory", path))?;
    Ok(names
        .into_iter()
        .filter_map(|name| name.into_string().ok())
        .collect())
}
