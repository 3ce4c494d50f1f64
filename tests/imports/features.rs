//! What WebAssembly can do: what no exporter needs is switched off, which the
//! corpus has a guest for each of, and what compilers emit is on.

use portcullis_host::{Host, apart};

use crate::corpus::{CASES, Case, End};

const TAKEN: [(&str, &str); 6] = [
    (
        "SIMD",
        "(func (param v128) (result v128) local.get 0 local.get 0 i8x16.add)",
    ),
    (
        "bulk memory",
        "(memory 1) (func (memory.fill (i32.const 0) (i32.const 0) (i32.const 9)))",
    ),
    (
        "several values",
        "(func (result i32 i32) i32.const 1 i32.const 2)",
    ),
    (
        "reference types",
        "(table 1 funcref) (func (table.set 0 (i32.const 0) (ref.null func)))",
    ),
    (
        "sign extension",
        "(func (param i32) (result i32) local.get 0 i32.extend8_s)",
    ),
    (
        "saturating conversion",
        "(func (param f32) (result i32) local.get 0 i32.trunc_sat_f32_s)",
    ),
];

/// A component of these definitions with an instance of the right name, so that
/// what is refused is what they say.
fn component(feature: &str, definitions: &str) -> Vec<u8> {
    let text = format!(
        r#"(component {definitions}
            (instance $i) (export "portcullis:exporter/exporting@0.1.0" (instance $i)))"#
    );
    wat::parse_str(&text).unwrap_or_else(|error| panic!("{feature}: {error}"))
}

fn module(feature: &str, module: &str) -> Vec<u8> {
    component(feature, &format!("(core module {module})"))
}

/// What the host says of a component, compiled here and apart.
fn errors(component: &[u8]) -> [String; 2] {
    let host = Host::with_manual_ticks().unwrap();
    let here = host.load("guest", component).unwrap_err().to_string();
    let answer = apart::answer(component).unwrap();
    let apart = match apart::read("guest", component, answer) {
        Ok(_) => here.clone(),
        Err(error) => error.to_string(),
    };
    [here, apart]
}

#[test]
fn what_the_engine_leaves_out_is_refused_here_and_apart() {
    let off = End::Refused("is not valid WebAssembly");
    let of_features = |case: &&&Case| case.end == off;
    assert!(CASES.iter().filter(of_features).count() > 20);
    for case in CASES.iter().filter(of_features) {
        for error in errors(&case.bytes()) {
            let is_refused = error.contains("is not valid WebAssembly");
            assert!(is_refused, "{}: {error}", case.guest.path);
        }
    }
}

#[test]
fn what_compilers_emit_by_default_is_taken() {
    for (feature, text) in TAKEN {
        for error in errors(&module(feature, text)) {
            assert!(error.contains("with other types"), "{feature}: {error}");
        }
    }
}
