//! Progress of an export that takes longer than a blink.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// How long an export may take before anything is shown.
const BLINK: Duration = Duration::from_millis(300);

/// Counts files on standard error, if that is a terminal.
pub(crate) struct Progress {
    begun: Instant,
    files: u64,
    format: String,
    bar: Option<ProgressBar>,
    wanted: bool,
}

impl Progress {
    pub(crate) fn new(format: &str) -> Self {
        Self {
            begun: Instant::now(),
            files: 0,
            format: format.to_owned(),
            bar: None,
            wanted: std::io::stderr().is_terminal(),
        }
    }

    /// One more file.
    pub(crate) fn step(&mut self) {
        self.files += 1;
        if self.bar.is_none() && self.wanted && self.begun.elapsed() > BLINK {
            let style = ProgressStyle::with_template("{spinner} {msg}: {pos} files in {elapsed}");
            let bar = ProgressBar::new_spinner().with_message(self.format.clone());
            self.bar = Some(match style {
                Ok(style) => bar.with_style(style),
                Err(_) => bar,
            });
        }
        if let Some(bar) = &self.bar {
            bar.set_position(self.files);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
