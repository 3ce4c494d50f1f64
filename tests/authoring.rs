//! Projects of exporters: what `new` makes, and what `build` makes of them.
//!
//! The compilers here are scripts that give a module made by the test, so that
//! these tests need none. `tests/languages` runs the real ones.

mod adapter;
mod building;
mod failing;
mod starters;
mod toolchains;
mod watching;

use crate::encode::assembled;
use crate::harness::{App, Run};

/// An exporter `testing` without files. `MORE` stands for further imports, `NEXT`
/// for what `next` does first.
const MODULE: &str = r#"(module MORE
  (memory (export "memory") 1)
  (global $top (mut i32) (i32.const 8192))
  (global $step (mut i32) (i32.const 0))
  (data (i32.const 2000) "testing")
  (data (i32.const 2010) "0.1.0")
  (data (i32.const 2020) "{}")
  (func $text (param $at i32) (param $text i32) (param $length i32)
    (i32.store (local.get $at) (local.get $text))
    (i32.store offset=4 (local.get $at) (local.get $length)))
  (func (export "describe") (result i32)
    (call $text (i32.const 1024) (i32.const 2000) (i32.const 7))
    (call $text (i32.const 1032) (i32.const 2010) (i32.const 5))
    (call $text (i32.const 1040) (i32.const 1100) (i32.const 1))
    (call $text (i32.const 1100) (i32.const 2000) (i32.const 7))
    (call $text (i32.const 1108) (i32.const 2000) (i32.const 7))
    (call $text (i32.const 1124) (i32.const 2020) (i32.const 2))
    (i32.const 1024))
  (func (export "start") (param i32) (result i32) (i32.const 1200))
  (func (export "next") (result i32) NEXT (i32.const 1300))
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
    (local $at i32)
    (local.set $at (i32.and (i32.add (global.get $top) (i32.const 7)) (i32.const -8)))
    (global.set $top (i32.add (local.get $at) (local.get 3)))
    (local.get $at)))"#;

fn module(more: &str, next: &str) -> Vec<u8> {
    let text = MODULE.replace("MORE", more).replace("NEXT", next);
    assembled(&text)
}

/// A project of which this script is the compiler. Its last argument is the file
/// to make.
fn project(compiler: &str) -> App {
    App::empty()
        .file(
            "app/exporter.toml",
            "name = \"testing\"\nlanguage = \"assemblyscript\"\n",
        )
        .file("app/exporting.ts", "")
        .program(
            "app/node_modules/.bin/asc",
            &format!("for made do :; done\n{compiler}"),
        )
}

/// Runs without any program on the PATH.
#[track_caller]
fn run_alone(app: &App, args: &[&str]) -> Run {
    app.run_through(&["/usr/bin/env", "PATH=/nowhere"], args)
}

/// A project whose compiler gives this module.
fn giving(module: impl AsRef<[u8]>) -> App {
    project("cp given.wasm \"$made\"").file("app/given.wasm", module)
}
