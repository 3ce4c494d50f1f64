//! What the host refuses to load, above all whatever imports anything.

mod broken;
mod features;

use portcullis_host::{ErrorKind, Host, Limits};
use wasmparser::{Parser, Payload};

use crate::harness::{App, PROCFILE, wasm};

/// A package, what a world imports of it, and the import's full name.
const IMPORTS: [(&[&str], &str, &str); 13] = [
    (
        &[
            "package wasi:filesystem@0.2.6; interface types { resource descriptor { sync: func(); } }",
        ],
        "import wasi:filesystem/types@0.2.6;",
        "wasi:filesystem/types@0.2.6",
    ),
    (
        &[
            "package wasi:filesystem@0.2.6; interface preopens { get-directories: func() -> list<u32>; }",
        ],
        "import wasi:filesystem/preopens@0.2.6;",
        "wasi:filesystem/preopens@0.2.6",
    ),
    (
        &["package wasi:sockets@0.2.6; interface tcp { resource tcp-socket { listen: func(); } }"],
        "import wasi:sockets/tcp@0.2.6;",
        "wasi:sockets/tcp@0.2.6",
    ),
    (
        &["package wasi:clocks@0.2.6; interface monotonic-clock { now: func() -> u64; }"],
        "import wasi:clocks/monotonic-clock@0.2.6;",
        "wasi:clocks/monotonic-clock@0.2.6",
    ),
    (
        &[
            "package wasi:clocks@0.2.6; interface wall-clock { record datetime { seconds: u64 } now: func() -> datetime; }",
        ],
        "import wasi:clocks/wall-clock@0.2.6;",
        "wasi:clocks/wall-clock@0.2.6",
    ),
    (
        &["package wasi:random@0.2.6; interface random { get-random-u64: func() -> u64; }"],
        "import wasi:random/random@0.2.6;",
        "wasi:random/random@0.2.6",
    ),
    (
        &[
            "package wasi:cli@0.2.6; interface environment { get-environment: func() -> list<tuple<string, string>>; }",
        ],
        "import wasi:cli/environment@0.2.6;",
        "wasi:cli/environment@0.2.6",
    ),
    (
        &["package wasi:cli@0.2.6; interface stdout { get-stdout: func() -> u32; }"],
        "import wasi:cli/stdout@0.2.6;",
        "wasi:cli/stdout@0.2.6",
    ),
    (
        &["package wasi:http@0.2.6; interface outgoing-handler { handle: func(request: u32); }"],
        "import wasi:http/outgoing-handler@0.2.6;",
        "wasi:http/outgoing-handler@0.2.6",
    ),
    (
        &["package acme:logging; interface log { say: func(text: string); }"],
        "import acme:logging/log;",
        "acme:logging/log",
    ),
    (&[], "import log: func(text: string);", "log"),
    (&[], "resource secret { open: static func(); }", "secret"),
    (
        &[],
        "import host: interface { ask: func() -> string; }",
        "host",
    ),
];

/// Imports that no WIT world can express, as text of the component model.
const RAW_IMPORTS: [(&str, &str); 4] = [
    (r#"(component (import "m" (core module)))"#, "m"),
    (r#"(component (import "c" (component)))"#, "c"),
    (r#"(component (import "i" (instance)))"#, "i"),
    (r#"(component (import "t" (type (sub resource))))"#, "t"),
];

fn components() -> Vec<(Vec<u8>, &'static str)> {
    let worlds = IMPORTS
        .iter()
        .map(|(packages, import, name)| (wasm::importing(packages, import), *name));
    let raw = RAW_IMPORTS
        .iter()
        .map(|(text, name)| (wat::parse_str(text).unwrap(), *name));
    worlds.chain(raw).collect()
}

#[test]
fn what_a_component_imports_is_refused_by_name_before_it_is_compiled() {
    let host = Host::with_manual_ticks().unwrap();
    for (component, name) in components() {
        let error = host.load("guest", &component).unwrap_err();
        match error.kind() {
            ErrorKind::Import(import) => assert_eq!(import, name),
            other => panic!("`{name}` is not refused as an import: {other:?}"),
        }
        assert!(
            error.to_string().contains(&format!("imports `{name}`")),
            "{error}"
        );
        assert!(error.hint().is_some());
    }
}

#[test]
fn export_refuses_a_component_that_imports_and_writes_nothing() {
    for (component, name) in components() {
        let app = App::new(PROCFILE).file("app/guest.wasm", component);
        let run = app.export("x", &["--exporter", "guest.wasm"]);
        run.fails_with(4)
            .stdout_is("")
            .stderr_contains(&format!("`{name}`"))
            .writes_nothing();
    }
}

#[test]
fn inspect_refuses_a_component_that_imports() {
    for (component, name) in components() {
        let app = App::empty().file("app/guest.wasm", component);
        let run = app.run(&["inspect", "guest.wasm"]);
        run.fails_with(4)
            .stdout_contains(&format!("imports    {name}"))
            .stderr_contains(&format!("`{name}`"))
            .writes_nothing();
    }
}

#[test]
fn an_exporter_that_imports_nothing_is_loaded() {
    let host = Host::with_manual_ticks().unwrap();
    let component = wasm::importing(&[], "");
    assert_eq!(imports(&component), Vec::<String>::new());
    host.load("guest", &component).unwrap();
}

#[test]
fn the_built_in_components_import_nothing() {
    assert!(!portcullis_bundle::families().is_empty());
    for family in portcullis_bundle::families() {
        assert_eq!(
            imports(family.component()),
            Vec::<String>::new(),
            "{}",
            family.name()
        );
    }
}

#[test]
fn the_built_in_components_pass_as_untrusted_files_too() {
    for family in portcullis_bundle::families() {
        let app = App::new(PROCFILE).file("app/family.wasm", family.component());
        let exporter = family.exporters()[0];
        app.export(exporter, &["--exporter", "family.wasm"])
            .succeeds();
        app.run(&["inspect", "family.wasm"])
            .succeeds()
            .stdout_contains(family.name());
    }
}

#[test]
fn the_built_in_components_are_loaded_any_number_of_times_by_any_number_of_hosts() {
    let hosts = [Host::with_manual_ticks(), Host::with_manual_ticks()].map(Result::unwrap);
    for family in portcullis_bundle::families() {
        let loaded = hosts.iter().cycle().take(4).map(|host| family.load(host));
        let loaded: Vec<_> = loaded.map(Result::unwrap).collect();
        for component in &loaded {
            component.inspect(&Limits::default()).unwrap();
        }
    }
}

#[test]
fn the_engine_has_no_wasi_to_give() {
    let lock = std::fs::read_to_string(crate::harness::root().join("Cargo.lock")).unwrap();
    assert!(lock.contains("name = \"wasmtime\""));
    for package in ["wasmtime-wasi", "wasi-common", "wasmtime-wasi-http"] {
        assert!(
            !lock.contains(&format!("name = \"{package}\"")),
            "{package} is in Cargo.lock"
        );
    }
}

/// The names that a component imports, and those that modules inside import
/// from outside of it, since nothing satisfies them.
fn imports(component: &[u8]) -> Vec<String> {
    let mut depth = 0;
    let mut names = Vec::new();
    for payload in Parser::new(0).parse_all(component) {
        match payload.unwrap() {
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
            Payload::End(_) => depth -= 1,
            Payload::ComponentImportSection(section) if depth == 0 => {
                names.extend(
                    section
                        .into_iter()
                        .map(|import| import.unwrap().name.name.to_owned()),
                );
            }
            _ => {}
        }
    }
    names
}
