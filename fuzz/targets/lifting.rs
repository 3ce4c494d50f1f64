//! What a guest returns: `next` gives pointers into memory that the input was
//! copied to, so that the engine's lifting and our checks see any records at all.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use portcullis_fuzz::{guest, is_safe_to_show};
use portcullis_host::{Component, Error, ErrorKind, Host, Limits, Output, Template, visible};
use portcullis_output::{File, FilePath, Mode, PathProfile, Plan};
use portcullis_procfile::{Application, Procfile};

static COMPONENT: LazyLock<Component> = LazyLock::new(|| {
    let host = Host::with_manual_ticks().unwrap();
    host.load("guest", &guest::component()).unwrap()
});

static APPLICATION: LazyLock<Application> = LazyLock::new(|| {
    let procfile = Procfile::parse("Procfile", "web: ./serve").unwrap();
    let application = Application::builder("shop").root("/srv/shop");
    application.build(&procfile).unwrap()
});

/// Small, so that each is met.
fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.fuel = 10_000_000;
    limits.transfer = 100_000;
    limits.files = 4;
    limits.file_bytes = 10_000;
    limits.total_bytes = 20_000;
    limits.diagnostics = 2;
    limits.text_bytes = 1_000;
    limits
}

fuzz_target!(|bytes: &[u8]| {
    let (limits, mut plan) = (limits(), Plan::new());
    let carried = Template {
        name: "bytes".to_owned(),
        source: bytes.iter().copied().map(char::from).collect(),
    };
    let started = COMPONENT.export("x", &APPLICATION, &[carried], &limits);
    let mut run = match started {
        Ok(run) => run,
        Err(error) => return is_expected(&error),
    };
    while let Some(output) = run.next() {
        match output {
            Ok(output) => is_within(&output, &limits, &mut plan),
            Err(error) => {
                is_expected(&error);
                assert!(run.next().is_none(), "it was entered again");
            }
        }
    }
    let usage = run.usage();
    assert!(usage.files <= limits.files + 1 && usage.diagnostics <= limits.diagnostics + 1);
    assert!(plan.entries().len() as u64 <= limits.files);
});

fn is_within(output: &Output, limits: &Limits, plan: &mut Plan) {
    match output {
        Output::File(file) => {
            assert!(file.content.len() as u64 <= limits.file_bytes);
            if let Ok(path) = FilePath::new(&file.path, PathProfile::PosixUnit) {
                let mode = Mode::new(file.executable, file.private);
                let _ = plan.accept(&File::new(path, file.content.clone(), mode));
            }
        }
        Output::Diagnostic(diagnostic) => {
            assert!(diagnostic.message.len() as u64 <= limits.text_bytes);
            assert!(is_safe_to_show(&visible(&diagnostic.message).to_string()));
        }
    }
}

/// Whatever a guest returns, these are the ways in which it fails.
fn is_expected(error: &Error) {
    assert!(is_safe_to_show(&error.to_string()), "{error:?}");
    let is_expected = matches!(
        error.kind(),
        ErrorKind::Limit { .. }
            | ErrorKind::Trap(_)
            | ErrorKind::Rejected(_)
            | ErrorKind::Template { .. }
            | ErrorKind::Setting { .. }
    );
    assert!(is_expected, "{error:?}");
}
