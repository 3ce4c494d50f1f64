//! Completion in real shells: what a key press would offer.

use std::path::Path;
use std::process::Command;

use crate::harness::guest::{GUEST, Guest};
use crate::harness::{App, Tree, binary, command};

/// Runs the script of a shell, which finds our binary first on its path.
fn shell(app: &App, program: &str, script: &str, args: &[&str]) -> String {
    let programs = binary().parent().unwrap().display().to_string();
    let mut shell: Command = command(program, app);
    let output = shell
        .env("PATH", format!("{programs}:/usr/local/bin:/usr/bin:/bin"))
        .args(["-c", script])
        .args(args)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(told, "", "{program}: {script}");
    String::from_utf8(output.stdout).unwrap()
}

/// What bash offers where a line ends like this. It splits the words itself, as
/// its own completion does, at `=` and `:` too.
#[track_caller]
fn offers(app: &App, line: &str, expected: &[&str]) {
    let script = r#"
        source <(portcullis completions bash)
        compopt() { :; }
        COMP_LINE=$1 COMP_POINT=${#1} COMP_WORDS=("${@:2}") COMP_CWORD=$(($# - 2))
        _portcullis portcullis
        printf '%s\n' "${COMPREPLY[@]}""#;
    let mut words = vec!["bash", line];
    let spaced = line.replace('=', " = ");
    words.extend(spaced.split_whitespace());
    if line.ends_with(' ') {
        words.push("");
    }
    let offered = shell(app, "bash", script, &words);
    let offered: Vec<_> = offered
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("--"))
        .collect();
    assert_eq!(offered, expected, "{line}");
}

#[test]
fn bash_is_offered_exporters_settings_and_values() {
    let app = App::new("web: a\n");
    offers(&app, "portcullis insp", &["inspect"]);
    offers(&app, "portcullis export s", &["systemd", "supervisord"]);
    offers(
        &app,
        "portcullis export systemd out --set rest",
        &["restart=", "restart_delay="],
    );
    offers(
        &app,
        "portcullis export systemd out --set restart=",
        &["always", "on-failure", "never"],
    );
    offers(
        &app,
        "portcullis export systemd out --set restart=on",
        &["on-failure"],
    );
    offers(&app, "portcullis export runit out --set hard", &[]);
    offers(
        &app,
        "portcullis export runit out --limit fi",
        &["files=", "file-bytes="],
    );
    offers(&app, "portcullis templates show runit l", &["log/run"]);
    offers(&app, "portcullis verify-receipt a.json ru", &["runit"]);
}

#[test]
fn bash_is_offered_limits_wherever_they_can_be_set() {
    let app = App::new("web: a\n");
    for command in ["inspect x.wasm", "test .", "verify-receipt a.json"] {
        let line = format!("portcullis {command} --limit fi");
        offers(&app, &line, &["files=", "file-bytes="]);
    }
}

#[test]
fn bash_is_offered_pages_of_the_manual() {
    let app = App::new("web: a\n");
    let pages = ["cache", "cache-show", "cache-clear"];
    offers(&app, "portcullis man cac", &pages);
}

#[test]
fn bash_is_offered_whose_files_are_in_a_directory() {
    let app = App::new("web: a\n");
    for (name, format) in [("shop", "systemd"), ("shop", "runit"), ("blog", "upstart")] {
        let args = ["export", format, "published", "-a", name];
        app.run(&args).succeeds();
    }
    let line = |rest: &str| format!("portcullis {rest}");
    let before = Tree::of(&app.space());
    offers(&app, &line("remove published -a "), &["blog", "shop"]);
    offers(&app, &line("remove published --app s"), &["shop"]);
    offers(&app, &line("rollback published --app b"), &["blog"]);
    let of_shop = line("remove published --app shop --exporter ");
    offers(&app, &of_shop, &["runit", "systemd"]);
    offers(&app, &line("rollback published --exporter u"), &["upstart"]);
    offers(&app, &line("remove nodir --app "), &[]);
    offers(&app, &line("remove --app "), &[]);
    before.is_still(&Tree::of(&app.space()), "completion");
}

#[test]
fn bash_is_offered_the_owner_of_generations() {
    let app = App::new("web: a\n");
    let args = [
        "export",
        "runit",
        "kept",
        "-a",
        "shop",
        "--generations",
        "2",
    ];
    app.run(&args).succeeds();
    offers(&app, "portcullis remove kept --app ", &["shop"]);
}

#[test]
fn bash_is_offered_exporters_from_outside_once_they_are_compiled() {
    let guest = Guest {
        exporter: "extra",
        schema: r#"{"properties":{"colour":{"enum":["red","dark red"]}}}"#,
        ..GUEST
    };
    let app = App::new("web: a\n").file("app/.portcullis/exporters/e.wasm", guest.component());
    offers(&app, "portcullis export ex", &[]);
    app.run(&["exporters"]).succeeds();
    offers(&app, "portcullis export ex", &["extra"]);
    offers(
        &app,
        "portcullis export extra out --set colour=",
        &["red", "dark\\ red"],
    );
}

#[test]
fn fish_and_zsh_are_answered_where_they_are_installed() {
    let app = App::new("web: a\n");
    if Path::new("/usr/bin/fish").is_file() {
        let script = "portcullis completions fish | source
            complete --do-complete 'portcullis export systemd out --set restart=n'";
        assert_eq!(shell(&app, "fish", script, &[]), "restart=never\n");
    }
    if Path::new("/usr/bin/zsh").is_file() {
        let script = "compdef() { :; }; source <(portcullis completions zsh)
            _describe() { print -l -- ${(P)3} }
            words=(portcullis export systemd out --set restart=n); CURRENT=6; _portcullis";
        assert_eq!(shell(&app, "zsh", script, &[]), "restart=never\n");
    }
}
