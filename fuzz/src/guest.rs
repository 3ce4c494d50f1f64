//! A guest that returns whatever it is told to. A template carries the bytes,
//! one in each character.

use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::Resolve;

const WIT: &str = include_str!("../../wit/exporter.wit");

/// Its answers lie from 4096 on, 64 bytes apart, until the input ends. The last
/// byte of the first says that it is also what `start` answers.
const MODULE: &str = concat!(
    r#"(module
    (memory (export "memory") 4)
    (global $heap (mut i32) (i32.const 131072))
    (global $top (mut i32) (i32.const 4096))
    (global $answer (mut i32) (i32.const 4096))
    (data (i32.const 1024) "\00\08\00\00\05\00\00\00\05\08\00\00\05\00\00\00\40\04\00\00\01")
    (data (i32.const 1088) "\0a\08\00\00\01\00\00\00\00\08\00\00\05\00\00\00")
    (data (i32.const 1112) "\0b\08\00\00\02")
    (data (i32.const 2048) "guest0.1.0x{}")
    (func (export "portcullis:exporter/exporting@0.1.0#describe") (result i32)
        (i32.const 1024))
    (func (export "portcullis:exporter/exporting@0.1.0#start") (param $arguments i32) (result i32)
        (local $template i32)
        (local.set $template (i32.load offset=80 (local.get $arguments)))
        (drop (call $decode
            (i32.load offset=8 (local.get $template)) (i32.load offset=12 (local.get $template))))
        (select (i32.const 4096) (i32.const 512)
            (i32.eq (i32.load8_u (i32.const 4159)) (i32.const 1))))
    (func (export "portcullis:exporter/exporting@0.1.0#next") (result i32)
        (if (i32.ge_u (global.get $answer) (global.get $top)) (then (return (i32.const 512))))
        (global.set $answer (i32.add (global.get $answer) (i32.const 64)))
        (i32.sub (global.get $answer) (i32.const 64)))
    (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
        (local $at i32)
        (local.set $at (i32.and (i32.add (global.get $heap) (i32.const 7)) (i32.const -8)))
        (global.set $heap (i32.add (local.get $at) (local.get 3)))
        (local.get $at))
    "#,
    include_str!("../../tests/names/decode.wat"),
    ")"
);

/// The component `guest` with its one exporter `x`.
///
/// # Panics
///
/// If the text is not that of an exporter.
#[must_use]
pub fn component() -> Vec<u8> {
    let mut resolve = Resolve::default();
    let package = resolve.push_str("exporter.wit", WIT).unwrap();
    let world = resolve.select_world(&[package], Some("exporter")).unwrap();
    let mut module = wat::parse_str(MODULE).unwrap();
    embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8).unwrap();
    let mut encoder = ComponentEncoder::default();
    let encoder = encoder.validate(true).module(&module).unwrap();
    encoder.encode().unwrap()
}
