//! A watch over the outside: whatever is opened, read, written, made, moved or
//! removed there is seen, even if it is undone at once.

use std::fs;
use std::mem::MaybeUninit;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use rustix::fd::OwnedFd;
use rustix::fs::inotify::{self, CreateFlags, ReadFlags, Reader, WatchFlags};
use rustix::io::Errno;

/// Events that are kept. More of them only say the same.
const MOST_KEPT: usize = 20;

/// A watch over a directory and all below it.
pub(crate) struct Watch {
    queue: OwnedFd,
    folders: Vec<PathBuf>,
    seen: Vec<String>,
}

impl Watch {
    /// Begins to watch.
    pub(crate) fn over(folder: &Path) -> Result<Self> {
        let mut watch = Self {
            queue: inotify::init(CreateFlags::NONBLOCK | CreateFlags::CLOEXEC)?,
            folders: Vec::new(),
            seen: Vec::new(),
        };
        let mut left = vec![folder.to_path_buf()];
        while let Some(folder) = left.pop() {
            for entry in fs::read_dir(&folder)? {
                let entry = entry?;
                if entry.file_type()?.is_dir() {
                    left.push(entry.path());
                }
            }
            watch.folders.push(folder);
        }
        // Only now, lest the looking around is seen too.
        for folder in &watch.folders {
            inotify::add_watch(&watch.queue, folder, WatchFlags::ALL_EVENTS)?;
        }
        Ok(watch)
    }

    /// Takes in what has happened since.
    pub(crate) fn look(&mut self) -> Result<()> {
        let mut buffer = [MaybeUninit::uninit(); 4096];
        let mut events = Reader::new(&self.queue, &mut buffer);
        loop {
            let event = match events.next() {
                Err(Errno::WOULDBLOCK) => return Ok(()),
                event => event?,
            };
            let kind = event.events();
            ensure!(
                !kind.contains(ReadFlags::QUEUE_OVERFLOW),
                "events were lost"
            );
            if self.seen.len() < MOST_KEPT {
                self.seen.push(format!("{kind:?} {:?}", event.file_name()));
            }
        }
    }

    /// What has happened.
    pub(crate) fn seen(&self) -> &[String] {
        &self.seen
    }
}
