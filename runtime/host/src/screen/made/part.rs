//! One module or component, as far as it was read.

use wasmparser::{
    ComponentExport, ComponentExternalKind, ComponentInstance, ComponentOuterAliasKind,
    ComponentTypeRef, Encoding, Instance, Payload,
};

use super::invalid;
use crate::error::ErrorKind;

/// What one instance takes; none where that is not known in advance.
type Width = Option<u64>;

/// What can be instantiated.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Module,
    Component,
}

pub(super) struct Part {
    kind: Kind,
    width: u64,
    modules: Vec<Width>,
    components: Vec<Width>,
}

impl Part {
    pub(super) fn new(encoding: Encoding) -> Self {
        Self {
            kind: match encoding {
                Encoding::Module => Kind::Module,
                Encoding::Component => Kind::Component,
            },
            width: 1,
            modules: Vec::new(),
            components: Vec::new(),
        }
    }

    pub(super) fn kind(&self) -> Kind {
        self.kind
    }

    /// What one instance of it takes.
    pub(super) fn width(&self) -> u64 {
        self.width
    }

    /// Adds so many items to each instance of it.
    pub(super) fn add(&mut self, items: u64) {
        self.width = self.width.saturating_add(items);
    }

    /// Gives the next index to something that can be instantiated.
    pub(super) fn define(&mut self, kind: Kind, width: Width) {
        match kind {
            Kind::Module => self.modules.push(width),
            Kind::Component => self.components.push(width),
        }
    }

    /// What an instance of this index takes.
    pub(super) fn known(&self, kind: Kind, index: u32) -> Width {
        let defined = match kind {
            Kind::Module => &self.modules,
            Kind::Component => &self.components,
        };
        defined.get(index as usize).copied().flatten()
    }

    pub(super) fn section(&mut self, payload: &Payload<'_>) -> Result<(), ErrorKind> {
        let items = match payload {
            // An import may stand for several.
            Payload::ImportSection(s) => s.clone().into_imports().count() as u64,
            Payload::FunctionSection(s) => s.count().into(),
            Payload::TableSection(s) => s.count().into(),
            Payload::MemorySection(s) => s.count().into(),
            Payload::GlobalSection(s) => s.count().into(),
            Payload::TagSection(s) => s.count().into(),
            Payload::ExportSection(s) => s.count().into(),
            Payload::CoreTypeSection(s) => s.count().into(),
            Payload::ComponentTypeSection(s) => s.count().into(),
            Payload::ComponentCanonicalSection(s) => s.count().into(),
            _ => return self.of_component(payload),
        };
        self.add(items);
        Ok(())
    }

    fn of_component(&mut self, payload: &Payload<'_>) -> Result<(), ErrorKind> {
        match payload {
            Payload::InstanceSection(section) => {
                for instance in section.clone() {
                    self.instance(&instance.map_err(|error| invalid(&error))?)?;
                }
            }
            Payload::ComponentInstanceSection(section) => {
                for instance in section.clone() {
                    self.component_instance(&instance.map_err(|error| invalid(&error))?)?;
                }
            }
            Payload::ComponentImportSection(section) => {
                for import in section.clone() {
                    self.import(import.map_err(|error| invalid(&error))?.ty);
                }
            }
            Payload::ComponentExportSection(section) => {
                for export in section.clone() {
                    self.export(&export.map_err(|error| invalid(&error))?);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn instance(&mut self, instance: &Instance<'_>) -> Result<(), ErrorKind> {
        match instance {
            Instance::Instantiate { module_index, args } => {
                self.instantiate(Kind::Module, *module_index, args.len())
            }
            Instance::FromExports(exports) => {
                self.add(1 + exports.len() as u64);
                Ok(())
            }
        }
    }

    fn component_instance(&mut self, instance: &ComponentInstance<'_>) -> Result<(), ErrorKind> {
        match instance {
            ComponentInstance::Instantiate {
                component_index,
                args,
            } => self.instantiate(Kind::Component, *component_index, args.len()),
            ComponentInstance::FromExports(exports) => {
                self.add(1 + exports.len() as u64);
                Ok(())
            }
        }
    }

    fn instantiate(&mut self, kind: Kind, index: u32, args: usize) -> Result<(), ErrorKind> {
        let Some(width) = self.known(kind, index) else {
            let what = "it instantiates what is not defined in it";
            return Err(ErrorKind::Invalid(what.to_owned()));
        };
        self.add(width.saturating_add(args as u64));
        Ok(())
    }

    fn import(&mut self, import: ComponentTypeRef) {
        self.add(1);
        match import {
            ComponentTypeRef::Module(_) => self.define(Kind::Module, None),
            ComponentTypeRef::Component(_) => self.define(Kind::Component, None),
            _ => {}
        }
    }

    /// What is exported has an index of its own from then on.
    fn export(&mut self, export: &ComponentExport<'_>) {
        self.add(1);
        if let Some(kind) = Kind::of_external(export.kind) {
            self.define(kind, self.known(kind, export.index));
        }
    }
}

impl Kind {
    pub(super) fn of_external(kind: ComponentExternalKind) -> Option<Self> {
        match kind {
            ComponentExternalKind::Module => Some(Self::Module),
            ComponentExternalKind::Component => Some(Self::Component),
            _ => None,
        }
    }

    pub(super) fn of_outer(kind: ComponentOuterAliasKind) -> Option<Self> {
        match kind {
            ComponentOuterAliasKind::CoreModule => Some(Self::Module),
            ComponentOuterAliasKind::Component => Some(Self::Component),
            _ => None,
        }
    }
}
