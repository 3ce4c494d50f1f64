//! Schemas as they come, and what is made of them.

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

#[test]
fn every_type_is_checked_and_told() {
    for (property, good, bad, says) in [
        (
            json!({"type": "integer"}),
            json!(3),
            json!(3.5),
            "`3.5` is not a whole number",
        ),
        (
            json!({"type": "integer"}),
            json!(-3),
            json!("3"),
            "`3` is not a whole number",
        ),
        (
            json!({"type": "number"}),
            json!(3.5),
            json!("x"),
            "`x` is not a number",
        ),
        (
            json!({"type": "string"}),
            json!("x"),
            json!(3),
            "`3` is not text",
        ),
        (
            json!({"type": "boolean"}),
            json!(true),
            json!("yes"),
            "neither true nor false",
        ),
        (
            json!({"type": "array"}),
            json!([1]),
            json!("a"),
            "`a` is not a list",
        ),
        (
            json!({"type": "object"}),
            json!({}),
            json!([]),
            "`[]` is not an object",
        ),
        (
            json!({"type": "null"}),
            json!(null),
            json!(0),
            "`0` is of none of the types null",
        ),
        (
            json!({"type": ["string", "null"]}),
            json!(null),
            json!(0),
            "none of the types",
        ),
        (
            json!({"enum": ["a", 2]}),
            json!(2),
            json!("b"),
            "`b` is none of `a`, `2`",
        ),
        (
            json!({"const": "a"}),
            json!("a"),
            json!("b"),
            "`b` is not `a`",
        ),
    ] {
        let schema = json!({"properties": {"key": property}});
        accepts(&schema, json!({ "key": good }));
        refuses(
            &schema,
            &json!({ "key": bad }),
            &["exporter `x` of `guest` 1.0.0: setting `key`: ", says],
        );
    }
}

#[test]
fn every_bound_is_checked_and_told() {
    for (property, good, bad, says) in [
        (
            json!({"type": "integer", "minimum": 1, "maximum": 9}),
            json!(9),
            json!(10),
            "from 1 to 9",
        ),
        (
            json!({"type": "integer", "minimum": 1}),
            json!(1),
            json!(0),
            "from 1 upwards",
        ),
        (
            json!({"type": "number", "exclusiveMinimum": 0}),
            json!(0.1),
            json!(0),
            "a number above 0",
        ),
        (
            json!({"type": "number", "exclusiveMaximum": 1}),
            json!(0.9),
            json!(1),
            "below 1",
        ),
        (
            json!({"type": "integer", "multipleOf": 4}),
            json!(8),
            json!(9),
            "multiple of 4",
        ),
        (
            json!({"type": "string", "minLength": 1}),
            json!("a"),
            json!(""),
            "at least 1",
        ),
        (
            json!({"type": "string", "maxLength": 2}),
            json!("éé"),
            json!("aaa"),
            "at most 2",
        ),
        (json!({"minItems": 1}), json!([1]), json!([]), "at least 1"),
        (
            json!({"items": {"type": "string"}}),
            json!(["a"]),
            json!([1]),
            "`1` is not text",
        ),
        (
            json!({"required": ["a"]}),
            json!({"a": 1}),
            json!({}),
            "`a` is missing",
        ),
        (
            json!({"properties": {"a": {"type": "null"}}}),
            json!({"a": null}),
            json!({"a": 1}),
            "`a` in it",
        ),
        (
            json!({"additionalProperties": false}),
            json!({}),
            json!({"b": 1}),
            "`b` is unknown",
        ),
        (
            json!({"$ref": "#/$defs/small"}),
            json!(1),
            json!(3),
            "from 0 to 2",
        ),
        (
            json!({"allOf": [{"type": "string"}, {"maxLength": 1}]}),
            json!("a"),
            json!("ab"),
            "at most 1",
        ),
    ] {
        let small = json!({"type": "integer", "minimum": 0, "maximum": 2});
        let schema = json!({"properties": {"key": property}, "$defs": {"small": small}});
        accepts(&schema, json!({ "key": good }));
        refuses(&schema, &json!({ "key": bad }), &["setting `key`: ", says]);
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

#[test]
fn help_and_pages_stand_under_the_groups_of_the_schema() {
    let schema = json!({
        "required": ["b"],
        "properties": {
            "a": {"type": "integer", "default": 5, "description": "The a", "x-ui": {"group": "Limits"}},
            "b": {"type": "string", "description": "The b | c"},
        },
    });
    let info = info(&schema, "");
    let help = anstream::adapter::strip_str(&help(&info)).to_string();
    let place = |text: &str| {
        help.find(text)
            .unwrap_or_else(|| panic!("`{text}` is not in {help}"))
    };
    assert!(place("  b <text>\n          The b | c [required]") < place("Settings of x: Limits:"));
    assert!(
        place("Settings of x: Limits:") < place("  a <whole number>\n          The a [default: 5]")
    );
    let page = markdown(
        &Manifest {
            name: "guest".into(),
            version: "1".into(),
            exporters: vec![],
        },
        &info,
    );
    assert!(page.contains("### Limits\n\n| setting"), "{page}");
    assert!(
        page.contains("| `b` | text | required | The b \\| c |\n"),
        "{page}"
    );
    assert!(table(&info).contains("The a [default: 5]"));
}
