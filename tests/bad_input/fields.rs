//! Fields of the application, by themselves and for a format.

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

/// Names of applications.
const NAMES: &[Bad] = &[
    bad(
        "up and away",
        &["-a", "../x"],
        &["application name holds `/`: `../x`", "set it with `--app`"],
    ),
    bad(
        "a path",
        &["-a", "a/b"],
        &["application name holds `/`: `a/b`"],
    ),
    bad(
        "an absolute path",
        &["-a", "/etc/x"],
        &["application name holds `/`"],
    ),
    bad(
        "the folder itself",
        &["-a", "."],
        &["application name is `.` or `..`"],
    ),
    bad(
        "the folder above",
        &["-a", ".."],
        &["application name is `.` or `..`"],
    ),
    bad("backslashes", &["-a", "a\\b"], &["application name holds"]),
    bad("empty", &["-a", ""], &["application name is empty"]),
    bad("a line break", &["-a", "a\nb"], &["application name holds"]),
    bad(
        "an escape sequence",
        &["-a", "a\u{1b}[2Jb"],
        &["application name holds"],
    ),
    bad(
        "text that runs backwards",
        &["-a", "a\u{202e}b"],
        &["application name holds"],
    ),
    bad(
        "an option",
        &["--app=-rf"],
        &["application name begins with `-`"],
    ),
    bad(
        "white space outside",
        &["-a", " shop"],
        &["begins or ends with white space"],
    ),
    bad("very long", &["-a", LONG], &["longer than 128 bytes"]),
];

#[test]
fn a_name_that_would_lead_out_of_the_output_directory_is_refused() {
    all(NAMES);
}

const LONG: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\
    aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

/// Paths and users.
const FIELDS: &[Bad] = &[
    bad(
        "a relative log directory",
        &["-l", "log"],
        &["log directory is not an absolute path", "--log"],
    ),
    bad(
        "a relative run directory",
        &["-r", "run"],
        &["run directory is not an absolute path", "--run"],
    ),
    bad(
        "a relative shell",
        &["-s", "bash"],
        &["shell is not an absolute path", "--shell"],
    ),
    bad(
        "a line break in a path",
        &["-l", "/a\nUser=root"],
        &["log directory holds"],
    ),
    bad(
        "a user of two words",
        &["-u", "my app"],
        &["user holds a space", "--user"],
    ),
    bad(
        "a user with a line break",
        &["-u", "a\nExecStartPre=x"],
        &["user holds"],
    ),
    bad("a user and a group", &["-u", "a:b"], &["user holds `:`"]),
    bad(
        "an application whose name is no user",
        &["-a", "my shop"],
        &["user holds a space"],
    ),
];

#[test]
fn other_fields_are_checked_by_their_own_rules() {
    all(FIELDS);
}

#[test]
fn names_that_a_format_can_carry_are_exported_however_odd() {
    for name in ["my app", "a%b", "café", "it's", "a.b", "日本"] {
        let app = App::new(PROCFILE);
        let run = app.run(&["export", "systemd", "OUT", "-a", name, "-u", "www"]);
        run.succeeds();
        assert_eq!(app.written().files().len(), 5, "{name}");
    }
}

const fn rejected(
    format: &'static str,
    name: &'static [&'static str],
    says: &'static [&'static str],
) -> Bad {
    Bad {
        what: format,
        format,
        args: name,
        code: 5,
        says,
        ..GOOD
    }
}

/// What the application may be called, but not in this format.
const NOT_CARRIED: &[Bad] = &[
    rejected(
        "supervisord",
        &["-a", "my app", "-u", "www"],
        &["supervisord cannot carry", "`my app`"],
    ),
    rejected(
        "supervisord",
        &["-a", "a:b", "-u", "www"],
        &["supervisord cannot carry", "contains `:`"],
    ),
    rejected(
        "supervisord",
        &["-a", "a,b"],
        &["supervisord cannot carry", "contains `,`"],
    ),
    rejected(
        "supervisord",
        &["-a", "a]b"],
        &["supervisord cannot carry", "contains `]`"],
    ),
    rejected(
        "upstart",
        &["-a", "my app", "-u", "www"],
        &["upstart cannot carry", "`my app`"],
    ),
    rejected(
        "upstart",
        &["-a", "it's", "-u", "www"],
        &["upstart cannot carry"],
    ),
    rejected(
        "runit",
        &["-a", ".hidden"],
        &["runit cannot carry", "`.hidden`"],
    ),
    rejected(
        "systemd",
        &["-a", "default"],
        &["`default.target` is its own"],
    ),
    Bad {
        what: "two jobs of one name",
        procfile: b"web: a\nweb-1: b\n",
        format: "upstart",
        code: 5,
        says: &["web.1 and the process type `web-1` would both be the job `shop-web-1`"],
        ..GOOD
    },
];

#[test]
fn names_that_a_format_cannot_carry_are_refused_by_the_exporter() {
    all(NOT_CARRIED);
}
