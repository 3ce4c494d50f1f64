//! What is wrong with a project or a toolchain, and how it is told.

use super::{giving, module, project, run_alone};
use crate::harness::App;

#[test]
fn a_missing_tool_is_named_with_the_command_that_installs_it() {
    let pip = "cd testing && python3 -m venv .venv && .venv/bin/pip install --requirement requirements.txt";
    let npm = "cd testing && npm install (npm comes with Node.js, 18 or later";
    for (language, tool, command) in [
        ("python", "componentize-py", pip),
        ("javascript", "componentize-qjs", npm),
        ("c", "zig", pip),
        ("zig", "zig", pip),
        ("assemblyscript", "asc", npm),
        ("rust", "cargo", "https://rustup.rs"),
    ] {
        let app = App::empty();
        app.run(&["new", "testing", "--language", language])
            .succeeds();
        run_alone(&app, &["build", "testing"])
            .fails_with(9)
            .stderr_contains(&format!("failed to build `testing`: {tool}"))
            .stderr_contains("is not installed")
            .stderr_contains(command)
            .writes_nothing();
    }
}

/// Before version 20, Node.js takes the script of the package's program for a module
/// of another kind and falls over it.
#[test]
fn componentize_qjs_is_started_by_its_module() {
    let app = App::empty();
    app.run(&["new", "testing", "--language", "javascript"])
        .succeeds();
    let package = app.dir().join("testing/node_modules/componentize-qjs");
    std::fs::create_dir_all(package.join("bin")).unwrap();
    std::fs::write(package.join("cli.mjs"), "").unwrap();
    std::fs::write(package.join("bin/componentize-qjs"), "").unwrap();
    let programs = package.with_file_name(".bin");
    std::fs::create_dir(&programs).unwrap();
    let program = "../componentize-qjs/bin/componentize-qjs";
    std::os::unix::fs::symlink(program, programs.join("componentize-qjs")).unwrap();
    app.run(&["build", "testing", "--dry-run"])
        .succeeds()
        .stdout_contains("node ")
        .stdout_contains("/node_modules/componentize-qjs/cli.mjs --wit wit");
}

#[test]
fn what_a_failing_compiler_says_is_shown() {
    let app = project("echo 'ERROR TS1003 in exporting.ts(3,4)' >&2; exit 3");
    app.run(&["build"])
        .fails_with(9)
        .stderr_contains("ERROR TS1003 in exporting.ts(3,4)")
        .stderr_contains("`asc` ended with exit status: 3")
        .stdout_is("");
    app.run(&["build", "--json"])
        .fails_with(9)
        .stderr_contains("\"exit_code\": 9")
        .stderr_contains("exporting.ts(3,4)");
    // What it says on standard output is not what we say.
    let app = project("echo 'exporting.ts(3,4)'; exit 3");
    app.run(&["build"])
        .fails_with(9)
        .stderr_contains("exporting.ts(3,4)")
        .stdout_is("");
}

#[test]
fn a_compiler_that_makes_nothing_is_found_out() {
    let app = project("true");
    app.run(&["build"])
        .fails_with(1)
        .stderr_contains("cannot read what the compiler made");
}

#[test]
fn a_source_that_is_not_there_is_named_before_anything_runs() {
    let app = project("touch ran");
    std::fs::remove_file(app.dir().join("exporting.ts")).unwrap();
    app.run(&["build"])
        .fails_with(3)
        .stderr_contains("there is no ./exporting.ts")
        .stderr_contains("exporter.toml says with `source`")
        .writes_nothing();
    let toml = "name = \"testing\"\nlanguage = \"assemblyscript\"\nsource = \"src/of.ts\"\n";
    let app = app.file("app/exporter.toml", toml);
    app.run(&["build"])
        .fails_with(3)
        .stderr_contains("there is no ./src/of.ts");
    let app = app.file("app/src/of.ts", "");
    app.run(&["build", "--dry-run"])
        .succeeds()
        .stdout_contains("asc src/of.ts");
}

#[test]
fn a_failed_build_leaves_the_component_that_was_there() {
    let app = giving(module("", ""));
    app.run(&["build"]).succeeds();
    let built = std::fs::read(app.dir().join("dist/testing.wasm")).unwrap();
    let app = app.file("app/given.wasm", "no module");
    app.run(&["build"]).fails_with(4);
    let kept = std::fs::read(app.dir().join("dist/testing.wasm")).unwrap();
    assert_eq!(built, kept);
}

#[test]
fn a_wrong_project_is_told_with_what_is_wrong() {
    for (text, why) in [
        ("name = \"x\"\nlanguage = \"cobol\"\n", "cobol"),
        ("name = \"x\"\nlanguage = \"c\"\nnmae = \"y\"\n", "nmae"),
        (
            "name = \"../x\"\nlanguage = \"c\"\n",
            "is no name of an exporter",
        ),
        ("language = \"c\"\n", "name"),
    ] {
        let app = App::empty().file("app/exporter.toml", text);
        app.run(&["build"])
            .fails_with(3)
            .stderr_contains("exporter.toml is wrong")
            .stderr_contains(why)
            .writes_nothing();
    }
    let app = App::empty();
    app.run(&["build"])
        .fails_with(3)
        .stderr_contains("is no project of an exporter")
        .stderr_contains("exporter.toml");
    app.run(&["build", "nowhere"])
        .fails_with(3)
        .stderr_contains("portcullis new");
}
