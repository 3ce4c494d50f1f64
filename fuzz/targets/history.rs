//! Histories of generations, by which a rollback chooses and old ones go.
#![no_main]

use libfuzzer_sys::fuzz_target;
use portcullis_fuzz::is_safe_to_show;
use portcullis_output::fuzzing;

fuzz_target!(|bytes: &[u8]| {
    match fuzzing::history(bytes) {
        Ok(written) => {
            let again = fuzzing::history(&written);
            assert_eq!(
                again.as_ref(),
                Ok(&written),
                "it is not read as it was written"
            );
        }
        Err(problem) => assert!(is_safe_to_show(&problem), "{problem:?}"),
    }
});
