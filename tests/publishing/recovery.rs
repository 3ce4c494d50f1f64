//! What the command does with an export that was cut off, and with a directory
//! in use.

use std::fs;
use std::process::{Child, Stdio};

use super::export;
use crate::harness::{App, PROCFILE, Run, Tree, binary, command, ordinary};

/// An export that is ended by a signal at its K-th call of a system call. Tells
/// whether it came so far; nothing if that cannot be had here.
fn killed(app: &App, call: &str, at: usize, more: &[&str]) -> Option<bool> {
    injected(app, call, at, "signal=SIGKILL", more)
}

/// The same with anything that strace can inject.
fn injected(app: &App, call: &str, at: usize, what: &str, more: &[&str]) -> Option<bool> {
    let inject = format!("inject={call}:{what}:when={at}");
    let mut strace = command("strace", app);
    let program = binary().display().to_string();
    strace.args(["-f", "-o", "/dev/null", "-e", &inject, &program, "export"]);
    let strace = strace.args(more).arg(app.out()).args(["-a", "shop", "-q"]);
    match strace.args(["-c", "web=1,worker=0"]).status() {
        Ok(status) => Some(!status.success()),
        Err(_) => {
            eprintln!("not run: there is no strace");
            None
        }
    }
}

/// What a fresh export leaves.
fn fresh(formation: &str) -> Vec<String> {
    let app = App::new(PROCFILE);
    export(&app, "systemd", "shop", formation);
    let written = app.written();
    written.files().into_iter().map(str::to_owned).collect()
}

#[test]
fn export_that_was_cut_off_is_completed_or_undone_by_the_next_use() {
    let (old, new) = (fresh("web=2,worker=1"), fresh("web=1,worker=0"));
    for (call, at, expected, is_completed) in [
        ("linkat", 1, &old, false),
        ("syncfs", 1, &new, true),
        ("renameat2", 2, &new, true),
        ("syncfs", 2, &new, true),
    ] {
        let app = App::new(PROCFILE);
        export(&app, "systemd", "shop", "web=2,worker=1");
        match killed(&app, call, at, &["systemd"]) {
            None => return,
            is_killed => assert_eq!(is_killed, Some(true), "{call} {at}"),
        }
        let run = app.run(&["status", "OUT"]);
        run.succeeds();
        let told = run.stderr.contains("it is completed now");
        assert_eq!(told, is_completed, "{call}: {run}");
        assert_eq!(&app.written().files(), expected, "{call}");
        let again = app.run(&["status", "OUT"]);
        again.succeeds().writes_nothing();
        assert_eq!(again.stderr, "");
    }
}

/// What an export or a rollback says that it would change.
fn foretold(app: &App, kept: &[&str]) -> Vec<Vec<u8>> {
    let mut told = Vec::new();
    for formation in ["web=1,worker=0", "web=2,worker=1"] {
        for how in [&["--diff"][..], &["--dry-run", "--json"]] {
            let usual = ["OUT", "-a", "shop", "-c", formation];
            let run = app.run(&[&["export"], kept, &usual, how].concat());
            run.succeeds().writes_nothing();
            told.push(run.stdout.clone());
        }
    }
    told
}

#[test]
fn what_is_told_before_a_recovery_is_true_after_it() {
    for kept in [&["systemd"][..], &GENERATIONS] {
        let mut pending = 0;
        for call in [
            "renameat",
            "renameat2",
            "linkat",
            "unlinkat",
            "syncfs",
            "symlinkat",
        ] {
            for at in 1.. {
                let app = App::new(PROCFILE);
                for formation in ["web=3,worker=2", "web=2,worker=1"] {
                    let usual = ["OUT", "-a", "shop", "-c", formation];
                    app.run(&[&["export"], kept, &usual].concat()).succeeds();
                }
                match killed(&app, call, at, kept) {
                    None => return,
                    Some(false) => break,
                    Some(true) => {}
                }
                let before = foretold(&app, kept);
                let recovery = app.run(&["status", "OUT"]);
                pending += usize::from(recovery.stderr.contains("it is completed now"));
                assert_eq!(foretold(&app, kept), before, "{kept:?}: {call} {at}");
            }
        }
        assert!(pending > 4 || kept == GENERATIONS, "{kept:?}: {pending}");
    }
}

/// A process that holds the lock of the output directory until it is ended.
struct Holder(Child);

impl Holder {
    fn of(app: &App) -> Self {
        let mut flock = command("flock", app);
        flock.arg(app.out().join(".portcullis"));
        flock.args(["sh", "-c", "echo held; exec cat"]);
        let flock = flock.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = flock.spawn().unwrap();
        let mut held = [0; 5];
        std::io::Read::read_exact(child.stdout.as_mut().unwrap(), &mut held).unwrap();
        Self(child)
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        // It reads until there is nothing more.
        drop(self.0.stdin.take());
        self.0.wait().unwrap();
    }
}

#[test]
fn directory_in_use_is_waited_for_and_then_refused() {
    let app = App::new(PROCFILE);
    export(&app, "systemd", "shop", "web=2");
    let holder = Holder::of(&app);
    app.export("systemd", &["-c", "web=1"])
        .fails_with(6)
        .stderr_contains("another process is using")
        .stderr_contains("hint: try again when it has ended")
        .writes_nothing();
    // What writes nothing needs no lock.
    app.export("systemd", &["-c", "web=1", "--dry-run"])
        .succeeds();
    drop(holder);
    app.export("systemd", &["-c", "web=1"]).succeeds();
}

#[test]
fn journal_of_another_version_is_left_to_it() {
    let app = App::new(PROCFILE);
    export(&app, "systemd", "shop", "web=2");
    let document = "{\"schema\":2}";
    let digest = portcullis_output::Digest::of(document.as_bytes());
    let journal = app.out().join(".portcullis/.journal");
    fs::write(&journal, format!("{document}\n{digest}\n")).unwrap();
    for args in [
        &["export", "systemd", "OUT", "-a", "shop"][..],
        &["status", "OUT"],
        &["rollback", "OUT"],
        &["remove", "OUT", "--app", "shop"],
    ] {
        app.run(args)
            .fails_with(6)
            .stderr_contains("another version of portcullis wrote it")
            .writes_nothing();
    }
}

const GENERATIONS: [&str; 3] = ["runit", "--generations", "2"];

#[track_caller]
fn export_generation(app: &App, formation: &str) {
    let args = ["export", "OUT", "-a", "shop", "-c", formation];
    app.run(&[&args[..1], &GENERATIONS, &args[1..]].concat())
        .succeeds();
}

/// The files that the link shows.
fn shown(app: &App) -> Vec<String> {
    let current = Tree::of(&app.out().join("current"));
    let files = current.files().into_iter().map(str::to_owned);
    files.collect()
}

fn fresh_generation(formation: &str) -> Vec<String> {
    let app = App::new(PROCFILE);
    export_generation(&app, formation);
    shown(&app)
}

/// Recovers, and tells what is shown; nothing if the export was not cut off.
fn cut_off(call: &str, at: usize) -> Option<Vec<String>> {
    let app = App::new(PROCFILE);
    export_generation(&app, "web=3,worker=1");
    export_generation(&app, "web=2,worker=1");
    killed(&app, call, at, &GENERATIONS).filter(|is_killed| *is_killed)?;
    let before = shown(&app);
    app.run(&["status", "OUT"]).succeeds();
    assert_eq!(shown(&app), before, "{call} {at}");
    let state = Tree::of(&app.out().join(".portcullis"));
    assert_eq!(state.0.keys().collect::<Vec<_>>(), [".generations"]);
    let kept = fs::read_dir(app.out().join(".gen")).unwrap().count();
    assert_eq!(kept, 2, "{call} {at}");
    app.run(&["status", "OUT"]).succeeds().writes_nothing();
    export_generation(&app, "web=1,worker=0");
    assert_eq!(shown(&app), fresh_generation("web=1,worker=0"));
    Some(before)
}

#[test]
fn generation_that_was_cut_off_is_current_or_never_was() {
    let old = fresh_generation("web=2,worker=1");
    let new = fresh_generation("web=1,worker=0");
    let mut seen = [0, 0];
    for call in ["mkdirat", "renameat", "syncfs", "symlinkat", "unlinkat"] {
        for before in (1..).map_while(|at| cut_off(call, at)) {
            assert!(before == old || before == new, "{call}: {before:?}");
            seen[usize::from(before == new)] += 1;
        }
    }
    assert!(seen == [0, 0] || seen[0] > 5 && seen[1] > 2, "{seen:?}");
}

/// Runs the command in a mount namespace of its own, in which the script has run.
fn mounted(app: &App, script: &str, args: &[&str]) -> Run {
    let script = format!("set -e; {script}; exec \"$0\" \"$@\"");
    let apart = ["unshare", "--mount", "--propagation", "private"];
    app.run_through(&[&apart[..], &["sh", "-c", &script]].concat(), args)
}

/// As when a disk that fails makes its file system read-only for a while.
#[test]
fn directories_that_could_not_be_removed_are_removed_by_the_next_use() {
    let mut failed = 0;
    for at in 1.. {
        let app = App::new(PROCFILE);
        export(&app, "runit", "shop", "web=2,worker=1");
        match injected(&app, "unlinkat", at, "error=EROFS", &["runit"]) {
            None => return,
            // None of the calls failed, or one of the last, whose error changes nothing.
            Some(false) if at > 60 => break,
            Some(is_failed) => failed += usize::from(is_failed),
        }
        app.run(&["status", "OUT"]).succeeds();
        let kept = ["shop-web-1", "shop-web-2", "shop-worker-1"];
        let kept = kept.map(|name| app.out().join(name).exists());
        assert!(
            kept == [true; 3] || kept == [true, false, false],
            "{at}: {kept:?}"
        );
    }
    assert!(failed > 4, "{failed}");
}

#[test]
fn directory_that_is_read_only_has_a_status() {
    if !ordinary::is_root() {
        eprintln!("not run: only the superuser mounts");
        return;
    }
    let app = App::new(PROCFILE);
    export(&app, "systemd", "shop", "web=1");
    let out = app.out().display().to_string();
    let read_only = format!("mount --bind {out} {out}; mount -o remount,bind,ro {out}");
    for debris in [".portcullis/shop", ".portcullis/made-for-nothing"] {
        std::fs::create_dir_all(app.out().join(debris)).unwrap();
        let run = mounted(&app, &read_only, &["status", "OUT"]);
        run.succeeds()
            .writes_nothing()
            .stdout_contains("all as exported");
    }
}

/// As when an image is built: what one step began is in a layer below the next.
#[test]
fn export_that_was_cut_off_is_completed_in_a_layer_above() {
    if !ordinary::is_root() {
        eprintln!("not run: only the superuser mounts");
        return;
    }
    let app = App::new(PROCFILE).file("above/in-it", "");
    export(&app, "systemd", "shop", "web=2,worker=1");
    if killed(&app, "syncfs", 2, &["systemd"]).is_none() {
        return;
    }
    let (out, above) = (app.out().display().to_string(), app.space().join("above"));
    let above = above.display();
    let layered = format!(
        "mount -t tmpfs none {above}; mkdir {above}/upper {above}/work; \
         mount -t overlay -o lowerdir={out},upperdir={above}/upper,workdir={above}/work overlay {out}"
    );
    let run = mounted(&app, &layered, &["status", "OUT"]);
    run.succeeds().stdout_contains("all as exported");
    run.stderr_contains("it is completed now");
}

/// An export that comes back to a generation after a rollback and meets this at
/// its K-th call of a system call: how many generations are left.
fn left_of_two(call: &str, at: usize, what: &str) -> Option<usize> {
    let app = App::new(PROCFILE);
    export_generation(&app, "web=2,worker=1");
    export_generation(&app, "web=1,worker=0");
    app.run(&["rollback", "OUT"]).succeeds();
    injected(&app, call, at, what, &GENERATIONS).filter(|is_met| *is_met)?;
    app.run(&["status", "OUT"]).succeeds();
    Some(fs::read_dir(app.out().join(".gen")).unwrap().count())
}

#[test]
fn coming_back_to_a_generation_never_loses_it() {
    for what in ["signal=SIGKILL", "error=EIO"] {
        for call in ["mkdirat", "renameat", "renameat2", "syncfs", "symlinkat"] {
            for left in (1..).map_while(|at| left_of_two(call, at, what)) {
                assert_eq!(left, 2, "{call}: {what}");
            }
        }
    }
}

/// A project of two exports into two directories.
fn of_two() -> App {
    let project = "app = \"shop\"\n[exports.systemd]\nlocation = \"../out/one\"\n\
                   [exports.runit]\nlocation = \"../out/two\"\n";
    App::new(PROCFILE).file("app/portcullis.toml", project)
}

#[test]
fn a_dry_run_tells_of_each_export_that_is_refused() {
    let app = of_two()
        .file("out/one/shop.target", "mine")
        .file("out/two/shop-web-1/run", "mine");
    for how in [&["export"][..], &["export", "--dry-run"]] {
        let run = app.run(how);
        run.fails_with(6).writes_nothing();
        run.stderr_contains("`shop.target`");
        run.stderr_contains("`shop-web-1/run`");
    }
}

#[test]
fn what_was_published_before_an_error_is_told() {
    let app = of_two();
    let mut strace = command("strace", &app);
    let inject = "inject=syncfs:error=EIO:when=3";
    strace.args(["-f", "-o", "/dev/null", "-e", inject]);
    let Ok(run) = strace
        .arg(binary())
        .arg("export")
        .current_dir(app.dir())
        .output()
    else {
        eprintln!("not run: there is no strace");
        return;
    };
    assert_eq!(run.status.code(), Some(6), "{run:?}");
    let told = String::from_utf8_lossy(&run.stderr);
    assert!(
        told.contains("1 export of this run, into another LOCATION"),
        "{told}"
    );
}
