//! The frames in which compiled code comes: from the process that compiles, and
//! from the cache.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use portcullis_host::cache::{Entry, Key, Tag};
use portcullis_host::{Host, Limit, apart, digest};

const COMPONENT: &[u8] = b"component";

static TAG: LazyLock<Tag> = LazyLock::new(|| {
    let host = Host::with_manual_ticks().unwrap();
    host.tag(COMPONENT).unwrap()
});

fuzz_target!(|bytes: &[u8]| {
    answer(bytes);
    answer(&[&head()[..], bytes].concat());
    entry(bytes);
    sealed(bytes);
});

/// An answer is believed only if it is the one to what was asked, to the byte.
fn answer(bytes: &[u8]) {
    let Ok(code) = apart::read("guest", COMPONENT, bytes.to_vec()) else {
        return;
    };
    let length = (code.len() as u64).to_le_bytes();
    assert_eq!(bytes, [&head()[..], &[0], &length, &code].concat());
}

/// What an answer about the component begins with.
fn head() -> Vec<u8> {
    let digest = digest(COMPONENT);
    let bytes = (0..digest.len()).step_by(2);
    let bytes = bytes.map(|at| u8::from_str_radix(&digest[at..at + 2], 16).unwrap());
    b"pcltcode".iter().copied().chain(bytes).collect()
}

/// Nobody without the key makes an entry.
fn entry(bytes: &[u8]) {
    assert!(TAG.open(&Key::new([1; 32]), bytes.to_vec()).is_err());
}

/// What was sealed is opened, and not with another key, and not changed.
fn sealed(bytes: &[u8]) {
    let (limit, budget) = match bytes {
        [first, rest @ ..] if *first as usize % 2 == 1 => {
            let limits = Limit::ADJUSTABLE;
            let budget = rest
                .iter()
                .fold(0, |all: u64, byte| all << 8 | u64::from(*byte));
            (
                limits.get(*first as usize / 2 % limits.len()).copied(),
                budget,
            )
        }
        _ => (None, 0),
    };
    let entry = match limit {
        Some(limit) => Entry::Refused { limit, budget },
        None => Entry::Code(bytes.to_vec()),
    };
    let key = Key::new([2; 32]);
    let mut sealed = TAG.seal(&key, &entry);
    assert_eq!(TAG.open(&key, sealed.clone()).as_ref(), Ok(&entry));
    assert!(TAG.open(&Key::new([3; 32]), sealed.clone()).is_err());
    let at = bytes.iter().map(|byte| *byte as usize).sum::<usize>() % sealed.len();
    sealed[at] ^= bytes.last().map_or(1, |byte| byte | 1);
    assert!(TAG.open(&key, sealed).is_err());
}
