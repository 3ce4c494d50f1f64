//! Procfiles, byte by byte.
#![no_main]

use libfuzzer_sys::fuzz_target;
use portcullis_fuzz::have_a_place;
use portcullis_procfile::{Application, Procfile};

fuzz_target!(|bytes: &[u8]| {
    match Procfile::parse_bytes("Procfile", bytes) {
        Ok(procfile) => is_whole(&procfile),
        Err(errors) => have_a_place(&errors, bytes),
    }
});

/// What was read says the same when it is written down, and can be exported.
fn is_whole(procfile: &Procfile) {
    let types = procfile.process_types();
    assert!(!types.is_empty());
    let mut text = String::new();
    for kind in types {
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        assert!(!kind.name.is_empty() && kind.name.chars().all(is_name));
        assert!(!kind.command.trim().is_empty());
        assert!(!kind.command.contains(['\n', '\0']));
        text += &format!("{}: {}\n", kind.name, kind.command);
    }
    let again = Procfile::parse("Procfile", &text).unwrap();
    let said = |procfile: &Procfile| -> Vec<_> {
        let types = procfile.process_types().iter();
        types
            .map(|kind| (kind.name.clone(), kind.command.clone()))
            .collect()
    };
    assert_eq!(said(procfile), said(&again));
    let mut last = 0;
    assert!(
        types
            .iter()
            .all(|kind| std::mem::replace(&mut last, kind.line) < kind.line)
    );
    for warning in procfile.warnings() {
        assert!(portcullis_fuzz::is_safe_to_show(&warning.to_string()));
    }
    let application = Application::builder("shop")
        .root("/srv/shop")
        .build(procfile);
    if let Ok(application) = application {
        assert_eq!(application.processes.len(), types.len());
    }
}
