//! A component whose one exporter, `made`, returns files that were given when
//! it was made. The layouts in memory are those of the canonical ABI.

use std::fmt::Write as _;

use wit_component::StringEncoding;

use crate::encode::exporter;

/// Where `describe` keeps its answer, and where its list of one exporter is.
const MANIFEST: usize = 1024;
const INFO: usize = 1088;
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
    let mut memory = Memory::default();
    let texts = [
        "made",
        "0.1.0",
        "made",
        "Returns what it was made with",
        "{}",
    ];
    let [name, version, exporter, summary, schema] = texts.map(|text| memory.add(text));
    memory.place(MANIFEST, &[name.0, name.1, version.0, version.1, INFO, 1]);
    let info = [
        exporter.0, exporter.1, summary.0, summary.1, 0, 0, schema.0, schema.1, 0,
    ];
    memory.place(INFO, &info);
    for (index, (path, content)) in files.iter().enumerate() {
        let (path, program) = (memory.add(path), content.strip_prefix('*'));
        let content = memory.add(program.unwrap_or(content));
        let flags = usize::from(program.is_some());
        // It worked, there is something, it is a file.
        let record = [0, 1, 0, path.0, path.1, content.0, content.1, flags];
        memory.place(FILES + RECORD * index, &record);
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
            (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
                (local $at i32)
                (local.set $at (i32.and (i32.add (global.get $top) (i32.const 7)) (i32.const -8)))
                (global.set $top (i32.add (local.get $at) (local.get 3)))
                (local.get $at))
            {data})"#
    )
}

/// What lies in the memory at first.
#[derive(Default)]
struct Memory {
    data: String,
    used: usize,
}

impl Memory {
    /// Adds a text; gives its address and length.
    fn add(&mut self, text: &str) -> (usize, usize) {
        let at = TEXTS + self.used;
        self.used += text.len();
        self.put(at, text.as_bytes());
        (at, text.len())
    }

    /// Puts 32-bit numbers at an address.
    fn place(&mut self, at: usize, numbers: &[usize]) {
        let bytes = numbers
            .iter()
            .flat_map(|number| (*number as u32).to_le_bytes());
        self.put(at, &bytes.collect::<Vec<_>>());
    }

    fn put(&mut self, at: usize, bytes: &[u8]) {
        let mut escaped = String::new();
        for byte in bytes {
            let _ = write!(escaped, "\\{byte:02x}");
        }
        let _ = writeln!(self.data, "(data (i32.const {at}) \"{escaped}\")");
    }
}
