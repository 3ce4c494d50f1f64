//! What applications are made of, and which are refused.

use super::*;
use crate::{Formation, Procfile};

fn procfile(text: &str) -> Procfile {
    Procfile::parse("Procfile", text).unwrap()
}

/// A builder for an application that has nothing wrong with it.
fn builder() -> ApplicationBuilder {
    Application::builder("myapp").root("/srv/myapp")
}

fn formation(text: &str) -> Formation {
    Formation::parse(text).unwrap()
}

fn variables(variables: &[(&str, &str)]) -> Vec<Variable> {
    variables
        .iter()
        .map(|(name, value)| Variable::new(*name, *value))
        .collect()
}

fn settings(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(settings) => settings,
        other => panic!("not an object: {other}"),
    }
}

#[track_caller]
fn refuses(builder: ApplicationBuilder, message: &str, hint: &str) {
    let error = builder.build(&procfile("web: a\nworker: b\n")).unwrap_err();
    assert_eq!(error.to_string(), message);
    assert_eq!(error.hint().unwrap_or_default(), hint);
}

#[track_caller]
fn names_and_ports(builder: ApplicationBuilder, text: &str) -> Vec<(String, u16)> {
    let application = builder.build(&procfile(text)).unwrap();
    let processes = application.processes.into_iter();
    processes
        .map(|process| (process.name, process.port.unwrap()))
        .collect()
}

#[test]
fn what_is_not_given_follows_from_the_name() {
    let application = builder().build(&procfile("web: a")).unwrap();
    assert_eq!(application.name, "myapp");
    assert_eq!(application.root, "/srv/myapp");
    assert_eq!(application.log_dir, "/var/log/myapp");
    assert_eq!(application.run_dir, "/var/run/myapp");
    assert_eq!(application.user, "myapp");
    assert_eq!(application.shell, "/bin/sh");
}

#[test]
fn what_is_given_is_kept() {
    let application = builder()
        .log_dir("/l")
        .run_dir("/r")
        .user("www-data")
        .shell("/bin/bash")
        .build(&procfile("web: a"))
        .unwrap();
    let fields = [
        application.log_dir,
        application.run_dir,
        application.user,
        application.shell,
    ];
    assert_eq!(fields, ["/l", "/r", "www-data", "/bin/bash"]);
}

#[test]
fn ports_count_by_type_and_instance() {
    let builder = builder().formation(formation("web=2,none=0,worker=2"));
    let found = names_and_ports(builder, "web: a\nnone: b\nworker: c\n");
    let expected = [
        ("web.1", 5000),
        ("web.2", 5001),
        ("worker.1", 5200),
        ("worker.2", 5201),
    ];
    assert_eq!(found, expected.map(|(name, port)| (name.to_owned(), port)));
}

#[test]
fn a_process_has_its_own_name_and_port_as_variables() {
    let application = builder()
        .env(variables(&[("A", "1"), ("PORT", "8000")]))
        .build(&procfile("web: a\nworker: b\n"))
        .unwrap();
    assert_eq!(application.env, variables(&[("A", "1"), ("PORT", "8000")]));
    let worker = &application.processes[1];
    let own = [
        ("HONCHO_PROCESS_NAME", "worker.1"),
        ("PORT", "8100"),
        ("PS", "worker.1"),
    ];
    assert_eq!(worker.env, variables(&own));
}

#[test]
fn a_name_that_the_file_sets_wins() {
    let application = builder()
        .env(variables(&[("PS", "x"), ("HONCHO_PROCESS_NAME", "y")]))
        .build(&procfile("web: a"))
        .unwrap();
    assert_eq!(application.processes[0].env, variables(&[("PORT", "5000")]));
}

#[test]
fn ports_may_touch_but_not_overlap() {
    let text = "web: a\nworker: b\n";
    let fits = builder().formation(formation("web=100,worker=100"));
    assert_eq!(names_and_ports(fits, text).len(), 200);
    let last_is_long = builder().formation(formation("worker=250"));
    assert_eq!(names_and_ports(last_is_long, text).len(), 251);
    let next_is_absent = builder().formation(formation("web=101,worker=0"));
    assert_eq!(names_and_ports(next_is_absent, text).len(), 101);
    refuses(
        builder().formation(formation("web=101")),
        "processes `web.101` and `worker.1` would both get port 5100",
        "each process type has 100 ports; give it at most 100 instances with `--formation`",
    );
}

#[test]
fn ports_end_at_65535() {
    let text = "web: a\nworker: b\n";
    let last = names_and_ports(builder().port(Some(65435)), text).pop();
    assert_eq!(last, Some(("worker.1".to_owned(), 65535)));
    refuses(
        builder().port(Some(65436)),
        "process `worker.1` would get port 65536, which is above 65535",
        "set the base port with `--port`",
    );
}

#[test]
fn a_base_port_that_is_none_is_refused() {
    refuses(
        builder().port(Some(0)),
        "base port is 0",
        "set the base port with `--port`",
    );
    refuses(
        builder().env(variables(&[("PORT", "x\n")])),
        "variable `PORT` is `x\\n`, not a port from 1 to 65535",
        "correct it, or set the base port with `--port`",
    );
}

#[test]
fn fields_are_refused_by_name_with_the_option_that_sets_them() {
    refuses(
        Application::builder("a/b").root("/"),
        "application name holds `/`: `a/b`",
        "set it with `--app`",
    );
    refuses(
        Application::builder("a"),
        "application root is empty",
        "set it with `--app-root`",
    );
    refuses(
        builder().log_dir("log"),
        "log directory is not an absolute path: `log`",
        "set it with `--log`",
    );
    refuses(
        builder().run_dir("/a\nb"),
        "run directory holds `U+000A`: `/a\\nb`",
        "set it with `--run`",
    );
    refuses(
        Application::builder("my app").root("/"),
        "user holds a space: `my app`",
        "set it with `--user`",
    );
    refuses(
        builder().shell("bash"),
        "shell is not an absolute path: `bash`",
        "set it with `--shell`",
    );
}

#[test]
fn an_unusual_name_is_fine_with_a_user_of_its_own() {
    let application = Application::builder("it's 5%")
        .root("/")
        .user("me")
        .build(&procfile("web: a"))
        .unwrap();
    assert_eq!(application.log_dir, "/var/log/it's 5%");
}

#[test]
fn variables_that_no_process_can_have_are_refused() {
    refuses(
        builder().env(variables(&[("A-B", "1")])),
        "`A-B` is not a name of a variable",
        "names of variables hold letters, digits and `_` and do not begin with a digit",
    );
    refuses(
        builder().env(variables(&[("A", "1\0")])),
        "variable `A` holds a NUL character",
        "remove the NUL character",
    );
    refuses(
        builder().env(variables(&[("A", "1"), ("B", "2"), ("A", "1")])),
        "variable `A` is given twice",
        "give each variable once",
    );
}

#[test]
fn settings_reach_the_application_and_the_processes_of_their_type() {
    let own = settings(json!({ "memory_limit": "1G" }));
    let application = builder()
        .settings(settings(json!({ "restart": "always" })))
        .process_settings("web", own.clone())
        .build(&procfile("web: a\nworker: b\n"))
        .unwrap();
    assert_eq!(application.settings["restart"], "always");
    assert_eq!(application.processes[0].settings, own);
    assert!(application.processes[1].settings.is_empty());
}

#[test]
fn settings_that_cannot_be_used_are_refused() {
    refuses(
        builder().process_settings("wbe", Map::new()),
        "settings for `wbe`, a process type that the Procfile does not have",
        "did you mean `web`?",
    );
    refuses(
        builder().settings(settings(json!({ "a": [{ "b": "\0" }] }))),
        "setting `a` holds a NUL character",
        "remove the NUL character",
    );
}

#[test]
fn a_formation_that_does_not_fit_is_refused() {
    refuses(
        builder().formation(formation("wbe=1")),
        "formation:1:1: no process type `wbe` in the Procfile",
        "",
    );
}

#[test]
fn json_has_the_fields_of_the_interface_in_its_order() {
    let application = builder()
        .env(variables(&[("A", "1")]))
        .settings(settings(json!({ "z": 1, "a": 2 })))
        .build(&procfile("web: a"))
        .unwrap();
    let own = r#"[{"name":"HONCHO_PROCESS_NAME","value":"web.1"},{"name":"PORT","value":"5000"},{"name":"PS","value":"web.1"}]"#;
    let expected = format!(
        r#"{{"name":"myapp","root":"/srv/myapp","log_dir":"/var/log/myapp","run_dir":"/var/run/myapp","user":"myapp","shell":"/bin/sh","env":[{{"name":"A","value":"1"}}],"processes":[{{"process_type":"web","instance":1,"name":"web.1","command":"a","port":5000,"env":{own},"settings":{{}}}}],"settings":{{"z":1,"a":2}}}}"#
    );
    assert_eq!(application.to_json().to_string(), expected);
}

#[test]
fn a_long_command_may_not_be_repeated_without_end() {
    let text = format!("web: {}\n", "a".repeat(1 << 20));
    let once = builder().build(&procfile(&text));
    assert!(once.is_ok());
    let often = builder().formation(formation("web=10000"));
    let error = often.build(&procfile(&text)).unwrap_err();
    assert_eq!(error, ApplicationError::TooLarge("web".to_owned()));
}
