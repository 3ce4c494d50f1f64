//! The settings schema of an exporter: a JSON object that is safe to parse.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::error::ErrorKind;
use crate::export::within;
use crate::limits::{Limit, SCHEMA_NESTING};

/// Refuses what is no JSON object, or nests too deeply. Nothing of it is kept, so
/// that this takes no memory; its length is bounded before.
pub(super) fn check(exporter: &str, schema: &str) -> Result<(), ErrorKind> {
    within(Limit::SchemaNesting, nesting(schema), SCHEMA_NESTING)?;
    let is_json = serde_json::from_str::<Checked>(schema).is_ok();
    if is_json && schema.trim_start().starts_with('{') {
        return Ok(());
    }
    Err(super::wrong(format!(
        "the settings schema of `{exporter}` is not a JSON object"
    )))
}

/// A value of which nothing is kept, but each part has been read: a number beyond all
/// range and half of a pair of surrogates are only refused by who reads them.
struct Checked;

impl<'de> Deserialize<'de> for Checked {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Self)
    }
}

impl<'de> Visitor<'de> for Checked {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self, A::Error> {
        while items.next_element::<Self>()?.is_some() {}
        Ok(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self, A::Error> {
        while entries.next_entry::<Self, Self>()?.is_some() {}
        Ok(self)
    }
}

/// How many objects and arrays are inside each other at most. Brackets in strings
/// are text.
fn nesting(json: &str) -> u64 {
    let (mut depth, mut deepest) = (0_u64, 0);
    let (mut is_string, mut is_escaped) = (false, false);
    for byte in json.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_string => is_escaped = true,
            b'"' => is_string = !is_string,
            b'{' | b'[' if !is_string => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' if !is_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(schema: &str) -> String {
        check("x", schema).unwrap_err().to_string()
    }

    #[test]
    fn objects_are_taken() {
        for good in ["{}", " {\"a\": [1, {}]} ", r#"{"a": "[[[\"[[["}"#] {
            check("x", good).unwrap();
        }
    }

    #[test]
    fn what_is_no_object_is_refused() {
        for bad in [
            "",
            "[]",
            "true",
            "{",
            "{}}",
            "{}{}",
            "{\"a\":}",
            "nul",
            "\"{}\"",
            "{\"a\":1e999}",
            r#"{"a":"\ud800"}"#,
            r#"{"\ud800":0}"#,
        ] {
            assert!(says(bad).contains("is not a JSON object"), "{bad}");
        }
    }

    #[test]
    fn depth_is_that_of_brackets_outside_of_strings() {
        assert_eq!(nesting(r#"{"a": [[1], "[[[[\"[["]}"#), 3);
        let nested = |depth: u64| {
            let (open, close) = (
                "[".repeat(depth as usize - 1),
                "]".repeat(depth as usize - 1),
            );
            format!("{{\"a\":{open}{close}}}")
        };
        check("x", &nested(SCHEMA_NESTING)).unwrap();
        assert!(says(&nested(SCHEMA_NESTING + 1)).contains("64 levels of nesting"));
    }
}
