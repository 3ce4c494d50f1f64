//! Where exporters are found, and what stands before what.

use portcullis_host::digest;
use serde_json::Value;

use crate::harness::guest::{GUEST, Guest};
use crate::harness::{App, PROCFILE, Run};

const OF_APPLICATION: &str = "app/.portcullis/exporters/";
const OF_USER: &str = "home/.local/share/portcullis/exporters/";

/// An exporter of this name that gives this text.
fn named(exporter: &str, content: &str) -> Vec<u8> {
    let guest = Guest {
        exporter,
        content,
        ..GUEST
    };
    guest.component()
}

fn app(files: &[(&str, Vec<u8>)]) -> App {
    let app = App::new(PROCFILE);
    let add = |app: App, (path, bytes): &(&str, Vec<u8>)| app.file(path, bytes);
    files.iter().fold(app, add)
}

fn content(app: &App) -> String {
    app.written().text("file")
}

/// Runs with a folder named by the variable.
fn with_variable(app: &App, folders: &str, args: &[&str]) -> Run {
    let variable = format!("PORTCULLIS_EXPORTERS={folders}");
    app.run_through(&["/usr/bin/env", &variable], args)
}

fn listed(run: &Run) -> Vec<Value> {
    serde_json::from_str(run.succeeds().text()).unwrap()
}

/// The rows of this state, as name and file.
fn rows<'a>(listed: &'a [Value], state: &str) -> Vec<(&'a str, &'a str)> {
    let rows = listed.iter().filter(|row| row["state"] == state);
    let text = |value: &'a Value| value.as_str().unwrap_or("");
    rows.map(|row| (text(&row["name"]), text(&row["file"])))
        .collect()
}

#[test]
fn exporters_are_found_in_every_folder() {
    for folder in [OF_APPLICATION, OF_USER] {
        let file = format!("{folder}mine.wasm");
        let app = app(&[(&file, named("x", "found\n"))]);
        app.export("x", &[]).succeeds();
        assert_eq!(content(&app), "found\n", "{folder}");
    }
    let app = app(&[("elsewhere/mine.wasm", named("x", "found\n"))]);
    app.export("x", &[]).fails_with(2).writes_nothing();
    let folders = format!("/nosuch:{}", app.space().join("elsewhere").display());
    let export = ["export", "x", "OUT", "-a", "shop"];
    with_variable(&app, &folders, &export).succeeds();
    assert_eq!(content(&app), "found\n");
}

#[test]
fn what_the_user_chose_stands_before_what_came_with_the_application() {
    let app = app(&[
        ("elsewhere/a.wasm", named("x", "of the variable\n")),
        (&format!("{OF_USER}b.wasm"), named("x", "of the user\n")),
        (
            &format!("{OF_APPLICATION}c.wasm"),
            named("x", "of the application\n"),
        ),
        ("app/d.wasm", named("x", "named\n")),
    ]);
    let folder = app.space().join("elsewhere").display().to_string();
    let export = ["export", "x", "OUT", "-a", "shop"];
    with_variable(&app, &folder, &export).succeeds();
    assert_eq!(content(&app), "of the variable\n");
    app.run(&export).succeeds();
    assert_eq!(content(&app), "of the user\n");
    app.run(&[&export[..], &["--exporter", "d.wasm"]].concat())
        .succeeds();
    assert_eq!(content(&app), "named\n");
}

#[test]
fn the_list_tells_what_stands_before_what() {
    let app = app(&[
        ("elsewhere/a.wasm", named("x", "")),
        (&format!("{OF_USER}b.wasm"), named("x", "")),
        (&format!("{OF_APPLICATION}c.wasm"), named("x", "")),
    ]);
    let folder = app.space().join("elsewhere").display().to_string();
    let listed = listed(&with_variable(&app, &folder, &["exporters", "--json"]));
    let file = |path: &str| app.space().join(path).display().to_string();
    assert_eq!(
        rows(&listed, "usable").last().unwrap(),
        &("x", &*file("elsewhere/a.wasm"))
    );
    let shadowed = rows(&listed, "shadowed");
    let files: Vec<_> = shadowed.iter().map(|(_, file)| *file).collect();
    let of_application = ".portcullis/exporters/c.wasm";
    assert_eq!(files, [&*file(&format!("{OF_USER}b.wasm")), of_application]);
    assert!(
        listed.last().unwrap()["shadowed_by"]
            .as_str()
            .unwrap()
            .contains("a.wasm")
    );
}

#[test]
fn no_folder_takes_the_place_of_a_built_in_exporter() {
    let files = [OF_USER, OF_APPLICATION].map(|folder| format!("{folder}a.wasm"));
    let own = named("systemd", "not the built-in\n");
    let app = app(&[(&files[0], own.clone()), (&files[1], own)]);
    let run = app.export("systemd", &[]);
    run.succeeds().stdout_contains("by managers");
    assert!(app.written().files().contains(&"shop.target"));
    app.run(&["exporters"])
        .succeeds()
        .stdout_contains("not used: built-in (managers) stands before it");
}

/// A project file that pins a file as this exporter.
fn pinned(exporter: &str, bytes: &[u8], sha256: &str) -> App {
    let project = format!("[exporters.{exporter}]\nfile = 'lib/mine.wasm'\n{sha256}\n");
    app(&[("app/lib/mine.wasm", bytes.to_vec())]).file("app/portcullis.toml", project)
}

#[test]
fn a_pinned_exporter_stands_before_a_built_in_one_and_says_so() {
    let own = named("systemd", "pinned\n");
    let app = pinned("systemd", &own, &format!("sha256 = '{}'", digest(&own)));
    let run = app.export("systemd", &[]);
    run.succeeds()
        .stderr_contains(
            "note: `systemd` is APP/lib/mine.wasm"
                .replace("APP", &path(&app))
                .as_str(),
        )
        .stderr_contains("not the built-in exporter");
    assert_eq!(content(&app), "pinned\n");
    let run = app.run(&["exporters"]);
    run.succeeds()
        .stdout_contains("project file (lib/mine.wasm)")
        .stdout_contains("not used: project file (lib/mine.wasm) stands before it");
}

fn path(app: &App) -> String {
    app.dir().display().to_string()
}

#[test]
fn a_pin_that_does_not_match_is_refused_with_both_digests() {
    let (own, other) = (named("x", "pinned\n"), named("x", "another\n"));
    let app = pinned("x", &own, &format!("sha256 = '{}'", digest(&other)));
    // Not even one that could take its place is used then.
    let app = app.file(&format!("{OF_USER}x.wasm"), &other);
    let run = app.export("x", &[]);
    run.fails_with(4)
        .stderr_contains(&digest(&own))
        .stderr_contains(&digest(&other))
        .stderr_contains("portcullis inspect")
        .writes_nothing();
    app.run(&["inspect", "x"]).fails_with(4).stdout_is("");
    let listed = listed(&app.run(&["exporters", "--json"]));
    assert_eq!(rows(&listed, "broken"), [("x", "lib/mine.wasm")]);
    assert_eq!(rows(&listed, "shadowed").len(), 1);
}

#[test]
fn a_pin_without_a_digest_is_refused_with_the_digest_to_write() {
    let own = named("x", "pinned\n");
    let run = pinned("x", &own, "").export("x", &[]);
    run.fails_with(3)
        .stderr_contains(&format!("sha256 = \"{}\"", digest(&own)))
        .writes_nothing();
    let run = pinned("x", &own, "sha265 = 'a'").export("x", &[]);
    run.fails_with(3).stderr_contains("sha265").writes_nothing();
}

#[test]
fn one_broken_file_hides_no_other() {
    let imports = crate::harness::wasm::importing(&[], "import log: func(text: string);");
    let names = ["a.wasm", "b.wasm", "c.wasm", "d.wasm"].map(|name| format!("{OF_USER}{name}"));
    let app = app(&[
        (&names[0], b"not even wasm".to_vec()),
        (&names[1], imports),
        (&names[2], Vec::new()),
        (&names[3], named("x", "found\n")),
    ]);
    let app = app.file(&format!("{OF_USER}notes.txt"), "none of ours");
    app.export("x", &[]).succeeds();
    let run = app.run(&["exporters"]);
    run.succeeds()
        .stdout_contains("Cannot be used:")
        .stdout_contains("a.wasm`: is not valid WebAssembly")
        .stdout_contains("b.wasm`: imports `log`");
    let listed = listed(&app.run(&["exporters", "--json"]));
    assert_eq!(rows(&listed, "broken").len(), 3);
    assert_eq!(rows(&listed, "usable").last().unwrap().0, "x");
    app.export("y", &[])
        .fails_with(2)
        .stderr_contains("there are systemd, supervisord, upstart, runit, x")
        .stderr_contains("3 files cannot be used");
}

#[test]
fn a_folder_that_was_named_and_is_not_there_is_told() {
    let run = with_variable(&App::empty(), "/nosuch/folder", &["exporters"]);
    run.succeeds()
        .stdout_contains("environment (/nosuch/folder): ");
}

#[test]
fn an_application_root_that_is_not_there_is_an_error() {
    let app = App::empty();
    let run = app.run(&["exporters", "-d", "nodir"]);
    run.fails_with(3)
        .stdout_is("")
        .stderr_contains("there is no directory nodir\nhint: ");
}

#[test]
fn a_found_exporter_has_templates_and_a_page_by_its_name() {
    let app = app(&[(&format!("{OF_APPLICATION}mine.wasm"), named("x", ""))]);
    app.run(&["inspect", "x"])
        .succeeds()
        .stdout_contains("small 1.2.3");
    app.run(&["templates", "list", "x"])
        .succeeds()
        .stdout_is("");
}

/// Exports with this table of limits.
fn limited(app: App, limits: &str, project: &str, more: &[&str]) -> (App, Run) {
    let project = format!("{project}\n[limits]\n{limits}\n");
    let app = app.file("app/portcullis.toml", project);
    let run = app.export("x", more);
    (app, run)
}

/// An exporter that came along with a project file, each in another way, and what that
/// file says of it.
fn that_came_along() -> [(App, String); 3] {
    let own = named("x", "own\n");
    let pin = format!(
        "[exporters.x]\nfile = 'x.wasm'\nsha256 = '{}'",
        digest(&own)
    );
    let in_root = || app(&[("app/x.wasm", own.clone())]);
    let found = app(&[(&format!("{OF_APPLICATION}x.wasm"), own.clone())]);
    [
        (found, String::new()),
        (in_root(), pin),
        (in_root(), "exporter = 'x.wasm'".to_owned()),
    ]
}

#[test]
fn a_project_file_raises_no_limit_for_an_exporter_that_came_with_it() {
    for (app, project) in that_came_along() {
        let (app, run) = limited(app, "memory = '1G'", &project, &[]);
        run.fails_with(3)
            .stdout_is("")
            .stderr_contains("`memory` in the table `[limits]` of ")
            .stderr_contains("portcullis.toml raises a limit for the exporter `x`")
            .stderr_contains("say it on the command line: --limit memory=1G")
            .writes_nothing();
        app.export("x", &["--limit", "memory=1G"]).succeeds();
        assert_eq!(content(&app), "own\n");
    }
}

#[test]
fn each_limit_that_a_project_file_must_not_raise_is_told() {
    for (app, project) in that_came_along() {
        let (_, run) = limited(app, "memory = '1G'\nfiles = 1000000", &project, &[]);
        run.fails_with(3)
            .stderr_contains("`memory` in the table")
            .stderr_contains("`files` in the table")
            .stderr_contains("command line: --limit ")
            .stderr_contains(" --limit memory=1G")
            .stderr_contains(" --limit files=1000000");
    }
}

#[test]
fn a_project_file_lowers_limits_for_every_exporter() {
    for (app, project) in that_came_along() {
        let (app, run) = limited(app, "memory = '100M'\nfiles = 0", &project, &[]);
        run.fails_with(5)
            .stderr_contains("exceeds 0 files")
            .writes_nothing();
        app.export("x", &["--limit", "files=1"]).succeeds();
    }
}

#[test]
fn a_project_file_raises_limits_for_exporters_of_the_user() {
    let own = named("x", "own\n");
    let of_user = app(&[(&format!("{OF_USER}x.wasm"), own.clone())]);
    let raised = "memory = '1G'\ncode-bytes = '1G'";
    let (_app, run) = limited(of_user, raised, "", &[]);
    run.succeeds();
    let in_root = app(&[("app/x.wasm", own)]);
    let (app, run) = limited(in_root, raised, "", &["--exporter", "APP/x.wasm"]);
    run.succeeds();
    app.run(&["export", "systemd", "SPACE/units", "-a", "shop"])
        .succeeds();
}
