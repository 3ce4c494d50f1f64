//! One memory a module.
//!
//! The engine itself has to know modules with several: where a component calls
//! another inside it, as one whose runtime was given stubs does, the engine joins
//! them by a module of its own that reaches into both memories.

use wasmparser::{Payload, TypeRef};

use super::invalid;
use crate::error::ErrorKind;

/// How many the present module has.
#[derive(Default)]
pub(super) struct Memories(u64);

impl Memories {
    pub(super) fn section(&mut self, payload: &Payload<'_>) -> Result<(), ErrorKind> {
        match payload {
            Payload::Version { .. } => self.0 = 0,
            Payload::MemorySection(section) => self.0 += u64::from(section.count()),
            Payload::ImportSection(section) => {
                for import in section.clone().into_imports() {
                    let import = import.map_err(|error| invalid(&error))?;
                    self.0 += u64::from(matches!(import.ty, TypeRef::Memory(_)));
                }
            }
            _ => return Ok(()),
        }
        match self.0 {
            0 | 1 => Ok(()),
            more => Err(ErrorKind::Invalid(format!("a module has {more} memories"))),
        }
    }
}
