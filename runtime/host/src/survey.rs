//! A look at a file without compiling it: what it is, what it wants, how much
//! memory it begins with, and everything that speaks against running it.
//!
//! [`screen`](crate::screen) ends at the first reason, since it stands before a
//! compiler. This goes on, for people who want to mend all of them at once. It
//! costs no more than reading the file.

use wasmparser::{ComponentExportSectionReader, Encoding, Parser, Payload};
use wasmtime::Engine;

use crate::engine::Host;
use crate::error::{Error, ErrorKind, Subject};
use crate::limits::{COMPONENT_BYTES, Limit};
use crate::screen::{Seen, invalid};
use crate::version;
use crate::{INTERFACE, WORLD};

/// The size of a page of memory, in bytes, and of an element of a table.
const PAGE: u64 = 65_536;
const ELEMENT: u64 = 8;

/// Stops a file that imports or exports without end from filling memory with
/// their names. For each of the two.
const MOST_NAMES: usize = 200;

/// How many imports are refused one by one. Who has more has read enough.
const MOST_REFUSED: usize = 20;

/// What a file is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Kind {
    /// A component.
    Component,
    /// A core module, which is what a component is made of.
    CoreModule,
    /// Code that an engine compiled beforehand.
    Precompiled,
    /// Something else.
    #[default]
    Other,
}

/// What can be told of a file without compiling it.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Survey {
    /// What the file is.
    pub kind: Kind,
    /// What it imports, in its order: of a component the names, of a core module
    /// `MODULE NAME`. At most two hundred.
    pub imports: Vec<String>,
    /// The names that it exports, in its order. At most two hundred.
    pub exports: Vec<String>,
    /// The version of the interface that it exports, as in
    /// `portcullis:exporter/exporting@0.1.0`.
    pub interface: Option<String>,
    /// How many modules and components are inside it.
    pub modules: u64,
    /// How many memories these declare.
    pub memories: u64,
    /// What these memories begin with, in bytes.
    pub memory_bytes: u64,
    /// What all tables begin with, in bytes, at eight an element.
    pub table_bytes: u64,
    /// The bytes of all data segments.
    pub data_bytes: u64,
    /// Why it would be refused, each reason once.
    pub refusals: Vec<Error>,
}

impl Host {
    /// Looks at a file. `name` is what errors call it.
    pub fn survey(name: &str, bytes: &[u8]) -> Survey {
        let mut surveyor = Surveyor {
            subject: Subject::unnamed(name),
            survey: Survey::default(),
            depth: 0,
        };
        surveyor.look(bytes);
        surveyor.survey
    }
}

struct Surveyor {
    subject: Subject,
    survey: Survey,
    depth: u64,
}

impl Surveyor {
    fn look(&mut self, bytes: &[u8]) {
        if Engine::detect_precompiled(bytes).is_some() {
            self.survey.kind = Kind::Precompiled;
            return self.refuse(ErrorKind::Precompiled);
        }
        if bytes.len() as u64 > COMPONENT_BYTES {
            // What is larger was not read to its end.
            return self.refuse(ErrorKind::Screen {
                limit: Limit::ComponentBytes,
                budget: COMPONENT_BYTES,
            });
        }
        let mut seen = Seen::default();
        for payload in Parser::new(0).parse_all(bytes) {
            let Ok(payload) = payload.map_err(|error| self.refuse(invalid(&error))) else {
                return;
            };
            if let Err(kind) = seen.payload(&payload, bytes) {
                self.refuse_once(kind);
            }
            if let Err(error) = self.payload(&payload) {
                return self.refuse(invalid(&error));
            }
        }
        self.whole();
    }

    /// What only the end tells. A module has no interface to be missed.
    fn whole(&mut self) {
        if self.survey.kind != Kind::Component {
            return;
        }
        let names = self.survey.imports.iter().take(MOST_REFUSED);
        let imports: Vec<_> = names.map(|name| ErrorKind::Import(name.clone())).collect();
        for import in imports {
            self.refuse_once(import);
        }
        if let Err(kind) = version::admit(self.survey.interface.as_deref()) {
            self.refuse_once(kind);
        }
    }

    fn payload(&mut self, payload: &Payload<'_>) -> wasmparser::Result<()> {
        match payload {
            Payload::Version { encoding, .. } if self.depth == 0 => {
                self.survey.kind = match encoding {
                    Encoding::Module => Kind::CoreModule,
                    Encoding::Component => Kind::Component,
                };
            }
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => {
                self.depth += 1;
                self.survey.modules += 1;
            }
            Payload::End(_) => self.depth = self.depth.saturating_sub(1),
            Payload::MemorySection(_) | Payload::TableSection(_) | Payload::DataSection(_) => {
                self.memory(payload)?;
            }
            _ if self.depth == 0 => self.names(payload)?,
            _ => {}
        }
        Ok(())
    }

    fn memory(&mut self, payload: &Payload<'_>) -> wasmparser::Result<()> {
        let survey = &mut self.survey;
        match payload {
            Payload::MemorySection(section) => {
                for memory in section.clone() {
                    let bytes = memory?.initial.saturating_mul(PAGE);
                    survey.memories += 1;
                    survey.memory_bytes = survey.memory_bytes.saturating_add(bytes);
                }
            }
            Payload::TableSection(section) => {
                for table in section.clone() {
                    let bytes = table?.ty.initial.saturating_mul(ELEMENT);
                    survey.table_bytes = survey.table_bytes.saturating_add(bytes);
                }
            }
            Payload::DataSection(section) => {
                for segment in section.clone() {
                    survey.data_bytes += segment?.data.len() as u64;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn names(&mut self, payload: &Payload<'_>) -> wasmparser::Result<()> {
        let Survey {
            imports, exports, ..
        } = &mut self.survey;
        match payload {
            Payload::ImportSection(section) => {
                for import in section.clone().into_imports().take(MOST_NAMES) {
                    let import = import?;
                    add(imports, format!("{} {}", import.module, import.name));
                }
            }
            Payload::ExportSection(section) => {
                for export in section.clone().into_iter().take(MOST_NAMES) {
                    add(exports, export?.name.to_owned());
                }
            }
            Payload::ComponentImportSection(section) => {
                for import in section.clone().into_iter().take(MOST_NAMES) {
                    add(imports, import?.name.name.to_owned());
                }
            }
            Payload::ComponentExportSection(section) => self.interfaces(section)?,
            _ => {}
        }
        Ok(())
    }

    /// All exports are looked at, since one of them is the interface.
    fn interfaces(&mut self, section: &ComponentExportSectionReader<'_>) -> wasmparser::Result<()> {
        for export in section.clone() {
            let name = export?.name.name;
            if version::is_interface(name) {
                self.survey.interface = Some(name.to_owned());
            }
            add(&mut self.survey.exports, name.to_owned());
        }
        Ok(())
    }

    fn refuse(&mut self, kind: ErrorKind) {
        let refusal = Error::new(&self.subject, kind);
        self.survey.refusals.push(refusal);
    }

    fn refuse_once(&mut self, kind: ErrorKind) {
        let told = kind.to_string();
        let mut known = self.survey.refusals.iter();
        if known.all(|refusal| refusal.kind().to_string() != told) {
            self.refuse(kind);
        }
    }
}

impl Survey {
    /// The world that it is of, if it is that of an exporter.
    pub fn world(&self) -> Option<&'static str> {
        let is_exporter = self.imports.is_empty() && self.is_of_this_interface();
        is_exporter.then_some(WORLD)
    }

    /// Whether it exports the interface that this host runs.
    pub fn is_of_this_interface(&self) -> bool {
        self.interface.as_deref() == Some(INTERFACE)
    }
}

fn add(names: &mut Vec<String>, name: String) {
    if names.len() < MOST_NAMES {
        names.push(name);
    }
}
