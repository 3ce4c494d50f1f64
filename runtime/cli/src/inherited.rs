//! What a process inherits from whoever started it, as far as it matters to what it
//! makes: the mask of modes, and the limits of file sizes and of the stack.

use std::sync::OnceLock;

use portcullis_host::Host;
use rustix::fs::Mode;
use rustix::process::{Resource, getrlimit, umask};

use crate::exit::{Failure, OTHER, Result};

/// Bytes of a file that the engine may make, in memory, of what a guest's memory holds
/// at first: as large an image as it ever makes of a sparse one.
const IMAGE: u64 = 16 << 20;

/// Lets go of a mask that takes the owner's own rights, which would keep us from
/// opening, to give it its exact mode, what we have just made. What it takes from
/// others stays taken. No other thread makes files by then.
pub(crate) fn keep_own_rights() {
    let mask = umask(Mode::RWXU | Mode::RWXG | Mode::RWXO);
    umask(mask.difference(Mode::RWXU));
}

/// Whether the first thread may use a stack of so many bytes.
pub(crate) fn has_stack(bytes: usize) -> bool {
    let most = getrlimit(Resource::Stack).current;
    most.is_none_or(|most| most >= bytes as u64)
}

/// The host of this process, made when it is first asked for, unless the system would
/// end us by a signal, without a word, as soon as the engine writes. The system takes
/// it back at the end, faster than we could piece by piece.
pub(crate) fn host() -> Result<&'static Host> {
    static HOST: OnceLock<Host> = OnceLock::new();
    if let Some(host) = HOST.get() {
        return Ok(host);
    }
    match getrlimit(Resource::Fsize).current {
        Some(most) if most < IMAGE => {
            let message = format!("the limit of file sizes is {most} bytes");
            let hint = format!("the engine needs {IMAGE}: raise it with `ulimit -f`, or lift it");
            Err(Failure::new(OTHER, message).hint(hint))
        }
        _ => {
            let host = Host::new()?;
            Ok(HOST.get_or_init(|| host))
        }
    }
}
