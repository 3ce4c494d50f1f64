//! What is looked at before a component is compiled: kind, imports, exports,
//! and sizes that bound how long compiling can take.

mod body;
mod count;
mod made;
mod memory;

use wasmparser::{
    ComponentExportSectionReader, ComponentImportSectionReader, Encoding, Parser, Payload,
};
use wasmtime::Engine;

use crate::error::ErrorKind;
use crate::limits::{self, Limit};
use crate::version;
use count::Count;
use made::Made;
use memory::Memories;

/// Refuses whatever must not reach the compiler.
pub(crate) fn screen(bytes: &[u8]) -> Result<(), ErrorKind> {
    if Engine::detect_precompiled(bytes).is_some() {
        return Err(ErrorKind::Precompiled);
    }
    within(
        Limit::ComponentBytes,
        bytes.len() as u64,
        limits::COMPONENT_BYTES,
    )?;
    let mut seen = Seen::default();
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload.map_err(|error| invalid(&error))?;
        seen.payload(&payload, bytes)?;
    }
    version::admit(seen.exporting.as_deref())
}

/// What was seen so far.
#[derive(Default)]
pub(crate) struct Seen {
    depth: u64,
    modules: u64,
    count: Count,
    made: Made,
    memories: Memories,
    exporting: Option<String>,
}

impl Seen {
    /// Refuses a part of `bytes` that must not reach the compiler.
    pub(crate) fn payload(&mut self, payload: &Payload<'_>, bytes: &[u8]) -> Result<(), ErrorKind> {
        // Each sees all of it: what one refuses, a survey goes on after.
        let counted = self.count.section(payload, bytes);
        let held = self.memories.section(payload);
        let made = self.made.section(payload);
        counted.and(held).and(made)?;
        match payload {
            Payload::Version {
                encoding: Encoding::Module,
                ..
            } if self.depth == 0 => Err(ErrorKind::CoreModule),
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => self.enter(),
            Payload::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                Ok(())
            }
            Payload::CodeSectionEntry(body) => body::screen(body),
            Payload::ComponentImportSection(section) if self.depth == 0 => imports(section),
            Payload::ComponentExportSection(section) if self.depth == 0 => self.exports(section),
            _ => Ok(()),
        }
    }

    fn enter(&mut self) -> Result<(), ErrorKind> {
        self.depth += 1;
        self.modules += 1;
        within(Limit::Nesting, self.depth, limits::NESTING)?;
        within(Limit::Modules, self.modules, limits::MODULES)
    }

    fn exports(&mut self, section: &ComponentExportSectionReader<'_>) -> Result<(), ErrorKind> {
        for export in section.clone() {
            self.export(export.map_err(|error| invalid(&error))?.name.name);
        }
        Ok(())
    }

    fn export(&mut self, name: &str) {
        if version::is_interface(name) {
            self.exporting = Some(name.to_owned());
        }
    }
}

fn imports(section: &ComponentImportSectionReader<'_>) -> Result<(), ErrorKind> {
    match section.clone().into_iter().next() {
        Some(Ok(import)) => Err(ErrorKind::Import(import.name.name.to_owned())),
        Some(Err(error)) => Err(invalid(&error)),
        None => Ok(()),
    }
}

fn within(limit: Limit, figure: u64, budget: u64) -> Result<(), ErrorKind> {
    if figure > budget {
        return Err(ErrorKind::Screen { limit, budget });
    }
    Ok(())
}

pub(crate) fn invalid(error: &wasmparser::BinaryReaderError) -> ErrorKind {
    ErrorKind::Invalid(error.to_string())
}
