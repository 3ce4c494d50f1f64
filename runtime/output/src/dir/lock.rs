//! The lock of a directory: one process at a time stages, publishes and
//! recovers in it.
//!
//! It is the state directory itself that is locked, so that there is no file to
//! be left behind, and the system lets go of it however a process ends.

use std::thread;
use std::time::{Duration, Instant};

use cap_std::fs::Dir;
use rustix::fs::{FlockOperation, flock, fstat};
use rustix::io::Errno;

use super::made::{self, MadeBelow};
use super::state::{self, STATE, State};
use super::walk::stat;
use crate::{OutputError, OutputErrorKind};

const ACTION: &str = "lock directory";

/// How often a lock that is taken is tried again.
const INTERVAL: Duration = Duration::from_millis(10);

/// How often the directory may be gone after it was made or opened. Stops one
/// that never lasts, as in `/proc`, from holding us for ever.
const ATTEMPTS: usize = 100;

/// Opens the state directory below `root` and locks it, waiting for at most
/// `patience`. Makes it first if that is asked for, and else gives nothing where
/// there is none.
pub(super) fn enter(
    root: &Dir,
    patience: Duration,
    is_to_be_made: bool,
) -> Result<Option<State>, OutputError> {
    let begun = Instant::now();
    for _ in 0..ATTEMPTS {
        let (dir, is_made) = match state::open(root)? {
            Some(dir) => (dir, false),
            None if !is_to_be_made => return Ok(None),
            None => match make(root)? {
                Some(dir) => (dir, true),
                None => continue,
            },
        };
        let locked = lock(&dir, begun, patience).and_then(|()| is_still_there(root, &dir));
        let locked = locked.inspect_err(|_| {
            if is_made {
                made::remove_below(root, STATE);
            }
        });
        if locked? {
            return Ok(Some(State::new(dir, is_made)));
        }
    }
    Err(OutputError::io(ACTION, STATE)(Errno::NOENT))
}

/// Makes the directory, or gives nothing if someone made it meanwhile, so that it is
/// to be looked at, or removed it again.
fn make(root: &Dir) -> Result<Option<Dir>, OutputError> {
    let mut made = MadeBelow::private();
    match made.make(root, STATE) {
        Ok(_) if made.is_empty() => Ok(None),
        Ok(dir) => Ok(Some(dir)),
        Err(error) => {
            if !made.is_empty() {
                made::remove_below(root, STATE);
            }
            match error.is_not_found() {
                true => Ok(None),
                false => Err(error),
            }
        }
    }
}

fn lock(dir: &Dir, begun: Instant, patience: Duration) -> Result<(), OutputError> {
    loop {
        match flock(dir, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => return Ok(()),
            Err(Errno::INTR) => {}
            Err(Errno::WOULDBLOCK) if begun.elapsed() < patience => thread::sleep(INTERVAL),
            Err(Errno::WOULDBLOCK) => {
                return Err(OutputError::new(ACTION, STATE, OutputErrorKind::Locked));
            }
            Err(errno) => return Err(OutputError::io(ACTION, STATE)(errno)),
        }
    }
}

/// Whoever held the lock may have removed the directory.
fn is_still_there(root: &Dir, dir: &Dir) -> Result<bool, OutputError> {
    let own = fstat(dir).map_err(OutputError::io(ACTION, STATE))?;
    let found = stat(root, STATE).map_err(OutputError::io(ACTION, STATE))?;
    Ok(found.is_some_and(|found| (found.st_dev, found.st_ino) == (own.st_dev, own.st_ino)))
}
