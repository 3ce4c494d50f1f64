//! Schemas that are made to cost time and memory: each of these would take more than
//! a machine has if it were followed wherever it leads.

use serde_json::{Map, Value, json};

use super::*;

/// Settings of these names, each said by one reference.
fn all_referring(names: &[String], target: &str) -> Map<String, Value> {
    let reference = json!({ "$ref": target });
    let all = names.iter().map(|name| (name.clone(), reference.clone()));
    all.collect()
}

/// As many as the host lets through.
fn names() -> Vec<String> {
    let count = portcullis_host::limits::SCHEMA_REFERENCES;
    (0..count).map(|number| format!("s{number}")).collect()
}

#[test]
fn a_type_that_is_listed_often_is_told_once() {
    let schema = |times: usize| {
        Schema(json!({"properties": {"a": {
            "type": vec!["array"; times],
            "items": {"$ref": "#/properties/a"},
        }}}))
    };
    let kind = |times| schema(times).settings(Scope::Export)[0].kind();
    assert_eq!(kind(7), "list of list of list of list");
    assert_eq!(kind(8), "any value", "there are seven types");
    assert_eq!(kind(100_000), "any value");
}

#[test]
fn parts_that_are_the_same_are_looked_at_once() {
    let itself = vec![json!({"$ref": "#"}); 30_000];
    let properties: Map<_, _> = (0..50_000)
        .map(|n| (format!("{n:x}"), Value::Bool(true)))
        .collect();
    let schema = Schema(json!({
        "allOf": itself,
        "required": vec!["x"; 150_000],
        "properties": properties,
        "$defs": {"process": {"$ref": "#"}},
    }));
    assert_eq!(schema.settings(Scope::Export).len(), 50_000);
    assert_eq!(schema.only_of_processes().len(), 0);
    accepts(schema.as_json(), json!({"a": 1, "b": 2}));
}

#[test]
fn a_value_is_checked_in_steps_that_are_counted() {
    let says = [
        "setting `a`: to check it against the schema takes more than 67108864 steps",
        "hint: give fewer and shorter values",
    ];
    let itself = json!({"$ref": "#/properties/a"});
    let fan = json!({"properties": {"a": {"allOf": vec![itself.clone(); 20]}}});
    refuses(&fan, &json!({"a": 1}), &says);
    let long = json!({"properties": {"a": {
        "enum": ["y".repeat(400_000), 1],
        "allOf": [itself.clone(), itself],
    }}});
    refuses(&long, &json!({"a": 1}), &says);
    let ordinary = json!({"properties": {"a": {"items": {"enum": ["one", "two"]}}}});
    accepts(&ordinary, json!({"a": vec!["two"; 100_000]}));
}

#[test]
fn templates_are_searched_in_steps_that_are_counted() {
    let settings: Map<_, _> = (0..2_000).map(|n| (format!("s{n}"), json!(1))).collect();
    let read: Vec<_> = settings.keys().cloned().collect();
    let template = |length: usize| format!("{}{}", " ".repeat(length), read.join(" "));
    let schema = json!({"properties": {}});
    let said = |length| {
        let settings = Value::Object(settings.clone());
        said(&schema, &template(length), settings, json!({}))
    };
    assert_eq!(said(10_000), "");
    assert!(said(1 << 20).contains("more than 67108864 steps"));
}

#[test]
fn a_long_name_takes_as_many_steps_as_it_has_bytes() {
    let long = "y".repeat(1 << 20);
    let twice = json!({"properties": {"a": 1, "b": 1}});
    let schema = json!({"properties": {"a": {"allOf": vec![twice; 3_000]}}});
    let said = said(&schema, "", json!({"a": {long: 1}}), json!({}));
    assert!(said.contains("more than 67108864 steps"), "{said}");
}

#[test]
fn one_long_text_is_not_told_whole_of_each_setting() {
    let long = "y".repeat(400_000);
    for text in [
        json!({"enum": [long, long]}),
        json!({"description": long}),
        json!({"default": {"a": long}}),
        json!({"type": long}),
        json!({"x-ui": {"group": long}}),
        json!({"type": "array", "items": {"const": long}}),
    ] {
        let info = info(
            &json!({"properties": all_referring(&names(), "#/text"), "text": text}),
            "",
        );
        let manifest = Manifest {
            name: "guest".to_owned(),
            version: "1.0.0".to_owned(),
            exporters: vec![],
        };
        for told in [help(&info), table(&info), markdown(&manifest, &info)] {
            assert!(told.len() < 5_000_000, "{} bytes", told.len());
        }
    }
}

#[test]
fn one_long_name_pushes_no_other_aside() {
    let properties = json!({"y".repeat(100_000): {}, "a": {}, "b": {}});
    let table = table(&info(&json!({ "properties": properties }), ""));
    assert!(table.len() < 101_000, "{} bytes", table.len());
}

#[test]
fn what_is_refused_is_told_in_a_text_that_is_cut() {
    let many: Vec<_> = (0..100_000).map(|n| format!("value{n}")).collect();
    let object = json!({"properties": all_referring(&many, "#"), "additionalProperties": false});
    let long = "y".repeat(100_000);
    for (schema, settings) in [
        (json!({"enum": many}), json!({"a": "x"})),
        (json!({"const": long}), json!({"a": "x"})),
        (json!({"type": "integer"}), json!({"a": long})),
        (json!({"type": vec![long.as_str(); 3]}), json!({"a": 1})),
        (object, json!({"a": {"x": 1}})),
        (json!({"required": [long]}), json!({"a": {}})),
    ] {
        let said = said(
            &json!({"properties": {"a": schema}}),
            "",
            settings,
            json!({}),
        );
        assert!(said.len() < 8_000, "{} bytes", said.len());
    }
    let all = json!({"properties": all_referring(&many, "#/a")});
    let said = said(&all, "", json!({long: 1}), json!({}));
    assert!(said.contains("settings are `value0`") && said.len() < 8_000);
}

#[test]
fn a_reference_of_absurd_length_leads_nowhere() {
    let steps = "/a".repeat(10_000);
    let properties = all_referring(&names(), "#/long");
    let schema = json!({"properties": properties, "long": {"$ref": format!("#{steps}")}});
    let schema = Schema(schema);
    let settings = schema.settings(Scope::Export);
    assert!(settings.iter().all(|setting| setting.kind() == "any value"));
}
