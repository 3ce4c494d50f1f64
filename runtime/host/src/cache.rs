//! Entries of a cache of compiled components: how one is sealed, and how it is
//! checked before a byte of it is believed.
//!
//! Code from a cache runs without further checks, so whoever can write to the
//! cache must not be believed. Each entry ends in a keyed seal over all of it,
//! and the key lies elsewhere. What does not match is none: compile again.
//!
//! An entry is a header (magic, the component's SHA-256, the build's, what
//! follows, its length and its SHA-256), code or the limit that was exceeded, and
//! the seal.

mod seal;

use std::hash::{Hash as _, Hasher};

use sha2::{Digest as _, Sha256};

use crate::bulk;
use crate::engine::Host;
use crate::error::Error;
use crate::limits::Limit;
use seal::seal;

/// Begins each entry; the digit is the version of this layout.
const MAGIC: [u8; 8] = *b"pclentr1";

/// The bytes of an entry before the code.
pub const HEADER_BYTES: usize = MAGIC.len() + 32 + 32 + 1 + 8 + 32;

/// The bytes of an entry after the code.
pub const SEAL_BYTES: usize = 32;

/// What follows is code.
const CODE: u8 = 0;
/// What follows is the name of a limit and its figure.
const REFUSED: u8 = 1;

/// The secret that seals entries. Who knows it can make this program run any
/// code.
pub struct Key([u8; 32]);

/// Which component, compiled by which build for which machine: what an entry
/// must be of to be of use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    component: [u8; 32],
    build: [u8; 32],
}

/// What is remembered of a component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// It compiles to this code.
    Code(Vec<u8>),
    /// Compiling it exceeded a limit.
    Refused {
        /// Which limit.
        limit: Limit,
        /// How much was allowed.
        budget: u64,
    },
}

/// Why an entry is of no use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EntryError {
    /// It is too short to be one.
    #[error("it is cut off")]
    Truncated,
    /// It was not sealed with this key, or was changed since.
    #[error("its seal is broken")]
    Seal,
    /// It is of another component, build or layout.
    #[error("it is of another component or build")]
    Other,
    /// What it holds is not what it says.
    #[error("its content is broken")]
    Content,
}

impl Host {
    /// What an entry for this component must be of. The build is the engine's
    /// version, target and configuration, and this crate's version.
    ///
    /// # Errors
    ///
    /// If there is no compiler for this machine.
    pub fn tag(&self, component: &[u8]) -> Result<Tag, Error> {
        let mut build = Digesting(Sha256::new());
        build.write(concat!("portcullis-host ", env!("CARGO_PKG_VERSION"), "\0").as_bytes());
        build.write(&[bulk::REVISION]);
        build.write(std::env::consts::ARCH.as_bytes());
        let compiler = self.compiler()?;
        compiler.precompile_compatibility_hash().hash(&mut build);
        Ok(Tag {
            component: Sha256::digest(component).into(),
            build: build.0.finalize().into(),
        })
    }
}

impl Tag {
    /// The name of the entry: 64 hexadecimal digits.
    pub fn name(&self) -> String {
        crate::digest(&[MAGIC.as_slice(), &self.component, &self.build].concat())
    }

    /// An entry as bytes for [`Tag::open`].
    pub fn seal(&self, key: &Key, entry: &Entry) -> Vec<u8> {
        let refused;
        let (kind, content) = match entry {
            Entry::Code(code) => (CODE, &code[..]),
            Entry::Refused { limit, budget } => {
                refused = format!("{} {budget}", limit.name().unwrap_or_default());
                (REFUSED, refused.as_bytes())
            }
        };
        let mut bytes = self.header(kind, content);
        bytes.extend(content);
        let seal = seal(&key.0, &bytes);
        bytes.extend(seal);
        bytes
    }

    /// Takes an entry out of bytes, if they are one of this component and build
    /// that was sealed with this key.
    ///
    /// # Errors
    ///
    /// If any bit of it is another.
    pub fn open(&self, key: &Key, mut bytes: Vec<u8>) -> Result<Entry, EntryError> {
        let whole = bytes.len();
        let (sealed, found) = bytes
            .split_last_chunk::<SEAL_BYTES>()
            .ok_or(EntryError::Truncated)?;
        if sealed.len() < HEADER_BYTES {
            return Err(EntryError::Truncated);
        }
        if !seal::is_equal(found, &seal(&key.0, sealed)) {
            return Err(EntryError::Seal);
        }
        let (header, content) = sealed.split_at(HEADER_BYTES);
        let kind = header[MAGIC.len() + 64];
        let expected = self.header(kind, content);
        if header[..MAGIC.len() + 64] != expected[..MAGIC.len() + 64] {
            return Err(EntryError::Other);
        }
        if header != expected {
            return Err(EntryError::Content);
        }
        if kind == REFUSED {
            return refused(content).ok_or(EntryError::Content);
        }
        bytes.truncate(whole - SEAL_BYTES);
        bytes.drain(..HEADER_BYTES);
        Ok(Entry::Code(bytes))
    }

    fn header(&self, kind: u8, content: &[u8]) -> Vec<u8> {
        let mut header = MAGIC.to_vec();
        header.extend(self.component);
        header.extend(self.build);
        header.push(kind);
        header.extend((content.len() as u64).to_le_bytes());
        header.extend(Sha256::digest(content));
        header
    }
}

fn refused(content: &[u8]) -> Option<Entry> {
    let (name, budget) = std::str::from_utf8(content).ok()?.split_once(' ')?;
    let limit = Limit::ADJUSTABLE
        .into_iter()
        .find(|limit| limit.name() == Some(name))?;
    let budget = budget.parse().ok()?;
    Some(Entry::Refused { limit, budget })
}

impl Key {
    /// A key of 32 bytes that nobody can guess.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

/// Takes all of what is hashed, not 64 bits of it.
struct Digesting(Sha256);

impl Hasher for Digesting {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        let digest = self.0.clone().finalize();
        digest
            .first_chunk()
            .map_or(0, |bytes| u64::from_le_bytes(*bytes))
    }
}
