//! Limits that the user sets by name: each ends what exceeds it, and its error
//! says how to raise it.

use super::{App, Guest, LOOP};

fn app(guest: &Guest) -> App {
    App::new("web: ./serve\n").file("app/guest.wasm", guest.component())
}

/// `export x` with a limit is ended by it, and without it is not.
#[track_caller]
fn ends(guest: &Guest, limit: &str, says: &str) {
    let app = app(guest);
    let run = app.export("x", &["--exporter", "guest.wasm", "--limit", limit]);
    let (name, _) = limit.split_once('=').unwrap();
    run.fails_with(5)
        .stdout_is("")
        .stderr_contains("exporter `x` of `hostile` 0.1.0: exceeds")
        .stderr_contains(says)
        .stderr_contains(&format!("raise it with --limit {name}=…, or ask"))
        .writes_nothing();
}

#[test]
fn each_limit_of_running_that_is_set_ends_what_exceeds_it() {
    let start = |body| Guest::honest().start(body);
    let grow = "(drop (memory.grow (i32.const 100))) (i32.const 2624)";
    let time = "50 milliseconds until the last file";
    ends(&start(LOOP), "fuel=1_000_000", "1000000 units of fuel");
    ends(&start(LOOP), "deadline=0.05", time);
    ends(&start(grow), "memory=8M", "8388608 bytes of memory");
}

#[test]
fn one_deadline_holds_for_the_samples_of_all_exporters() {
    // A second exporter beside the first, called `y`.
    let describe = "(i32.store (i32.const 1044) (i32.const 2))
        (i32.store8 (i32.const 3000) (i32.const 121))
        (memory.copy (i32.add (i32.load (i32.const 1040)) (i32.const 36))
            (i32.load (i32.const 1040)) (i32.const 36))
        (i32.store (i32.add (i32.load (i32.const 1040)) (i32.const 36)) (i32.const 3000))
        (i32.const 1024)";
    let app = app(&Guest::honest().describe(describe).start(LOOP));
    let none = "  sample     none: the exporters before it took all of the time";
    let is_none = || {
        let run = app.run(&["inspect", "guest.wasm", "--limit", "deadline=0.05"]);
        run.succeeds()
            .stdout_contains("exceeds 50 milliseconds until the last file");
        // The first alone had so much.
        let had = run.text().matches("exceeds 50 milliseconds").count();
        assert_eq!(had, 1, "{run}");
        run.text().lines().any(|line| line == none)
    };
    // A tick that comes early leaves the second a few milliseconds, now and then.
    assert!((0..5).any(|_| is_none()), "{none}");
}

#[test]
fn each_limit_of_output_that_is_set_ends_what_exceeds_it() {
    let content = |bytes| Guest::honest().content_of(bytes);
    let copied = "4096 bytes copied to the host in one call";
    ends(&content(5_000), "transfer=4k", copied);
    ends(&content(1), "files=0", "0 files");
    ends(&content(1_025), "file-bytes=1K", "1024 bytes in one file");
    ends(
        &content(1_025),
        "total-bytes=1024",
        "1024 bytes in all files",
    );
    ends(&content(1), "total-path-bytes=3", "3 bytes in all paths");
    let rejecting = Guest::honest().rejects_with(1_025);
    ends(&rejecting, "text-bytes=1K", "1024 bytes in one message");
}

#[test]
fn each_limit_of_a_manifest_that_is_set_ends_what_exceeds_it() {
    let app = app(&Guest::honest());
    for (limit, says) in [
        ("manifest-bytes=20", "20 bytes in the manifest"),
        ("schema-bytes=1", "1 byte in all settings schemas"),
    ] {
        let (name, _) = limit.split_once('=').unwrap();
        for command in [
            &["inspect", "guest.wasm", "--limit", limit][..],
            &[
                "export",
                "x",
                "OUT",
                "--exporter",
                "guest.wasm",
                "--limit",
                limit,
            ],
        ] {
            app.run(command)
                .fails_with(5)
                .stderr_contains(&format!("`guest.wasm` 0.1.0: exceeds {says}"))
                .stderr_contains(&format!("raise it with --limit {name}=…"))
                .writes_nothing();
        }
    }
}

#[test]
fn a_limit_that_is_raised_lets_an_exporter_go_on() {
    let app = app(&Guest::honest().content_of(2_000_000));
    let export =
        |limits: &[&str]| app.export("x", &[&["--exporter", "guest.wasm"], limits].concat());
    export(&["--limit", "file-bytes=1M"]).fails_with(5);
    export(&["--limit", "file-bytes=1M", "--limit", "file-bytes=2M"])
        .succeeds()
        .writes(&["file"]);
}

#[test]
fn inspect_has_limits_too() {
    let app = app(&Guest::honest().describe(LOOP));
    app.run(&["inspect", "guest.wasm", "--limit", "fuel=1000"])
        .fails_with(5)
        .stderr_contains("`guest.wasm`: exceeds 1000 units of fuel")
        .stderr_contains("--limit fuel=");
}

#[test]
fn the_project_file_has_a_table_of_limits() {
    let listed = "[exports.x]\nlocation = 'out'\nexporter = 'guest.wasm'\n";
    let project = |limits: &str| {
        let text = format!("[limits]\n{limits}\n{listed}");
        app(&Guest::honest().content_of(5_000)).file("app/portcullis.toml", text)
    };
    for limits in [
        "file-bytes = 4096",
        "file-bytes = '4K'",
        "total-bytes = '4K'",
    ] {
        project(limits)
            .run(&["export"])
            .fails_with(5)
            .stderr_contains("exceeds 4096 bytes");
    }
    project("file-bytes = '4K'")
        .run(&["export", "--limit", "file-bytes=1M"])
        .succeeds();
    let own = "[limits]\nfiles = 0\n[exports.x]\nlocation = 'o'\nexporter = 'guest.wasm'\n\
        [exports.x.limits]\nfiles = 1\n";
    app(&Guest::honest())
        .file("app/portcullis.toml", own)
        .run(&["export"])
        .succeeds();
}

#[test]
fn a_limit_that_there_is_not_is_refused_with_the_names_of_all() {
    let app = app(&Guest::honest());
    for command in [
        &["inspect", "guest.wasm"][..],
        &["export", "x", "OUT", "--exporter", "guest.wasm"],
    ] {
        let run = app.run(&[command, &["--limit", "fule=1"]].concat());
        run.fails_with(2)
            .stdout_is("")
            .stderr_contains("there is no limit `fule`")
            .stderr_contains("did you mean `fuel`?")
            .writes_nothing();
        for name in "fuel deadline memory transfer handles files file-bytes total-bytes \
            total-path-bytes diagnostics text-bytes total-text-bytes manifest-bytes schema-bytes \
            compile-memory compile-cpu compile-deadline code-bytes"
            .split_whitespace()
        {
            run.stderr_contains(name);
        }
    }
}

#[test]
fn every_limit_that_can_be_set_is_in_the_help() {
    for command in ["export", "inspect", "verify-receipt"] {
        let help = App::empty().run(&[command, "--help"]);
        for limit in portcullis_host::Limit::ADJUSTABLE {
            help.succeeds().stdout_contains(limit.name().unwrap());
        }
    }
}

#[test]
fn a_value_that_is_none_is_refused() {
    let app = app(&Guest::honest());
    for (limit, says) in [
        ("fuel", "has no `=`"),
        ("fuel=", "not a whole number"),
        ("fuel=-1", "not a whole number"),
        ("fuel=1.5", "not a whole number"),
        ("memory=1T", "not a number of bytes"),
        ("memory=M", "not a number of bytes"),
        ("memory=99999999999999G", "not a number of bytes"),
        ("deadline=0", "not a number of seconds above 0"),
        ("deadline=-1", "not a number of seconds above 0"),
        ("deadline=nan", "not a number of seconds above 0"),
        ("deadline=inf", "not a number of seconds above 0"),
        ("deadline=1m", "not a number of seconds above 0"),
    ] {
        app.export("x", &["--exporter", "guest.wasm", "--limit", limit])
            .fails_with(2)
            .stderr_contains(says)
            .writes_nothing();
    }
    let wrong = "[limits]\nmemory = true\n[exports.x]\nlocation = 'out'\n";
    app.file("app/portcullis.toml", wrong)
        .run(&["export"])
        .fails_with(3)
        .stderr_contains("`memory` in the table `[limits]`")
        .writes_nothing();
}
