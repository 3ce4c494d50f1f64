//! What is told of a file that somebody gave: bytes, or the text of a component or a
//! module.
#![no_main]

use libfuzzer_sys::fuzz_target;
use portcullis_fuzz::{assembled, is_safe_to_show};
use portcullis_host::{Host, Kind};

/// How many names of imports or exports are kept.
const NAMES: usize = 200;

fuzz_target!(|bytes: &[u8]| {
    let bytes = &*assembled(bytes);
    let survey = Host::survey("guest", bytes);
    assert!(survey.imports.len() <= NAMES && survey.exports.len() <= NAMES);
    assert!(survey.data_bytes <= bytes.len() as u64);
    if matches!(survey.kind, Kind::Component | Kind::CoreModule) {
        assert!(bytes.starts_with(b"\0asm"));
    }
    let told: Vec<_> = survey.refusals.iter().map(ToString::to_string).collect();
    for refusal in &told {
        assert!(is_safe_to_show(refusal), "{refusal:?}");
        assert_eq!(told.iter().filter(|other| *other == refusal).count(), 1);
    }
    // It does not end at the first reason, but knows that one too.
    if let Err(error) = Host::screen("guest", bytes) {
        assert!(
            told.contains(&error.to_string()),
            "{error} is not in {told:?}"
        );
    }
    if survey.kind == Kind::Component && told.is_empty() {
        assert!(survey.imports.is_empty() && survey.is_of_this_interface());
        assert!(survey.world().is_some());
    }
});
