//! Which compiler is called, and how, where a machine may have several.

use std::fs;

use super::{module, run_alone};
use crate::harness::{App, Run};

/// Notes its words, and what of the environment matters to it, and gives the module.
const NOTING: &str = r#"echo "$0 $@" > ../called
for name in RUSTC RUSTFLAGS RUSTC_BOOTSTRAP RUSTC_WRAPPER CARGO_BUILD_TARGET; do
    eval "echo $name=\${$name-none}" >> ../called
done"#;

fn called(app: &App) -> String {
    fs::read_to_string(app.space().join("called")).unwrap()
}

#[track_caller]
fn build_with(app: &App, variables: &[&str]) -> Run {
    let through = [&["/usr/bin/env"], variables].concat();
    app.run_through(&through, &["build"])
}

/// A project in C on a machine that has zig.
fn in_c() -> App {
    App::empty()
        .file("app/exporter.c", "")
        .file("app/exporting.c", "")
        .file("app/given.wasm", module("", ""))
        .program(
            "app/.venv/bin/zig",
            &giving(r#"while [ "$1" != -o ]; do shift; done; made=$2"#),
        )
}

fn giving(finding: &str) -> String {
    format!("{NOTING}\n{finding}\ncp given.wasm \"$made\"")
}

/// The same, with a WASI SDK in a folder of its own.
fn with_sdk() -> App {
    let clang = giving(r#"while [ "$1" != -o ]; do shift; done; made=$2"#);
    in_c().program("sdk/bin/clang", &clang)
}

#[test]
fn zig_compiles_c_where_no_sdk_is_named() {
    for variables in [&[][..], &["WASI_SDK_PATH="]] {
        let app = with_sdk();
        build_with(&app, variables).succeeds();
        let called = called(&app);
        assert!(called.contains("zig cc -target wasm32-wasi "), "{called}");
    }
}

#[test]
fn the_clang_of_the_sdk_compiles_c_where_one_is_named() {
    let app = with_sdk();
    let absolute = format!("WASI_SDK_PATH={}", app.space().join("sdk").display());
    for variable in [absolute.as_str(), "WASI_SDK_PATH=../sdk"] {
        build_with(&app, &[variable]).succeeds();
        let called = called(&app);
        assert!(
            called.contains("/sdk/bin/clang --target=wasm32-wasip1 "),
            "{called}"
        );
        assert!(called.contains("-mexec-model=reactor "), "{called}");
        assert!(called.contains(" exporter.c exporting.c\n"), "{called}");
    }
}

#[test]
fn a_relative_sdk_is_found_from_where_the_command_runs() {
    let app = with_sdk();
    let through = ["/usr/bin/env", "-C", "..", "WASI_SDK_PATH=sdk"];
    app.run_through(&through, &["build", "app"]).succeeds();
    assert!(called(&app).contains("/sdk/bin/clang "));
}

#[test]
fn an_sdk_without_a_compiler_is_refused_though_there_is_zig() {
    let app = in_c();
    build_with(&app, &["WASI_SDK_PATH=/nowhere"])
        .fails_with(9)
        .stderr_contains("there is no /nowhere/bin/clang")
        .stderr_contains("WASI_SDK_PATH")
        .writes_nothing();
}

/// A project in Rust, and a toolchain whose cargo gives the module and whose compiler
/// has the standard library for the targets of these folders.
fn in_rust(targets: &[&str]) -> App {
    let cargo = giving(
        r#"while [ "$1" != --target-dir ]; do shift; done
made=$2/wasm32-unknown-unknown/release/app.wasm
mkdir -p "$(dirname "$made")""#,
    );
    let app = App::empty()
        .file("app/Cargo.toml", "")
        .file("app/given.wasm", module("", ""))
        .program("app/node_modules/.bin/cargo", &cargo)
        .program("app/node_modules/.bin/rustc", "echo \"$PWD/../toolchain\"")
        .file("toolchain/lib/rustlib/any/bin/rust-lld", "");
    targets.iter().fold(app, |app, target| {
        app.file(
            &format!("toolchain/lib/rustlib/{target}/lib/libstd.rlib"),
            "",
        )
    })
}

#[test]
fn a_toolchain_that_has_the_target_builds_rust_by_itself() {
    let app = in_rust(&["wasm32-unknown-unknown"]);
    // Flags for this machine are wrong for that one.
    let flags = [
        "RUSTFLAGS=-C target-cpu=native",
        "RUSTC_WRAPPER=sccache",
        "CARGO_BUILD_TARGET=x",
    ];
    build_with(&app, &flags).succeeds();
    let called = called(&app);
    let words = "cargo build --release --target wasm32-unknown-unknown --manifest-path Cargo.toml";
    assert!(called.contains(words), "{called}");
    assert!(!called.contains("build-std"), "{called}");
    for name in [
        "RUSTC",
        "RUSTFLAGS",
        "RUSTC_BOOTSTRAP",
        "RUSTC_WRAPPER",
        "CARGO_BUILD_TARGET",
    ] {
        assert!(
            called.contains(&format!("{name}=none\n")),
            "{name} in {called}"
        );
    }
    assert!(app.dir().join("dist/app.wasm").is_file());
}

#[test]
fn what_cargo_makes_is_found_wherever_it_is_told_to_put_it() {
    let app = in_rust(&["wasm32-unknown-unknown"]);
    let elsewhere = format!("CARGO_TARGET_DIR={}", app.space().join("built").display());
    build_with(&app, &[&elsewhere]).succeeds();
    assert!(called(&app).contains(&format!("--target-dir {}/built", app.space().display())));
    assert!(!app.dir().join("target").exists());
}

#[test]
fn a_toolchain_without_the_target_is_helped_out_by_the_system_or_refused() {
    let app = in_rust(&["x86_64-unknown-linux-gnu"]);
    let run = run_alone(&app, &["build", "--dry-run"]);
    // It depends on the packages of this machine which of the two it is.
    let is_there = std::path::Path::new("/usr/lib/rustlib/src/rust/library/std").is_dir()
        || fs::read_dir("/usr/lib").unwrap().flatten().any(|entry| {
            entry.file_name().to_string_lossy().starts_with("rust")
                && entry
                    .path()
                    .join("lib/rustlib/src/rust/library/std")
                    .is_dir()
        });
    match run.code() {
        Some(0) => run.stdout_contains("-Z build-std=std,panic_abort"),
        _ => run
            .fails_with(9)
            .stderr_contains("there is no Rust for wasm32-unknown-unknown")
            .stderr_contains("rustup target add wasm32-unknown-unknown"),
    };
    assert!(run.code() == Some(0) || !is_there, "{run}");
}
