//! `portcullis inspect`: what is told of a file, whether it is run or refused.

use portcullis_host::Host;
use serde_json::Value;

use crate::harness::guest::{GUEST, Guest};
use crate::harness::{App, Run, wasm};

fn inspect(file: impl AsRef<[u8]>, more: &[&str]) -> Run {
    let app = App::empty().file("app/guest.wasm", file);
    let run = app.run(&[&["inspect", "guest.wasm"], more].concat());
    run.writes_nothing();
    run
}

fn json(run: &Run) -> Value {
    serde_json::from_str(run.text()).unwrap_or_else(|error| panic!("{error}: {run}"))
}

const COLOURED: Guest<'_> = Guest {
    schema: r#"{"properties":{"colour":{"enum":["red","blue"],"default":"red","description":"The colour of it"}}}"#,
    ..GUEST
};

#[test]
fn a_component_is_told_with_all_that_it_is_and_takes() {
    let bytes = COLOURED.component();
    let run = inspect(&bytes, &[]);
    run.succeeds();
    for text in [
        "small 1.2.3\n",
        "kind       component\n",
        "world      portcullis:exporter/exporter@0.1.0\n",
        "interface  portcullis:exporter/exporting@0.1.0\n",
        "imports    none\n",
        &format!("size       {} bytes\n", bytes.len()),
        &format!("sha256     {}\n", portcullis_host::digest(&bytes)),
        "1 memory of 131072 bytes at the start",
        "x: Gives one file\n",
        "templates  none\n",
        "sample     1 file of 8 bytes; 131072 bytes of memory",
        "colour   red | blue  The colour of it [default: red]\n",
    ] {
        run.stdout_contains(text);
    }
}

#[test]
fn programs_are_told_the_same() {
    let told = json(inspect(COLOURED.component(), &["--json"]).succeeds());
    assert_eq!(told["kind"], "component");
    assert_eq!(told["imports"], serde_json::json!([]));
    assert_eq!(told["refused"], serde_json::json!([]));
    assert_eq!(told["memory"]["initial_bytes"], 131_072);
    assert!(told["describe"]["fuel"].as_u64().unwrap() > 0);
    let exporter = &told["exporters"][0];
    assert_eq!(exporter["name"], "x");
    assert_eq!(exporter["sample"]["files"], 1);
    assert_eq!(
        exporter["settings_schema"]["properties"]["colour"]["default"],
        "red"
    );
}

#[test]
fn an_exporter_that_refuses_the_sample_is_none_the_worse() {
    let guest = Guest {
        schema: r#"{"required":["colour"],"properties":{"colour":{"type":"string"}}}"#,
        ..GUEST
    };
    inspect(guest.component(), &[])
        .succeeds()
        .stdout_contains("sample     none: ")
        .stdout_contains("setting `colour`: it is missing and required")
        .stdout_contains("[required]");
}

/// A component of another version that imports two functions.
fn wrong_in_three_ways() -> Vec<u8> {
    let wit = wasm::WIT.replace("@0.1.0", "@0.2.0");
    let world = "import log: func(text: string); import ask: func() -> string;
        export portcullis:exporter/exporting@0.2.0;";
    wasm::dummy(&wit, &[], world)
}

#[test]
fn a_component_that_is_refused_is_told_with_every_reason() {
    let run = inspect(wrong_in_three_ways(), &[]);
    run.fails_with(4)
        .stdout_contains("imports    log, ask\n")
        .stdout_contains("interface  portcullis:exporter/exporting@0.2.0\n")
        .stdout_contains("runs here  portcullis:exporter/exporting@0.1.0\n")
        .stdout_contains("refused    for 3 reasons")
        .stderr_contains("imports `log`")
        .stderr_contains("imports `ask`")
        .stderr_contains("exports `portcullis:exporter/exporting@0.2.0`, and this host runs")
        .stderr_contains("built for a newer Portcullis: update this one");
    let told = json(&inspect(wrong_in_three_ways(), &["--json"]));
    assert_eq!(told["refused"].as_array().unwrap().len(), 3, "{told}");
}

#[test]
fn an_older_interface_is_to_be_built_anew() {
    let wit = wasm::WIT.replace("@0.1.0", "@0.0.9");
    let older = wasm::dummy(&wit, &[], "export portcullis:exporter/exporting@0.0.9;");
    inspect(older, &[])
        .fails_with(4)
        .stderr_contains("built for an older Portcullis: rebuild it");
}

#[test]
fn a_core_module_is_told_as_such_with_what_it_wants() {
    let module = r#"(module (import "wasi_snapshot_preview1" "fd_write" (func))
        (memory (export "memory") 3) (data (i32.const 0) "abc"))"#;
    let run = inspect(wat::parse_str(module).unwrap(), &[]);
    run.fails_with(4)
        .stdout_contains("kind       core module")
        .stdout_contains("imports    wasi_snapshot_preview1 fd_write\n")
        .stdout_contains("exports    memory\n")
        .stdout_contains(
            "1 memory of 196608 bytes at the start, tables of 0 bytes, data of 3 bytes",
        )
        .stderr_contains("portcullis build");
}

#[test]
fn precompiled_code_and_other_files_are_told_as_such() {
    let target = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let code = Host::precompile(&target, "guest", &GUEST.component()).unwrap();
    inspect(code, &[])
        .fails_with(4)
        .stdout_contains("kind       precompiled code")
        .stderr_contains("give the component itself");
    inspect("#!/bin/sh\n", &[])
        .fails_with(4)
        .stdout_contains("kind       no WebAssembly")
        .stderr_contains("is not valid WebAssembly");
}

#[test]
fn a_name_is_told_without_the_others_of_its_family() {
    let run = App::empty().run(&["inspect", "runit"]);
    run.succeeds()
        .stdout_contains("runit: ")
        .stdout_contains("It also offers systemd, supervisord, upstart.\n");
    assert!(!run.text().contains("hardening"), "{run}");
}

#[test]
fn text_of_a_guest_moves_no_terminal() {
    let guest = Guest {
        schema: r#"{"properties":{"a":{"description":"\u001b[31mred\u202e"}}}"#,
        ..GUEST
    };
    let run = inspect(guest.component(), &[]);
    run.succeeds().stdout_contains("\\u{1b}[31mred\\u{202e}");
    assert!(!run.text().contains('\u{1b}'));
}
