//! From the text of a guest to a component.
//!
//! A `.wit` file is a world: the guest has its types, imports what it imports, and
//! traps wherever it is entered. A `.wat` file that is one component is that
//! component. Any other holds definitions of a module, which take the place of those
//! of the honest guest; a component `$beside` among them is put into the same
//! component and instantiated after it.

use wasmparser::{Parser, Payload};
use wit_component::StringEncoding;

use crate::encode::{WIT, World, assembled, exporter};

const HONEST: &str = include_str!("../guests/honest.wat");
const BESIDE: &str = "(component $beside";

/// The section of a component that holds a component, and the one that holds
/// instances of components.
const COMPONENT_SECTION: u8 = 4;
const INSTANCE_SECTION: u8 = 5;

/// The component of a guest's text.
pub(super) fn component(text: &str) -> Vec<u8> {
    if text.contains("package tests:guest;") {
        return World::new(WIT, &[], text).hollow();
    }
    let (beside, own): (Vec<_>, Vec<_>) = fields(text)
        .into_iter()
        .partition(|field| field.starts_with(BESIDE));
    if let [whole] = &own[..]
        && whole.starts_with("(component")
    {
        return assembled(whole);
    }
    let mut component = exporter(&module(&own), encoding(text));
    for field in beside {
        add(&mut component, &assembled(field));
    }
    component
}

fn encoding(text: &str) -> StringEncoding {
    let mut named = text
        .lines()
        .filter_map(|line| line.strip_prefix(";; Encoding: "));
    match named.next() {
        None => StringEncoding::UTF8,
        Some("UTF-16") => StringEncoding::UTF16,
        Some("Latin-1") => StringEncoding::CompactUTF16,
        Some(other) => panic!("there is no encoding {other}"),
    }
}

/// The honest module with these definitions in the place of its own.
fn module(own: &[&str]) -> String {
    let honest = fields(HONEST).into_iter();
    let kept = honest.filter(|field| {
        let name = name(field);
        name.is_none() || own.iter().all(|own| self::name(own) != name)
    });
    // Nothing in a module may come before its imports, and no guest has any.
    let all: Vec<_> = kept.chain(own.iter().copied()).collect();
    format!("(module\n{}\n)", all.join("\n"))
}

/// What a definition defines: its first two words, if the second is a name.
fn name(field: &str) -> Option<(&str, &str)> {
    let mut words = field.split([' ', '\n', '(', ')']).filter(|w| !w.is_empty());
    let (kind, name) = (words.next()?, words.next()?);
    (name.starts_with('$') && kind != "start").then_some((kind, name))
}

/// The outermost lists of a text, without what is between them.
fn fields(text: &str) -> Vec<&str> {
    let (mut found, mut begin, mut depth) = (Vec::new(), 0, 0);
    let (mut is_string, mut is_comment, mut is_escaped) = (false, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'\n' => is_comment = false,
            _ if is_comment => {}
            _ if is_escaped => is_escaped = false,
            b'\\' if is_string => is_escaped = true,
            b'"' => is_string = !is_string,
            _ if is_string => {}
            b';' => is_comment = true,
            b'(' => {
                if depth == 0 {
                    begin = at;
                }
                depth += 1;
            }
            b')' => {
                depth -= 1;
                if depth == 0 {
                    found.push(&text[begin..=at]);
                }
            }
            _ => {}
        }
    }
    assert_eq!(depth, 0, "a list is not closed in\n{text}");
    found
}

/// Puts another component inside and an instance of it at the end.
fn add(component: &mut Vec<u8>, inside: &[u8]) {
    let index = components(component);
    section(component, COMPONENT_SECTION, inside);
    // One instance, of a component, by its index, given nothing.
    let instance = [&[1, 0][..], &number(index), &[0]].concat();
    section(component, INSTANCE_SECTION, &instance);
}

/// How many components are directly inside.
fn components(component: &[u8]) -> usize {
    let (mut depth, mut count) = (0, 0);
    for payload in Parser::new(0).parse_all(component) {
        match payload.unwrap() {
            Payload::ComponentSection { .. } => {
                count += usize::from(depth == 0);
                depth += 1;
            }
            Payload::ModuleSection { .. } => depth += 1,
            Payload::End(_) => depth -= 1,
            _ => {}
        }
    }
    count
}

fn section(component: &mut Vec<u8>, kind: u8, content: &[u8]) {
    component.push(kind);
    component.extend(number(content.len()));
    component.extend(content);
}

/// A number as WebAssembly writes it: seven bits a byte.
fn number(mut value: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = (value & 0x7f) as u8;
        value >>= 7;
        if value == 0 {
            bytes.push(low);
            return bytes;
        }
        bytes.push(low | 0x80);
    }
}
