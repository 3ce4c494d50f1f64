//! What is read from a directory and then believed, for fuzz targets alone. It
//! is no part of the interface.
//!
//! Each function parses, and gives what it understood as it would be written:
//! that must be understood as the same.

use crate::Owner;
use crate::history::History;
use crate::journal::Journal;
use crate::manifest::Manifest;

/// A manifest of `owner`.
#[must_use]
pub fn manifest(bytes: &[u8], owner: &Owner) -> Option<Vec<u8>> {
    Manifest::parse(bytes, owner).ok()?.to_json(owner).ok()
}

/// A journal.
#[must_use]
pub fn journal(bytes: &[u8]) -> Option<Vec<u8>> {
    Journal::parse(bytes).ok()?.to_bytes().ok()
}

/// A journal without the line of its digest, which no fuzzer finds.
#[must_use]
pub fn journal_document(document: &[u8]) -> Option<Vec<u8>> {
    let digest = crate::Digest::of(document);
    journal(&[document, format!("\n{digest}\n").as_bytes()].concat())
}

/// A history of generations.
#[must_use]
pub fn history(bytes: &[u8]) -> Option<Vec<u8>> {
    History::parse(bytes).ok()?.to_json().ok()
}
