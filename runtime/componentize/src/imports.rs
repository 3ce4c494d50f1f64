//! What a module or a component asks for.

use wasmparser::{Parser, Payload};

use crate::PREVIEW1;
use crate::error::{Error, ErrorKind};

/// Refuses a core module that imports anything but preview 1, and tells whether
/// it imports that. A component has no imports of this kind at its outermost.
pub(crate) fn of_module_are_allowed(bytes: &[u8]) -> Result<bool, Error> {
    let mut has_preview1 = false;
    if Parser::is_component(bytes) {
        return Ok(has_preview1);
    }
    for payload in Parser::new(0).parse_all(bytes) {
        let Payload::ImportSection(section) = payload.map_err(ErrorKind::invalid)? else {
            continue;
        };
        for import in section.into_imports() {
            let import = import.map_err(ErrorKind::invalid)?;
            if import.module != PREVIEW1 {
                return Err(ErrorKind::Import(format!("{}.{}", import.module, import.name)).into());
            }
            has_preview1 = true;
        }
    }
    Ok(has_preview1)
}

/// Refuses a component that imports anything.
pub(crate) fn of_component_are_none(bytes: &[u8]) -> Result<(), Error> {
    let mut depth = 0_u32;
    for payload in Parser::new(0).parse_all(bytes) {
        match payload.map_err(ErrorKind::invalid)? {
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
            Payload::End(_) => depth = depth.saturating_sub(1),
            Payload::ComponentImportSection(section) if depth == 0 => {
                if let Some(import) = section.into_iter().next() {
                    let name = import.map_err(ErrorKind::invalid)?.name.name;
                    return Err(ErrorKind::Import(name.to_owned()).into());
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Whether a core module carries the description of a world, as bindings that
/// were generated for it do.
pub(crate) fn describes_itself(module: &[u8]) -> Result<bool, Error> {
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::CustomSection(section) = payload.map_err(ErrorKind::invalid)?
            && section.name().starts_with("component-type")
        {
            return Ok(true);
        }
    }
    Ok(false)
}
