//! What lies in the memory of a guest that is written as text, in the layouts of
//! the canonical ABI.

use std::fmt::Write as _;

/// Where the answer of `describe` is, and the list of one exporter in it.
pub(crate) const MANIFEST: usize = 1024;
const INFO: usize = 1088;

/// The body of `cabi_realloc`, which gives room from the global `$top` on and takes
/// none back.
pub(crate) const REALLOC: &str = "(local $at i32)
    (local.set $at (i32.and (i32.add (global.get $top) (i32.const 7)) (i32.const -8)))
    (global.set $top (i32.add (local.get $at) (local.get 3)))
    (local.get $at)";

/// The segments of a memory.
pub(crate) struct Memory {
    /// As the text of a module has them.
    pub(crate) data: String,
    texts: usize,
}

impl Memory {
    /// One with its texts from this address on.
    pub(crate) fn new(texts: usize) -> Self {
        let data = String::new();
        Self { data, texts }
    }

    /// Adds a text; gives its address and length.
    pub(crate) fn text(&mut self, text: &str) -> [usize; 2] {
        let at = self.texts;
        self.texts += text.len();
        self.bytes(at, text.as_bytes());
        [at, text.len()]
    }

    /// Puts 32-bit numbers at an address.
    pub(crate) fn numbers(&mut self, at: usize, numbers: &[usize]) {
        let numbers = numbers.iter().map(|number| u32::try_from(*number).unwrap());
        let bytes: Vec<u8> = numbers.flat_map(u32::to_le_bytes).collect();
        self.bytes(at, &bytes);
    }

    /// Puts the answer of `describe` at [`MANIFEST`]: the component's name and
    /// version, and an exporter's name, summary and schema, without templates.
    pub(crate) fn manifest(&mut self, component: [&str; 2], exporter: [&str; 3]) {
        let component = component.map(|text| self.text(text)).concat();
        self.numbers(MANIFEST, &[&component[..], &[INFO, 1]].concat());
        let [name, summary, schema] = exporter.map(|text| self.text(text));
        let templates = [0, 0];
        // The profile of its paths is the portable one.
        let info = [&name[..], &summary, &templates, &schema, &[0]];
        self.numbers(INFO, &info.concat());
    }

    fn bytes(&mut self, at: usize, bytes: &[u8]) {
        let _ = write!(self.data, "(data (i32.const {at}) \"");
        for byte in bytes {
            let _ = write!(self.data, "\\{byte:02x}");
        }
        self.data += "\")\n";
    }
}
