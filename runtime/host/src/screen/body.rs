//! The body of one function: what makes a compiler slow is counted.

use wasmparser::{FunctionBody, Operator};

use super::{invalid, within};
use crate::error::ErrorKind;
use crate::limits::{self, Limit};

/// Refuses a body that is too large in any way.
pub(super) fn screen(body: &FunctionBody<'_>) -> Result<(), ErrorKind> {
    let bytes = body.range().len() as u64;
    within(Limit::FunctionBytes, bytes, limits::FUNCTION_BYTES)?;
    locals(body)?;
    let mut seen = Seen::default();
    let mut operators = body.get_operators_reader().map_err(|e| invalid(&e))?;
    while !operators.eof() {
        seen.operator(&operators.read().map_err(|error| invalid(&error))?)?;
    }
    Ok(())
}

fn locals(body: &FunctionBody<'_>) -> Result<(), ErrorKind> {
    let mut locals = 0;
    for local in body.get_locals_reader().map_err(|error| invalid(&error))? {
        let (count, _) = local.map_err(|error| invalid(&error))?;
        locals += u64::from(count);
        within(Limit::Locals, locals, limits::LOCALS)?;
    }
    Ok(())
}

#[derive(Default)]
struct Seen {
    instructions: u64,
    blocks: u64,
    branches: u64,
}

impl Seen {
    fn operator(&mut self, operator: &Operator<'_>) -> Result<(), ErrorKind> {
        self.instructions += 1;
        within(Limit::Instructions, self.instructions, limits::INSTRUCTIONS)?;
        match operator {
            Operator::Block { .. }
            | Operator::Loop { .. }
            | Operator::If { .. }
            | Operator::Try { .. }
            | Operator::TryTable { .. } => {
                self.blocks += 1;
                within(Limit::Blocks, self.blocks, limits::BLOCKS)
            }
            Operator::End => {
                self.blocks = self.blocks.saturating_sub(1);
                Ok(())
            }
            Operator::BrTable { targets } => {
                self.branches += u64::from(targets.len());
                within(Limit::Branches, self.branches, limits::BRANCHES)
            }
            _ => Ok(()),
        }
    }
}
