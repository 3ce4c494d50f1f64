//! What is told of an output directory when it is locked: that another process
//! is waited for, and what was made up for.

use std::fmt::Display;
use std::path::Path;
use std::time::Duration;

use portcullis_host::visible;
use portcullis_output::{LOCK_WAIT, OutputDir, OutputErrorKind, ambient_authority};

use crate::exit::{Failure, OUTPUT, Result};
use crate::report;

/// The remedy where nothing was exported.
pub(crate) const WHICH: &str = "name the directory that an export was given as LOCATION";

/// Locks the directory and recovers it.
pub(crate) fn lock(dir: &OutputDir, location: &impl Display) -> Result<()> {
    let locked = dir.lock(Duration::ZERO).or_else(|error| {
        if !matches!(error.kind(), OutputErrorKind::Locked) {
            return Err(error);
        }
        let seconds = LOCK_WAIT.as_secs();
        report::note(format_args!(
            "another process is using {location}; waiting for it, {seconds} seconds at most"
        ));
        dir.lock(LOCK_WAIT)
    });
    locked?;
    tell(dir, location);
    Ok(())
}

/// Locks the directory and recovers it for a command that shows or changes what
/// is there, unless that is only to be rehearsed.
pub(crate) fn open(location: &Path, is_dry: bool) -> Result<OutputDir> {
    let dir = OutputDir::open_existing(location, ambient_authority())
        .map_err(|error| Failure::from(error).or_hint(WHICH))?;
    if is_dry {
        refuse_pending(&dir, location)?;
    } else {
        lock(&dir, &location.display())?;
        dir.clear_up()?;
    }
    Ok(dir)
}

/// Tells of changes that the next export makes before its own.
pub(crate) fn warn_of_pending(dir: &OutputDir, location: &impl Display) -> Result<()> {
    if dir.is_pending()? {
        report::warn(format_args!(
            "an export into {location} was cut off after it was decided; the next one completes \
             it first, and is told here as if it had"
        ));
    }
    Ok(())
}

/// Refuses to tell what becomes of files that are still to be put into place: the
/// version before them is made of what is there now.
fn refuse_pending(dir: &OutputDir, location: &Path) -> Result<()> {
    if !dir.is_pending()? {
        return Ok(());
    }
    let shown = location.display();
    let message = format!(
        "failed to look ahead in `{shown}`: an export into it was cut off after it was decided"
    );
    let hint = format!("`portcullis status {shown}` completes it; then try again");
    Err(Failure::new(OUTPUT, message).hint(hint))
}

fn tell(dir: &OutputDir, location: &impl Display) {
    let recovery = dir.take_recovery();
    if recovery.is_completed() {
        report::note(format_args!(
            "an export into {location} was cut off after it was decided; it is completed now"
        ));
    }
    for odd in recovery.odd() {
        report::warn(format_args!(
            "`{}` in {location}: {}",
            odd.path(),
            odd.kind()
        ));
    }
    for stage in recovery.refused() {
        report::warn(format_args!(
            "`{}` in {location} is left from an export that was cut off, and may not be removed",
            visible(stage)
        ));
    }
    for backup in recovery.backups() {
        report::note(format_args!(
            "what was in the place of `{}` is kept as `{}` in {location}",
            backup.path(),
            backup.place()
        ));
    }
}
