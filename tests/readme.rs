//! The README: its session is what the commands really print. And the page of the
//! settings: each is told with its default.

use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::harness::{App, binary, command, root};

const BEGIN: &str = "```console\n";
const END: &str = "```\n";

#[test]
fn session_of_the_readme_is_what_the_commands_print() {
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let begin = readme.find(BEGIN).unwrap() + BEGIN.len();
    let end = begin + readme[begin..].find(END).unwrap();
    let session = replay(&readme[begin..end]);
    if std::env::var_os("BLESS").is_some() {
        let renewed = format!("{}{session}{}", &readme[..begin], &readme[end..]);
        fs::write(path, renewed).unwrap();
    } else {
        assert_eq!(readme[begin..end], session);
    }
}

/// Runs the commands of a session in a copy of the sample application.
fn replay(session: &str) -> String {
    let app = App::empty();
    for name in ["Procfile", ".env"] {
        let source = root().join("examples/shop").join(name);
        fs::copy(source, app.dir().join(name)).unwrap();
    }
    let mut replayed = String::new();
    for line in session.lines().filter_map(|line| line.strip_prefix("$ ")) {
        let _ = write!(replayed, "$ {line}\n{}", output(&app, line));
    }
    replayed
}

/// What a command prints, on both of its outputs in their order.
fn output(app: &App, line: &str) -> String {
    let programs = binary().parent().unwrap().display().to_string();
    let mut shell: Command = command("sh", app);
    let output = shell
        .args(["-c", &format!("PATH=\"$1:$PATH\"; {{ {line}; }} 2>&1")])
        .args(["sh", &programs])
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_setting_is_documented_with_its_default() {
    let page = fs::read_to_string(root().join("docs/settings.md")).unwrap();
    let rows: Vec<_> = page
        .lines()
        .filter(|line| line.starts_with("| `"))
        .collect();
    for exporter in portcullis_managers::EXPORTERS {
        let info = exporter.info();
        let schema: Value = serde_json::from_str(&info.settings_schema).unwrap();
        let process = &schema["$defs"]["process"];
        for (key, property) in properties(&schema).chain(properties(process)) {
            let row = rows
                .iter()
                .find(|row| row.starts_with(&format!("| `{key}` |")));
            let row = row.unwrap_or_else(|| panic!("docs/settings.md has no `{key}`"));
            let default = property["default"].to_string().replace('"', "`");
            assert!(
                default == "null" || row.contains(&default),
                "{key}: {default}"
            );
        }
    }
}

fn properties(schema: &Value) -> impl Iterator<Item = (&String, &Value)> {
    let parts = schema["allOf"].as_array().unwrap();
    parts
        .iter()
        .flat_map(|part| part["properties"].as_object().unwrap())
}
