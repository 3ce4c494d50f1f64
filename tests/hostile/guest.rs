//! A guest in text: an exporter `x` of the component `hostile` whose functions
//! a test replaces. The layouts in memory are those of the canonical ABI.

use crate::harness::wasm;

/// The interface, whose functions it exports.
const EXPORTING: &str = portcullis_host::INTERFACE;
/// Where `describe` keeps its answer.
const MANIFEST: usize = 1024;
/// Where `next` keeps a file.
const FILE: usize = 2048;
/// Where `next` says that there is nothing more.
const NOTHING: usize = 2560;
/// Where `start` says that it worked.
const STARTED: usize = 2624;
/// Where the texts begin.
const TEXTS: usize = 4096;

/// The text of a guest, a function at a time.
pub(super) struct Guest {
    describe: String,
    start: String,
    next: String,
    realloc: String,
    more: String,
    texts: Texts,
}

impl Guest {
    /// One that exports the file `file` with the text `content`.
    pub(super) fn honest() -> Self {
        let mut texts = Texts::default();
        texts.manifest("hostile", "0.1.0", "x");
        Self {
            describe: format!("(i32.const {MANIFEST})"),
            start: format!("(i32.const {STARTED})"),
            next: String::new(),
            realloc: "(local $at i32)
                (local.set $at (i32.and (i32.add (global.get $top) (i32.const 7)) (i32.const -8)))
                (global.set $top (i32.add (local.get $at) (local.get 3)))
                (local.get $at)"
                .to_owned(),
            more: String::new(),
            texts,
        }
        .files(&["file"], 1)
    }

    /// Exports these files `times` times over, each with the text `content`.
    pub(super) fn files(mut self, paths: &[&str], times: usize) -> Self {
        let content = self.texts.add("content");
        let mut choice = format!("(i32.const {NOTHING})");
        for (index, path) in paths.iter().enumerate().rev() {
            let file = self.texts.add(path);
            let at = FILE + 32 * index;
            // It worked, there is something, it is a file; then path, content
            // and the two flags.
            self.texts
                .place(at, &[0, 1, 0, file.0, file.1, content.0, content.1, 0]);
            let is_it = format!(
                "(i32.eq (i32.rem_u (global.get $step) (i32.const {})) (i32.const {index}))",
                paths.len()
            );
            choice = format!("(if (result i32) {is_it} (then (i32.const {at})) (else {choice}))");
        }
        let last = paths.len() * times;
        self.next = format!(
            "(global.set $step (i32.add (global.get $step) (i32.const 1)))
             (if (result i32) (i32.ge_u (global.get $step) (i32.const {last}))
                (then (i32.const {NOTHING})) (else {choice}))"
        );
        self
    }

    /// Gives the file's content this length, whatever lies there.
    pub(super) fn content_of(mut self, bytes: usize) -> Self {
        self.texts.place(FILE + 20, &[65536, bytes]);
        self
    }

    /// Calls itself by this name.
    pub(super) fn named(mut self, component: &str, version: &str, exporter: &str) -> Self {
        self.texts.manifest(component, version, exporter);
        self
    }

    pub(super) fn describe(mut self, body: &str) -> Self {
        body.clone_into(&mut self.describe);
        self
    }

    pub(super) fn start(mut self, body: &str) -> Self {
        body.clone_into(&mut self.start);
        self
    }

    pub(super) fn next(mut self, body: &str) -> Self {
        body.clone_into(&mut self.next);
        self
    }

    pub(super) fn realloc(mut self, body: &str) -> Self {
        body.clone_into(&mut self.realloc);
        self
    }

    /// Does this after `describe`, `start` or `next`, when it may clean up what that
    /// returned.
    pub(super) fn after(mut self, function: &str, body: &str) -> Self {
        let name = format!("cabi_post_{EXPORTING}#{function}");
        self.more += &format!("(func (export \"{name}\") (param i32) {body})\n");
        self
    }

    /// Does this when its module is instantiated, before anything is called.
    pub(super) fn first(mut self, body: &str) -> Self {
        self.more += &format!("(func $first {body}) (start $first)\n");
        self
    }

    /// `start` says that a text of this length rejects the application.
    pub(super) fn rejects_with(mut self, bytes: usize) -> Self {
        self.texts.place(STARTED, &[1, 0, 65536, bytes]);
        self
    }

    /// The component.
    pub(super) fn component(&self) -> Vec<u8> {
        let Self {
            describe,
            start,
            next,
            realloc,
            more,
            texts,
        } = self;
        wasm::component(&format!(
            r#"(module
                (memory (export "memory") 64)
                (global $top (mut i32) (i32.const 1048576))
                (global $step (mut i32) (i32.const -1))
                (func (export "{EXPORTING}#describe") (result i32) {describe})
                (func $start (export "{EXPORTING}#start") (param i32) (result i32) {start})
                (func (export "{EXPORTING}#next") (result i32) {next})
                (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) {realloc})
                {more}
                {}
            )"#,
            texts.data
        ))
    }
}

/// What lies in a guest's memory at first.
#[derive(Default)]
pub(super) struct Texts {
    pub(super) data: String,
    used: usize,
}

impl Texts {
    /// Adds a text; gives its address and length.
    pub(super) fn add(&mut self, text: &str) -> (usize, usize) {
        let at = TEXTS + self.used;
        self.used += text.len();
        let bytes: String = text.bytes().map(|byte| format!("\\{byte:02x}")).collect();
        self.data += &format!("(data (i32.const {at}) \"{bytes}\")\n");
        (at, text.len())
    }

    /// Makes room for so many bytes; gives its address.
    pub(super) fn room(&mut self, bytes: usize) -> usize {
        self.used = self.used.next_multiple_of(8) + bytes;
        TEXTS + self.used - bytes
    }

    /// Puts 32-bit numbers at an address.
    pub(super) fn place(&mut self, at: usize, numbers: &[usize]) {
        let bytes = numbers
            .iter()
            .flat_map(|number| u32::try_from(*number).unwrap().to_le_bytes());
        let bytes: String = bytes.map(|byte| format!("\\{byte:02x}")).collect();
        self.data += &format!("(data (i32.const {at}) \"{bytes}\")\n");
    }

    /// The answer of `describe`: name, version, and a list of one exporter with
    /// its name, summary, no templates, schema and profile.
    fn manifest(&mut self, component: &str, version: &str, exporter: &str) {
        let texts = [component, version, exporter, "Means harm", "{}"];
        let [name, version, exporter, summary, schema] = texts.map(|text| self.add(text));
        let info = MANIFEST + 64;
        self.place(MANIFEST, &[name.0, name.1, version.0, version.1, info, 1]);
        let fields = [
            exporter.0, exporter.1, summary.0, summary.1, 0, 0, schema.0, schema.1, 0,
        ];
        self.place(info, &fields);
    }
}
