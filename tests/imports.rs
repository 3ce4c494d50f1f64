//! What the host refuses to load, above all whatever imports anything.

mod broken;
mod features;

use portcullis_host::{Host, Limits};
use wasmparser::{Parser, Payload};

use crate::corpus::{CASES, End};
use crate::harness::{App, PROCFILE, wasm};

/// What the corpus has of components that import anything: the component, and the
/// beginning of the import's name.
fn components() -> impl Iterator<Item = (Vec<u8>, &'static str)> {
    CASES.iter().filter_map(|case| match case.end {
        End::Import(name) => Some((case.bytes(), name)),
        _ => None,
    })
}

/// The import in an error, to its end, unless it is the one that is cut.
fn told(name: &str) -> String {
    let is_cut = name == "aaaaaaaa";
    format!("imports `{name}{}", if is_cut { "" } else { "`" })
}

#[test]
fn export_refuses_a_component_that_imports_and_writes_nothing() {
    for (component, name) in components() {
        let app = App::new(PROCFILE).file("app/guest.wasm", component);
        let run = app.export("x", &["--exporter", "guest.wasm"]);
        run.fails_with(4)
            .stdout_is("")
            .stderr_contains(&told(name))
            .stderr_contains("hint: build the exporter without WASI")
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
            .stderr_contains(&told(name))
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
