//! What is looked at, and changed, before a component is compiled: bytes, or the text
//! of a component or a module.
#![no_main]

use libfuzzer_sys::fuzz_target;
use portcullis_fuzz::{assembled, is_safe_to_show};
use portcullis_host::Host;
use portcullis_host::fuzzing::stays_valid;

/// The magic number, the version and the layer of a component.
const COMPONENT: &[u8] = b"\0asm\x0d\0\x01\0";

fuzz_target!(|bytes: &[u8]| {
    let bytes = &*assembled(bytes);
    match Host::screen("guest", bytes) {
        Ok(()) => {
            assert!(bytes.starts_with(COMPONENT));
            assert!(stays_valid(bytes));
        }
        Err(error) => assert!(is_safe_to_show(&error.to_string()), "{error:?}"),
    }
});
