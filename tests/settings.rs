//! What the schema of an exporter does: checks, help, pages.

use std::fs;

use crate::harness::guest::{GUEST, Guest};
use crate::harness::{App, PROCFILE, Run, root};

/// An exporter that checks nothing itself.
const GUEST_OF_SETTINGS: Guest<'_> = Guest {
    schema: r##"{
        "type": "object",
        "required": ["owner"],
        "properties": {
            "owner": {"type": "string", "description": "Who is asked"},
            "depth": {"type": "integer", "minimum": 1, "maximum": 9, "default": 3},
            "colour": {"$ref": "#/$defs/colour"},
            "place": {
                "type": "object",
                "properties": {"shelf": {}},
                "required": ["shelf"],
                "additionalProperties": false
            }
        },
        "$defs": {
            "colour": {"enum": ["red", "blue"], "x-ui": {"group": "Looks"}},
            "process": {"properties": {"weight": {"type": "integer"}}}
        }
    }"##,
    ..GUEST
};

fn app() -> App {
    App::new(PROCFILE).file("app/x.wasm", GUEST_OF_SETTINGS.component())
}

fn export(app: &App, more: &[&str]) -> Run {
    app.export("x", &[&["--exporter", "x.wasm"], more].concat())
}

/// A setting, and what is said of it.
const REFUSED: [(&str, &[&str]); 11] = [
    (
        "dept=2",
        &[
            "setting `dept`",
            "`owner`, `depth`, `colour`, `place`",
            "did you mean `depth=2`?",
        ],
    ),
    (
        "depth=10",
        &["setting `depth`: `10` is not a whole number from 1 to 9"],
    ),
    ("depth=deep", &["setting `depth`: `deep`"]),
    (
        "colour=green",
        &["setting `colour`: `green` is none of `red`, `blue`"],
    ),
    (
        "colour=bule",
        &[
            "`bule` is none of `red`, `blue`",
            "did you mean `colour=blue`?",
        ],
    ),
    (
        "depth=\"3\"",
        &[
            "`3` is not a whole number",
            "leave out its quotes, as in --set depth=3",
        ],
    ),
    (
        "place={\"shlef\": 1}",
        &["`shlef` is unknown in it, which has `shelf`; did you mean `shelf`?"],
    ),
    (
        "depth_of_water=2",
        &["setting `depth_of_water`", "did you mean `depth=2`?"],
    ),
    (
        "place={}",
        &["setting `place`: `shelf` is missing in it, and required"],
    ),
    (
        "process.web.weight=3",
        &["`weight` of one process type is set in the table `[process.web]`"],
    ),
    (
        "owner=7",
        &["setting `owner`: `7` is not text", "--set 'owner=\"7\"'"],
    ),
];

#[test]
fn settings_are_checked_for_a_guest_that_does_not() {
    let app = app();
    let good = [
        "--set",
        "owner=Ann",
        "--set",
        "depth=9",
        "--set",
        "colour=blue",
    ];
    export(&app, &good).succeeds();
    for (set, says) in REFUSED {
        let run = export(&app, &["--set", "owner=Ann", "--set", set]);
        run.fails_with(5).stdout_is("").writes_nothing();
        for text in says {
            run.stderr_contains(text);
        }
        run.stderr_contains("exporter `x` of `small` 1.2.3");
    }
}

#[test]
fn a_required_setting_that_is_missing_is_told() {
    let app = app();
    export(&app, &[])
        .fails_with(5)
        .stderr_contains("setting `owner`: it is missing and required: Who is asked (text)")
        .stderr_contains("--set owner=")
        .writes_nothing();
}

#[test]
fn a_schema_that_leads_to_itself_over_and_over_is_given_up() {
    let itself = [r##"{"$ref": "#/properties/a"}"##; 20].join(",");
    let guest = Guest {
        schema: &format!(r#"{{"properties": {{"a": {{"allOf": [{itself}]}}}}}}"#),
        ..GUEST
    };
    let app = App::new(PROCFILE).file("app/x.wasm", guest.component());
    export(&app, &["--set", "a=1"])
        .fails_with(5)
        .stderr_contains("setting `a`: to check it against the schema takes more than")
        .stderr_contains("hint: give fewer and shorter values")
        .writes_nothing();
}

#[test]
fn settings_of_a_process_type_are_checked_too() {
    for (weight, code) in [("3", 0), ("'heavy'", 5)] {
        let project = format!("settings.owner = 'Ann'\n[process.web]\nweight = {weight}\n");
        let app = app().file("app/portcullis.toml", project);
        export(&app, &[]).fails_with(code);
    }
    let project = "settings.owner = 'Ann'\n[process.web]\nwieght = 3\n";
    export(&app().file("app/portcullis.toml", project), &[])
        .fails_with(5)
        .stderr_contains("setting `process.web.wieght`")
        .stderr_contains("did you mean `weight=3`");
    let project = "settings.owner = 'Ann'\n[process.web]\nweight = '3'\n";
    export(&app().file("app/portcullis.toml", project), &[])
        .fails_with(5)
        .stderr_contains("setting `process.web.weight`: `3` is not a whole number")
        .stderr_contains("leave out its quotes, as in weight = 3");
}

#[test]
fn a_required_setting_of_a_process_type_that_is_missing_is_told() {
    let guest = Guest {
        schema: r##"{"$defs": {"process": {
            "properties": {"weight": {"type": "integer", "description": "How heavy it is"}},
            "required": ["weight"]
        }}}"##,
        ..GUEST
    };
    let app = App::new(PROCFILE).file("app/x.wasm", guest.component());
    export(&app, &[])
        .fails_with(5)
        .stderr_contains(
            "setting `process.web.weight`: it is missing and required: How heavy it is",
        )
        .stderr_contains("hint: set it in the table `[process.web]` of portcullis.toml")
        .writes_nothing();
}

#[test]
fn the_help_of_an_export_tells_the_settings_of_its_exporter() {
    let app = app();
    for help in ["--help", "-h"] {
        let run = app.run(&["export", "x", "--exporter", "x.wasm", help]);
        run.succeeds()
            .stdout_contains("Usage: portcullis export")
            .stdout_contains("Settings of x, by --set KEY=VALUE")
            .stdout_contains("  owner <text>\n          Who is asked [required]\n")
            .stdout_contains("  depth <whole number from 1 to 9>\n")
            .stdout_contains("Settings of x: Looks:\n  colour <red | blue>\n")
            .stdout_contains("in the tables [process.TYPE]:\n  weight <whole number>\n");
        let plain = app.run(&["export", help]);
        assert!(!plain.text().contains("Settings of"), "{plain}");
    }
    let run = app.run(&["export", "x", "--exporter", "none.wasm", "--help"]);
    run.succeeds()
        .stderr_contains("the settings of `x` cannot be told");
}

#[test]
fn the_help_of_every_built_in_exporter_fits_into_eighty_columns() {
    for family in portcullis_bundle::families() {
        for exporter in family.exporters() {
            let run = App::empty().run(&["export", exporter, "--help"]);
            run.succeeds()
                .stdout_contains(&format!("Settings of {exporter}"));
            for line in run.text().lines() {
                assert!(line.chars().count() <= 80, "{exporter}: {line}");
            }
        }
    }
}

#[test]
fn the_pages_of_the_built_in_exporters_are_those_of_their_schemas() {
    for family in portcullis_bundle::families() {
        for exporter in family.exporters() {
            let run = App::empty().run(&["inspect", exporter, "--markdown"]);
            let page = run.succeeds().text();
            let path = root().join(format!("docs/exporters/{exporter}.md"));
            if std::env::var_os("BLESS").is_some() {
                fs::write(&path, page).unwrap();
            }
            let kept = fs::read_to_string(&path).unwrap_or_default();
            assert!(
                kept == page,
                "{} is not renewed: ./justw reference",
                path.display()
            );
        }
    }
}
