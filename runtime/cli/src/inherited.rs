//! What a process inherits from whoever started it, and what of that is changed
//! before anything is done.

use rustix::fs::Mode;
use rustix::process::{Signal, umask};

/// `SIG_IGN`.
const IGNORE: usize = 1;

/// Settles it. No other thread makes files by then.
pub(crate) fn settle() {
    keep_own_rights();
    outlive_the_limit_of_file_sizes();
}

/// A mask that takes the owner's own rights would keep us from opening, to give it
/// its exact mode, what we have just made. What it takes from others stays taken.
fn keep_own_rights() {
    let mask = umask(Mode::RWXU | Mode::RWXG | Mode::RWXO);
    umask(mask.difference(Mode::RWXU));
}

/// A write beyond `ulimit -f` then fails, and is told with the place and the
/// remedy, where the signal would end us without a word.
#[expect(unsafe_code, reason = "changing what a signal does is")]
fn outlive_the_limit_of_file_sizes() {
    unsafe extern "C" {
        fn signal(number: i32, action: usize) -> usize;
    }
    // SAFETY: this is the function of the C library, with its types on Linux; to
    // ignore a signal runs no code of ours.
    unsafe { signal(Signal::XFSZ.as_raw(), IGNORE) };
}
