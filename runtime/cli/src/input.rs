//! Reads files that somebody else may have written: up to a bound, and files alone.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use rustix::fs::OFlags;

/// Stops a file that was made to fill memory, and a link to a device that never ends.
/// In bytes; a Procfile of that size could not be expanded either.
const MOST_BYTES: u64 = 64 << 20;

/// Of a project file, in bytes: what is made of it takes many times its length.
const MOST_OF_PROJECT: u64 = 1 << 20;

/// Where the system names what was piped in, as `<(…)` and `/dev/stdin` do.
const PIPED: [&str; 2] = ["/dev", "/proc"];

/// Reads a file whole.
pub(crate) fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    up_to(path, MOST_BYTES)
}

/// Reads a text whole.
pub(crate) fn text(path: &Path) -> io::Result<String> {
    utf8(bytes(path)?)
}

/// Reads a project file whole.
pub(crate) fn project(path: &Path) -> io::Result<String> {
    utf8(up_to(path, MOST_OF_PROJECT)?)
}

fn up_to(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        let why = format!("it has more than {most} bytes");
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, why));
    }
    Ok(bytes)
}

fn utf8(bytes: Vec<u8>) -> io::Result<String> {
    String::from_utf8(bytes)
        .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8"))
}

/// Opens a file for reading. A pipe, a device or a socket is refused where a file is
/// looked for: it may have come with somebody's application, and nobody writes to it.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    let is_piped = PIPED.iter().any(|folder| path.starts_with(folder));
    let flags = match is_piped {
        true => OFlags::empty(),
        // Else a pipe would keep us waiting before anything is known of it.
        false => OFlags::NONBLOCK,
    };
    let file = OpenOptions::new()
        .read(true)
        .custom_flags(flags.bits().cast_signed())
        .open(path)?;
    let kind = file.metadata()?.file_type();
    if is_piped || kind.is_file() || kind.is_dir() {
        return Ok(file);
    }
    let why = "it is no file, but a pipe, a device or a socket";
    Err(io::Error::new(io::ErrorKind::InvalidInput, why))
}
