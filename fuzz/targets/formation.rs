//! Formations.
#![no_main]

use libfuzzer_sys::fuzz_target;
use portcullis_fuzz::have_a_place;
use portcullis_procfile::{Formation, MAX_INSTANCES, Procfile};

const PROCFILE: &str = "web: ./serve\nworker: ./work\nall-of-it: ./run\nweb2: ./serve\n";

fuzz_target!(|text: &str| {
    let procfile = Procfile::parse("Procfile", PROCFILE).unwrap();
    let counts = match Formation::parse(text) {
        Ok(formation) => formation.counts(&procfile),
        Err(errors) => return have_a_place(&errors, text.as_bytes()),
    };
    let counts = match counts {
        Ok(counts) => counts,
        Err(errors) => return have_a_place(&errors, text.as_bytes()),
    };
    assert!(counts.iter().any(|count| *count > 0));
    assert!(counts.iter().all(|count| *count <= MAX_INSTANCES));
    let items = procfile.names().zip(&counts);
    let written: Vec<_> = items
        .map(|(name, count)| format!("{name}={count}"))
        .collect();
    let again = Formation::parse(&written.join(",")).unwrap();
    assert_eq!(again.counts(&procfile).unwrap(), counts);
});
