//! What a schema allows, in a few words.

use serde_json::Value;

use super::brief::{self, Plain};
use super::resolve;

/// How deeply lists of lists are told.
const DEPTH: usize = 3;

/// How many types JSON Schema has. A list of more says nothing that could be meant.
const TYPES: usize = 7;

/// What may stand where this schema holds.
pub(super) fn of(root: &Value, schema: &Value) -> String {
    within(root, schema, DEPTH)
}

fn within(root: &Value, schema: &Value, depth: usize) -> String {
    if let Some(allowed) = schema.get("enum").and_then(Value::as_array) {
        return brief::joined(allowed.iter().map(Plain), " | ");
    }
    if let Some(only) = schema.get("const") {
        return brief::of(&Plain(only));
    }
    let kinds: Vec<_> = types(schema)
        .iter()
        .map(|kind| match *kind {
            "integer" => format!("whole number{}", range(schema)),
            "number" => format!("number{}", range(schema)),
            "string" => "text".to_owned(),
            "boolean" => "true | false".to_owned(),
            "array" => list(root, schema, depth),
            "object" => "object".to_owned(),
            other => brief::text(other).into_owned(),
        })
        .collect();
    if kinds.is_empty() {
        return "any value".to_owned();
    }
    kinds.join(" | ")
}

/// The types that a schema names, each once; none if it does not say.
pub(super) fn types(schema: &Value) -> Vec<&str> {
    match schema.get("type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(several)) if several.len() <= TYPES => {
            let mut types = Vec::new();
            for kind in several.iter().filter_map(Value::as_str) {
                if !types.contains(&kind) {
                    types.push(kind);
                }
            }
            types
        }
        _ => Vec::new(),
    }
}

fn list(root: &Value, schema: &Value, depth: usize) -> String {
    match schema.get("items") {
        Some(items) if depth > 0 => {
            let of = within(root, resolve(root, items), depth - 1);
            format!("list of {of}")
        }
        _ => "list".to_owned(),
    }
}

/// The bounds of a number: ` from 0 to 9`, or nothing.
pub(super) fn range(schema: &Value) -> String {
    let bound = |key: &str| schema.get(key).filter(|bound| bound.is_number());
    let least = bound("minimum").map(|least| format!(" from {least}"));
    let least = least.or_else(|| bound("exclusiveMinimum").map(|least| format!(" above {least}")));
    let most = |word: &str| {
        let most = bound("maximum").map(|most| format!(" {word} {most}"));
        most.or_else(|| bound("exclusiveMaximum").map(|most| format!(" below {most}")))
    };
    match least {
        Some(least) => match most("to") {
            Some(most) => format!("{least}{most}"),
            None if least.starts_with(" from") => format!("{least} upwards"),
            None => least,
        },
        None => most("up to").unwrap_or_default(),
    }
}
