//! A small exporter in text, which checks nothing that it is given. The layouts in
//! memory are those of the canonical ABI.

use super::wasm;
use crate::memory::{MANIFEST, Memory, REALLOC};

/// Where `next` keeps its file, and says that there is nothing more.
const FILE: usize = 2048;
const NOTHING: usize = 2560;
/// Where `start` says that it worked.
const STARTED: usize = 2624;
/// Where the texts begin.
const TEXTS: usize = 4096;

/// What the exporter is called and gives.
#[derive(Clone, Copy)]
pub(crate) struct Guest<'a> {
    pub(crate) name: &'a str,
    pub(crate) version: &'a str,
    pub(crate) exporter: &'a str,
    pub(crate) schema: &'a str,
    pub(crate) path: &'a str,
    pub(crate) content: &'a str,
    pub(crate) executable: bool,
    pub(crate) private: bool,
}

/// The exporter `x`, which gives one file.
pub(crate) const GUEST: Guest<'_> = Guest {
    name: "small",
    version: "1.2.3",
    exporter: "x",
    schema: "{}",
    path: "file",
    content: "content\n",
    executable: false,
    private: false,
};

impl Guest<'_> {
    /// The component.
    pub(crate) fn component(&self) -> Vec<u8> {
        let mut memory = Memory::new(TEXTS);
        let exporter = [self.exporter, "Gives one file", self.schema];
        memory.manifest([self.name, self.version], exporter);
        let [path, content] = [self.path, self.content].map(|text| memory.text(text));
        let flags = usize::from(self.executable) + 256 * usize::from(self.private);
        // It worked, there is something, it is a file.
        memory.numbers(FILE, &[&[0, 1, 0][..], &path, &content, &[flags]].concat());
        module(&memory.data)
    }
}

fn module(data: &str) -> Vec<u8> {
    let name = "portcullis:exporter/exporting@0.1.0";
    wasm::component(&format!(
        r#"(module
            (memory (export "memory") 2)
            (global $top (mut i32) (i32.const 65536))
            (global $given (mut i32) (i32.const 0))
            (func (export "{name}#describe") (result i32) (i32.const {MANIFEST}))
            (func (export "{name}#start") (param i32) (result i32) (i32.const {STARTED}))
            (func (export "{name}#next") (result i32)
                (if (result i32) (global.get $given)
                    (then (i32.const {NOTHING}))
                    (else (global.set $given (i32.const 1)) (i32.const {FILE}))))
            (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) {REALLOC})
            {data}
        )"#
    ))
}
