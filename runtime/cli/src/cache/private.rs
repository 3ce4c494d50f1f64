//! Files and directories that belong to this user and are closed to all others.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;
use rustix::process::geteuid;

/// Fails if a directory is somebody else's, gives others one of these rights, or
/// is a symbolic link.
pub(super) fn check_directory(directory: &Path, rights: u32) -> io::Result<()> {
    let opened = open(directory, OFlags::DIRECTORY)?;
    check(&opened.metadata()?, rights)
}

/// Reads a file of this user whole, if it has at most so many bytes.
pub(super) fn read(file: &Path, most: u64) -> io::Result<Vec<u8>> {
    let opened = open(file, OFlags::empty())?;
    let metadata = opened.metadata()?;
    check(&metadata, 0o077)?;
    if !metadata.is_file() || metadata.len() > most {
        return Err(io::Error::other("it is no file of the expected size"));
    }
    let mut bytes = Vec::new();
    opened.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Writes a file that was not there before; gives its path.
pub(super) fn write_new(file: PathBuf, bytes: &[u8]) -> io::Result<PathBuf> {
    let mut new = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&file)?;
    match new.write_all(bytes) {
        Ok(()) => Ok(file),
        Err(error) => {
            std::fs::remove_file(&file)?;
            Err(error)
        }
    }
}

/// Bytes that nobody can guess.
pub(super) fn random<const N: usize>() -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// Does not wait for a pipe, and does not follow a link at the end of the path.
fn open(path: &Path, also: OFlags) -> io::Result<File> {
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | also;
    OpenOptions::new()
        .read(true)
        .custom_flags(flags.bits().cast_signed())
        .open(path)
}

fn check(metadata: &Metadata, rights: u32) -> io::Result<()> {
    if metadata.uid() != geteuid().as_raw() {
        return Err(io::Error::other("it belongs to another user"));
    }
    if metadata.mode() & rights != 0 {
        return Err(io::Error::other("it is open to other users"));
    }
    Ok(())
}
