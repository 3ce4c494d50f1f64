//! Files that the system protects from whoever may write to their directory. Only
//! the superuser can make such, so that these tests do nothing as anyone else.

use cap_std::fs::Dir;
use rustix::fs::{IFlags, ioctl_getflags, ioctl_setflags};

use super::adopting::adopt;
use super::recovering::{Cut, NEW, cut_off, recover};
use super::{Scratch, conflicts, export_text, file, plan, shop};
use crate::{OddKind, OutputErrorKind, Recovery};

/// A file or a directory with an attribute, until it is dropped.
pub(super) struct Fixed(std::fs::File);

impl Fixed {
    /// Gives nothing where that is not to be had.
    pub(super) fn new(dir: &Dir, path: &str, flag: IFlags) -> Option<Self> {
        let file = dir.open(path).unwrap().into_std();
        let flags = ioctl_getflags(&file).ok()?;
        ioctl_setflags(&file, flags | flag).ok()?;
        Some(Self(file))
    }
}

impl Drop for Fixed {
    fn drop(&mut self) {
        let flags = ioctl_getflags(&self.0).unwrap();
        ioctl_setflags(&self.0, flags - (IFlags::IMMUTABLE | IFlags::APPEND)).unwrap();
    }
}

const IMMUTABLE: &str = "it is immutable (`chattr -i` ends that)";
const APPEND_ONLY: &str = "it is append-only (`chattr -a` ends that)";
const BELOW: &str = "its directory is append-only (`chattr -a` ends that)";

#[test]
fn protected_file_refuses_the_export_before_anything_is_changed() {
    let below = [("d", APPEND_ONLY), ("d/b", BELOW)];
    for (path, flag, expected) in [
        ("a", IFlags::IMMUTABLE, &[("a", IMMUTABLE)][..]),
        ("d/b", IFlags::APPEND, &[("d/b", APPEND_ONLY)]),
        ("d", IFlags::APPEND, &below),
        (".", IFlags::APPEND, &[("a", BELOW), ("d", BELOW)]),
    ] {
        let scratch = Scratch::new();
        export_text(&scratch, &[("a", "1"), ("d/b", "1")]).unwrap();
        let Some(_fixed) = Fixed::new(&scratch.out(), path, flag) else {
            return;
        };
        let before = scratch.record();
        let expected = expected
            .iter()
            .map(|(path, why)| format!("`{path}`: {why}"));
        refuses_all(&scratch, &expected.collect::<Vec<_>>());
        assert_eq!(scratch.record(), before, "{path}");
    }
}

/// An export that takes over what is in its way, what tells of it, and a removal.
fn refuses_all(scratch: &Scratch, expected: &[String]) {
    let new = [("a", "2"), ("c", "2")];
    assert_eq!(conflicts(adopt(scratch, &new)), expected);
    let files = new.map(|(path, text)| file(path, text));
    let rehearsed = scratch.open().rehearse(&shop(), &plan(&files), true);
    assert_eq!(conflicts(rehearsed), expected);
    let dir = scratch.open();
    let removed = dir.prepare_removal(&[shop()]);
    let error = removed.map(drop).unwrap_err();
    assert!(matches!(error.kind(), OutputErrorKind::Conflicts(_)));
}

#[test]
fn protected_manifest_refuses_the_export_before_anything_is_changed() {
    let scratch = Scratch::new();
    export_text(&scratch, &[("a", "1")]).unwrap();
    let manifest = ".portcullis/shop/runit.json";
    let Some(_fixed) = Fixed::new(&scratch.out(), manifest, IFlags::IMMUTABLE) else {
        return;
    };
    let before = scratch.record();
    let error = export_text(&scratch, &[("a", "2")]).unwrap_err();
    let refused = format!("replace `{manifest}`: {IMMUTABLE}");
    assert_eq!(error.to_string(), refused);
    assert_eq!(scratch.record(), before);
    // Nothing but the manifest would change.
    scratch.out().remove_file("a").unwrap();
    let before = scratch.record();
    let removed = scratch.open().prepare_removal(&[shop()]).map(drop);
    assert_eq!(removed.unwrap_err().to_string(), refused);
    let rehearsed = scratch.open().rehearse(&shop(), &crate::Plan::new(), false);
    assert_eq!(rehearsed.unwrap_err().to_string(), refused);
    assert_eq!(scratch.record(), before);
}

#[test]
fn file_that_was_protected_after_the_commit_does_not_keep_everyone_out() {
    let scratch = cut_off(Cut::Committed(0));
    let Some(fixed) = Fixed::new(&scratch.out(), "a", IFlags::IMMUTABLE) else {
        return;
    };
    let recovery = recover(&scratch);
    let [odd] = recovery.odd() else {
        panic!("{recovery:?}")
    };
    assert_eq!((odd.path().as_str(), odd.kind()), ("a", OddKind::Refused));
    assert_eq!(scratch.out().read("a").unwrap(), b"1");
    assert_eq!(scratch.out().read("e/y").unwrap(), b"2");
    assert_eq!(recover(&scratch), Recovery::default());
    assert_eq!(conflicts(export_text(&scratch, &NEW)).len(), 1);
    drop(fixed);
    adopt(&scratch, &NEW).unwrap();
    assert_eq!(scratch.out().read("a").unwrap(), b"2");
}
