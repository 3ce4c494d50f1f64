//! Schemas as they come, and what is made of them.

mod costly;

use portcullis_host::{Manifest, PathProfile, Template};
use portcullis_procfile::{Application, Procfile};
use serde_json::json;

use super::*;

fn info(schema: &Value, template: &str) -> ExporterInfo {
    ExporterInfo {
        name: "x".to_owned(),
        summary: "An exporter".to_owned(),
        templates: vec![Template {
            name: "t".to_owned(),
            source: template.to_owned(),
        }],
        settings_schema: schema.to_string(),
        paths: PathProfile::Portable,
    }
}

/// What is said of these settings, and nothing if they are all right.
fn said(schema: &Value, template: &str, settings: Value, of_web: Value) -> String {
    let procfile = Procfile::parse("Procfile", "web: ./serve").unwrap();
    let application = Application::builder("shop")
        .root("/srv/shop")
        .settings(object(settings))
        .process_settings("web", object(of_web))
        .build(&procfile)
        .unwrap();
    let manifest = Manifest {
        name: "guest".to_owned(),
        version: "1.0.0".to_owned(),
        exporters: vec![],
    };
    match check(&manifest, &info(schema, template), &application, &[]) {
        Ok(()) => String::new(),
        Err(failure) => failure.to_plain(),
    }
}

fn object(value: Value) -> serde_json::Map<String, Value> {
    match value {
        Value::Object(map) => map,
        other => panic!("{other} is no object"),
    }
}

#[track_caller]
fn refuses(schema: &Value, settings: &Value, says: &[&str]) {
    let said = said(schema, "", settings.clone(), json!({}));
    for text in says {
        assert!(
            said.contains(text),
            "`{text}` is not in `{said}` of {settings}"
        );
    }
}

#[track_caller]
fn accepts(schema: &Value, settings: Value) {
    assert_eq!(said(schema, "", settings, json!({})), "");
}

/// A schema, a value that it takes, one that it does not, and what is said of it.
type Rule = [&'static str; 4];

const TYPES: [Rule; 11] = [
    [
        r#"{"type": "integer"}"#,
        "3",
        "3.5",
        "`3.5` is not a whole number",
    ],
    [
        r#"{"type": "integer"}"#,
        "-3",
        "\"3\"",
        "`3` is not a whole number",
    ],
    [
        r#"{"type": "number"}"#,
        "3.5",
        "\"x\"",
        "`x` is not a number",
    ],
    [r#"{"type": "string"}"#, "\"x\"", "3", "`3` is not text"],
    [
        r#"{"type": "boolean"}"#,
        "true",
        "1",
        "neither true nor false",
    ],
    [r#"{"type": "array"}"#, "[1]", "\"a\"", "`a` is not a list"],
    [r#"{"type": "object"}"#, "{}", "[]", "`[]` is not an object"],
    [
        r#"{"type": "null"}"#,
        "null",
        "0",
        "`0` is of none of the types null",
    ],
    [
        r#"{"type": ["string", "null"]}"#,
        "null",
        "0",
        "types string, null",
    ],
    [
        r#"{"enum": ["a", 2]}"#,
        "2",
        "\"b\"",
        "`b` is none of `a`, `2`",
    ],
    [r#"{"const": "a"}"#, "\"a\"", "\"b\"", "`b` is not `a`"],
];

const BOUNDS: [Rule; 14] = [
    [
        r#"{"type": "integer", "minimum": 1, "maximum": 9}"#,
        "9",
        "10",
        "from 1 to 9",
    ],
    [
        r#"{"type": "integer", "minimum": 1}"#,
        "1",
        "0",
        "from 1 upwards",
    ],
    [
        r#"{"type": "number", "exclusiveMinimum": 0}"#,
        "0.1",
        "0",
        "a number above 0",
    ],
    [
        r#"{"type": "number", "exclusiveMaximum": 1}"#,
        "0.9",
        "1",
        "below 1",
    ],
    [
        r#"{"type": "integer", "multipleOf": 4}"#,
        "8",
        "9",
        "multiple of 4",
    ],
    [
        r#"{"type": "string", "minLength": 1}"#,
        "\"a\"",
        "\"\"",
        "at least 1",
    ],
    [
        r#"{"type": "string", "maxLength": 2}"#,
        "\"éé\"",
        "\"aaa\"",
        "at most 2",
    ],
    [r#"{"minItems": 1}"#, "[1]", "[]", "at least 1"],
    [
        r#"{"items": {"type": "string"}}"#,
        "[\"a\"]",
        "[1]",
        "`1` is not text",
    ],
    [
        r#"{"required": ["a"]}"#,
        r#"{"a": 1}"#,
        "{}",
        "`a` is missing",
    ],
    [
        r#"{"properties": {"a": {"type": "null"}}}"#,
        "{}",
        r#"{"a": 1}"#,
        "`a` in it",
    ],
    [
        r#"{"additionalProperties": false}"#,
        "{}",
        r#"{"b": 1}"#,
        "`b` is unknown",
    ],
    [r##"{"$ref": "#/$defs/small"}"##, "1", "3", "from 0 to 2"],
    [
        r#"{"allOf": [{"type": "string"}, {"maxLength": 1}]}"#,
        "\"a\"",
        "\"ab\"",
        "at most 1",
    ],
];

#[test]
fn every_type_and_every_bound_is_checked_and_told() {
    let small = json!({"type": "integer", "minimum": 0, "maximum": 2});
    for [property, good, bad, says] in TYPES.into_iter().chain(BOUNDS) {
        let [property, good, bad] = [property, good, bad].map(|text| {
            serde_json::from_str::<Value>(text).unwrap_or_else(|error| panic!("{text}: {error}"))
        });
        let schema = json!({"properties": {"key": property}, "$defs": {"small": small}});
        accepts(&schema, json!({ "key": good }));
        let subject = "exporter `x` of `guest` 1.0.0: setting `key`: ";
        refuses(&schema, &json!({ "key": bad }), &[subject, says]);
    }
}

#[test]
fn an_unknown_setting_is_told_with_all_and_the_nearest() {
    let schema = json!({"properties": {"colour": {}, "depth": {}}});
    refuses(
        &schema,
        &json!({"color": "red"}),
        &[
            "setting `color`",
            "`colour`, `depth`",
            "did you mean `colour=red`?",
        ],
    );
    refuses(
        &json!({}),
        &json!({"a": 1}),
        &["the exporter has no settings"],
    );
    refuses(&schema, &json!({"": 1}), &["setting ``"]);
}

#[test]
fn what_a_template_may_read_is_left_to_the_guest() {
    let schema = json!({"properties": {}});
    let said = |template: &str, settings: Value| said(&schema, template, settings, json!({}));
    assert_eq!(said("{{ colour }}", json!({"colour": 1})), "");
    assert_ne!(said("{{ colours }}", json!({"colour": 1})), "");
    assert_ne!(said("{{ my_colour }}", json!({"colour": 1})), "");
}

#[test]
fn a_schema_may_take_what_it_does_not_name() {
    accepts(&json!({"additionalProperties": true}), json!({"a": 1}));
    accepts(
        &json!({"additionalProperties": {"type": "integer"}}),
        json!({"a": 1}),
    );
    refuses(
        &json!({"additionalProperties": false}),
        &json!({"a": 1}),
        &["setting `a`"],
    );
}

#[test]
fn a_required_setting_is_missed_with_what_it_is_for() {
    let colour = json!({"type": "string", "description": "The colour of it"});
    let schema = json!({"required": ["colour"], "properties": {"colour": colour}});
    refuses(
        &schema,
        &json!({}),
        &[
            "setting `colour`",
            "required: The colour of it (text)",
            "--set colour=",
        ],
    );
    accepts(&schema, json!({"colour": "red"}));
}

#[test]
fn settings_of_process_types_have_a_schema_of_their_own() {
    let process = json!({"properties": {"weight": {"type": "integer"}}});
    let schema = json!({"properties": {}, "$defs": {"process": process}});
    let of_web = |template: &str, web: Value| said(&schema, template, json!({}), web);
    assert_eq!(of_web("", json!({"weight": 3})), "");
    assert!(of_web("", json!({"weight": "x"})).contains("setting `process.web.weight`: `x`"));
    assert!(of_web("", json!({"weigth": 3})).contains("did you mean `weight=3`"));
    assert_eq!(
        of_web("{{ process.settings.more }}", json!({"more": 3})),
        ""
    );
}

#[test]
fn text_that_reads_as_json_is_told_how_to_quote() {
    let schema = json!({"properties": {"version": {"type": "string"}}});
    refuses(
        &schema,
        &json!({"version": 1.5}),
        &["--set 'version=\"1.5\"'"],
    );
}

#[test]
fn schemas_that_go_in_circles_or_lead_nowhere_refuse_nothing() {
    let circle = json!({"properties": {"key": {"$ref": "#/properties/key"}}});
    accepts(&circle, json!({"key": 1}));
    let nested = json!({"properties": {"key": {"items": {"$ref": "#/properties/key"}}}});
    let mut deep = json!(1);
    for _ in 0..100 {
        deep = json!([deep]);
    }
    accepts(&nested, json!({ "key": deep }));
    accepts(
        &json!({"properties": {"key": {"$ref": "https://a/b"}}}),
        json!({"key": 1}),
    );
    accepts(
        &json!({"properties": {"key": {"type": "tuple"}}}),
        json!({"key": 1}),
    );
}

#[test]
fn kinds_are_told_in_words() {
    for (property, words) in [
        (json!({}), "any value"),
        (json!({"enum": ["a", "b"]}), "a | b"),
        (
            json!({"type": "integer", "minimum": 0, "maximum": 9}),
            "whole number from 0 to 9",
        ),
        (
            json!({"type": "array", "items": {"type": "string"}}),
            "list of text",
        ),
        (json!({"type": ["string", "null"]}), "text | null"),
        (json!({"type": "boolean"}), "true | false"),
    ] {
        let schema = Schema(json!({"properties": {"key": property}}));
        assert_eq!(schema.settings(Scope::Export)[0].kind(), words);
    }
}

/// A setting under a heading, and one that is required under none.
fn grouped() -> ExporterInfo {
    let a = json!({
        "type": "integer", "default": 5, "description": "The a", "x-ui": {"group": "Limits"},
    });
    let b = json!({"type": "string", "description": "The b | c"});
    info(
        &json!({"required": ["b"], "properties": {"a": a, "b": b}}),
        "",
    )
}

#[test]
fn help_stands_under_the_groups_of_the_schema() {
    let help = anstream::adapter::strip_str(&help(&grouped())).to_string();
    let place = |text: &str| {
        help.find(text)
            .unwrap_or_else(|| panic!("`{text}`: {help}"))
    };
    let b = place("  b <text>\n          The b | c [required]");
    let group = place("Settings of x: Limits:");
    let a = place("  a <whole number>\n          The a [default: 5]");
    assert!(b < group && group < a, "{help}");
    assert!(table(&grouped()).contains("The a [default: 5]"));
}

#[test]
fn pages_stand_under_the_groups_of_the_schema() {
    let manifest = Manifest {
        name: "guest".to_owned(),
        version: "1.0.0".to_owned(),
        exporters: vec![],
    };
    let page = markdown(&manifest, &grouped());
    assert!(page.contains("### Limits\n\n| setting"), "{page}");
    assert!(
        page.contains("| `b` | text | required | The b \\| c |\n"),
        "{page}"
    );
}
