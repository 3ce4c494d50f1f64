//! One process at a time.

use std::time::Duration;

use cap_std::fs::{Permissions, PermissionsExt};

use super::{Scratch, export_text, file, owner, shop};
use crate::{OutputErrorKind, StateProblem};

#[test]
fn directory_in_use_is_refused_and_free_afterwards() {
    let scratch = Scratch::new();
    let first = scratch.open();
    let mut stage = first.stage_for(&shop()).unwrap();
    stage.write(&file("a", "")).unwrap();
    let error = scratch.open().lock(Duration::ZERO).unwrap_err();
    assert!(matches!(error.kind(), OutputErrorKind::Locked));
    assert!(error.hint().is_some());
    // The living stage is no debris.
    assert!(scratch.out().exists(".portcullis"));
    drop(stage);
    drop(first);
    scratch.open().lock(Duration::ZERO).unwrap();
    assert!(!scratch.out().exists(".portcullis"));
}

#[test]
fn stages_of_one_handle_share_the_lock() {
    let scratch = Scratch::new();
    export_text(&scratch, &[("a", "")]).unwrap();
    let dir = scratch.open();
    dir.lock(Duration::ZERO).unwrap();
    let one = dir.stage_for(&shop()).unwrap();
    let two = dir.stage_for(&owner("other", "runit")).unwrap();
    drop((one, two));
    let error = scratch.open().lock(Duration::ZERO).unwrap_err();
    assert!(matches!(error.kind(), OutputErrorKind::Locked));
}

#[test]
fn manifest_that_was_written_since_the_stage_began_is_read() {
    let scratch = Scratch::new();
    let dir = scratch.open();
    let mut stage = dir.stage_for(&shop()).unwrap();
    // Nothing is locked yet, since there is nothing to lock.
    export_text(&scratch, &[("a", "1"), ("b", "1")]).unwrap();
    let files = [file("a", "2")];
    stage.write(&files[0]).unwrap();
    stage.publish(&super::plan(&files)).unwrap();
    assert_eq!(scratch.shown(), ["a"]);
}

#[test]
fn state_that_others_may_write_to_is_used_only_where_they_may_rename_it() {
    for (above, state, is_used) in [
        (0o755, 0o755, true),
        (0o755, 0o775, false),
        (0o755, 0o757, false),
        (0o1777, 0o777, false),
        (0o775, 0o775, true),
        (0o775, 0o777, false),
        (0o777, 0o777, true),
    ] {
        let scratch = Scratch::new();
        export_text(&scratch, &[("a", "1")]).unwrap();
        let out = scratch.out();
        let chmod = |path, mode| out.set_permissions(path, Permissions::from_mode(mode));
        chmod(".portcullis", state).unwrap();
        chmod(".", above).unwrap();
        let before = scratch.record();
        let result = export_text(&scratch, &[("a", "2")]);
        assert_eq!(result.is_ok(), is_used, "{above:o} {state:o}");
        let Err(error) = result else { continue };
        let OutputErrorKind::State(why) = error.kind() else {
            panic!("{error}");
        };
        assert_eq!(*why, StateProblem::Open(state));
        assert!(error.hint().is_some());
        assert_eq!(scratch.record(), before);
        scratch.open().is_pending().unwrap_err();
    }
}
