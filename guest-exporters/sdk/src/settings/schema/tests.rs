//! Schemas and values.

use serde_json::json;

use super::*;

#[test]
fn values_are_checked() {
    let number = json!({"type": "integer", "minimum": 0, "maximum": 9});
    let word = json!({"enum": ["a", "b"]});
    let words = json!({"type": "array", "items": {"type": "string"}});
    for (schema, value, problem) in [
        (&number, json!(9), ""),
        (&number, json!(10), "`10` is not a whole number from 0 to 9"),
        (&number, json!(-1), "`-1` is not a whole number from 0 to 9"),
        (&number, json!("5"), "`5` is not a whole number from 0 to 9"),
        (
            &number,
            json!(1.5),
            "`1.5` is not a whole number from 0 to 9",
        ),
        (&word, json!("a"), ""),
        (&word, json!("c"), "`c` is none of `a`, `b`"),
        (&word, json!(1), "`1` is none of `a`, `b`"),
        (&words, json!(["x", "y"]), ""),
        (&words, json!("x"), "`x` is not a list"),
        (&words, json!(["x", 1]), "`1` is not text"),
        (
            &json!({"type": "boolean"}),
            json!("yes"),
            "`yes` is neither true nor false",
        ),
        (
            &json!({"type": "integer", "minimum": 3}),
            json!(2),
            "`2` is not a whole number from 3 upwards",
        ),
        (
            &json!({"type": "integer", "multipleOf": 4}),
            json!(6),
            "`6` is not a multiple of 4",
        ),
        (&json!({}), json!(null), ""),
    ] {
        let found = check(schema, &value).err().unwrap_or_default();
        assert_eq!(found, problem, "{schema} {value}");
    }
}

#[test]
fn properties_are_found_in_every_part() {
    let schema = json!({
        "properties": {"a": {}},
        "allOf": [{"properties": {"b": {"type": "string"}}}],
        "$defs": {"process": {"allOf": [{"properties": {"c": {}}}]}},
    });
    let (export, process) = (Schema::of_export(&schema), Schema::of_process(&schema));
    assert!(export.property("a").is_some() && export.property("b").is_some());
    assert!(export.property("c").is_none() && process.property("c").is_some());
    assert!(export.unknown().contains("`a`, `b`"));
    assert!(
        Schema::of_process(&json!({}))
            .unknown()
            .contains("no settings")
    );
}
