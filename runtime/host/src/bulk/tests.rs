//! In pieces or at once: the same bytes, and the same failures.

use wasmtime::{Engine, Instance, Module, Store, Trap};

use super::*;

const P: u32 = PIECE;

/// Bytes of the memory, of the passive segment, and of a short one.
const MEMORY: u32 = 4 * P;
const SEGMENT: u32 = 2 * P + 7;

/// A module that does each operation as it is told, with things around that have
/// numbers too.
fn module() -> Vec<u8> {
    let long = "0123456789abcdef".repeat(SEGMENT as usize / 16 + 1);
    let long = &long[..SEGMENT as usize];
    let pages = MEMORY >> 16;
    let text = format!(
        r#"(module
            (type $other (func (result i64)))
            (import "" "given" (func $given (result i64)))
            (memory (export "memory") {pages})
            (data $short "abc")
            (data $long "{long}")
            (func $before (type $other) (i64.const 7))
            (func (export "fill") (param i32 i32 i32)
                (memory.fill (local.get 0) (local.get 1) (local.get 2)))
            (func (export "copy") (param i32 i32 i32)
                (block (memory.copy (local.get 0) (local.get 1) (local.get 2))))
            (func (export "init") (param i32 i32 i32)
                (memory.init $long (local.get 0) (local.get 1) (local.get 2)))
            (func (export "short") (param i32 i32 i32)
                (memory.init $short (local.get 0) (local.get 1) (local.get 2)))
            (func (export "drop") (param i32 i32 i32) (data.drop $long))
            (func (export "sum") (result i64) (i64.add (call $before) (call $given)))
        )"#
    );
    wat::parse_str(text).unwrap()
}

struct Running {
    store: Store<()>,
    instance: Instance,
}

impl Running {
    fn of(module: &[u8]) -> Self {
        let engine = Engine::default();
        let module = Module::new(&engine, module).unwrap();
        let mut store = Store::new(&engine, ());
        let given = wasmtime::Func::wrap(&mut store, || 35_i64);
        let instance = Instance::new(&mut store, &module, &[given.into()]).unwrap();
        Self { store, instance }
    }

    fn call(&mut self, name: &str, (to, from, length): (u32, u32, u32)) -> Option<Trap> {
        let function = self
            .instance
            .get_typed_func::<(u32, u32, u32), ()>(&mut self.store, name);
        let result = function.unwrap().call(&mut self.store, (to, from, length));
        result.err().map(|error| *error.downcast_ref().unwrap())
    }

    fn memory(&mut self) -> &mut [u8] {
        let memory = self.instance.get_memory(&mut self.store, "memory").unwrap();
        memory.data_mut(&mut self.store)
    }

    /// Makes all bytes of the memory those of their places.
    fn number(&mut self) {
        for (place, bytes) in self.memory().chunks_exact_mut(4).enumerate() {
            bytes.copy_from_slice(&(place as u32).to_le_bytes());
        }
    }
}

/// One that does as the engine does, and one that does it in pieces.
fn both() -> [Running; 2] {
    let module = module();
    let changed = in_module(&module).unwrap().expect("it has bulk operations");
    [Running::of(&module), Running::of(&changed)]
}

#[track_caller]
fn agree(name: &str, all: impl Iterator<Item = (u32, u32, u32)>) {
    let [mut plain, mut pieces] = both();
    for given in all {
        plain.number();
        pieces.number();
        let ends = (plain.call(name, given), pieces.call(name, given));
        assert_eq!(ends.0, ends.1, "{name} {given:?}");
        assert!(plain.memory() == pieces.memory(), "{name} {given:?}");
    }
}

/// Lengths around a piece and around the memory.
const LENGTHS: [u32; 9] = [
    0,
    1,
    P,
    P + 1,
    2 * P,
    2 * P + 7,
    MEMORY - 1,
    MEMORY,
    u32::MAX,
];

fn all(places: &[(u32, u32)]) -> impl Iterator<Item = (u32, u32, u32)> {
    let with = |length| places.iter().map(move |&(to, from)| (to, from, length));
    LENGTHS.into_iter().flat_map(with)
}

#[test]
fn what_is_filled_in_pieces_is_the_same() {
    let places = [
        (0, 0),
        (1, 0x1ff),
        (P, 7),
        (MEMORY, 7),
        (MEMORY + 1, 7),
        (u32::MAX, 7),
    ];
    agree("fill", all(&places));
}

#[test]
fn what_is_copied_in_pieces_is_the_same_whichever_way_it_overlaps() {
    let near = [
        (0, 0),
        (1, 0),
        (0, 1),
        (P, P + 1),
        (P + 1, P),
        (7, 3 * P / 2),
        (3 * P / 2, 7),
    ];
    let far = [
        (MEMORY, 0),
        (0, MEMORY),
        (P, 2 * P),
        (2 * P, P),
        (u32::MAX, 0),
        (0, u32::MAX),
    ];
    agree("copy", all(&near).chain(all(&far)));
}

#[test]
fn what_comes_from_a_segment_is_the_same() {
    let places = [
        (0, 0),
        (1, 1),
        (P, SEGMENT - P),
        (P, SEGMENT),
        (0, u32::MAX),
        (MEMORY, 0),
    ];
    agree(
        "init",
        all(&places).chain([(0, 0, SEGMENT), (0, 0, SEGMENT + 1), (5, 7, SEGMENT - 7)]),
    );
    agree(
        "short",
        [(0, 0, 3), (0, 0, 4), (MEMORY - 1, 0, 3)].into_iter(),
    );
}

#[test]
fn a_segment_that_is_given_back_gives_nothing() {
    for given in [(0, 0, SEGMENT), (0, 0, 1), (0, 0, 0)] {
        let [mut plain, mut pieces] = both();
        for running in [&mut plain, &mut pieces] {
            assert_eq!(running.call("drop", given), None);
        }
        assert_eq!(
            plain.call("init", given),
            pieces.call("init", given),
            "{given:?}"
        );
        assert!(plain.memory() == pieces.memory(), "{given:?}");
    }
}

#[test]
fn what_else_has_a_number_keeps_it() {
    for mut running in both() {
        let sum = running
            .instance
            .get_typed_func::<(), i64>(&mut running.store, "sum");
        assert_eq!(sum.unwrap().call(&mut running.store, ()).unwrap(), 42);
    }
}

#[test]
fn a_component_without_such_instructions_is_left_alone() {
    let text = "(component (core module (memory 1) (func (drop (memory.size)))) (component))";
    assert_eq!(in_pieces(&wat::parse_str(text).unwrap()).unwrap(), None);
}

#[test]
fn modules_are_found_at_any_depth() {
    let module =
        "(core module (memory 1) (func (memory.fill (i32.const 0) (i32.const 0) (i32.const 1))))";
    let text = format!("(component (component (component {module})) {module})");
    let component = wat::parse_str(&text).unwrap();
    let changed = in_pieces(&component).unwrap().unwrap();
    wasmparser::Validator::new().validate_all(&changed).unwrap();
    let fills = |bytes: &[u8]| bytes.windows(2).filter(|two| *two == [0xfc, 11]).count();
    // Each is in the two ways out of the function at once, and in its loop and after it.
    assert_eq!((fills(&component), fills(&changed)), (2, 8));
}

#[test]
fn what_is_cut_off_anywhere_is_an_error_or_left_alone() {
    let module =
        "(core module (memory 1) (func (memory.fill (i32.const 0) (i32.const 0) (i32.const 1))))";
    let component = wat::parse_str(format!("(component {module})")).unwrap();
    for length in 0..component.len() {
        if let Ok(Some(_)) = in_pieces(&component[..length]) {
            panic!("{length} bytes are enough");
        }
    }
}
