//! What a guest returns: paths, floods, texts for a terminal.

use super::{App, Guest};

/// Runs `export x` with a guest of these files.
#[track_caller]
fn refuses(paths: &[&str], message: &str) {
    let guest = Guest::honest().files(paths, 1);
    let app = App::new("web: ./serve\n").file("app/guest.wasm", guest.component());
    let run = app.export("x", &["--exporter", "guest.wasm"]);
    run.fails_with(6)
        .stdout_is("")
        .stderr_contains("error: exporter `x` of `hostile` 0.1.0: failed to ")
        .stderr_contains(message)
        .stderr_contains("\nhint: ")
        .stderr_contains("exporter's author")
        .writes_nothing();
}

#[test]
fn the_files_of_an_honest_guest_are_written() {
    let guest = Guest::honest().files(&["one", "two/three"], 1);
    let app = App::new("web: ./serve\n").file("app/guest.wasm", guest.component());
    let run = app.export("x", &["--exporter", "guest.wasm"]);
    run.succeeds().writes(&["one", "two/three"]);
    assert_eq!(app.written().text("two/three"), "content");
}

#[test]
fn a_path_that_leaves_the_output_directory_is_refused_and_nothing_written() {
    for path in [
        "../x",
        "a/../../x",
        "/etc/passwd",
        "//server/share",
        "..",
        "a/..",
        ".",
    ] {
        refuses(&["good", path], path);
    }
}

#[test]
fn a_path_that_some_system_reads_otherwise_is_refused_and_nothing_written() {
    for path in [
        "",
        "a//b",
        "a/",
        "./a",
        "a\\b",
        "C:\\x",
        "C:x",
        "con",
        "nul.txt",
        "a.",
        "a ",
        ".git/config",
        ".GIT/hooks/post-checkout",
        ".portcullis/state",
        "a:b",
        "a|b",
        "a?",
    ] {
        refuses(&["good", path], "path");
    }
}

#[test]
fn a_path_that_does_not_show_what_it_is_is_refused_and_nothing_written() {
    for path in [
        "a\0b",
        "a\nb",
        "a\u{1b}[2Jb",
        "a\u{202e}b",
        "a\u{200b}b",
        "e\u{301}",
    ] {
        refuses(&["good", path], "path");
    }
}

#[test]
fn files_that_clash_are_refused_and_nothing_written() {
    refuses(&["same", "same"], "same");
    refuses(&["Name", "name"], "name");
    refuses(&["straße", "STRASSE"], "straße");
    refuses(&["a", "a/b"], "`a`");
    refuses(&["a/b", "a"], "`a`");
    refuses(&["dir/x", "DIR/y"], "dir");
}

#[test]
fn a_path_beyond_a_limit_is_refused_with_the_figures_and_nothing_written() {
    let (long, deep) = ("d/".repeat(2_500), "d/".repeat(16) + "f");
    let fixed = "hint: this limit is fixed: choose shorter names";
    for (path, says) in [
        (&*long, "has 5000 bytes, more than 4096"),
        (&deep, "has 17 components, more than 16"),
        (&"a".repeat(240), "has 240 bytes, more than "),
    ] {
        refuses(&["good", path], says);
        refuses(&["good", path], fixed);
    }
}

#[test]
fn an_endless_flood_of_one_file_ends_at_the_second() {
    let guest = Guest::honest().files(&["file"], 1_000_000_000);
    let app = App::new("web: ./serve\n").file("app/guest.wasm", guest.component());
    let run = app.export("x", &["--exporter", "guest.wasm"]);
    run.fails_with(6).writes_nothing();
}

#[test]
fn a_content_beyond_the_memory_is_a_trap() {
    let guest = Guest::honest().content_of(1 << 30);
    let app = App::new("web: ./serve\n").file("app/guest.wasm", guest.component());
    app.export("x", &["--exporter", "guest.wasm"])
        .fails_with(5)
        .writes_nothing();
}

#[test]
fn names_that_a_terminal_would_obey_are_refused_and_shown_escaped() {
    for (component, version, exporter) in [
        ("evil\u{1b}[2J", "0.1.0", "x"),
        ("hostile", "", "x"),
        ("hostile", "0.1.0", "X"),
        ("hostile", "0.1.0", "../x"),
        ("hostile", "0.1.0", ""),
    ] {
        let guest = Guest::honest().named(component, version, exporter);
        let app = App::empty().file("app/guest.wasm", guest.component());
        let run = app.run(&["inspect", "guest.wasm"]);
        run.fails_with(5)
            .stdout_contains("refused    for one reason")
            .stderr_contains("describes itself wrongly");
        assert!(
            !run.stderr.contains('\u{1b}') && !run.text().contains('\u{1b}'),
            "{run}"
        );
    }
}
