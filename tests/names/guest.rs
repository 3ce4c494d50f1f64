//! A guest that returns whatever names it is told to. Templates carry them, a
//! byte in each character, so that they need not be text.

use portcullis_host::Template;

use crate::harness::wasm;

/// Where `describe` keeps its answer.
const MANIFEST: usize = 1024;

/// The component: its exporter `x` gives a file for each override, named by the
/// override's source and with the name for its content.
pub(super) fn component() -> Vec<u8> {
    wasm::component(&format!(
        r#"(module
            (memory (export "memory") 128)
            (global $top (mut i32) (i32.const 65536))
            (global $entry (mut i32) (i32.const 0))
            (global $end (mut i32) (i32.const 0))
            {}
            {DESCRIBE} {START} {NEXT} {DECODE} {REALLOC}
        )"#,
        manifest()
    ))
}

/// The overrides that make the guest return these names.
pub(super) fn overrides<'a>(names: impl IntoIterator<Item = &'a [u8]>) -> Vec<Template> {
    let in_characters = |name: &[u8]| name.iter().copied().map(char::from).collect();
    let overrides = names.into_iter().map(|name| Template {
        name: "name".to_owned(),
        source: in_characters(name),
    });
    overrides.collect()
}

const DESCRIBE: &str = r#"
    (func (export "portcullis:exporter/exporting@0.1.0#describe") (result i32)
        (i32.const 1024))"#;

/// The list of overrides comes last of the arguments, after ten strings and
/// lists. The answer at 512 is all zeros: it worked.
const START: &str = r#"
    (func (export "portcullis:exporter/exporting@0.1.0#start") (param $arguments i32) (result i32)
        (global.set $entry (i32.load offset=80 (local.get $arguments)))
        (global.set $end (i32.add (global.get $entry)
            (i32.mul (i32.const 16) (i32.load offset=84 (local.get $arguments)))))
        (i32.const 512))"#;

/// At 512 it says that there is nothing more, and at 600 that it worked, that
/// there is something, and that it is a file: path, content, two flags.
const NEXT: &str = r#"
    (func (export "portcullis:exporter/exporting@0.1.0#next") (result i32)
        (local $length i32)
        (if (i32.ge_u (global.get $entry) (global.get $end)) (then (return (i32.const 512))))
        (i32.store (i32.const 604) (i32.const 1))
        (i32.store (i32.const 612) (global.get $top))
        (i32.store (i32.const 620) (global.get $top))
        (local.set $length (call $decode
            (i32.load offset=8 (global.get $entry)) (i32.load offset=12 (global.get $entry))))
        (i32.store (i32.const 616) (local.get $length))
        (i32.store (i32.const 624) (local.get $length))
        (global.set $entry (i32.add (global.get $entry) (i32.const 16)))
        (i32.const 600))"#;

/// Makes a byte of each character below U+0100, and gives their number.
const DECODE: &str = include_str!("decode.wat");

/// Never frees: an instance exports once.
const REALLOC: &str = r#"
    (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
        (local $at i32)
        (local.set $at (i32.and (i32.add (global.get $top) (i32.const 7)) (i32.const -8)))
        (global.set $top (i32.add (local.get $at) (local.get 3)))
        (local.get $at))"#;

/// The component `names` 0.1.0 with its one exporter, and no template.
fn manifest() -> String {
    let texts = ["names", "0.1.0", "x", "Gives names back", "{}"];
    let mut data = String::new();
    let mut at = MANIFEST + 256;
    let mut places = Vec::new();
    for text in texts {
        data += &format!("(data (i32.const {at}) \"{text}\")\n");
        places.push([at, text.len()]);
        at += text.len();
    }
    let [name, version, exporter, summary, schema] = places[..] else {
        unreachable!("there are five texts")
    };
    let info = MANIFEST + 64;
    let answer = [name, version, [info, 1]].concat();
    let listed = [exporter, summary, [0, 0], schema, [0, 0]].concat();
    data + &numbers(MANIFEST, &answer) + &numbers(info, &listed)
}

/// 32-bit numbers at an address.
fn numbers(at: usize, numbers: &[usize]) -> String {
    let bytes = numbers.iter().flat_map(|n| (*n as u32).to_le_bytes());
    let bytes: String = bytes.map(|byte| format!("\\{byte:02x}")).collect();
    format!("(data (i32.const {at}) \"{bytes}\")\n")
}
