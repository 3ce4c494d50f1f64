//! What is no exporter of this interface.

use portcullis_host::Host;

use crate::harness::{App, PROCFILE, wasm};

/// What it is, its bytes, and what the error says of it.
type Refused = (&'static str, Vec<u8>, &'static str);

const INVALID: &str = "is not valid WebAssembly";

fn refused() -> Vec<Refused> {
    let (files, interfaces) = (files(), interfaces());
    files.into_iter().chain(interfaces).collect()
}

/// Files that are no component.
fn files() -> [Refused; 9] {
    let good = wasm::importing(&[], "");
    let half = good[..good.len() / 2].to_vec();
    let more = [&good[..], b"\0more"].concat();
    let target = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let compiled = Host::precompile(&target, "guest", &good).unwrap();
    let elf = std::fs::read(crate::harness::binary()).unwrap();
    let module = wat::parse_str("(module)").unwrap();
    let text = b"#!/bin/sh\necho hello\n".to_vec();
    [
        ("an empty file", vec![], INVALID),
        ("text", text, INVALID),
        ("zeros", vec![0; 4096], INVALID),
        ("half a component", half, INVALID),
        ("a header alone", good[..8].to_vec(), "does not export"),
        ("a component and more", more, INVALID),
        ("a core module", module, "is a core module"),
        ("compiled code", compiled, "is precompiled code"),
        ("an ELF file", elf, INVALID),
    ]
}

/// Components of another interface.
fn interfaces() -> [Refused; 5] {
    let changed = |from: &str, to: &str, version: &str| {
        let wit = wasm::WIT.replace(from, to);
        assert_ne!(wit, wasm::WIT);
        let export = format!("export portcullis:exporter/exporting@{version};");
        wasm::dummy(&wit, &[], &export)
    };
    let newer = changed("@0.1.0", "@0.2.0", "0.2.0");
    let nothing = wat::parse_str("(component)").unwrap();
    let fewer = changed("    private: bool,\n", "", "0.1.0");
    let other = changed("port: option<u16>", "port: u16", "0.1.0");
    let next = "  next: func() -> result<option<output>, export-error>;\n";
    let lacking = changed(next, "", "0.1.0");
    [
        ("the next version", newer, "exporting@0.2.0"),
        ("nothing exported", nothing, "does not export"),
        ("a field fewer", fewer, "with other types"),
        ("a field of another type", other, "with other types"),
        ("a function fewer", lacking, "with other types"),
    ]
}

#[test]
fn the_host_says_what_is_wrong_with_a_component() {
    let host = Host::with_manual_ticks().unwrap();
    for (what, bytes, message) in refused() {
        let error = host.load("guest.wasm", &bytes).unwrap_err().to_string();
        assert!(error.contains(message), "{what}: {error}");
        assert!(error.starts_with("`guest.wasm`: "), "{what}: {error}");
    }
}

#[test]
fn the_binary_refuses_it_and_writes_nothing() {
    for (what, bytes, message) in refused() {
        println!("{what}");
        let app = App::new(PROCFILE).file("app/guest.wasm", bytes);
        for args in [
            &["inspect", "guest.wasm"][..],
            &["export", "x", "OUT", "--exporter", "guest.wasm"],
        ] {
            let run = app.run(args);
            run.fails_with(4)
                .stderr_contains(message)
                .stderr_contains("guest.wasm");
            run.writes_nothing();
            // A look at a file tells what can be told of it.
            assert_eq!(run.text().contains("sha256"), args[0] == "inspect", "{run}");
        }
    }
}
