//! `portcullis test`: the golden cases of an exporter's project.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use serde_json::Value;

use crate::harness::guest::{GUEST, Guest};
use crate::harness::{App, PROCFILE, Run};

const ARGS: &str = "export x OUT -a shop";

/// A project with a built exporter and one case.
fn project(guest: &Guest<'_>) -> App {
    App::new(PROCFILE)
        .file("app/exporter.toml", "name = 'small'\nlanguage = 'c'\n")
        .file("app/dist/small.wasm", guest.component())
        .file("app/tests/one/Procfile", PROCFILE)
        .file("app/tests/one/args", ARGS)
        .file("app/tests/one/notes.txt", "ours\n")
}

/// The same, with what it gives accepted.
fn accepted(guest: &Guest<'_>) -> App {
    let app = project(guest);
    app.run(&["test", "--bless"]).succeeds();
    app
}

#[track_caller]
fn fails(app: &App, says: &[&str]) -> Run {
    let run = app.run(&["test"]);
    run.fails_with(8)
        .stderr_contains("1 of 1 case failed")
        .writes_nothing();
    for text in says {
        run.stdout_contains(text);
    }
    run
}

fn case(app: &App, name: &str) -> std::path::PathBuf {
    app.dir().join("tests/one").join(name)
}

#[test]
fn a_case_that_gives_what_is_expected_passes_and_nothing_is_written() {
    let app = accepted(&GUEST);
    for args in [
        &["test"][..],
        &["test", "APP", "one"],
        &["test", "--exporter", "dist/small.wasm"],
    ] {
        app.run(args)
            .succeeds()
            .stdout_contains("ok       one  1 file\n")
            .stdout_contains("1 case of small 1.2.3: 1 passed\n")
            .writes_nothing();
    }
}

#[test]
fn what_is_accepted_is_what_came_out_and_nothing_else() {
    let guest = Guest {
        path: "bin/run",
        executable: true,
        private: true,
        ..GUEST
    };
    let app = project(&guest);
    fails(
        &app,
        &["FAILED   one", "nothing is expected yet", "+content\n"],
    );
    let run = app.run(&["test", "--bless"]);
    run.succeeds()
        .stdout_contains("accepted one")
        .stdout_contains("+content\n");
    let expected = case(&app, "expected/bin/run");
    assert_eq!(fs::read_to_string(&expected).unwrap(), "content\n");
    assert_eq!(
        fs::metadata(&expected).unwrap().permissions().mode() & 0o777,
        0o755
    );
    for (name, text) in [("private.txt", "bin/run\n"), ("notes.txt", "ours\n")] {
        assert_eq!(fs::read_to_string(case(&app, name)).unwrap(), text);
    }
    assert!(!case(&app, "error.txt").exists() && !case(&app, "stderr.txt").exists());
    app.run(&["test"]).succeeds();
}

#[test]
fn another_content_is_shown_as_a_diff() {
    let app = accepted(&GUEST).file("app/tests/one/expected/file", "other\n");
    let run = fails(
        &app,
        &[
            "`file` is another",
            "--- a/expected/file\n+++ b/expected/file\n",
        ],
    );
    run.stdout_contains("-other\n+content\n");
    run.stderr_contains("accept it with --bless");
    app.run(&["test", "--bless"])
        .succeeds()
        .stdout_contains("-other\n+content\n");
    app.run(&["test"]).succeeds();
}

#[test]
fn modes_are_expected_too() {
    let guest = Guest {
        private: true,
        ..GUEST
    };
    let app = accepted(&guest);
    fs::set_permissions(case(&app, "expected/file"), Permissions::from_mode(0o755)).unwrap();
    fails(&app, &["`file` is not executable, and in expected it is"]);
    app.run(&["test", "--bless"]).succeeds();
    fs::remove_file(case(&app, "private.txt")).unwrap();
    fails(&app, &["`file` is private, and it is not in private.txt"]);
    let app = app.file("app/tests/one/private.txt", "file\nother\n");
    app.run(&["test"])
        .fails_with(3)
        .stderr_contains("private.txt names `other`, which is not in expected");
}

#[test]
fn files_that_are_missing_or_too_many_are_named_and_removed_when_accepted() {
    let app = accepted(&GUEST).file("app/tests/one/expected/deep/er/old", "old\n");
    fails(&app, &["`deep/er/old` is missing", "-old\n"]);
    app.run(&["test", "--bless"]).succeeds();
    assert!(!case(&app, "expected/deep").exists());
    fs::remove_file(case(&app, "expected/file")).unwrap();
    let app = app.file("app/tests/one/expected/else", "");
    fails(&app, &["`else` is missing", "`file` is not expected"]);
}

#[test]
fn an_error_is_accepted_where_one_is_expected_and_nowhere_else() {
    let app = accepted(&GUEST).file("app/tests/one/args", format!("{ARGS} --set a=1"));
    fails(
        &app,
        &[
            "it fails with exit code 5",
            "setting `a`",
            "put an empty error.txt",
        ],
    );
    app.run(&["test", "--bless"]).fails_with(8).writes_nothing();
    let app = app.file("app/tests/one/error.txt", "");
    app.run(&["test", "--bless"]).succeeds();
    let told = fs::read_to_string(case(&app, "error.txt")).unwrap();
    assert!(
        told.starts_with("5\nerror: exporter `x` of `small` 1.2.3: setting `a`"),
        "{told}"
    );
    app.run(&["test"]).succeeds();
    let app = app.file("app/tests/one/args", ARGS);
    fails(&app, &["it succeeds where error.txt stands"]);
    app.run(&["test", "--bless"]).fails_with(8).writes_nothing();
}

#[test]
fn errors_name_no_place_of_this_machine() {
    let app = project(&GUEST).file("app/tests/one/error.txt", "");
    fs::remove_file(case(&app, "Procfile")).unwrap();
    app.run(&["test", "--bless"]).succeeds();
    let told = fs::read_to_string(case(&app, "error.txt")).unwrap();
    assert!(
        told.contains("there is no Procfile: APP/Procfile does not exist"),
        "{told}"
    );
}

#[test]
fn args_that_are_no_export_of_the_case_are_told() {
    for (args, says) in [
        ("check", "a case is an export"),
        ("export x", "name the exporter and OUT"),
        ("export x elsewhere", "name the exporter and OUT"),
        ("export x OUT --diff", "it shows nothing"),
        ("export x OUT --exporter a.wasm", "leave out --exporter"),
        ("export x OUT --nosuch", "--nosuch"),
        ("export x OUT 'a", "end within a quotation"),
    ] {
        let app = project(&GUEST).file("app/tests/one/args", args);
        fails(&app, &[says]);
        app.run(&["test", "--bless"]).fails_with(8).writes_nothing();
    }
}

#[test]
fn a_project_without_cases_is_told_how_to_make_one() {
    let app = project(&GUEST);
    fs::remove_dir_all(app.dir().join("tests")).unwrap();
    app.run(&["test"])
        .fails_with(3)
        .stderr_contains("there are no cases in ./tests")
        .stderr_contains("put a Procfile into ./tests/first")
        .stderr_contains("--bless");
}

#[test]
fn what_is_not_there_is_told_with_what_to_do() {
    let app = project(&GUEST);
    let refuses = |args: &[&str], code, says: &[&str]| {
        let run = app.run(args);
        run.fails_with(code).stdout_is("").writes_nothing();
        for text in says {
            run.stderr_contains(text);
        }
    };
    refuses(
        &["test", ".", "onne"],
        2,
        &["no case `onne`", "did you mean `one`?"],
    );
    refuses(
        &["test", "one"],
        3,
        &["there is no directory one", "portcullis test . CASE"],
    );
    refuses(
        &["test", "tests"],
        3,
        &["tests is no project", "exporter.toml", "--exporter FILE"],
    );
    fs::remove_file(app.dir().join("dist/small.wasm")).unwrap();
    refuses(
        &["test"],
        3,
        &["dist/small.wasm does not exist", "portcullis build"],
    );
}

#[test]
fn limits_hold_for_cases_as_for_every_export() {
    let app = accepted(&GUEST);
    app.run(&["test", "--limit", "file-bytes=3"])
        .fails_with(8)
        .stdout_contains("exceeds 3 bytes in one file");
}

#[test]
fn a_case_raises_no_limit_for_the_exporter_that_it_came_with() {
    let app = accepted(&GUEST);
    let (args, project) = ("tests/one/args", "tests/one/portcullis.toml");
    let usual = fs::read_to_string(app.dir().join(args)).unwrap();
    for (file, text) in [
        (args, format!("{} --limit memory=2G\n", usual.trim_end())),
        (project, "[limits]\nmemory = \"2G\"\n".to_owned()),
    ] {
        fs::write(app.dir().join(file), text).unwrap();
        app.run(&["test"])
            .fails_with(8)
            .stdout_contains("it raises the limit `memory`")
            .stdout_contains("portcullis test --limit memory=");
        app.run(&["test", "--limit", "memory=2G"]).succeeds();
        fs::write(app.dir().join(args), &usual).unwrap();
    }
}

#[test]
fn expected_files_are_read_up_to_a_bound() {
    let app = accepted(&GUEST);
    let file = fs::File::create(app.dir().join("tests/one/expected/large")).unwrap();
    file.set_len((64 << 20) + 1).unwrap();
    app.run(&["test"])
        .fails_with(3)
        .stderr_contains("the case `one` is wrong")
        .stderr_contains("it has more than 67108864 bytes");
}

#[test]
fn the_report_and_the_json_tell_what_each_case_used() {
    let app = accepted(&GUEST);
    let run = app.run(&["test", "--report", "--limit", "files=77"]);
    run.succeeds();
    let files = run.stderr.lines().find(|line| line.starts_with("files "));
    assert!(files.unwrap().contains(" 77 "), "{run}");
    let run = app.run(&["test", "--json"]);
    let told: Value = serde_json::from_str(run.succeeds().text()).unwrap();
    assert_eq!(told["component"]["name"], "small");
    let one = &told["cases"][0];
    assert_eq!(
        (&one["name"], &one["verdict"]),
        (&"one".into(), &"passed".into())
    );
    assert_eq!(one["usage"]["file-bytes"]["used"], 8);
    let app = app.file("app/tests/one/expected/file", "other\n");
    let run = app.run(&["test", "--json"]);
    run.fails_with(8);
    let told: Value = serde_json::from_str(run.text()).unwrap();
    assert_eq!(told["failed"], 1);
    assert!(
        told["cases"][0]["diff"]
            .as_str()
            .unwrap()
            .contains("-other\n+content\n")
    );
}

#[test]
fn the_xml_of_junit_is_read_by_a_parser_of_xml() {
    let app = accepted(&GUEST)
        .file("app/tests/two/args", ARGS)
        .file("app/tests/two/Procfile", PROCFILE)
        .file("app/tests/two/expected/file", "<\u{1b}&]]>\"\n");
    app.run(&["test", "--junit", "SPACE/junit.xml"])
        .fails_with(8);
    let script = "import sys, xml.etree.ElementTree as t
r = t.parse(sys.argv[1]).getroot()
c = r.findall('testsuite/testcase')
print(r.get('tests'), r.get('failures'), *[x.get('name') for x in c], c[1].find('failure').get('message'))";
    let parsed = Command::new("python3")
        .args(["-c", script])
        .arg(app.space().join("junit.xml"))
        .output()
        .unwrap();
    let parsed = String::from_utf8(parsed.stdout).unwrap();
    assert_eq!(parsed, "2 1 one two `file` is another\n");
}

#[test]
fn what_comes_out_does_not_depend_on_where_the_project_lies() {
    let guest = portcullis_bundle::families()[0].component();
    let app = App::empty()
        .file("app/managers.wasm", guest)
        .file("app/tests/one/Procfile", "web: ./serve\n")
        .file("app/tests/one/.env", "A='b c'\n")
        .file(
            "app/tests/one/args",
            "export systemd OUT --set 'stop_signal=INT' --set restart=always",
        )
        .file(
            "home/.local/share/portcullis/templates/systemd/process.service",
            "of the user",
        );
    let run = app.run(&["test", "--exporter", "managers.wasm", "--bless"]);
    run.succeeds();
    let unit = fs::read_to_string(case(&app, "expected/app-web-1.service")).unwrap();
    assert!(unit.contains("WorkingDirectory=APP\n"), "{unit}");
    assert!(
        unit.contains("KillSignal=INT") || unit.contains("KillSignal=SIGINT"),
        "{unit}"
    );
    app.run(&["test", "--exporter", "managers.wasm"]).succeeds();
}

#[test]
fn what_an_exporter_says_is_expected_too() {
    let guest = portcullis_bundle::families()[0].component();
    let app = App::empty()
        .file("app/managers.wasm", guest)
        .file("app/tests/one/Procfile", "web: ./serve\n")
        .file("app/tests/one/args", "export supervisord OUT -a shop");
    app.run(&["test", "--exporter", "managers.wasm", "--bless"])
        .succeeds();
    let said = fs::read_to_string(case(&app, "stderr.txt")).unwrap();
    assert!(said.starts_with("note: "), "{said}");
    fs::remove_file(case(&app, "stderr.txt")).unwrap();
    let run = app.run(&["test", "--exporter", "managers.wasm"]);
    run.fails_with(8)
        .stdout_contains("stderr.txt is not what is said");
}

#[test]
fn a_project_is_read_for_a_test_as_it_is_for_a_build() {
    let app = project(&GUEST);
    let is_wrong = |text: &str, says: &str| {
        fs::write(app.dir().join("exporter.toml"), text).unwrap();
        for command in ["build", "test"] {
            app.run(&[command])
                .fails_with(3)
                .stderr_contains("exporter.toml is wrong")
                .stderr_contains(says)
                .writes_nothing();
        }
    };
    is_wrong("name = 'small'\n", "language");
    is_wrong("name = 'small'\nlanguage = 'cobol'\n", "cobol");
    is_wrong("name = 'small'\nlanguage = 'c'\nnmae = 'x'\n", "nmae");
    is_wrong("name = '../small'\nlanguage = 'c'\n", "is no name");
    // Without the file, its sources and the folder's name tell the same.
    fs::remove_file(app.dir().join("exporter.toml")).unwrap();
    let component = app.dir().join("dist/small.wasm");
    fs::rename(component, app.dir().join("dist/app.wasm")).unwrap();
    let app = app.file("app/exporter.c", "");
    app.run(&["test", "--bless"]).succeeds();
}
