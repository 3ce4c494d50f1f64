//! One value against its schema.

use portcullis_procfile::nearest;
use serde_json::Value;

use super::steps::Steps;
use crate::settings::brief::{self, Plain, Quoted};
use crate::settings::{kind, resolve};
use crate::words::meant;

/// How deeply a value is looked into. What lies below is for the guest to check.
const DEPTH: usize = 16;

/// What it takes to look at one value, and to follow one reference, in steps.
const LOOK: usize = 64;
const REFERENCE: usize = 4_096;

/// Tells what is wrong with a value, as a lowercase fragment.
pub(super) fn check(
    root: &Value,
    schema: &Value,
    value: &Value,
    steps: &Steps,
) -> Result<(), String> {
    let check = Check {
        root,
        steps,
        depth: DEPTH,
    };
    check.value(schema, value)
}

#[derive(Clone, Copy)]
struct Check<'a> {
    root: &'a Value,
    steps: &'a Steps,
    depth: usize,
}

impl Check<'_> {
    fn value(self, schema: &Value, value: &Value) -> Result<(), String> {
        let Some(depth) = self.depth.checked_sub(1) else {
            return Ok(());
        };
        let inner = Self { depth, ..self };
        if schema.get("$ref").is_some() {
            self.steps.take(REFERENCE)?;
        }
        let schema = resolve(self.root, schema);
        self.steps.take(cost(schema, value))?;
        if *schema == Value::Bool(false) {
            return Err(format!("{} is not allowed", shown(value)));
        }
        choice(schema, value)?;
        of_type(schema, value)?;
        inner.parts(schema, value)?;
        let all = schema.get("allOf").and_then(Value::as_array);
        let mut all = all.into_iter().flatten();
        all.try_for_each(|part| inner.value(part, value))
    }

    fn parts(self, schema: &Value, value: &Value) -> Result<(), String> {
        match value {
            Value::Number(_) => number(schema, value),
            Value::String(text) => {
                let length = text.chars().count();
                length_of(schema, ["minLength", "maxLength"], length, "characters")
            }
            Value::Array(items) => self.list(schema, items),
            Value::Object(fields) => self.object(schema, fields),
            _ => Ok(()),
        }
    }

    fn list(self, schema: &Value, items: &[Value]) -> Result<(), String> {
        length_of(schema, ["minItems", "maxItems"], items.len(), "items")?;
        match schema.get("items") {
            Some(of) => items.iter().try_for_each(|item| self.value(of, item)),
            None => Ok(()),
        }
    }

    fn object(self, schema: &Value, fields: &serde_json::Map<String, Value>) -> Result<(), String> {
        let properties = schema.get("properties");
        let others = schema.get("additionalProperties");
        for (name, value) in fields {
            let own = properties.and_then(|properties| properties.get(name));
            match own.or(others) {
                Some(Value::Bool(false)) => return Err(unknown(name, properties)),
                Some(of) => self
                    .value(of, value)
                    .map_err(|why| format!("{} in it: {why}", quoted(name)))?,
                None => {}
            }
        }
        // What is misspelt is missing too, and the slip tells more.
        let required = schema.get("required").and_then(Value::as_array);
        let mut required = required.into_iter().flatten().filter_map(Value::as_str);
        match required.find(|name| !fields.contains_key(*name)) {
            Some(missing) => Err(format!(
                "{} is missing in it, and required",
                quoted(missing)
            )),
            None => Ok(()),
        }
    }
}

/// What it takes to hold one value against one schema, and none of what is inside.
fn cost(schema: &Value, value: &Value) -> usize {
    let length = match value {
        Value::String(text) => text.len(),
        Value::Array(items) => items.len(),
        Value::Object(fields) => fields.keys().map(|key| 1 + key.len()).sum(),
        _ => 0,
    };
    let compared = ["enum", "const", "required"].map(|key| schema.get(key).map_or(0, weight));
    LOOK + length + compared.iter().sum::<usize>()
}

/// What it takes to compare a value with another.
fn weight(value: &Value) -> usize {
    1 + match value {
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(weight).sum(),
        Value::Object(fields) => fields.iter().map(|(key, of)| key.len() + weight(of)).sum(),
        _ => 0,
    }
}

fn unknown(name: &str, known: Option<&Value>) -> String {
    let known = known.and_then(Value::as_object).into_iter().flatten();
    let known = known.map(|(name, _)| name.as_str());
    let message = format!("{} is unknown in it", quoted(name));
    let listed = brief::joined(known.clone().map(Quoted), ", ");
    if listed.is_empty() {
        return message;
    }
    let message = format!("{message}, which has {listed}");
    match nearest(name, known) {
        Some(near) => format!("{message}; {}", meant(near)),
        None => message,
    }
}

fn choice(schema: &Value, value: &Value) -> Result<(), String> {
    if let Some(allowed) = schema.get("enum").and_then(Value::as_array)
        && !allowed.contains(value)
    {
        let allowed = allowed.iter().map(|value| Quoted(Plain(value)));
        let allowed = brief::joined(allowed, ", ");
        return Err(format!("{} is none of {allowed}", shown(value)));
    }
    match schema.get("const") {
        Some(only) if only != value => Err(format!("{} is not {}", shown(value), shown(only))),
        _ => Ok(()),
    }
}

fn of_type(schema: &Value, value: &Value) -> Result<(), String> {
    let types = kind::types(schema);
    if types.is_empty() || types.iter().any(|kind| is_of(kind, value)) {
        return Ok(());
    }
    let shown = shown(value);
    let range = kind::range(schema);
    Err(match types.as_slice() {
        ["integer"] => format!("{shown} is not a whole number{range}"),
        ["number"] => format!("{shown} is not a number{range}"),
        ["string"] => format!("{shown} is not text"),
        ["boolean"] => format!("{shown} is neither true nor false"),
        ["array"] => format!("{shown} is not a list"),
        ["object"] => format!("{shown} is not an object"),
        several => {
            let types = brief::joined(several, ", ");
            format!("{shown} is of none of the types {types}")
        }
    })
}

/// A type that JSON Schema does not have refuses nothing.
fn is_of(kind: &str, value: &Value) -> bool {
    match kind {
        "integer" => is_whole(value),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        _ => true,
    }
}

fn is_whole(value: &Value) -> bool {
    value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|n| n.fract() == 0.0)
}

fn number(schema: &Value, value: &Value) -> Result<(), String> {
    let Some(given) = value.as_f64() else {
        return Ok(());
    };
    let bound = |key: &str| schema.get(key).and_then(Value::as_f64);
    let fits = bound("minimum").is_none_or(|least| given >= least)
        && bound("maximum").is_none_or(|most| given <= most)
        && bound("exclusiveMinimum").is_none_or(|least| given > least)
        && bound("exclusiveMaximum").is_none_or(|most| given < most);
    if !fits {
        let what = match kind::types(schema).as_slice() {
            ["integer"] => "a whole number",
            _ => "a number",
        };
        let range = kind::range(schema);
        return Err(format!("{} is not {what}{range}", shown(value)));
    }
    match schema.get("multipleOf").and_then(Value::as_i64) {
        Some(block) if block != 0 && value.as_i64().is_some_and(|n| n % block != 0) => {
            Err(format!("{} is not a multiple of {block}", shown(value)))
        }
        _ => Ok(()),
    }
}

fn length_of(schema: &Value, keys: [&str; 2], length: usize, what: &str) -> Result<(), String> {
    let [least, most] = keys.map(|key| schema.get(key).and_then(Value::as_u64));
    let length = length as u64;
    match (least, most) {
        (Some(least), _) if length < least => Err(format!(
            "it has {length} {what}, and at least {least} are needed"
        )),
        (_, Some(most)) if length > most => Err(format!(
            "it has {length} {what}, and at most {most} are allowed"
        )),
        _ => Ok(()),
    }
}

/// Text without its quotes, everything else as JSON.
fn shown(value: &Value) -> String {
    Quoted(brief::of(&Plain(value))).to_string()
}

/// A name, of which as much is shown as of a value.
fn quoted(name: &str) -> String {
    Quoted(brief::text(name)).to_string()
}
