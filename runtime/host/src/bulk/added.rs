//! The functions that do an operation in pieces.

use wasm_encoder::{BlockType, Function, InstructionSink};

use super::PIECE;

/// The type of all of them, as it is written: three numbers, and nothing comes back.
pub(super) const TYPE: [u8; 6] = [0x60, 3, 0x7f, 0x7f, 0x7f, 0];

/// The parameters: where to write, what or from where, and how many bytes.
const TO: u32 = 0;
const FROM: u32 = 1;
const LENGTH: u32 = 2;

/// What may be done to much memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operation {
    Fill,
    Copy,
    /// From a data segment of so many bytes.
    Init {
        data_index: u32,
        length: u32,
    },
}

impl Operation {
    /// The function that does it. It is one instruction as before, if that is little,
    /// and if it is to fail, which it must do before it writes anything.
    pub(super) fn function(self) -> Function {
        let mut function = Function::new([]);
        let mut body = function.instructions();
        body.local_get(LENGTH)
            .i32_const(PIECE.cast_signed())
            .i32_le_u();
        self.leave_after_all(&mut body);
        reaches_beyond(&mut body, TO, None);
        self.leave_after_all(&mut body);
        match self {
            Self::Fill => {}
            Self::Copy => {
                reaches_beyond(&mut body, FROM, None);
                self.leave_after_all(&mut body);
                // What is moved upwards goes from its end, or it would write over what
                // is still to be read.
                body.local_get(TO).local_get(FROM).i32_gt_u();
                body.if_(BlockType::Empty);
                self.pieces_from_the_end(&mut body);
                self.all(&mut body);
                body.return_().end();
            }
            Self::Init { length, .. } => {
                reaches_beyond(&mut body, FROM, Some(length));
                self.leave_after_all(&mut body);
            }
        }
        self.pieces_from_the_start(&mut body);
        self.all(&mut body);
        body.end();
        function
    }

    /// If the number on the stack is not zero, does all at once and returns.
    fn leave_after_all(self, body: &mut InstructionSink<'_>) {
        body.if_(BlockType::Empty);
        self.all(body);
        body.return_().end();
    }

    fn all(self, body: &mut InstructionSink<'_>) {
        body.local_get(TO).local_get(FROM).local_get(LENGTH);
        self.instruction(body);
    }

    fn instruction(self, body: &mut InstructionSink<'_>) {
        match self {
            Self::Fill => body.memory_fill(0),
            Self::Copy => body.memory_copy(0, 0),
            Self::Init { data_index, .. } => body.memory_init(0, data_index),
        };
    }

    /// Leaves the last bytes, a piece at most.
    fn pieces_from_the_start(self, body: &mut InstructionSink<'_>) {
        let piece = PIECE.cast_signed();
        body.loop_(BlockType::Empty);
        body.local_get(TO).local_get(FROM).i32_const(piece);
        self.instruction(body);
        body.local_get(TO).i32_const(piece).i32_add().local_set(TO);
        if self != Self::Fill {
            body.local_get(FROM)
                .i32_const(piece)
                .i32_add()
                .local_set(FROM);
        }
        body.local_get(LENGTH)
            .i32_const(piece)
            .i32_sub()
            .local_tee(LENGTH);
        body.i32_const(piece).i32_gt_u().br_if(0).end();
    }

    /// Leaves the first bytes, a piece at most.
    fn pieces_from_the_end(self, body: &mut InstructionSink<'_>) {
        let piece = PIECE.cast_signed();
        body.loop_(BlockType::Empty);
        body.local_get(LENGTH)
            .i32_const(piece)
            .i32_sub()
            .local_set(LENGTH);
        body.local_get(TO).local_get(LENGTH).i32_add();
        body.local_get(FROM).local_get(LENGTH).i32_add();
        body.i32_const(piece);
        self.instruction(body);
        body.local_get(LENGTH)
            .i32_const(piece)
            .i32_gt_u()
            .br_if(0)
            .end();
    }
}

/// Puts on the stack whether the bytes from a place on reach beyond the end of the
/// memory, or beyond so many.
fn reaches_beyond(body: &mut InstructionSink<'_>, place: u32, bytes: Option<u32>) {
    body.local_get(place).i64_extend_i32_u();
    body.local_get(LENGTH).i64_extend_i32_u().i64_add();
    match bytes {
        Some(bytes) => body.i64_const(bytes.into()),
        None => body
            .memory_size(0)
            .i64_extend_i32_u()
            .i64_const(16)
            .i64_shl(),
    };
    body.i64_gt_u();
}
