//! Names that change their files in one step, so that nothing is ever written
//! over unseen. A file system that has no such step gets several, each of which
//! leaves what the next use of the directory can go on with.

use std::io;

use cap_std::fs::Dir;
use rustix::fs::{AtFlags, Mode, OFlags, linkat, openat, renameat, statat, unlinkat};
use rustix::io::Errno;

use super::state::gone;
use super::walk::{is_directory, stat};

/// Moves `name` of `from` to a free name in `to`; fails with `EXIST` if it is
/// not free. If both are names of one file already, an earlier attempt was cut
/// off, and the first goes.
pub(super) fn move_to_free(from: &Dir, name: &str, to: &Dir, target: &str) -> Result<(), Errno> {
    let moved = match kernel::move_to_free(from, name, to, target) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => move_by_link(from, name, to, target),
        moved => moved,
    };
    match moved {
        Err(Errno::EXIST) if is_one_file(from, name, to, target) => {
            unlinkat(from, name, AtFlags::empty())
        }
        moved => moved,
    }
}

fn move_by_link(from: &Dir, name: &str, to: &Dir, target: &str) -> Result<(), Errno> {
    match linkat(from, name, to, target, AtFlags::empty()) {
        Ok(()) => unlinkat(from, name, AtFlags::empty()),
        // A directory has one name only, and takes the place of an empty one at
        // most.
        Err(Errno::PERM) if is_directory(from, name).unwrap_or(false) => {
            renameat(from, name, to, target)
        }
        Err(errno) => Err(errno),
    }
}

/// Gives a file a second name in `to`, which must be free; fails with `EXIST` if
/// it is not. The first stays, so that nothing is lost if the second does not
/// last. A file system without such links gets a move.
pub(super) fn add_name(from: &Dir, name: &str, to: &Dir, target: &str) -> Result<(), Errno> {
    match linkat(from, name, to, target, AtFlags::empty()) {
        Err(errno) if has_no_links(errno) => move_to_free(from, name, to, target),
        done => done,
    }
}

/// Whether that is how a file system refuses a link since it has none.
pub(super) fn has_no_links(errno: Errno) -> bool {
    matches!(
        errno,
        Errno::PERM | Errno::NOSYS | Errno::OPNOTSUPP | Errno::MLINK
    )
}

/// Exchanges what two names have. Nobody but us may enter `from`.
///
/// A file system that cannot do so in one step gets three, which leave `target`
/// whole all the time. Then a file that someone puts there between the first and
/// the second is lost, which is why it is the second choice. Whoever is cut off
/// in between goes on with [`complete`].
pub(super) fn exchange(from: &Dir, name: &str, to: &Dir, target: &str) -> Result<(), Errno> {
    match kernel::exchange(from, name, to, target) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {}
        done => return done,
    }
    let aside = aside(name);
    linkat(to, target, from, &*aside, AtFlags::empty())?;
    renameat(from, name, to, target).inspect_err(|_| {
        let _ = unlinkat(from, &*aside, AtFlags::empty());
    })?;
    renameat(from, &*aside, from, name)
}

/// Ends an exchange that was cut off: what came out gets its name, or, if nothing
/// came out yet, loses the second one.
pub(super) fn complete(from: &Dir, name: &str) -> io::Result<()> {
    let aside = aside(name);
    match stat(from, name)? {
        Some(_) => gone(unlinkat(from, &*aside, AtFlags::empty())),
        None => gone(renameat(from, &*aside, from, name)),
    }
}

/// The name of what an exchange of `name` takes out, until that is free.
pub(super) fn aside(name: &str) -> String {
    format!("{name}{ASIDE}")
}

/// How it ends.
pub(super) const ASIDE: &str = ".aside";

/// Finds out with a file of `dir`, which nobody but us may enter, whether its file
/// system can do without links what publishing takes: give a free name, and exchange
/// two if that `is_replacing`.
pub(super) fn is_able(dir: &Dir, name: &str, is_replacing: bool) -> Result<bool, Errno> {
    let twin = format!("{name}.twin");
    let tried = kernel::move_to_free(dir, name, dir, &twin).and_then(|()| match is_replacing {
        true => exchange_with_empty(dir, &twin, name),
        false => renameat(dir, &*twin, dir, name),
    });
    match tried {
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => Ok(false),
        tried => tried.map(|()| true),
    }
}

/// Gives `twin` the free name `name` by exchanging it with a fresh file.
fn exchange_with_empty(dir: &Dir, twin: &str, name: &str) -> Result<(), Errno> {
    let fresh = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::CLOEXEC;
    openat(dir, name, fresh, Mode::from_raw_mode(0o600))?;
    kernel::exchange(dir, twin, dir, name)?;
    unlinkat(dir, twin, AtFlags::empty())
}

fn is_one_file(one: &Dir, name: &str, other: &Dir, target: &str) -> bool {
    let identity = |dir, name| {
        let found = statat(dir, name, AtFlags::SYMLINK_NOFOLLOW).ok()?;
        Some((found.st_dev, found.st_ino))
    };
    identity(one, name).is_some_and(|found| identity(other, target) == Some(found))
}

/// Gives a name, if it is there, in a directory of ours to another one there.
pub(super) fn rename(dir: &Dir, name: &str, target: &str) -> io::Result<()> {
    gone(renameat(dir, name, dir, target))
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
