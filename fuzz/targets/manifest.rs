//! Manifests, by which files are removed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use portcullis_fuzz::is_safe_to_show;
use portcullis_output::{Owner, fuzzing};

fuzz_target!(|bytes: &[u8]| {
    let owner = Owner::new("shop", "systemd").unwrap();
    match fuzzing::manifest(bytes, &owner) {
        Ok(written) => {
            let again = fuzzing::manifest(&written, &owner);
            assert_eq!(
                again.as_ref(),
                Ok(&written),
                "it is not read as it was written"
            );
        }
        Err(problem) => assert!(is_safe_to_show(&problem), "{problem:?}"),
    }
});
