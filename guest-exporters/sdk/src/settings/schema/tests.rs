//! Schemas and values.

use serde_json::json;

use super::*;

#[test]
fn numbers_are_checked() {
    let digit = json!({"type": "integer", "minimum": 0, "maximum": 9});
    for (value, problem) in [
        (json!(9), ""),
        (json!(10), "`10` is not a whole number from 0 to 9"),
        (json!(-1), "`-1` is not a whole number from 0 to 9"),
        (json!("5"), "`5` is not a whole number from 0 to 9"),
        (json!(1.5), "`1.5` is not a whole number from 0 to 9"),
    ] {
        is(&digit, &value, problem);
    }
    let least = json!({"type": "integer", "minimum": 3});
    is(
        &least,
        &json!(2),
        "`2` is not a whole number from 3 upwards",
    );
    let blocks = json!({"type": "integer", "multipleOf": 4});
    is(&blocks, &json!(6), "`6` is not a multiple of 4");
}

#[test]
fn words_and_lists_are_checked() {
    let word = json!({"enum": ["a", "b"]});
    is(&word, &json!("a"), "");
    is(&word, &json!("c"), "`c` is none of `a`, `b`");
    is(&word, &json!(1), "`1` is none of `a`, `b`");
    let words = json!({"type": "array", "items": {"type": "string"}});
    is(&words, &json!(["x", "y"]), "");
    is(&words, &json!("x"), "`x` is not a list");
    is(&words, &json!(["x", 1]), "`1` is not text");
    let answer = json!({"type": "boolean"});
    is(&answer, &json!("yes"), "`yes` is neither true nor false");
    is(&json!({}), &json!(null), "");
}

#[track_caller]
fn is(schema: &Json, value: &Json, problem: &str) {
    let found = check(schema, value).err().unwrap_or_default();
    assert_eq!(found, problem, "{schema} {value}");
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
