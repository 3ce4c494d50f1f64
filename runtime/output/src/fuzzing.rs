//! What fuzzing reaches past the public interface: what is read from a directory
//! and then believed. Not there in any other build.
//!
//! Each function reads, and gives what it understood as it would be written.

use std::fmt::Display;

use crate::history::History;
use crate::journal::Journal;
use crate::manifest::Manifest;
use crate::{Digest, Owner};

/// Reads the manifest of `owner`.
///
/// # Errors
///
/// If it cannot be believed, in the words that are shown.
pub fn manifest(bytes: &[u8], owner: &Owner) -> Result<Vec<u8>, String> {
    let manifest = Manifest::parse(bytes, owner).map_err(shown)?;
    Ok(manifest.to_json(owner).expect("a manifest is plain data"))
}

/// Reads a journal.
///
/// # Errors
///
/// If it cannot be believed, in the words that are shown.
pub fn journal(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let journal = Journal::parse(bytes).map_err(shown)?;
    Ok(journal.to_bytes().expect("a journal is plain data"))
}

/// Reads a journal without the line of its digest, which no fuzzer finds.
///
/// # Errors
///
/// If it cannot be believed, in the words that are shown.
pub fn journal_document(document: &[u8]) -> Result<Vec<u8>, String> {
    let digest = Digest::of(document);
    journal(&[document, format!("\n{digest}\n").as_bytes()].concat())
}

/// Reads a history of generations.
///
/// # Errors
///
/// If it cannot be believed, in the words that are shown.
pub fn history(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let history = History::parse(bytes).map_err(shown)?;
    Ok(history.to_json().expect("a history is plain data"))
}

fn shown(problem: impl Display) -> String {
    problem.to_string()
}
