//! Formations that mean nothing, and ports that collide or end.

use super::{App, Bad, GOOD, PROCFILE, all};

const fn bad(
    what: &'static str,
    args: &'static [&'static str],
    says: &'static [&'static str],
) -> Bad {
    Bad {
        what,
        args,
        code: 3,
        says,
        ..GOOD
    }
}

/// Formations of `web` and `worker`.
const FORMATIONS: &[Bad] = &[
    bad(
        "an unknown name",
        &["-c", "web=1,wroker=2"],
        &[
            "no process type `wroker`",
            "hint: did you mean `worker`?",
            "formation:1:7",
        ],
    ),
    bad(
        "a negative count",
        &["-c", "web=-1"],
        &["count `-1` is negative", "formation:1:5"],
    ),
    bad(
        "no number",
        &["-m", "web=two"],
        &["count `two` is not a whole number"],
    ),
    bad(
        "a fraction",
        &["-c", "web=1.5"],
        &["count `1.5` is not a whole number"],
    ),
    bad(
        "no count",
        &["-c", "web"],
        &["no `=` in the formation item `web`"],
    ),
    bad(
        "an empty count",
        &["-c", "web="],
        &["is not a whole number"],
    ),
    bad("no name", &["-c", "=1"], &["no name before `=`"]),
    bad("empty", &["-c", ""], &["empty item in the formation"]),
    bad(
        "an empty item",
        &["-c", "web=1,,worker=1"],
        &["empty item in the formation"],
    ),
    bad(
        "the same twice",
        &["-c", "web=1,web=2"],
        &["formation lists `web` twice"],
    ),
    bad(
        "nothing at all",
        &["-c", "all=0"],
        &["formation runs no process at all"],
    ),
    bad(
        "far too many",
        &["-c", "web=99999999999"],
        &["count `99999999999` is above 10000"],
    ),
];

#[test]
fn a_formation_that_means_nothing_is_refused_with_its_place() {
    all(FORMATIONS);
}

#[test]
fn ports_that_collide_or_end_are_refused() {
    all(&[
        bad(
            "web runs into worker",
            &["-c", "web=101"],
            &["processes `web.101` and `worker.1` would both get port 5100"],
        ),
        bad(
            "past the last port",
            &["-p", "65500"],
            &["`worker.1` would get port 65600, which is above 65535"],
        ),
        bad(
            "past it within a type",
            &["-p", "65530", "-c", "web=7"],
            &["above 65535"],
        ),
        bad("zero", &["-p", "0"], &["base port is 0"]),
    ]);
}

#[test]
fn ports_that_are_numbers_of_another_kind_are_a_wrong_command_line() {
    for port in ["65536", "-1", "http", "", "5000.5"] {
        let app = App::new(PROCFILE);
        let run = app.export("systemd", &[&format!("--port={port}")]);
        run.fails_with(2)
            .stdout_is("")
            .stderr_contains("--port")
            .writes_nothing();
    }
}

#[test]
fn the_last_type_may_have_more_than_a_hundred_and_the_last_port_may_be_used() {
    App::new(PROCFILE)
        .export("systemd", &["-c", "worker=101"])
        .succeeds();
    App::new(PROCFILE)
        .export("systemd", &["-p", "65435"])
        .succeeds();
}
