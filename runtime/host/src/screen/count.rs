//! What a component declares, summed over everything inside it.

use wasmparser::{
    ComponentType, ComponentTypeDeclaration, ComponentTypeSectionReader, ElementItems, ElementKind,
    ElementSectionReader, InstanceTypeDeclaration, Payload,
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
    elements: u64,
    passive_elements: u64,
}

impl Count {
    /// Adds what a section says, and refuses it if that is too much.
    pub(super) fn section(&mut self, payload: &Payload<'_>) -> Result<(), ErrorKind> {
        match payload {
            Payload::FunctionSection(s) => self.functions += u64::from(s.count()),
            Payload::TypeSection(s) => self.types += u64::from(s.count()),
            Payload::CoreTypeSection(s) => self.types += u64::from(s.count()),
            Payload::ComponentTypeSection(s) => self.types += declarations(s)?,
            Payload::ImportSection(s) => self.names += u64::from(s.count()),
            Payload::ExportSection(s) => self.names += u64::from(s.count()),
            Payload::ComponentImportSection(s) => self.names += u64::from(s.count()),
            Payload::ComponentExportSection(s) => self.names += u64::from(s.count()),
            Payload::ComponentAliasSection(s) => self.names += u64::from(s.count()),
            Payload::ComponentCanonicalSection(s) => self.functions += u64::from(s.count()),
            Payload::InstanceSection(s) => self.instances += u64::from(s.count()),
            Payload::ComponentInstanceSection(s) => self.instances += u64::from(s.count()),
            Payload::GlobalSection(s) => self.segments += u64::from(s.count()),
            Payload::DataSection(s) => self.segments += u64::from(s.count()),
            Payload::ElementSection(s) => {
                self.segments += u64::from(s.count());
                self.elements(s)?;
            }
            _ => return Ok(()),
        }
        self.check()
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
        let (passive, most) = (self.passive_elements, limits::PASSIVE_ELEMENTS);
        within(Limit::PassiveElements, passive, most)
    }
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
