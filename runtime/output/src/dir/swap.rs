//! Names that change their files in one step, so that nothing is ever written
//! over unseen.

use std::io;

use cap_std::fs::Dir;
use rustix::fs::{AtFlags, linkat, renameat, unlinkat};
use rustix::io::Errno;

/// Moves `name` of `from` to a free name in `to`; fails with `EXIST` if it is
/// not free.
pub(super) fn move_to_free(from: &Dir, name: &str, to: &Dir, target: &str) -> Result<(), Errno> {
    match kernel::move_to_free(from, name, to, target) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {}
        done => return done,
    }
    linkat(from, name, to, target, AtFlags::empty())?;
    unlinkat(from, name, AtFlags::empty())
}

/// Gives a file a second name in `to`, which must be free; fails with `EXIST` if
/// it is not. The first stays, so that nothing is lost if the second does not
/// last. A file system without such links gets a move.
pub(super) fn add_name(from: &Dir, name: &str, to: &Dir, target: &str) -> Result<(), Errno> {
    match linkat(from, name, to, target, AtFlags::empty()) {
        Err(Errno::PERM | Errno::NOSYS | Errno::OPNOTSUPP | Errno::MLINK) => {
            move_to_free(from, name, to, target)
        }
        done => done,
    }
}

/// Exchanges what two names have.
///
/// A file system that cannot do so in one step gets three, which leave `target`
/// whole all the time. Then a file that someone puts there between the first and
/// the second is lost, which is why it is the second choice.
pub(super) fn exchange(from: &Dir, name: &str, to: &Dir, target: &str) -> Result<(), Errno> {
    match kernel::exchange(from, name, to, target) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {}
        done => return done,
    }
    let aside = format!("{name}.aside");
    // An earlier attempt may have left it, another name of what is still there.
    let _ = unlinkat(from, &*aside, AtFlags::empty());
    linkat(to, target, from, &*aside, AtFlags::empty())?;
    renameat(from, name, to, target).inspect_err(|_| {
        let _ = unlinkat(from, &*aside, AtFlags::empty());
    })?;
    renameat(from, &*aside, from, name)
}

/// Gives a name, if it is there, in a directory of ours to another one there.
pub(super) fn rename(dir: &Dir, name: &str, target: &str) -> io::Result<()> {
    super::state::gone(renameat(dir, name, dir, target))
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
mod kernel {
    use cap_std::fs::Dir;
    use rustix::fs::{RenameFlags, renameat_with};
    use rustix::io::Errno;

    pub(super) fn move_to_free(
        from: &Dir,
        name: &str,
        to: &Dir,
        target: &str,
    ) -> Result<(), Errno> {
        renameat_with(from, name, to, target, RenameFlags::NOREPLACE)
    }

    pub(super) fn exchange(from: &Dir, name: &str, to: &Dir, target: &str) -> Result<(), Errno> {
        renameat_with(from, name, to, target, RenameFlags::EXCHANGE)
    }
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
mod kernel {
    use cap_std::fs::Dir;
    use rustix::io::Errno;

    pub(super) fn move_to_free(_: &Dir, _: &str, _: &Dir, _: &str) -> Result<(), Errno> {
        Err(Errno::NOSYS)
    }

    pub(super) fn exchange(_: &Dir, _: &str, _: &Dir, _: &str) -> Result<(), Errno> {
        Err(Errno::NOSYS)
    }
}
