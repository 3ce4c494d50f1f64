//! Journals, by which a publish that broke off is completed. Their digest is
//! added here, so that what comes after it is reached.
#![no_main]

use libfuzzer_sys::fuzz_target;
use portcullis_fuzz::is_safe_to_show;
use portcullis_output::fuzzing;

fuzz_target!(|bytes: &[u8]| {
    if let Err(problem) = fuzzing::journal(bytes) {
        assert!(is_safe_to_show(&problem), "{problem:?}");
    }
    match fuzzing::journal_document(bytes) {
        Ok(written) => {
            let again = fuzzing::journal(&written);
            assert_eq!(
                again.as_ref(),
                Ok(&written),
                "it is not read as it was written"
            );
        }
        Err(problem) => assert!(is_safe_to_show(&problem), "{problem:?}"),
    }
});
