//! Where a race happens: an output directory, what the attacker keeps in it to
//! swap, and the outside, which nobody may reach.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use anyhow::Result;
use rustix::fs::{CWD, Mode, RenameFlags, mkfifoat, renameat_with};
use rustix::io::Errno;

/// The folder of a race.
pub(crate) struct Ground {
    root: PathBuf,
}

impl Ground {
    /// Makes everything below a folder: files of an export, and the same names
    /// outside, so that whoever follows a link finds what it looks for.
    pub(crate) fn make(folder: &Path) -> Result<Self> {
        let ground = Self {
            root: folder.to_path_buf(),
        };
        for below in ["a/b/c", ".portcullis/shop"] {
            fs::create_dir_all(ground.outside().join(below))?;
        }
        for file in ["file", "a/file", "a/b/c/file"] {
            fs::write(ground.outside().join(file), "outside")?;
        }
        // In the output directory: what is swapped against it stays in it.
        fs::create_dir_all(ground.spare(""))?;
        Ok(ground)
    }

    /// The output directory.
    pub(crate) fn out(&self) -> PathBuf {
        self.root.join("out")
    }

    /// What nobody may open.
    pub(crate) fn outside(&self) -> PathBuf {
        self.root.join("outside")
    }

    /// A name that the attacker keeps something under.
    pub(crate) fn spare(&self, name: &str) -> PathBuf {
        self.out().join("spare").join(name)
    }

    /// Keeps a link to something outside.
    pub(crate) fn keep_link(&self, to: &str) -> Result<()> {
        Ok(symlink(self.outside().join(to), self.spare("link"))?)
    }

    /// Keeps a pipe, which nobody writes to.
    pub(crate) fn keep_pipe(&self) -> Result<()> {
        Ok(mkfifoat(
            CWD,
            self.spare("pipe"),
            Mode::from_raw_mode(0o644),
        )?)
    }

    /// Swaps a name in the output directory against a spare one, if it is there.
    pub(crate) fn swap(&self, name: &str, spare: &str) -> bool {
        let swapped = renameat_with(
            CWD,
            self.out().join(name),
            CWD,
            self.spare(spare),
            RenameFlags::EXCHANGE,
        );
        assert!(matches!(swapped, Ok(()) | Err(Errno::NOENT)), "{swapped:?}");
        swapped.is_ok()
    }

    /// Puts a file of the attacker's own into the place of a name.
    pub(crate) fn replace(&self, name: &str, text: &str) -> bool {
        let new = self.spare("new");
        fs::write(&new, text).is_ok() && fs::rename(new, self.out().join(name)).is_ok()
    }

    /// Removes a name.
    pub(crate) fn remove(&self, name: &str) -> bool {
        fs::remove_file(self.out().join(name)).is_ok()
    }
}
