//! The names that a module's exports have in the eyes of the encoder.
//!
//! Not every language can export a name with `:` and `/` in it. So a module may
//! export the functions of the interface by their bare names.

use wasmparser::BinaryReader;

use crate::error::{Error, ErrorKind};
use crate::sections;
use crate::world::World;

const EXPORTS: u8 = 7;
const FUNCTION: u8 = 0;

/// The module with its bare names in full. One that has any full name stays as it
/// is, whatever else it exports.
pub(crate) fn in_full(module: &[u8], world: &World) -> Result<Vec<u8>, Error> {
    let named = sections::rewritten(module, |section, content| match section {
        EXPORTS => rename(content, world).map(Some),
        _ => Ok(Some(content.to_vec())),
    });
    Ok(named.map_err(ErrorKind::invalid)?)
}

fn rename(content: &[u8], world: &World) -> wasmparser::Result<Vec<u8>> {
    let mut exports = Vec::new();
    let mut reader = BinaryReader::new(content, 0);
    for _ in 0..reader.read_var_u32()? {
        exports.push((
            reader.read_string()?,
            reader.read_u8()?,
            reader.read_var_u32()?,
        ));
    }
    if exports.iter().any(|(name, ..)| name.contains('#')) {
        return Ok(content.to_vec());
    }
    let mut renamed = Vec::new();
    sections::append_number(&mut renamed, exports.len());
    for (name, kind, index) in exports {
        sections::append(&mut renamed, full(name, kind, world).as_bytes());
        renamed.push(kind);
        sections::append_number(&mut renamed, index as usize);
    }
    Ok(renamed)
}

fn full(name: &str, kind: u8, world: &World) -> String {
    let function = name.strip_prefix("cabi_post_").unwrap_or(name);
    match world.interface_of(function) {
        Some(interface) if kind == FUNCTION => {
            let prefix = &name[..name.len() - function.len()];
            format!("{prefix}{interface}#{function}")
        }
        _ => name.to_owned(),
    }
}
