//! One entry of the cache on the disk.

use std::io;
use std::path::PathBuf;

use portcullis_host::ErrorKind;
use portcullis_host::cache::{Entry, HEADER_BYTES, SEAL_BYTES, Tag};
use portcullis_host::limits::CODE_BYTES;

use super::{Cache, UNFINISHED, private};
use crate::compiler::Compiled;

/// Where an entry lies, or would.
#[derive(Debug)]
pub(crate) struct Place<'cache> {
    cache: &'cache Cache,
    tag: Tag,
    file: PathBuf,
}

impl<'cache> Place<'cache> {
    pub(super) fn new(cache: &'cache Cache, tag: Tag) -> Self {
        let file = cache.directory.join(tag.name());
        Self { cache, tag, file }
    }

    /// The entry, if there is one whose seal is whole. The bytes that were
    /// verified are the bytes that are given: the file is read once.
    pub(crate) fn read(&self) -> Option<Entry> {
        let most = CODE_BYTES + (HEADER_BYTES + SEAL_BYTES) as u64;
        let bytes = match private::read(&self.file, most) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
            bytes => bytes,
        };
        let opened = bytes.map_err(|error| error.to_string()).and_then(|bytes| {
            let opened = self.tag.open(&self.cache.key, bytes);
            opened.map_err(|error| error.to_string())
        });
        let file = self.file.display();
        match opened {
            Ok(entry) => {
                tracing::debug!(%file, "the component was compiled before");
                Some(entry)
            }
            Err(error) => {
                tracing::debug!(%file, error, "an entry of the cache is of no use");
                None
            }
        }
    }

    /// Keeps code, or the limit that compiling exceeded; nothing else that went
    /// wrong would go wrong again for certain.
    pub(crate) fn remember(&self, compiled: &Compiled) {
        let entry = match compiled {
            Ok(code) => Entry::Code(code.clone()),
            Err(error) => match *error.kind() {
                ErrorKind::Compile { limit, budget, .. } => Entry::Refused { limit, budget },
                _ => return,
            },
        };
        if let Err(error) = self.write(&entry).and_then(|()| self.cache.trim()) {
            let file = self.file.display();
            tracing::debug!(%file, %error, "the component cannot be remembered");
        }
    }

    fn write(&self, entry: &Entry) -> io::Result<()> {
        let bytes = self.tag.seal(&self.cache.key, entry);
        let unique = portcullis_host::digest(&private::random::<16>()?);
        let new = self.cache.directory.join(format!("{UNFINISHED}{unique}"));
        let new = private::write_new(new, &bytes)?;
        std::fs::rename(&new, &self.file).or_else(|error| {
            std::fs::remove_file(&new)?;
            Err(error)
        })
    }
}
