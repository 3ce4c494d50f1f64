//! Entries of the cache as bytes: any bit that is another makes them none.

use portcullis_host::cache::{Entry, EntryError, HEADER_BYTES, Key, SEAL_BYTES, Tag};
use portcullis_host::{Host, Limit, apart};

use super::component;

/// A component of a few bytes and the entry for it.
struct Sealed {
    tag: Tag,
    key: Key,
    entry: Entry,
    bytes: Vec<u8>,
}

impl Sealed {
    fn new() -> Self {
        let component = component("");
        let answer = apart::answer(&component).unwrap();
        let code = apart::read("guest", &component, answer).unwrap();
        Self::of(&component, Entry::Code(code))
    }

    fn of(component: &[u8], entry: Entry) -> Self {
        let host = Host::with_manual_ticks().unwrap();
        let (tag, key) = (host.tag(component).unwrap(), Key::new([7; 32]));
        let bytes = tag.seal(&key, &entry);
        Self {
            tag,
            key,
            entry,
            bytes,
        }
    }

    fn open(&self, bytes: &[u8]) -> Result<Entry, EntryError> {
        self.tag.open(&self.key, bytes.to_vec())
    }

    /// Fails if the entry opens with this bit changed.
    #[track_caller]
    fn refuses_flip(&self, byte: usize, bit: usize) {
        let mut bytes = self.bytes.clone();
        bytes[byte] ^= 1 << bit;
        let opened = self.open(&bytes);
        assert_eq!(opened, Err(EntryError::Seal), "bit {bit} of byte {byte}");
    }
}

#[test]
fn a_sealed_entry_opens_to_what_was_sealed() {
    let sealed = Sealed::new();
    assert_eq!(sealed.open(&sealed.bytes), Ok(sealed.entry.clone()));
    let (limit, budget) = (Limit::CompileCpu, 60);
    let refused = Sealed::of(b"bomb", Entry::Refused { limit, budget });
    assert_eq!(refused.open(&refused.bytes), Ok(refused.entry.clone()));
}

#[test]
fn every_bit_of_header_and_seal_counts() {
    let sealed = Sealed::new();
    let end = sealed.bytes.len();
    let seal = end - SEAL_BYTES..end;
    for byte in (0..HEADER_BYTES).chain(seal) {
        (0..8).for_each(|bit| sealed.refuses_flip(byte, bit));
    }
}

#[test]
fn every_bit_of_a_small_entry_counts() {
    let refused = Sealed::of(
        b"bomb",
        Entry::Refused {
            limit: Limit::CompileMemory,
            budget: 1 << 30,
        },
    );
    for byte in 0..refused.bytes.len() {
        (0..8).for_each(|bit| refused.refuses_flip(byte, bit));
    }
}

#[test]
fn every_bit_of_the_code_counts() {
    let sealed = Sealed::new();
    let code = HEADER_BYTES..sealed.bytes.len() - SEAL_BYTES;
    assert!(code.len() > 1000);
    for byte in code {
        (0..8).for_each(|bit| sealed.refuses_flip(byte, bit));
    }
}

#[test]
fn an_entry_that_was_cut_off_or_continued_is_none() {
    let sealed = Sealed::new();
    for length in (0..sealed.bytes.len()).step_by(101) {
        assert!(sealed.open(&sealed.bytes[..length]).is_err(), "{length}");
    }
    let more = [&sealed.bytes[..], &[0]].concat();
    assert_eq!(sealed.open(&more), Err(EntryError::Seal));
}

#[test]
fn an_entry_under_another_key_is_none() {
    let sealed = Sealed::new();
    let opened = sealed.tag.open(&Key::new([8; 32]), sealed.bytes.clone());
    assert_eq!(opened, Err(EntryError::Seal));
}

#[test]
fn an_entry_of_another_component_is_none() {
    let sealed = Sealed::new();
    let host = Host::with_manual_ticks().unwrap();
    let other = host.tag(b"another component").unwrap();
    assert_ne!(other.name(), sealed.tag.name());
    let opened = other.open(&sealed.key, sealed.bytes.clone());
    assert_eq!(opened, Err(EntryError::Other));
}

#[test]
fn tags_of_equal_hosts_are_equal() {
    let host = || Host::with_manual_ticks().unwrap();
    let tag = || host().tag(b"component").unwrap();
    assert_eq!(tag(), tag());
    assert_eq!(tag().name().len(), 64);
}

#[test]
fn a_key_is_not_shown() {
    assert!(!format!("{:?}", Key::new([77; 32])).contains("77"));
}
