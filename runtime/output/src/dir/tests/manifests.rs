//! The manifest on the disk: when it is written, and when it is not believed.

use rustix::fs::{AtFlags, FileType, Mode, mknodat};

use super::{Scratch, chain, conflicts, export_for, export_text, owner, shop, stale};
use crate::manifest::MANIFEST_BYTES;
use crate::{ComponentId, Digest, Kept, ManifestProblem, OutputErrorKind};

const MANIFEST: &str = ".portcullis/shop/runit.json";

#[test]
fn second_export_writes_not_even_the_manifest() {
    let scratch = Scratch::new();
    export_for(&scratch, &shop(), &["b", "a/c"]).unwrap();
    let before = scratch.record();
    let modified = scratch.root.metadata("out").unwrap().modified().unwrap();
    let published = export_for(&scratch, &shop(), &["b", "a/c"]).unwrap();
    assert!(published.is_unchanged());
    assert_eq!(scratch.record(), before);
    let again = scratch.root.metadata("out").unwrap().modified().unwrap();
    assert_eq!(again, modified);
}

#[test]
fn manifest_says_what_is_owned_sorted_by_path() {
    let scratch = Scratch::new();
    let by = ComponentId {
        name: "managers".to_owned(),
        version: "0.1.0".to_owned(),
        digest: Digest::of(b"component"),
    };
    let owner = shop().with_component(by);
    export_for(&scratch, &owner, &["b", "a/c"]).unwrap();
    let (component, empty) = (Digest::of(b"component"), Digest::of(b""));
    let owned =
        |path: &str| format!(r#"{{"path":"{path}","sha256":"{empty}","bytes":0,"mode":"0644"}}"#);
    let expected = format!(
        concat!(
            r#"{{"schema":1,"application":"shop","exporter":"runit","#,
            r#""component":{{"name":"managers","version":"0.1.0","sha256":"{}"}},"#,
            r#""files":[{},{}],"directories":["a"]}}"#,
            "\n"
        ),
        component,
        owned("a/c"),
        owned("b")
    );
    let written = scratch.out().read_to_string(MANIFEST).unwrap();
    assert_eq!(written, expected);
}

#[test]
fn another_component_renews_the_manifest_and_no_file() {
    let scratch = Scratch::new();
    export_for(&scratch, &shop(), &["a"]).unwrap();
    let before = scratch.record();
    let by = ComponentId {
        name: "other".to_owned(),
        version: "2".to_owned(),
        digest: Digest::of(b""),
    };
    export_for(&scratch, &shop().with_component(by), &["a"]).unwrap();
    let after = scratch.record();
    assert_eq!(after["out/a"], before["out/a"]);
    let manifest = &after[&format!("out/{MANIFEST}")];
    assert_ne!(*manifest, before[&format!("out/{MANIFEST}")]);
}

#[test]
fn export_without_files_makes_no_manifest_and_empties_the_one_there_is() {
    let scratch = Scratch::new();
    assert!(export_for(&scratch, &shop(), &[]).unwrap().is_unchanged());
    assert!(!scratch.out().exists(".portcullis"));
    export_for(&scratch, &shop(), &["a"]).unwrap();
    export_for(&scratch, &shop(), &[]).unwrap();
    let written = scratch.out().read_to_string(MANIFEST).unwrap();
    assert!(written.contains(r#""files":[],"directories":[]"#));
}

#[test]
fn manifest_that_cannot_be_believed_lets_nothing_be_written() {
    for content in ["", "{}", "[]", r#"{"schema":2}"#, "\u{1b}[2J"] {
        let scratch = Scratch::new();
        export_for(&scratch, &shop(), &["a", "b"]).unwrap();
        scratch.out().write(MANIFEST, content).unwrap();
        is_refused(&scratch);
    }
    let scratch = Scratch::new();
    export_for(&scratch, &owner("other", "runit"), &["a", "b"]).unwrap();
    let state = scratch.out().open_dir(".portcullis").unwrap();
    state.rename("other", &state, "shop").unwrap();
    is_refused(&scratch);
}

#[test]
fn what_is_no_file_is_no_manifest() {
    for kind in ["symlink", "directory", "fifo"] {
        let scratch = Scratch::new();
        export_for(&scratch, &shop(), &["a", "b"]).unwrap();
        let out = scratch.out();
        out.rename(MANIFEST, &out, "elsewhere").unwrap();
        match kind {
            "symlink" => out.symlink_contents("../../elsewhere", MANIFEST).unwrap(),
            "directory" => out.create_dir(MANIFEST).unwrap(),
            _ => {
                let mode = Mode::from_raw_mode(0o600);
                mknodat(out, MANIFEST, FileType::Fifo, mode, 0).unwrap();
            }
        }
        is_refused(&scratch);
    }
}

#[test]
fn manifest_that_would_fill_memory_is_not_read() {
    let scratch = Scratch::new();
    export_for(&scratch, &shop(), &["a", "b"]).unwrap();
    let manifest = scratch
        .out()
        .open_with(MANIFEST, cap_std::fs::OpenOptions::new().write(true));
    manifest.unwrap().set_len(MANIFEST_BYTES + 1).unwrap();
    let error = export_for(&scratch, &shop(), &["a"]).unwrap_err();
    let OutputErrorKind::Manifest(ManifestProblem::TooLong(bytes)) = error.kind() else {
        panic!("{}", chain(&error))
    };
    assert_eq!(*bytes, MANIFEST_BYTES + 1);
}

#[track_caller]
fn is_refused(scratch: &Scratch) {
    let before = scratch.record();
    let refused = scratch.open().rehearse(&shop(), &crate::Plan::new(), false);
    for error in [
        export_for(scratch, &shop(), &["a", "new"]).unwrap_err(),
        refused.unwrap_err(),
    ] {
        assert!(matches!(error.kind(), OutputErrorKind::Manifest(_)));
        let message = chain(&error);
        assert!(
            message.starts_with(&format!("read manifest `{MANIFEST}`: ")),
            "{message}"
        );
        assert!(!message.contains('\u{1b}'), "{message}");
        assert!(error.hint().is_some());
    }
    assert_eq!(scratch.record(), before);
}

#[test]
fn manifest_of_another_owner_must_be_believed_before_anything_is_removed() {
    let scratch = Scratch::new();
    export_for(&scratch, &shop(), &["a", "b"]).unwrap();
    export_for(&scratch, &owner("other", "runit"), &["b"]).unwrap();
    scratch.out().write(".portcullis/kept", "kept").unwrap();
    let link = scratch.out().symlink_contents("other", ".portcullis/link");
    link.unwrap();
    scratch
        .out()
        .write(".portcullis/shop/notes", "kept")
        .unwrap();
    let other = ".portcullis/other/runit.json";
    let whole = scratch.out().read(other).unwrap();
    scratch.out().write(other, &whole[1..]).unwrap();
    let before = scratch.record();
    let error = export_for(&scratch, &shop(), &["a"]).unwrap_err();
    assert!(error.to_string().contains(other), "{error}");
    assert_eq!(scratch.record(), before);
    export_for(&scratch, &shop(), &["a", "b", "c"]).unwrap();
    scratch.out().write(other, &whole).unwrap();
    let published = export_for(&scratch, &shop(), &["a"]).unwrap();
    assert_eq!(stale(&published), ["remove c"]);
    assert_eq!(scratch.shown(), ["a", "b"]);
}

#[test]
fn manifest_of_another_user_makes_nothing_ours() {
    let scratch = Scratch::new();
    export_text(&scratch, &[("a", "1"), ("b", "1")]).unwrap();
    let someone = Some(rustix::process::Uid::from_raw(12345));
    let out = scratch.out();
    if rustix::fs::chownat(out, MANIFEST, someone, None, AtFlags::SYMLINK_NOFOLLOW).is_err() {
        return;
    }
    let before = scratch.record();
    let refused = conflicts(export_text(&scratch, &[("a", "2")]));
    let unowned = "`a`: a file is there that this export did not put there";
    assert_eq!(refused, [unowned]);
    assert_eq!(scratch.record(), before);
    // What is the same is no matter. What only that manifest names stays, and is
    // told once.
    let published = export_text(&scratch, &[("a", "1")]).unwrap();
    assert_eq!(published.stale()[0].kept(), Some(&Kept::ForeignManifest));
    assert_eq!(scratch.shown(), ["a", "b"]);
    let published = export_text(&scratch, &[("a", "1")]).unwrap();
    assert!(published.is_unchanged() && published.stale().is_empty());
}

#[test]
fn state_of_an_application_that_is_a_symlink_is_refused() {
    let scratch = Scratch::new();
    scratch.out().create_dir(".portcullis").unwrap();
    let link = scratch
        .out()
        .symlink_contents("../../outside", ".portcullis/shop");
    link.unwrap();
    let before = scratch.record();
    let error = export_for(&scratch, &shop(), &["a"]).unwrap_err();
    let message = chain(&error);
    assert!(
        message.contains("`.portcullis/shop` is a symbolic link"),
        "{message}"
    );
    assert_eq!(scratch.record(), before);
}
