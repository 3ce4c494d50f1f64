//! Project files that are wrong.

use super::{App, PROCFILE};

#[track_caller]
fn refuses(project: &str, code: i32, says: &[&str]) {
    let app = App::new(PROCFILE).file("app/portcullis.toml", project);
    let run = app.run(&["export"]);
    run.fails_with(code).stdout_is("").writes_nothing();
    for text in says {
        run.stderr_contains(text);
    }
}

#[test]
fn a_project_file_that_does_not_parse_is_refused_with_its_line() {
    refuses("app = \n", 3, &["portcullis.toml", "line 1"]);
    refuses("[exports.systemd\n", 3, &["portcullis.toml", "line 1"]);
    refuses("app = 'a'\napp = 'b'\n", 3, &["portcullis.toml", "line 2"]);
}

#[test]
fn what_a_project_file_holds_is_cut_where_it_is_told_and_forges_no_error() {
    let long = "y".repeat(1_000_000);
    for project in [
        format!("{long} = \n"),
        format!("{long} = 1\n"),
        format!("[exports.{long}]\n"),
        format!("limits.{long} = 1\n[exports.systemd]\nlocation = 'out'\n"),
        format!("limits.fuel = '{long}'\n[exports.systemd]\nlocation = 'out'\n"),
    ] {
        let app = App::new(PROCFILE).file("app/portcullis.toml", project);
        let run = app.run(&["export"]);
        run.fails_with(3).stdout_is("").writes_nothing();
        assert!(run.stderr.len() < 4_000, "{} bytes", run.stderr.len());
    }
    for project in [
        "\"a\\nerror: forged\" = 1\n",
        "[exports.\"a\\nerror: forged\"]\nlocation = 'out'\nport = 'x'\n",
        "[exporters.\"a\\nerror: forged\"]\nfile = 1\n",
    ] {
        let app = App::new(PROCFILE).file("app/portcullis.toml", project);
        let run = app.run(&["export"]);
        run.fails_with(3).stdout_is("").writes_nothing();
        assert!(!run.stderr.contains("\nerror: forged"), "{run}");
    }
}

#[test]
fn an_option_that_there_is_not_is_refused_by_name() {
    refuses("appp = 'shop'\n", 3, &["portcullis.toml", "appp"]);
    let listed = "[exports.systemd]\nlocation = 'out'\nusr = 'www'\n";
    refuses(listed, 3, &["portcullis.toml", "`systemd`", "usr"]);
}

#[test]
fn a_value_of_the_wrong_type_is_refused() {
    refuses("port = 'http'\n", 3, &["portcullis.toml", "port"]);
    refuses("port = 65536\n", 3, &["portcullis.toml", "port"]);
    refuses("exports = 3\n", 3, &["portcullis.toml"]);
    refuses("[exports]\nsystemd = 'out'\n", 3, &["portcullis.toml"]);
}

#[test]
fn an_export_without_a_location_is_refused() {
    refuses(
        "[exports.systemd]\nuser = 'www'\n",
        3,
        &["portcullis.toml", "location"],
    );
}

#[test]
fn a_misspelt_field_is_answered_with_a_suggestion() {
    for (project, near) in [
        ("[setings]\nrestart = 'never'\n", "settings"),
        (
            "[exports.systemd]\nlocation = 'a'\nfromation = 'web=2'\n",
            "formation",
        ),
    ] {
        refuses(
            project,
            3,
            &["unknown field", &format!("hint: did you mean `{near}`?")],
        );
    }
}

#[test]
fn a_format_that_there_is_not_is_answered_with_a_suggestion() {
    refuses(
        "[exports.sytemd]\nlocation = 'out'\n",
        2,
        &["did you mean `systemd`?"],
    );
    refuses(
        "[exports.live]\nlocation = 'out'\nformat = 'runti'\n",
        2,
        &["did you mean `runit`?"],
    );
}

#[test]
fn a_bad_field_in_it_is_refused_as_on_the_command_line() {
    refuses(
        "app = '../x'\n[exports.systemd]\nlocation = 'out'\n",
        3,
        &["application name holds `/`"],
    );
    let formation = "app = 'shop'\nformation = 'wbe=2'\n[exports.systemd]\nlocation = 'out'\n";
    refuses(formation, 3, &["did you mean `web`?"]);
}

#[test]
fn an_error_in_one_export_keeps_all_others_from_being_written() {
    let project = "app = 'shop'\n[exports.runit]\nlocation = 'a'\n\
        [exports.systemd]\nlocation = 'b'\nsettings = { nosuch = 1 }\n";
    refuses(project, 5, &["setting `nosuch`"]);
}

#[test]
fn a_project_file_that_was_named_must_be_there() {
    let app = App::new(PROCFILE);
    let run = app.run(&["export", "--project", "none.toml"]);
    run.fails_with(3)
        .stderr_contains("none.toml")
        .writes_nothing();
}

#[test]
fn all_exports_that_are_listed_are_made_with_their_options() {
    let project = "app = 'shop'\nformation = 'web=2'\n\
        [exports.systemd]\nlocation = 'units'\nuser = 'www'\n\
        [exports.live]\nformat = 'runit'\nlocation = 'sv'\nformation = 'worker=0'\n";
    let app = App::new(PROCFILE).file("app/portcullis.toml", project);
    app.run(&["export"]).succeeds();
    let written = crate::harness::Tree::of(&app.dir());
    assert!(
        written
            .text("units/shop-web-2.service")
            .contains("User=www\n")
    );
    assert!(written.text("sv/shop-web-1/run").contains("id -u shop)"));
    assert!(
        !written
            .files()
            .iter()
            .any(|path| path.contains("sv/shop-worker"))
    );
}

#[test]
fn the_command_line_stands_before_the_project_file() {
    let app = App::new(PROCFILE).file("app/portcullis.toml", "app = 'other'\nuser = 'www'\n");
    app.export("systemd", &[]).succeeds();
    assert!(
        app.written()
            .text("shop-web-1.service")
            .contains("User=www\n")
    );
}
