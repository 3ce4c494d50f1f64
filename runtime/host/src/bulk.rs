//! Operations on much memory, in pieces.
//!
//! The engine runs `memory.fill` and its like as one call, which may be over all of a
//! guest's memory, and looks at no deadline before it is done. So each such instruction
//! becomes a call of a function, added to its module, that does the same in pieces. It
//! is done to what is compiled, and changes neither a component nor its digest.

mod added;
#[cfg(test)]
mod tests;

use wasm_encoder::{Encode as _, RawSection, Section as _};
use wasmparser::{
    BinaryReader, CodeSectionReader, DataSectionReader, FunctionBody, FunctionSectionReader,
    ImportSectionReader, Operator, Result, TypeRef, TypeSectionReader,
};

use added::Operation;

/// Bytes between two looks at the deadline: less than a millisecond, even where the
/// system has to find the pages.
const PIECE: u32 = 1 << 20;

/// Another one for each change of what comes out.
pub(crate) const REVISION: u8 = 1;

/// Sections of a component that hold a module or a component.
const MODULE: u8 = 1;
const COMPONENT: u8 = 4;

/// Sections of a module.
const TYPES: u8 = 1;
const IMPORTS: u8 = 2;
const FUNCTIONS: u8 = 3;
const CODE: u8 = 10;
const DATA: u8 = 11;

/// The bytes of a component or module before its sections.
const HEADER: usize = 8;

/// A section as it is written, with its number.
type Section<'a> = (u8, &'a [u8]);

/// Gives a component to be compiled in the place of this one, or nothing if it has no
/// such instructions.
pub(crate) fn in_pieces(component: &[u8]) -> Result<Option<Vec<u8>>> {
    let (header, sections) = parts(component)?;
    let mut written = header.to_vec();
    let mut is_changed = false;
    for (id, data) in sections {
        let changed = match id {
            MODULE => in_module(data)?,
            COMPONENT => in_pieces(data)?,
            _ => None,
        };
        is_changed |= changed.is_some();
        let data = changed.as_deref().unwrap_or(data);
        RawSection { id, data }.append_to(&mut written);
    }
    Ok(is_changed.then_some(written))
}

fn parts(bytes: &[u8]) -> Result<(&[u8], Vec<Section<'_>>)> {
    let mut reader = BinaryReader::new(bytes, 0);
    let header = reader.read_bytes(HEADER)?;
    let mut sections = Vec::new();
    while !reader.eof() {
        let id = reader.read_u8()?;
        let length = reader.read_var_u32()?;
        sections.push((id, reader.read_bytes(length as usize)?));
    }
    Ok((header, sections))
}

fn in_module(module: &[u8]) -> Result<Option<Vec<u8>>> {
    let (header, sections) = parts(module)?;
    let Some(rewriting) = Rewriting::of(&sections)? else {
        return Ok(None);
    };
    let mut written = header.to_vec();
    for (id, data) in sections {
        let changed = rewriting.section(id, data)?;
        let data = changed.as_deref().unwrap_or(data);
        RawSection { id, data }.append_to(&mut written);
    }
    Ok(Some(written))
}

/// What a module with such instructions becomes.
#[derive(Default)]
struct Rewriting {
    /// The indices of the type and of the first of the functions that are added.
    kind: u32,
    first: u32,
    added: Vec<Operation>,
    /// The bodies of the functions that were there.
    bodies: Vec<Vec<u8>>,
    /// How long each data segment is.
    segments: Vec<u32>,
}

impl Rewriting {
    fn of(sections: &[Section<'_>]) -> Result<Option<Self>> {
        let section = |wanted| sections.iter().find(|(id, _)| *id == wanted);
        let reader = |wanted| section(wanted).map(|(_, data)| BinaryReader::new(data, 0));
        let (Some(types), Some(functions), Some((_, code))) =
            (reader(TYPES), reader(FUNCTIONS), section(CODE))
        else {
            return Ok(None);
        };
        let mut rewriting = Self {
            kind: counted(types)?,
            first: imported(reader(IMPORTS))?
                .saturating_add(FunctionSectionReader::new(functions)?.count()),
            segments: segments(reader(DATA))?,
            ..Self::default()
        };
        for body in CodeSectionReader::new(BinaryReader::new(code, 0))? {
            let body = rewriting.body(&body?, code)?;
            rewriting.bodies.push(body);
        }
        Ok((!rewriting.added.is_empty()).then_some(rewriting))
    }

    /// A section as it is to be, if that is not as it was.
    fn section(&self, id: u8, data: &[u8]) -> Result<Option<Vec<u8>>> {
        let kinds = self.added.iter().map(|_| self.kind);
        match id {
            TYPES => longer(data, 1, &added::TYPE).map(Some),
            FUNCTIONS => longer(data, kinds.len(), &encoded(kinds)).map(Some),
            CODE => Ok(Some(self.code())),
            _ => Ok(None),
        }
    }

    fn code(&self) -> Vec<u8> {
        let mut written = encoded([self.bodies.len() + self.added.len()]);
        for body in &self.bodies {
            body[..].encode(&mut written);
        }
        for operation in &self.added {
            operation.function().encode(&mut written);
        }
        written
    }

    fn body(&mut self, body: &FunctionBody<'_>, code: &[u8]) -> Result<Vec<u8>> {
        let range = body.range();
        let mut written = Vec::with_capacity(range.len());
        let mut operators = body.get_operators_reader()?;
        let mut kept = range.start;
        while !operators.eof() {
            let (operator, at) = operators.read_with_offset()?;
            if let Some(function) = self.function(&operator) {
                written.extend_from_slice(&code[kept..at]);
                wasm_encoder::Instruction::Call(function).encode(&mut written);
                kept = operators.original_position();
            }
        }
        written.extend_from_slice(&code[kept..range.end]);
        Ok(written)
    }

    /// The function that does what an operator does, if that may be much.
    fn function(&mut self, operator: &Operator<'_>) -> Option<u32> {
        let operation = match *operator {
            Operator::MemoryFill { mem: 0 } => Operation::Fill,
            Operator::MemoryCopy {
                dst_mem: 0,
                src_mem: 0,
            } => Operation::Copy,
            Operator::MemoryInit { data_index, mem: 0 } => {
                let length = *self.segments.get(data_index as usize)?;
                Operation::Init { data_index, length }
            }
            _ => return None,
        };
        if matches!(operation, Operation::Init { length, .. } if length <= PIECE) {
            return None;
        }
        let known = self.added.iter().position(|known| *known == operation);
        let position = known.unwrap_or_else(|| {
            self.added.push(operation);
            self.added.len() - 1
        });
        Some(self.first.saturating_add(position as u32))
    }
}

/// How many functions are imported.
fn imported(imports: Option<BinaryReader<'_>>) -> Result<u32> {
    let Some(imports) = imports else {
        return Ok(0);
    };
    let mut count = 0;
    for import in ImportSectionReader::new(imports)?.into_imports() {
        let is_function = matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_));
        count += u32::from(is_function);
    }
    Ok(count)
}

fn segments(data: Option<BinaryReader<'_>>) -> Result<Vec<u32>> {
    let Some(data) = data else {
        return Ok(Vec::new());
    };
    let segments = DataSectionReader::new(data)?.into_iter();
    let lengths = segments.map(|segment| Ok(segment?.data.len() as u32));
    lengths.collect()
}

/// How many types there are.
fn counted(types: BinaryReader<'_>) -> Result<u32> {
    let mut count = 0;
    for group in TypeSectionReader::new(types)? {
        count += group?.types().len() as u32;
    }
    Ok(count)
}

/// A section of so many things more, which are written at its end.
fn longer(section: &[u8], more: usize, things: &[u8]) -> Result<Vec<u8>> {
    let mut reader = BinaryReader::new(section, 0);
    let count = reader.read_var_u32()? as usize;
    let before = &section[reader.original_position()..];
    let mut written = encoded([count + more]);
    written.extend_from_slice(before);
    written.extend_from_slice(things);
    Ok(written)
}

fn encoded<T: wasm_encoder::Encode>(numbers: impl IntoIterator<Item = T>) -> Vec<u8> {
    let mut written = Vec::new();
    for number in numbers {
        number.encode(&mut written);
    }
    written
}
