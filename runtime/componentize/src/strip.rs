//! Takes away what has no effect: names, producers, debugging information.

use wasmparser::Parser;

use crate::error::{Error, ErrorKind};
use crate::sections;

const CUSTOM: u8 = 0;
const CORE_MODULE: u8 = 1;
const COMPONENT: u8 = 4;

/// No exporter nests deeper; what lies below stays as it is.
const DEPTH: u32 = 8;

/// A component without custom sections, in itself or in anything inside it. All
/// of them are without effect by the rules of the format.
pub(crate) fn component(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    Ok(within(bytes, DEPTH).map_err(ErrorKind::invalid)?)
}

fn within(bytes: &[u8], depth: u32) -> wasmparser::Result<Vec<u8>> {
    let is_component = Parser::is_component(bytes);
    sections::rewritten(bytes, |section, content| match section {
        CUSTOM => Ok(None),
        CORE_MODULE | COMPONENT if is_component && depth > 0 => {
            within(content, depth - 1).map(Some)
        }
        _ => Ok(Some(content.to_vec())),
    })
}
