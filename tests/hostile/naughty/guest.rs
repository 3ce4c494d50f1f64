//! A guest that says naughty strings in every way that it can: an exporter for each
//! way and string, chosen by the number in its name.

use serde_json::json;

use crate::harness::wasm;
use crate::hostile::guest::Texts;

/// The way in which an exporter says its text.
#[derive(Clone, Copy)]
pub(super) enum Way {
    /// As diagnostics, a string each, and as the process of another.
    Diagnostics,
    Rejection,
    Template,
    Setting,
    /// As the path of a file.
    Path,
}

/// Where `describe` keeps its answer, and `next` says that there is nothing more.
const MANIFEST: usize = 1024;
const NOTHING: usize = 2560;

/// What an answer takes, and the record of an exporter.
const ANSWER: usize = 64;
const INFO: usize = 36;

/// Names the exporter of a number.
pub(super) fn name(number: usize) -> String {
    format!("x{number:03}")
}

/// The component `naughty`. The exporter of each number says these texts in its way,
/// and the first of them in its summary, its template and its schema.
pub(super) fn component(exporters: &[(Way, Vec<&str>)]) -> Vec<u8> {
    let mut texts = Texts::default();
    let infos = texts.room(INFO * exporters.len());
    let starts = texts.room(ANSWER * exporters.len());
    // The first answer of `next`, and how many there are.
    let ranges = texts.room(8 * exporters.len());
    for (number, (way, said)) in exporters.iter().enumerate() {
        describe(&mut texts, infos + INFO * number, &name(number), said[0]);
        let answer = start(&mut texts, *way, said[0]);
        texts.place(starts + ANSWER * number, &answer);
        let answers = next(&mut texts, *way, said);
        let first = texts.room(ANSWER * answers.len());
        for (index, answer) in answers.iter().enumerate() {
            texts.place(first + ANSWER * index, answer);
        }
        texts.place(ranges + 8 * number, &[first, answers.len()]);
    }
    let [own, version] = ["naughty", "0.1.0"].map(|text| texts.add(text));
    let manifest = [own.0, own.1, version.0, version.1, infos, exporters.len()];
    texts.place(MANIFEST, &manifest);
    module(&texts.data, starts, ranges)
}

/// A component of this name and version, which offers an exporter of this name.
pub(super) fn named(component: &str, version: &str, exporter: &str) -> Vec<u8> {
    let mut texts = Texts::default();
    let info = texts.room(INFO);
    describe(&mut texts, info, exporter, "Means harm");
    let [own, version] = [component, version].map(|text| texts.add(text));
    let manifest = [own.0, own.1, version.0, version.1, info, 1];
    texts.place(MANIFEST, &manifest);
    module(&texts.data, NOTHING, NOTHING)
}

/// The record of an exporter: name, summary, a template, schema, profile.
fn describe(texts: &mut Texts, at: usize, name: &str, said: &str) {
    let schema = json!({ "properties": { "key": { "description": said, "default": said } } });
    let [name, said, source, schema] =
        [name, said, "source", &schema.to_string()].map(|text| texts.add(text));
    let template = texts.room(16);
    texts.place(template, &[said.0, said.1, source.0, source.1]);
    let fields = [
        name.0, name.1, said.0, said.1, template, 1, schema.0, schema.1, 0,
    ];
    texts.place(at, &fields);
}

/// What `start` answers: that it worked, or an error with the text in all its fields.
fn start(texts: &mut Texts, way: Way, said: &str) -> Vec<usize> {
    let (at, bytes) = texts.add(said);
    match way {
        Way::Rejection => vec![1, 0, at, bytes],
        Way::Template => vec![1, 1, at, bytes, 7, at, bytes],
        Way::Setting => vec![1, 2, at, bytes, at, bytes],
        Way::Diagnostics | Way::Path => vec![0],
    }
}

/// What `next` answers, one after the other: that it worked, that there is something,
/// and a file, or a diagnostic that is a warning.
fn next(texts: &mut Texts, way: Way, said: &[&str]) -> Vec<Vec<usize>> {
    let mut answers = Vec::new();
    for text in said {
        let (at, bytes) = texts.add(text);
        match way {
            Way::Diagnostics => {
                answers.push(vec![0, 1, 1, 1, at, bytes, 0]);
                answers.push(vec![0, 1, 1, 1, at, bytes, 1, at, bytes]);
            }
            _ => answers.push(vec![0, 1, 0, at, bytes, at, bytes, 0]),
        }
    }
    answers
}

/// What does not depend on what is said.
const FRAME: &str = r#"
    (memory (export "memory") 64)
    (global $top (mut i32) (i32.const 1048576))
    (global $number (mut i32) (i32.const 0))
    (global $step (mut i32) (i32.const -1))
    (func $digit (param $name i32) (param $at i32) (result i32)
        (i32.sub (i32.load8_u (i32.add (local.get $name) (local.get $at))) (i32.const 48)))
    (func $choose (param $name i32)
        (global.set $number (i32.add
            (i32.mul (i32.const 100) (call $digit (local.get $name) (i32.const 1)))
            (i32.add
                (i32.mul (i32.const 10) (call $digit (local.get $name) (i32.const 2)))
                (call $digit (local.get $name) (i32.const 3))))))
    (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
        (local $at i32)
        (local.set $at (i32.and (i32.add (global.get $top) (i32.const 7)) (i32.const -8)))
        (global.set $top (i32.add (local.get $at) (local.get 3)))
        (local.get $at))"#;

fn module(data: &str, starts: usize, ranges: usize) -> Vec<u8> {
    let name = portcullis_host::INTERFACE;
    wasm::component(&format!(
        r#"(module {FRAME}
            (func (export "{name}#describe") (result i32) (i32.const {MANIFEST}))
            (func (export "{name}#start") (param $arguments i32) (result i32)
                (call $choose (i32.load (local.get $arguments)))
                (i32.add (i32.const {starts}) (i32.mul (i32.const {ANSWER}) (global.get $number))))
            (func (export "{name}#next") (result i32)
                (local $range i32)
                (local.set $range
                    (i32.add (i32.const {ranges}) (i32.mul (i32.const 8) (global.get $number))))
                (global.set $step (i32.add (global.get $step) (i32.const 1)))
                (if (i32.ge_u (global.get $step) (i32.load offset=4 (local.get $range)))
                    (then (return (i32.const {NOTHING}))))
                (i32.add
                    (i32.load (local.get $range))
                    (i32.mul (i32.const {ANSWER}) (global.get $step))))
            {data}
        )"#
    ))
}
