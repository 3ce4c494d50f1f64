//! What instantiating makes: what modules and components have, as often as each of
//! them is instantiated.
//!
//! A component can instantiate another that instantiates others, so that few bytes
//! stand for very many instances. What is instantiated has to be defined in the
//! same file, where its width is known: no compiler of ours makes a component that
//! hands a module to another.

mod part;

use wasmparser::{ComponentAlias, Payload};

use super::{invalid, within};
use crate::error::ErrorKind;
use crate::limits::{self, Limit};
use part::{Kind, Part};

/// The modules and components that are being read, the innermost last.
#[derive(Default)]
pub(super) struct Made(Vec<Part>);

impl Made {
    /// Adds what a section has, and refuses it if all instances together take too much.
    pub(super) fn section(&mut self, payload: &Payload<'_>) -> Result<(), ErrorKind> {
        match payload {
            // What is told once is not told again of what only says where it lies.
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => return Ok(()),
            Payload::Version { encoding, .. } => {
                self.0.push(Part::new(*encoding));
                return Ok(());
            }
            Payload::End(_) => return self.close(),
            Payload::ComponentAliasSection(section) => {
                for alias in section.clone() {
                    self.alias(&alias.map_err(|error| invalid(&error))?);
                }
            }
            _ => {
                if let Some(part) = self.0.last_mut() {
                    part.section(payload)?;
                }
            }
        }
        match &self.0[..] {
            [whole] => within(Limit::Made, whole.width(), limits::MADE),
            _ => Ok(()),
        }
    }

    /// Ends the innermost, which the one around it can instantiate from now on.
    fn close(&mut self) -> Result<(), ErrorKind> {
        if let Some(part) = self.0.pop()
            && let Some(outer) = self.0.last_mut()
        {
            outer.define(part.kind(), Some(part.width()));
        }
        Ok(())
    }

    fn alias(&mut self, alias: &ComponentAlias<'_>) {
        let defined = match alias {
            ComponentAlias::InstanceExport { kind, .. } => {
                Kind::of_external(*kind).map(|kind| (kind, None))
            }
            ComponentAlias::Outer { kind, count, index } => Kind::of_outer(*kind).map(|kind| {
                let outer = self.0.iter().nth_back(*count as usize);
                (kind, outer.and_then(|outer| outer.known(kind, *index)))
            }),
            ComponentAlias::CoreInstanceExport { .. } => None,
        };
        if let Some(part) = self.0.last_mut() {
            part.add(1);
            if let Some((kind, width)) = defined {
                part.define(kind, width);
            }
        }
    }
}
