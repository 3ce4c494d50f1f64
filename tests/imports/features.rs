//! What WebAssembly can do and no exporter needs: a component for each feature
//! that is switched off, beside one for each that is on.

use portcullis_host::{Host, apart};

/// In modules, by proposal.
const REFUSED_IN_MODULES: [(&str, &str); 20] = [
    ("multi-memory", "(memory 1) (memory 1)"),
    (
        "multi-memory, imported",
        r#"(import "a" "b" (memory 1)) (memory 1)"#,
    ),
    ("memory64", "(memory i64 1)"),
    ("memory64, tables", "(table i64 1 funcref)"),
    ("threads, shared memory", "(memory 1 1 shared)"),
    (
        "threads, atomic access",
        "(memory 1) (func (drop (i32.atomic.load (i32.const 0))))",
    ),
    ("threads, fence", "(func atomic.fence)"),
    ("tail calls", "(func $f return_call $f)"),
    (
        "tail calls, indirect",
        "(table 1 funcref) (func (return_call_indirect (i32.const 0)))",
    ),
    ("exceptions, tag", "(tag $t)"),
    ("exceptions, throw", "(tag $t) (func (throw $t))"),
    (
        "exceptions, catch",
        "(tag $t) (func (block (try_table (catch $t 0))))",
    ),
    ("gc, struct", "(type (struct (field i32)))"),
    ("gc, array", "(type (array i8))"),
    ("gc, i31", "(func (drop (ref.i31 (i32.const 1))))"),
    (
        "function references",
        "(type $f (func)) (func (param (ref $f)) (call_ref $f (local.get 0)))",
    ),
    (
        "relaxed SIMD",
        "(func (param v128) (result v128) local.get 0 local.get 0 i8x16.relaxed_swizzle)",
    ),
    (
        "stack switching",
        "(type $f (func)) (type $c (cont $f)) (func $g) (elem declare func $g)
         (func (drop (cont.new $c (ref.func $g))))",
    ),
    ("custom page sizes", "(memory 1 (pagesize 1))"),
    (
        "wide arithmetic",
        "(func (param i64 i64) (result i64 i64) local.get 0 local.get 1 i64.mul_wide_s)",
    ),
];

/// In components.
const REFUSED_IN_COMPONENTS: [(&str, &str); 8] = [
    ("async, future", "(type (future u8))"),
    ("async, stream", "(type (stream u8))"),
    (
        "async, lifted function",
        r#"(core module $m (func (export "f") (result i32) i32.const 0)
              (func (export "c") (param i32 i32 i32) (result i32) i32.const 0))
           (core instance $i (instantiate $m))
           (func async (canon lift (core func $i "f") async (callback (func $i "c"))))"#,
    ),
    ("async, function type", "(type (func async))"),
    ("async, task", "(core func (canon task.cancel))"),
    (
        "async, backpressure",
        "(core func (canon backpressure.inc))",
    ),
    ("error context", "(type error-context)"),
    ("threads in components", "(core func (canon thread.index))"),
];

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
fn what_the_engine_leaves_out_is_refused() {
    let modules = REFUSED_IN_MODULES
        .iter()
        .map(|(f, text)| (f, module(f, text)));
    let components = REFUSED_IN_COMPONENTS
        .iter()
        .map(|(f, text)| (f, component(f, text)));
    for (feature, bytes) in modules.chain(components) {
        for error in errors(&bytes) {
            assert!(
                error.contains("is not valid WebAssembly"),
                "{feature}: {error}"
            );
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
