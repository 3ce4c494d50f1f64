//! Every input that must be refused: the exit code, the place and the cause are
//! told, nothing goes to standard output, and nothing at all is written.

mod env_file;
mod fields;
mod files;
mod formation;
mod options;
mod output;
mod procfile;
mod project;

use crate::harness::{App, PROCFILE};

/// An export that must fail. Everything not said is in order.
struct Bad {
    what: &'static str,
    procfile: &'static [u8],
    env: Option<&'static [u8]>,
    format: &'static str,
    args: &'static [&'static str],
    code: i32,
    says: &'static [&'static str],
}

/// A good export, to say of what is bad only where it differs.
const GOOD: Bad = Bad {
    what: "",
    procfile: PROCFILE.as_bytes(),
    env: None,
    format: "systemd",
    args: &["-a", "shop"],
    code: 0,
    says: &[],
};

impl Bad {
    fn app(&self) -> App {
        let app = App::new(self.procfile);
        match self.env {
            Some(text) => app.env(text),
            None => app,
        }
    }

    #[track_caller]
    fn check(&self) {
        println!("{}", self.what);
        let app = self.app();
        for more in [&[][..], &["--dry-run"], &["--diff"]] {
            let run = app.run(&[&["export", self.format, "OUT"], self.args, more].concat());
            run.fails_with(self.code).stdout_is("").writes_nothing();
            let first = run
                .stderr
                .lines()
                .find(|line| !line.starts_with("warning: "));
            assert!(
                first.is_some_and(|line| line.starts_with("error: ")),
                "{}: {run}",
                self.what
            );
            for text in self.says {
                run.stderr_contains(text);
            }
        }
        self.check_in_place();
    }

    /// The same into a directory that has files already.
    #[track_caller]
    fn check_in_place(&self) {
        let app = self
            .app()
            .file("out/shop.target", "old")
            .file("out/other", "kept");
        let run = app.run(&[&["export", self.format, "OUT"], self.args].concat());
        run.fails_with(self.code).writes_nothing();
    }
}

#[track_caller]
fn all(cases: &[Bad]) {
    for case in cases {
        case.check();
    }
}

#[test]
fn what_the_bad_cases_differ_from_is_good() {
    for format in ["systemd", "supervisord", "upstart", "runit"] {
        let args = [&["export", format, "OUT"], GOOD.args].concat();
        GOOD.app().run(&args).succeeds();
    }
}
