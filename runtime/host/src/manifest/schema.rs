//! The settings schema of an exporter: a JSON object that is safe to parse.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::error::ErrorKind;
use crate::export::within;
use crate::limits::{Limit, SCHEMA_NESTING};

/// Refuses what is no JSON object, or nests too deeply, and counts the references
/// in it. Nothing of it is kept, so that this takes no memory; its length is bounded
/// before. What is taken here, any later parsing takes too.
pub(super) fn check(exporter: &str, schema: &str) -> Result<u64, ErrorKind> {
    within(Limit::SchemaNesting, nesting(schema), SCHEMA_NESTING)?;
    match references(schema) {
        Ok(count) if schema.trim_start().starts_with('{') => Ok(count),
        _ => Err(super::wrong(format!(
            "the settings schema of `{exporter}` is not a JSON object"
        ))),
    }
}

/// How many keys `$ref` there are, however they are escaped.
fn references(json: &str) -> serde_json::Result<u64> {
    let mut count = 0;
    let mut parser = serde_json::Deserializer::from_str(json);
    References(&mut count).deserialize(&mut parser)?;
    parser.end()?;
    Ok(count)
}

/// Walks through a value and counts.
struct References<'a>(&'a mut u64);

/// A key, borrowed where nothing in it is escaped.
#[derive(Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de> DeserializeSeed<'de> for References<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<(), D::Error> {
        parser.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for References<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(References(self.0))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        while let Some(Key(key)) = object.next_key()? {
            *self.0 += u64::from(key == "$ref");
            object.next_value_seed(References(self.0))?;
        }
        Ok(())
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
    fn references_are_counted_wherever_they_stand() {
        for (schema, count) in [
            ("{}", 0),
            (r#"{"a": "$ref", "b": ["$ref"]}"#, 0),
            (
                r##"{"$ref": "#", "a": [{"$ref": 1}, {"b": {"$ref": []}}]}"##,
                3,
            ),
            (r##"{"\u0024re\u0066": "#", "\\u0024ref": "#"}"##, 1),
            (r##"{"$ref": "#", "$ref": "#"}"##, 2),
        ] {
            assert_eq!(check("x", schema).unwrap(), count, "{schema}");
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
