//! The cache as the command keeps it: used when it is whole, made anew when not,
//! and never in the way.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt as _, chown, symlink};
use std::path::{Path, PathBuf};

use super::{COMPILED, component, generated};
use crate::harness::{App, PROCFILE, Run, wasm};

const USED: &str = "the component was compiled before";
const MADE: &str = "compiled apart";

fn app() -> App {
    App::new(PROCFILE).file("app/guest.wasm", component(""))
}

fn inspect(app: &App, more: &[&str]) -> Run {
    let run = app.run(&[&["inspect", "guest.wasm", "-v"], more].concat());
    run.fails_with(4);
    run
}

/// The only entry.
#[track_caller]
fn entry(app: &App) -> PathBuf {
    let entries = fs::read_dir(directory(app)).unwrap();
    let entries: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    let [entry] = &entries[..] else {
        panic!("not one entry: {entries:?}");
    };
    entry.clone()
}

fn directory(app: &App) -> PathBuf {
    app.kept().join("cache/portcullis/components")
}

fn key(app: &App) -> PathBuf {
    app.kept().join("state/portcullis/cache.key")
}

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).unwrap().permissions().mode() & 0o7777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_component_is_compiled_once() {
    let app = app();
    inspect(&app, &[])
        .stderr_contains(MADE)
        .stderr_contains(COMPILED);
    let run = inspect(&app, &[]);
    run.stderr_contains(USED).stderr_contains(COMPILED);
    assert!(!run.stderr.contains(MADE), "{run}");
}

#[test]
fn an_exporter_from_the_cache_exports_the_same() {
    let guest = portcullis_bundle::families()[0].component();
    let app = App::new(PROCFILE).file("app/guest.wasm", guest);
    let export = |out| {
        let args = ["export", "systemd", out, "-a", "shop", "-v"];
        let run = app.run(&[&args[..], &["--exporter", "guest.wasm"]].concat());
        run.succeeds();
        run
    };
    export("OUT/first").stderr_contains(MADE);
    export("OUT/second").stderr_contains(USED);
    let files = |folder| crate::harness::files(&app.out().join(folder));
    assert!(files("first") == files("second"));
    assert!(files("first").len() > 2);
}

#[test]
fn nobody_else_can_read_or_write_it() {
    let app = app();
    inspect(&app, &[]);
    assert_eq!(mode(&directory(&app)), 0o700);
    assert_eq!(mode(&entry(&app)), 0o600);
    assert_eq!(mode(&key(&app)), 0o600);
    assert_eq!(fs::read(key(&app)).unwrap().len(), 32);
    assert!(!key(&app).starts_with(directory(&app)));
}

#[test]
fn a_broken_entry_is_replaced() {
    let app = app();
    inspect(&app, &[]);
    let whole = fs::read(entry(&app)).unwrap();
    let half = whole[..whole.len() / 2].to_vec();
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    for bytes in [half, flipped, Vec::new(), b"nothing".to_vec()] {
        fs::write(entry(&app), bytes).unwrap();
        inspect(&app, &[])
            .stderr_contains("is of no use")
            .stderr_contains(MADE)
            .stderr_contains(COMPILED);
        inspect(&app, &[]).stderr_contains(USED);
        assert_eq!(fs::read(entry(&app)).unwrap().len(), whole.len());
    }
}

#[test]
fn an_entry_that_others_could_have_written_is_replaced() {
    let app = app();
    inspect(&app, &[]);
    for open in [0o666, 0o620, 0o604] {
        set_mode(&entry(&app), open);
        inspect(&app, &[])
            .stderr_contains("open to other users")
            .stderr_contains(MADE);
        assert_eq!(mode(&entry(&app)), 0o600);
    }
}

#[test]
fn an_entry_of_another_user_is_replaced() {
    let app = app();
    inspect(&app, &[]);
    // Only root can give files away.
    if chown(entry(&app), Some(54321), None).is_ok() {
        inspect(&app, &[])
            .stderr_contains("belongs to another user")
            .stderr_contains(MADE);
        inspect(&app, &[]).stderr_contains(USED);
    }
}

#[test]
fn a_link_in_the_place_of_an_entry_is_replaced_and_not_followed() {
    let app = app();
    inspect(&app, &[]);
    let entry = entry(&app);
    let away = app.kept().join("away");
    fs::rename(&entry, &away).unwrap();
    symlink(&away, &entry).unwrap();
    let before = fs::read(&away).unwrap();
    inspect(&app, &[]).stderr_contains(MADE);
    assert!(fs::symlink_metadata(&entry).unwrap().is_file());
    assert_eq!(fs::read(&away).unwrap(), before);
}

#[test]
fn another_key_makes_all_entries_worthless() {
    let app = app();
    inspect(&app, &[]);
    fs::write(key(&app), [1; 32]).unwrap();
    inspect(&app, &[])
        .stderr_contains("its seal is broken")
        .stderr_contains(MADE);
    inspect(&app, &[]).stderr_contains(USED);
}

#[test]
fn a_key_that_others_could_have_read_is_replaced() {
    let app = app();
    inspect(&app, &[]);
    for (bytes, open) in [(vec![1; 32], 0o644), (vec![1; 31], 0o600), (vec![], 0o600)] {
        fs::write(key(&app), &bytes).unwrap();
        set_mode(&key(&app), open);
        inspect(&app, &[])
            .stderr_contains("the key of the cache is replaced")
            .stderr_contains(MADE);
        assert_ne!(fs::read(key(&app)).unwrap(), bytes);
        assert_eq!(mode(&key(&app)), 0o600);
    }
}

#[test]
fn a_cache_that_cannot_be_had_is_done_without() {
    for made in ["a file", "a directory that is open to others", "a link"] {
        let app = app();
        let place = directory(&app);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        match made {
            "a file" => fs::write(&place, "").unwrap(),
            "a link" => symlink(app.space(), &place).unwrap(),
            _ => {
                fs::create_dir(&place).unwrap();
                set_mode(&place, 0o777);
            }
        }
        for _ in 0..2 {
            inspect(&app, &[])
                .stderr_contains("without a cache")
                .stderr_contains(MADE)
                .writes_nothing();
        }
    }
}

#[test]
fn without_the_cache_nothing_is_read_or_written() {
    let app = app();
    inspect(&app, &["--no-cache"]).stderr_contains(MADE);
    assert!(!directory(&app).exists());
    inspect(&app, &[]);
    let run = inspect(&app, &["--no-cache"]);
    run.stderr_contains(MADE);
    assert!(!run.stderr.contains(USED), "{run}");
}

#[test]
fn what_exceeded_a_limit_is_refused_at_once_the_next_time() {
    let app = App::empty().file("app/guest.wasm", generated::wide_calls(1_000));
    let limit = ["--limit", "compile-cpu=1"];
    inspect(&app, &limit).stderr_contains("needs more than 1 second");
    let again = inspect(&app, &limit);
    again
        .stderr_contains("as an earlier attempt showed")
        .stderr_contains("--no-cache")
        .stderr_contains("--limit compile-cpu=");
    // Less than what was too little is too little.
    inspect(&app, &["--limit", "compile-cpu=0"]).stderr_contains("earlier attempt");
    for anew in [
        &["--limit", "compile-cpu=2"][..],
        &["--limit", "compile-cpu=1", "--no-cache"],
    ] {
        let run = inspect(&app, anew);
        assert!(!run.stderr.contains("earlier attempt"), "{run}");
    }
}

#[test]
fn a_broken_refusal_is_forgotten() {
    let app = App::empty().file("app/guest.wasm", generated::wide_calls(1_000));
    let limit = ["--limit", "compile-deadline=0.02"];
    inspect(&app, &limit);
    inspect(&app, &limit).stderr_contains("earlier attempt");
    let mut bytes = fs::read(entry(&app)).unwrap();
    bytes[100] ^= 4;
    fs::write(entry(&app), bytes).unwrap();
    let run = inspect(&app, &limit);
    run.stderr_contains("needs more than 20 milliseconds");
    assert!(!run.stderr.contains("earlier attempt"), "{run}");
}

#[test]
fn what_never_reaches_the_compiler_is_not_remembered() {
    let imports = wasm::importing(&[], "import log: func(text: string);");
    let app = App::empty().file("app/guest.wasm", imports);
    inspect(&app, &[]).stderr_contains("imports `log`");
    assert!(!directory(&app).exists());
}

#[test]
fn what_is_built_in_touches_no_cache() {
    let app = app();
    app.export("systemd", &[]).succeeds();
    app.run(&["exporters"]).succeeds();
    app.run(&["inspect", "systemd"]).succeeds();
    assert!(fs::read_dir(app.kept()).unwrap().next().is_none());
}

#[test]
fn the_cache_is_shown_and_cleared() {
    let app = app();
    let shown = app.run(&["cache", "show"]);
    shown.succeeds().stdout_contains("entries    0");
    inspect(&app, &[]);
    let bytes = fs::metadata(entry(&app)).unwrap().len();
    app.run(&["cache", "show"])
        .succeeds()
        .stdout_contains("entries    1")
        .stdout_contains(&format!("bytes      {bytes}\n"));
    let stranger = directory(&app).join("notes.txt");
    fs::write(&stranger, "not ours").unwrap();
    app.run(&["cache", "clear"])
        .succeeds()
        .stdout_contains("removed 1 entry");
    assert!(stranger.exists());
    app.run(&["cache", "show"])
        .succeeds()
        .stdout_contains("entries    0");
}

#[test]
fn the_oldest_entries_make_room() {
    let app = app();
    inspect(&app, &[]);
    let own = entry(&app);
    for number in 0..300 {
        fs::write(directory(&app).join(format!("{number:064x}")), "old").unwrap();
    }
    let past = std::time::SystemTime::UNIX_EPOCH;
    for entry in fs::read_dir(directory(&app)).unwrap() {
        let file = fs::File::options().write(true).open(entry.unwrap().path());
        file.unwrap().set_modified(past).unwrap();
    }
    fs::write(&own, "broken").unwrap();
    inspect(&app, &[]).stderr_contains(MADE);
    assert_eq!(fs::read_dir(directory(&app)).unwrap().count(), 256);
    inspect(&app, &[]).stderr_contains(USED);
}
