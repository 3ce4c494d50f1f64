//! What a component declares, summed over everything inside it.

use wasmparser::{
    ComponentType, ComponentTypeDeclaration, ComponentTypeSectionReader, ElementItems, ElementKind,
    ElementSectionReader, InstanceTypeDeclaration, Payload, TableSectionReader,
};

use super::{invalid, within};
use crate::error::ErrorKind;
use crate::limits::{self, Limit};

/// How many there are of each so far.
#[derive(Default)]
pub(super) struct Count {
    functions: u64,
    types: u64,
    names: u64,
    instances: u64,
    segments: u64,
    table_elements: u64,
    elements: u64,
    passive_elements: u64,
    type_bytes: u64,
}

impl Count {
    /// Adds what a section says, and refuses it if that is too much.
    pub(super) fn section(&mut self, payload: &Payload<'_>, bytes: &[u8]) -> Result<(), ErrorKind> {
        match payload {
            Payload::FunctionSection(s) => self.functions += u64::from(s.count()),
            Payload::TypeSection(s) => self.types += u64::from(s.count()),
            Payload::CoreTypeSection(s) => self.types += u64::from(s.count()),
            Payload::ComponentTypeSection(s) => self.types(s, bytes)?,
            Payload::ImportSection(s) => self.names += u64::from(s.count()),
            Payload::ExportSection(s) => self.names += u64::from(s.count()),
            Payload::ComponentImportSection(s) => self.names += u64::from(s.count()),
            Payload::ComponentExportSection(s) => self.names += u64::from(s.count()),
            Payload::ComponentAliasSection(s) => self.names += u64::from(s.count()),
            Payload::ComponentCanonicalSection(s) => self.functions += u64::from(s.count()),
            Payload::InstanceSection(s) => self.instances += u64::from(s.count()),
            Payload::ComponentInstanceSection(s) => self.instances += u64::from(s.count()),
            Payload::GlobalSection(s) => self.segments += u64::from(s.count()),
            Payload::TableSection(s) => self.tables(s)?,
            Payload::DataSection(s) => self.segments += u64::from(s.count()),
            Payload::ElementSection(s) => {
                self.segments += u64::from(s.count());
                self.elements(s)?;
            }
            _ => return Ok(()),
        }
        self.check()
    }

    /// What is declared in types is read as a whole before any of it can be counted,
    /// by a reader that calls itself for each level.
    fn types(
        &mut self,
        section: &ComponentTypeSectionReader<'_>,
        bytes: &[u8],
    ) -> Result<(), ErrorKind> {
        let raw = bytes.get(section.range()).unwrap_or_default();
        self.type_bytes += raw.len() as u64;
        within(Limit::TypeBytes, self.type_bytes, limits::TYPE_BYTES)?;
        within(Limit::NestedTypes, nested(raw), limits::NESTED_TYPES)?;
        self.types += declarations(section)?;
        Ok(())
    }

    /// The engine writes down what is in a table from the start, with all that is empty
    /// before it.
    fn tables(&mut self, section: &TableSectionReader<'_>) -> Result<(), ErrorKind> {
        for table in section.clone() {
            let initial = table.map_err(|error| invalid(&error))?.ty.initial;
            self.table_elements = self.table_elements.saturating_add(initial);
        }
        Ok(())
    }

    fn elements(&mut self, section: &ElementSectionReader<'_>) -> Result<(), ErrorKind> {
        for segment in section.clone() {
            let segment = segment.map_err(|error| invalid(&error))?;
            let count = match segment.items {
                ElementItems::Functions(items) => u64::from(items.count()),
                ElementItems::Expressions(_, items) => u64::from(items.count()),
            };
            self.elements += count;
            if matches!(segment.kind, ElementKind::Passive) {
                self.passive_elements += count;
            }
        }
        Ok(())
    }

    fn check(&self) -> Result<(), ErrorKind> {
        within(Limit::Functions, self.functions, limits::FUNCTIONS)?;
        within(Limit::Types, self.types, limits::TYPES)?;
        within(Limit::Names, self.names, limits::NAMES)?;
        within(Limit::Instances, self.instances, limits::INSTANCES)?;
        within(Limit::Segments, self.segments, limits::SEGMENTS)?;
        within(Limit::Elements, self.elements, limits::ELEMENTS)?;
        within(
            Limit::TableElements,
            self.table_elements,
            limits::TABLE_ELEMENTS,
        )?;
        let (passive, most) = (self.passive_elements, limits::PASSIVE_ELEMENTS);
        within(Limit::PassiveElements, passive, most)
    }
}

/// At least as many as there are component and instance types inside others: such
/// a declaration begins with these two bytes, and they may stand for something else.
fn nested(section: &[u8]) -> u64 {
    let begins = |pair: &&[u8]| matches!(pair, [0x01, 0x41 | 0x42]);
    section.windows(2).filter(begins).count() as u64
}

/// Counts types with all that is declared in them.
fn declarations(section: &ComponentTypeSectionReader<'_>) -> Result<u64, ErrorKind> {
    let mut count = 0;
    for kind in section.clone() {
        count += size(&kind.map_err(|error| invalid(&error))?);
    }
    Ok(count)
}

fn size(kind: &ComponentType<'_>) -> u64 {
    let inside: u64 = match kind {
        ComponentType::Component(all) => all.iter().map(in_component).sum(),
        ComponentType::Instance(all) => all.iter().map(in_instance).sum(),
        _ => 0,
    };
    1 + inside
}

fn in_component(declaration: &ComponentTypeDeclaration<'_>) -> u64 {
    match declaration {
        ComponentTypeDeclaration::Type(kind) => size(kind),
        _ => 1,
    }
}

fn in_instance(declaration: &InstanceTypeDeclaration<'_>) -> u64 {
    match declaration {
        InstanceTypeDeclaration::Type(kind) => size(kind),
        _ => 1,
    }
}
