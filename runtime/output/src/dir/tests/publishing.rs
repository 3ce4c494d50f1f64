//! What becomes visible, with which bytes and modes.

use cap_std::ambient_authority;
use rustix::process::umask;

use super::{Scratch, export, file, file_with};
use crate::{Change, Mode, OutputDir, Plan};

#[test]
fn files_are_published_with_their_bytes_and_nothing_else() {
    let scratch = Scratch::new();
    let files = [
        file("shop.conf", "a"),
        file("web/log/run", "b"),
        file("web/run", ""),
    ];
    let published = export(&scratch.open(), &files).unwrap();
    assert!(!published.is_unchanged());
    for ((path, change), file) in published.files().iter().zip(&files) {
        assert_eq!((path, *change), (file.path(), Change::Create));
        assert_eq!(scratch.out().read(path.as_str()).unwrap(), file.content());
    }
    let shown = scratch.record().into_keys().collect::<Vec<_>>().join(" ");
    assert_eq!(
        shown,
        "out out/shop.conf out/web out/web/log out/web/log/run out/web/run outside outside/secret"
    );
}

#[test]
fn modes_are_exact_under_every_umask() {
    for mask in [0, 0o022, 0o077] {
        let scratch = Scratch::new();
        let flags = [(false, false), (true, false), (false, true), (true, true)];
        let files = flags.map(|(executable, private)| {
            let mode = Mode::new(executable, private);
            file_with(&format!("new/{mode}"), "text", mode)
        });
        let before = umask(rustix::fs::Mode::from_raw_mode(mask));
        let dir = OutputDir::create(&scratch.path("out/x/y"), ambient_authority());
        let published = dir.and_then(|dir| export(&dir, &files));
        umask(before);
        published.unwrap();
        for name in ["0644", "0755", "0600", "0700"] {
            let mode = scratch.mode(&format!("x/y/new/{name}"));
            assert_eq!(format!("{mode:04o}"), name, "umask {mask:03o}");
        }
        for dir in ["x", "x/y", "x/y/new"] {
            assert_eq!(scratch.mode(dir), 0o755, "{dir}, umask {mask:03o}");
        }
    }
}

#[test]
fn staged_files_are_hidden_from_others_and_gone_afterwards() {
    let scratch = Scratch::new();
    let dir = scratch.open();
    let mut plan = Plan::new();
    let mut stage = dir.stage().unwrap();
    assert_eq!(scratch.out().entries().unwrap().count(), 0);
    let first = file("a", "text");
    plan.accept(&first).unwrap();
    stage.write(&first).unwrap();
    assert_eq!(scratch.mode(".portcullis"), 0o700);
    let state = scratch.out().open_dir(".portcullis").unwrap();
    let name = state
        .entries()
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .file_name();
    assert!(name.to_str().unwrap().starts_with(".stage-"));
    assert_eq!(
        scratch.mode(&format!(".portcullis/{}", name.to_str().unwrap())),
        0o700
    );
    stage.publish(&plan).unwrap();
    assert!(!scratch.out().exists(".portcullis"));
}

#[test]
fn state_of_others_survives_publishing() {
    let scratch = Scratch::new();
    scratch.out().create_dir(".portcullis").unwrap();
    scratch.out().write(".portcullis/kept", "kept").unwrap();
    export(&scratch.open(), &[file("a", "text")]).unwrap();
    assert_eq!(scratch.out().read(".portcullis/kept").unwrap(), b"kept");
    assert_eq!(
        scratch
            .out()
            .open_dir(".portcullis")
            .unwrap()
            .entries()
            .unwrap()
            .count(),
        1
    );
}

#[test]
fn more_directories_than_a_process_may_open_are_published() {
    let scratch = Scratch::new();
    let files: Vec<_> = (0..1500)
        .map(|n| file(&format!("d{n}/run"), "text"))
        .collect();
    export(&scratch.open(), &files).unwrap();
    assert_eq!(scratch.out().entries().unwrap().count(), 1500);
}

#[test]
fn empty_export_keeps_the_directory_that_it_made() {
    let scratch = Scratch::new();
    let dir = OutputDir::create(&scratch.path("new/dir"), ambient_authority()).unwrap();
    assert!(export(&dir, &[]).unwrap().is_unchanged());
    drop(dir);
    assert!(scratch.root.is_dir("new/dir"));
}
