//! Which manifests are read, and which are refused for what.

use super::{Manifest, ManifestProblem};
use crate::{Digest, Entry, File, FilePath, Mode, Owner, PathProfile, Plan};

const DIGEST: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

fn owner() -> Owner {
    Owner::new("shop", "systemd").unwrap()
}

fn path(text: &str) -> FilePath {
    FilePath::new(text, PathProfile::PosixUnit).unwrap()
}

fn manifest(files: &[&str], directories: &[&str]) -> Manifest {
    let (digest, mode) = (Digest::of(b""), Mode::new(true, true));
    let entry = |text: &&str| Entry::known(path(text), digest, u64::MAX, mode);
    Manifest {
        files: files.iter().map(entry).collect(),
        directories: directories.iter().map(|text| path(text)).collect(),
    }
}

fn written() -> String {
    let manifest = manifest(&[r"a/b\x2d@:c", "b"], &["a"]);
    String::from_utf8(manifest.to_json(&owner()).unwrap()).unwrap()
}

/// Refuses the manifest that comes of replacing `old` by `new`.
#[track_caller]
fn refused(old: &str, new: &str) -> ManifestProblem {
    let text = written();
    assert!(text.contains(old), "`{old}` is not in {text}");
    match Manifest::parse(text.replacen(old, new, 1).as_bytes(), &owner()) {
        Ok(_) => panic!("`{new}` is accepted"),
        Err(problem) => problem,
    }
}

#[test]
fn what_is_written_is_read() {
    let manifest = manifest(&[r"a/b\x2d@:c", "b", "東"], &["a", "a/b"]);
    let bytes = manifest.to_json(&owner()).unwrap();
    assert_eq!(Manifest::parse(&bytes, &owner()).unwrap(), manifest);
    let empty = Manifest::default();
    let bytes = empty.to_json(&owner()).unwrap();
    assert_eq!(Manifest::parse(&bytes, &owner()).unwrap(), empty);
}

#[test]
fn fields_are_exactly_those_of_a_manifest() {
    for (old, new) in [
        ("{\"schema\"", "{\"more\":1,\"schema\""),
        ("\"schema\":1,", ""),
        ("\"schema\":1", "\"schema\":\"1\""),
        ("\"bytes\":", "\"size\":"),
        ("\"bytes\":", "\"bytes\":-"),
        ("\"bytes\":", "\"more\":0,\"bytes\":"),
        ("\"mode\":", "\"mode\":\"0644\",\"mode\":"),
        (",\"directories\":[\"a\"]", ""),
        ("\n", "{}"),
        ("\"a\"", "\"a"),
        ("\"component\":null", "\"component\":{\"name\":\"a\"}"),
    ] {
        let problem = refused(old, new);
        assert!(matches!(problem, ManifestProblem::Json(_)), "{problem}");
    }
}

#[test]
fn another_version_is_told_as_such_whatever_it_has() {
    for new in ["\"schema\":2", "\"schema\":2,\"journal\":{}"] {
        assert_eq!(refused("\"schema\":1", new), ManifestProblem::Schema(2));
    }
}

#[test]
fn manifest_of_another_owner_is_refused() {
    for (old, new) in [
        ("shop", "Shop"),
        ("systemd", "upstart"),
        ("shop", "a\\u001b[2J"),
    ] {
        let problem = refused(old, new);
        assert!(matches!(problem, ManifestProblem::OfAnother { .. }));
        assert!(!problem.to_string().contains('\u{1b}'));
    }
}

#[test]
fn path_that_no_export_can_have_written_is_refused() {
    for new in [
        "",
        "../b",
        "/etc/passwd",
        "a//b",
        ".portcullis/x",
        ".git/x",
        "b\\u0000",
    ] {
        for old in ["\"b\"", "[\"a\"]"] {
            let quoted = format!("\"{new}\"");
            let new = if old == "\"b\"" {
                quoted
            } else {
                format!("[{quoted}]")
            };
            let problem = refused(old, &new);
            assert!(matches!(problem, ManifestProblem::Path(_)), "{problem}");
        }
    }
}

#[test]
fn digest_and_mode_are_read_as_they_are_written() {
    for new in [&DIGEST[1..], &DIGEST.to_uppercase(), "", "g"] {
        let problem = refused(DIGEST, new);
        assert!(matches!(problem, ManifestProblem::Digest(_)), "{problem}");
    }
    for new in ["0777", "700", "4755", "rwx", ""] {
        let problem = refused("0700", new);
        assert!(matches!(problem, ManifestProblem::Mode(_)), "{problem}");
    }
    let component = r#""component":{"name":"a","version":"1","sha256":"0"}"#;
    let problem = refused(r#""component":null"#, component);
    assert!(matches!(problem, ManifestProblem::Digest(_)), "{problem}");
}

#[test]
fn paths_that_are_twice_there_or_out_of_order_are_refused() {
    for (old, new) in [
        ("\"b\"", "\"a\""),
        ("[\"a\"]", "[\"a\",\"a\"]"),
        ("[\"a\"]", "[\"b\",\"a\"]"),
    ] {
        let problem = refused(old, new);
        assert_eq!(problem, ManifestProblem::Order(path("a")), "{new}");
    }
}

#[test]
fn files_beyond_a_plan_are_told_in_order() {
    let mut plan = Plan::new();
    let mode = Mode::new(false, false);
    for text in ["c", "a"] {
        plan.accept(&File::new(path(text), Vec::new(), mode))
            .unwrap();
    }
    let manifest = manifest(&["A", "a", "a.b", "b"], &[]);
    let beyond = manifest.beyond(&plan).into_iter();
    let beyond: Vec<_> = beyond.map(|entry| entry.path().as_str()).collect();
    assert_eq!(beyond, ["A", "a.b", "b"]);
}
