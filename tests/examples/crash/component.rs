//! A component whose one exporter, `made`, returns files that were given when
//! it was made. The layouts in memory are those of the canonical ABI.

use wit_component::StringEncoding;

use crate::encode::exporter;
use crate::memory::{MANIFEST, Memory, REALLOC};

/// Nothing but zeros: `start` worked, `next` has nothing more.
const ZEROS: usize = 1536;
/// Where the files are, one record after another.
const FILES: usize = 2048;
const RECORD: usize = 32;
/// Where the texts begin.
const TEXTS: usize = 16384;

/// Makes the component. A text that begins with `*` is that of a program.
pub(crate) fn exporting(files: &[(&str, &str)]) -> Vec<u8> {
    exporter(&text(files), StringEncoding::UTF8)
}

fn text(files: &[(&str, &str)]) -> String {
    let mut memory = Memory::new(TEXTS);
    let exporter = ["made", "Returns what it was made with", "{}"];
    memory.manifest(["made", "0.1.0"], exporter);
    for (index, (path, content)) in files.iter().enumerate() {
        let (path, program) = (memory.text(path), content.strip_prefix('*'));
        let content = memory.text(program.unwrap_or(content));
        let flags = usize::from(program.is_some());
        // It worked, there is something, it is a file.
        let record = [&[0, 1, 0][..], &path, &content, &[flags]].concat();
        memory.numbers(FILES + RECORD * index, &record);
    }
    module(&memory.data, files.len())
}

fn module(data: &str, count: usize) -> String {
    let name = "portcullis:exporter/exporting@0.1.0";
    format!(
        r#"(module
            (memory (export "memory") 2)
            (global $step (mut i32) (i32.const -1))
            (global $top (mut i32) (i32.const 65536))
            (func (export "{name}#describe") (result i32) (i32.const {MANIFEST}))
            (func (export "{name}#start") (param i32) (result i32) (i32.const {ZEROS}))
            (func (export "{name}#next") (result i32)
                (global.set $step (i32.add (global.get $step) (i32.const 1)))
                (if (result i32) (i32.lt_u (global.get $step) (i32.const {count}))
                    (then (i32.add (i32.const {FILES})
                        (i32.mul (global.get $step) (i32.const {RECORD}))))
                    (else (i32.const {ZEROS}))))
            (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) {REALLOC})
            {data})"#
    )
}
