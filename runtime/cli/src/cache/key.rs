//! The key that seals entries. It lies outside the cache, so that who may write
//! there, as a backup or a shared volume, cannot make this program run code.

use std::io;
use std::path::Path;

use portcullis_host::cache::Key;

use super::{UNFINISHED, private};

/// The length of a key, in bytes.
const LENGTH: usize = 32;

/// The key in a directory. One that others could read, or that is none, is
/// replaced, and all that it has sealed is worth nothing any more.
pub(super) fn read_or_make(directory: &Path) -> io::Result<Key> {
    let file = directory.join("cache.key");
    match read(&file) {
        Ok(key) => return Ok(key),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => {
            tracing::debug!(file = %file.display(), %error, "the key of the cache is replaced");
            std::fs::remove_file(&file)?;
        }
    }
    let name = portcullis_host::digest(&private::random::<LENGTH>()?);
    let new = directory.join(format!("{UNFINISHED}{name}"));
    let new = private::write_new(new, &private::random::<LENGTH>()?)?;
    // A link does not replace the key that another process has just made.
    let linked = std::fs::hard_link(&new, &file);
    std::fs::remove_file(&new)?;
    match linked {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => read(&file),
    }
}

fn read(file: &Path) -> io::Result<Key> {
    let bytes = private::read(file, LENGTH as u64)?;
    let bytes: [u8; LENGTH] = bytes
        .try_into()
        .map_err(|_| io::Error::other("it is too short"))?;
    Ok(Key::new(bytes))
}
