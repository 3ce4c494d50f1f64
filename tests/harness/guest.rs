//! A small exporter in text, which checks nothing that it is given. The layouts in
//! memory are those of the canonical ABI.

use super::wasm;

/// Where `describe` keeps its answer, and the one exporter in it.
const MANIFEST: usize = 1024;
const INFO: usize = 1088;
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
        let mut data = Data::default();
        let [name, version, exporter, summary, schema, path, content] = [
            self.name,
            self.version,
            self.exporter,
            "Gives one file",
            self.schema,
            self.path,
            self.content,
        ]
        .map(|text| data.text(text));
        data.numbers(MANIFEST, &[name, version].concat());
        data.numbers(MANIFEST + 16, &[INFO, 1]);
        let info = [exporter, summary, [0, 0], schema, [0, 0]];
        data.numbers(INFO, &info.concat());
        let flags = usize::from(self.executable) + 256 * usize::from(self.private);
        // It worked, there is something, it is a file.
        data.numbers(FILE, &[&[0, 1, 0][..], &path, &content, &[flags]].concat());
        module(&data.0)
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
            (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
                (local $at i32)
                (local.set $at (i32.and (i32.add (global.get $top) (i32.const 7)) (i32.const -8)))
                (global.set $top (i32.add (local.get $at) (local.get 3)))
                (local.get $at))
            {data}
        )"#
    ))
}

/// What lies in the guest's memory at first.
#[derive(Default)]
struct Data(String, usize);

impl Data {
    /// Adds a text; gives its address and length.
    fn text(&mut self, text: &str) -> [usize; 2] {
        let at = TEXTS + self.1;
        self.1 += text.len();
        self.bytes(at, text.as_bytes());
        [at, text.len()]
    }

    /// Puts 32-bit numbers at an address.
    fn numbers(&mut self, at: usize, numbers: &[usize]) {
        let numbers = numbers.iter().map(|number| u32::try_from(*number).unwrap());
        let bytes: Vec<u8> = numbers.flat_map(u32::to_le_bytes).collect();
        self.bytes(at, &bytes);
    }

    fn bytes(&mut self, at: usize, bytes: &[u8]) {
        let escaped: String = bytes.iter().map(|byte| format!("\\{byte:02x}")).collect();
        self.0 += &format!("(data (i32.const {at}) \"{escaped}\")\n");
    }
}
