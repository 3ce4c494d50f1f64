//! The world that every exporter is of.

use wit_parser::{Resolve, WorldId, WorldItem};

use crate::error::{Error, ErrorKind};

/// The contract, as it stands in the root of the project.
const SOURCE: &str = include_str!("../../../wit/exporter.wit");

pub(crate) struct World {
    pub(crate) resolve: Resolve,
    pub(crate) id: WorldId,
}

impl World {
    pub(crate) fn parse() -> Result<Self, Error> {
        let mut resolve = Resolve::default();
        let package = resolve.push_str("exporter.wit", SOURCE);
        let package = package.map_err(ErrorKind::from_encoder)?;
        let id = resolve.select_world(&[package], Some("exporter"));
        let id = id.map_err(ErrorKind::from_encoder)?;
        Ok(Self { resolve, id })
    }

    /// The full name of the interface that a component exports this function in.
    pub(crate) fn interface_of(&self, function: &str) -> Option<String> {
        let mut exports = self.resolve.worlds[self.id].exports.iter();
        let (key, _) = exports.find(|(_, item)| match item {
            WorldItem::Interface { id, .. } => {
                let functions = &self.resolve.interfaces[*id].functions;
                functions.contains_key(function)
            }
            _ => false,
        })?;
        Some(self.resolve.name_world_key(key))
    }

    /// Refuses a component that is valid but of another world.
    pub(crate) fn check(&self, component: &[u8]) -> Result<(), Error> {
        wit_component::targets(&self.resolve, self.id, component)
            .map_err(|error| ErrorKind::World(format!("{error:#}")).into())
    }
}
