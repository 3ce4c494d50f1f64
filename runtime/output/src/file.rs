//! What an exporter yields, once its path is checked: a file as a value.

use std::fmt;

use crate::FilePath;

/// One file to be written: a checked path, the exact bytes, a mode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    path: FilePath,
    content: Vec<u8>,
    mode: Mode,
}

impl File {
    /// Puts a file together.
    #[must_use]
    pub fn new(path: FilePath, content: Vec<u8>, mode: Mode) -> Self {
        Self {
            path,
            content,
            mode,
        }
    }

    /// Where the file goes, relative to the output directory.
    #[must_use]
    pub fn path(&self) -> &FilePath {
        &self.path
    }

    /// The exact bytes.
    #[must_use]
    pub fn content(&self) -> &[u8] {
        &self.content
    }

    /// The exact mode.
    #[must_use]
    pub fn mode(&self) -> Mode {
        self.mode
    }
}

/// A file's mode: one of 0644, 0755, 0600 and 0700, whatever the umask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mode {
    executable: bool,
    private: bool,
}

impl Mode {
    /// Gives the mode for the two flags of an exporter's file: `executable`
    /// adds the right to run it, `private` takes all rights from everyone but
    /// the owner.
    #[must_use]
    pub fn new(executable: bool, private: bool) -> Self {
        Self {
            executable,
            private,
        }
    }

    /// Reads a mode as it is displayed.
    pub(crate) fn from_octal(text: &str) -> Option<Self> {
        match text {
            "0644" => Some(Self::new(false, false)),
            "0755" => Some(Self::new(true, false)),
            "0600" => Some(Self::new(false, true)),
            "0700" => Some(Self::new(true, true)),
            _ => None,
        }
    }

    /// Whether the file is to be run.
    #[must_use]
    pub fn is_executable(self) -> bool {
        self.executable
    }

    /// Whether only the owner may read the file.
    #[must_use]
    pub fn is_private(self) -> bool {
        self.private
    }

    /// The permission bits, such as `0o644`.
    #[must_use]
    pub fn bits(self) -> u32 {
        match (self.executable, self.private) {
            (false, false) => 0o644,
            (true, false) => 0o755,
            (false, true) => 0o600,
            (true, true) => 0o700,
        }
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04o}", self.bits())
    }
}

#[cfg(test)]
mod tests {
    use super::Mode;

    #[test]
    fn two_flags_give_four_modes() {
        let shown = |executable, private| {
            let mode = Mode::new(executable, private);
            assert_eq!(Mode::from_octal(&mode.to_string()), Some(mode));
            mode.to_string()
        };
        assert_eq!(shown(false, false), "0644");
        assert_eq!(shown(true, false), "0755");
        assert_eq!(shown(false, true), "0600");
        assert_eq!(shown(true, true), "0700");
    }
}
