//! Components that are made to keep a compiler busy, or to fill its memory.

use std::fmt::Write as _;

/// An instance of the right name, so that a component reaches the compiler, and
/// is refused for its types after that.
const INTERFACE: &str = r#"
    (instance $interface)
    (export "portcullis:exporter/exporting@0.1.0" (instance $interface))"#;

/// A component of these definitions.
pub(crate) fn component(definitions: &str) -> Vec<u8> {
    let text = format!("(component {definitions} {INTERFACE})");
    wat::parse_str(&text).unwrap_or_else(|error| {
        let start: String = text.chars().take(2000).collect();
        panic!("{error}\n{start}")
    })
}

/// A component of one core module.
fn module(definitions: &str) -> Vec<u8> {
    component(&format!("(core module {definitions})"))
}

/// The same text so many times.
fn times(count: usize, text: &str) -> String {
    text.repeat(count)
}

/// A text for each number below `count`.
fn each(count: usize, text: impl Fn(usize) -> String) -> String {
    let mut all = String::new();
    for number in 0..count {
        let _ = writeln!(all, "{}", text(number));
    }
    all
}

pub(crate) fn long_function() -> Vec<u8> {
    let body = times(300_000, "(drop (i64.const 0x7fffffffffff))");
    module(&format!("(func {body})"))
}

pub(crate) fn function_of_many_instructions() -> Vec<u8> {
    module(&format!("(func {})", times(1_000_001, "nop ")))
}

pub(crate) fn functions(count: usize) -> Vec<u8> {
    module(&times(count, "(func) "))
}

pub(crate) fn nested_blocks(count: usize) -> Vec<u8> {
    let (open, close) = (times(count, "block "), times(count, "end "));
    module(&format!("(func {open} {close})"))
}

/// Each loop changes its locals, so that each carries all of them around.
pub(crate) fn nested_loops(count: usize, locals: usize) -> Vec<u8> {
    let change = each(locals, |local| {
        format!("(local.set {local} (i32.add (local.get {local}) (i32.const 1)))")
    });
    let open = times(count, &format!("loop {change}"));
    let close = times(count, "(br_if 0 (local.get 0)) end ");
    module(&format!(
        "(func (local {}) {open} {close})",
        times(locals, "i32 ")
    ))
}

pub(crate) fn branches(count: usize) -> Vec<u8> {
    let targets = times(count, "0 ");
    module(&format!(
        "(func (block (br_table {targets} 0 (i32.const 0))))"
    ))
}

/// Tables that lead from everywhere to everywhere, each edge with live values.
pub(crate) fn tables(blocks: usize, tables: usize) -> Vec<u8> {
    let targets = each(blocks, |number| number.to_string());
    let table = format!(
        "(if (local.get 1) (then (br_table {targets} (local.get 0))))
         (local.set 2 (i32.mul (local.get 2) (local.get 1)))"
    );
    let ends = each(blocks, |number| {
        format!(
            "end (local.set {} (i32.add (local.get 2) (local.get 3)))",
            number % 8
        )
    });
    module(&format!(
        "(func (param i32 i32) (local i32 i32 i32 i32 i32 i32) {} {} {ends})",
        times(blocks, "block "),
        times(tables, &table)
    ))
}

pub(crate) fn locals(count: usize) -> Vec<u8> {
    module(&format!("(func (local {}))", times(count, "i32 ")))
}

/// Locals that all live from the first call to the last.
pub(crate) fn live_locals(count: usize, kind: &str, zero: &str) -> Vec<u8> {
    let set = each(count, |local| format!("(local.set {local} (call $make))"));
    let take = each(count, |local| format!("(call $take (local.get {local}))"));
    module(&format!(
        "(func $make (result {kind}) {zero}) (func $take (param {kind}))
         (func (local {}) {set} (call $take {zero}) {take})",
        times(count, &format!("{kind} "))
    ))
}

pub(crate) fn parameters(count: usize) -> Vec<u8> {
    module(&format!("(func (param {}))", times(count, "i64 ")))
}

/// Calls that each pass and return a thousand values.
pub(crate) fn wide_calls(calls: usize) -> Vec<u8> {
    let values = times(1000, "i64 ");
    let given = each(1000, |number| format!("(local.get {number})"));
    let call = "(call $wide)";
    module(&format!(
        "(func $wide (param {values}) (result {values}) {given} {})",
        times(calls, call)
    ))
}

pub(crate) fn data_segments(count: usize) -> Vec<u8> {
    module(&format!("(memory 1) {}", times(count, "(data \"x\") ")))
}

pub(crate) fn large_data() -> Vec<u8> {
    let bytes = times(16 << 20, "x");
    module(&format!("(memory 300) (data (i32.const 0) \"{bytes}\")"))
}

pub(crate) fn globals(count: usize) -> Vec<u8> {
    module(&times(count, "(global i32 (i32.const 0)) "))
}

/// In a passive segment, of which each instance has a copy.
pub(crate) fn elements(count: usize) -> Vec<u8> {
    let items = times(count, "$f ");
    module(&format!("(func $f) (elem func {items})"))
}

pub(crate) fn types(count: usize) -> Vec<u8> {
    module(&times(count, "(type (func)) "))
}

/// Types of the component model that one type declares.
pub(crate) fn declared_types(count: usize) -> Vec<u8> {
    component(&format!(
        "(type (instance {}))",
        times(count, "(type (list u8)) ")
    ))
}

/// A component type with a component type inside, and so on.
pub(crate) fn types_inside_types(levels: usize) -> Vec<u8> {
    let inside = [&[0x41, 1, 1].repeat(levels)[..], &[0x41, 0]].concat();
    of_type(&inside)
}

/// Component types of many declarations each, inside one: all of them are read before
/// one is counted.
pub(crate) fn types_of_many_declarations(types: usize) -> Vec<u8> {
    let count = |n: usize| [(n & 0x7f) as u8 | 0x80, (n >> 7) as u8];
    let declared = [1, 0x7f].repeat(16_000);
    let kind = [&[1, 0x41][..], &count(16_000), &declared].concat();
    of_type(&[&[0x41][..], &count(types), &kind.repeat(types)].concat())
}

/// A component that defines one type, in bytes: the text of one is too deep to be
/// assembled.
fn of_type(kind: &[u8]) -> Vec<u8> {
    let length = (kind.len() + 1) as u32;
    // A number of five bytes, seven bits each, the last of which says that it ends.
    let length = [0, 7, 14, 21, 28].map(|shift| (length >> shift) as u8 & 0x7f);
    let length = [0, 1, 2, 3, 4].map(|at| length[at] | if at < 4 { 0x80 } else { 0 });
    let mut bytes = b"\0asm\x0d\0\x01\0\x07".to_vec();
    bytes.extend(length);
    bytes.push(1);
    bytes.extend(kind);
    bytes
}

/// Types of which each is twice the one before.
pub(crate) fn doubling_types(count: usize) -> Vec<u8> {
    let types = each(count, |number| {
        let next = number + 1;
        format!("(type $t{next} (tuple $t{number} $t{number}))")
    });
    component(&format!("(type $t0 (tuple u8 u8)) {types}"))
}

pub(crate) fn imports(count: usize) -> Vec<u8> {
    module(&each(count, |number| {
        format!("(import \"\" \"{number}\" (func))")
    }))
}

pub(crate) fn exports(count: usize) -> Vec<u8> {
    let exports = each(count, |number| format!("(export \"{number}\" (func 0))"));
    module(&format!("(func) {exports}"))
}

pub(crate) fn nested_components(count: usize) -> Vec<u8> {
    component(&format!(
        "{}{}",
        times(count, "(component "),
        times(count, ")")
    ))
}

pub(crate) fn modules(count: usize) -> Vec<u8> {
    component(&times(count, "(core module) "))
}

pub(crate) fn instances(count: usize) -> Vec<u8> {
    let instances = times(count, "(core instance (instantiate $m)) ");
    component(&format!("(core module $m) {instances}"))
}

/// Instances of a module with many imports, each of which is the same function.
pub(crate) fn wide_instances(imports: usize, instances: usize) -> Vec<u8> {
    let imported = each(imports, |number| {
        format!("(import \"\" \"{number}\" (func))")
    });
    let given = each(imports, |number| format!("(export \"{number}\" (func $f))"));
    let instance = "(core instance (instantiate $wide (with \"\" (instance $given))))";
    component(&format!(
        "(core module $one (func (export \"f\"))) (core instance $one (instantiate $one))
         (alias core export $one \"f\" (core func $f)) (core instance $given {given})
         (core module $wide {imported}) {}",
        times(instances, instance)
    ))
}

/// An instance of so many exports, which is exported so many times.
pub(crate) fn multiplying_exports(count: usize) -> Vec<u8> {
    let inside = each(count, |number| {
        format!("(export \"e{number}\" (instance $empty))")
    });
    let outside = each(count, |number| {
        format!("(export \"x{number}\" (instance $wide))")
    });
    component(&format!(
        "(component $c) (instance $empty (instantiate $c)) (instance $wide {inside}) {outside}"
    ))
}

/// Tables that are as large as all of them together may be, with nothing in them but
/// the last element.
pub(crate) fn sparse_tables(count: usize) -> Vec<u8> {
    let tables = each(count, |number| {
        format!(
            "(table $t{number} 500000 funcref)
             (elem (table $t{number}) (i32.const 499999) func $f)"
        )
    });
    module(&format!("(func $f) {tables}"))
}

/// Components of which each holds ten instances of the one before.
pub(crate) fn multiplying_instances(levels: usize) -> Vec<u8> {
    let components = each(levels, |number| {
        let next = number + 1;
        let instances = times(10, "(instance (instantiate $before)) ");
        format!("(component $c{next} (alias outer 1 $c{number} (component $before)) {instances})")
    });
    component(&format!(
        "(component $c0 (core module $m (func)) (core instance (instantiate $m)))
         {components} (instance (instantiate $c{levels}))"
    ))
}

/// Choices between values that all live until the end.
pub(crate) fn selects(count: usize) -> Vec<u8> {
    let (values, selects) = (
        each(count, |number| format!("(local.get {})", number % 50)),
        times(count - 2, "(select (local.get 0)) "),
    );
    let params = times(50, "i32 ");
    module(&format!(
        "(func (param {params}) (result i32) {values} (select (local.get 1)) {selects})"
    ))
}

/// An expression whose operands are all there before the first is used.
pub(crate) fn deep_expression(count: usize) -> Vec<u8> {
    let (values, sums) = (
        times(count, "(i32.load (local.get 0)) "),
        times(count - 1, "i32.add "),
    );
    module(&format!(
        "(memory 1) (func (param i32) (result i32) {values} {sums})"
    ))
}

/// Branches that each merge many values.
pub(crate) fn merging_branches(count: usize, locals: usize) -> Vec<u8> {
    let branch = each(count, |number| {
        let (to, from) = (number % locals, (number * 7 + 1) % locals);
        format!(
            "(if (local.get {from})
                (then (local.set {to} (i32.mul (local.get {to}) (local.get {from}))))
                (else (local.set {from} (i32.sub (local.get {to}) (i32.const {number})))))"
        )
    });
    module(&format!(
        "(func (param {}) {branch})",
        times(locals, "i32 ")
    ))
}

/// Functions that each need another way in from the host.
pub(crate) fn signatures(count: usize) -> Vec<u8> {
    let functions = each(count, |number| {
        let kinds: String = (0..14)
            .map(|bit| ["i32 ", "i64 "][number >> bit & 1])
            .collect();
        format!("(func (export \"{number}\") (param {kinds}))")
    });
    module(&functions)
}

/// Constants that the machine has no instruction for.
pub(crate) fn constants(count: usize) -> Vec<u8> {
    let sums = each(count, |number| {
        format!("(v128.const i64x2 {number} {}) i64x2.mul", number * 3)
    });
    module(&format!(
        "(func (param v128) (result v128) local.get 0 {sums})"
    ))
}

/// Checks of bounds that all depend on each other.
pub(crate) fn memory_accesses(count: usize) -> Vec<u8> {
    module(&format!(
        "(memory 1) (func (param i32) (result i32) local.get 0 {})",
        times(count, "i32.load offset=123456 ")
    ))
}

/// Names of functions that are not there.
pub(crate) fn names(bytes: usize) -> Vec<u8> {
    let mut component = component("");
    let length = 5 + bytes as u32;
    let mut section = vec![0];
    section.extend([0, 7, 14, 21].map(|by| (length >> by) as u8 & 0x7f | 0x80));
    section.push((length >> 28) as u8);
    section.extend(b"\x04name");
    section.resize(section.len() + bytes, 0xff);
    component.extend(section);
    component
}
