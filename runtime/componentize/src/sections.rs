//! The sections of a module or a component, one after the other.

use wasmparser::BinaryReader;

/// What every module and component begins with: a magic number and a version.
const PREAMBLE: usize = 8;

/// Rewrites each section: `rewrite` is given its number and content, and gives the
/// new content, or nothing to leave the section out.
pub(crate) fn rewritten(
    bytes: &[u8],
    mut rewrite: impl FnMut(u8, &[u8]) -> wasmparser::Result<Option<Vec<u8>>>,
) -> wasmparser::Result<Vec<u8>> {
    let mut reader = BinaryReader::new(bytes, 0);
    let mut written = reader.read_bytes(PREAMBLE)?.to_vec();
    while !reader.eof() {
        let section = reader.read_u8()?;
        let length = reader.read_var_u32()?;
        let content = reader.read_bytes(length as usize)?;
        if let Some(content) = rewrite(section, content)? {
            written.push(section);
            append(&mut written, &content);
        }
    }
    Ok(written)
}

/// Appends bytes behind their length.
pub(crate) fn append(bytes: &mut Vec<u8>, content: &[u8]) {
    append_number(bytes, content.len());
    bytes.extend(content);
}

/// Appends a number as LEB128 has it: seven bits a byte, the lowest first.
pub(crate) fn append_number(bytes: &mut Vec<u8>, number: usize) {
    let mut rest = number;
    loop {
        let low = (rest & 0x7f) as u8;
        rest >>= 7;
        bytes.push(if rest == 0 { low } else { low | 0x80 });
        if rest == 0 {
            return;
        }
    }
}
