//! Machine code in the host's own memory: run where it lies, without a copy.

use rustix::mm::{MprotectFlags, mprotect};
use rustix::param::page_size;
use wasmtime::CustomCodeMemory;

/// Makes pages of code executable and read-only.
///
/// wasmtime's own way is for pages that it mapped itself. Code that is part of
/// the binary would have to be copied for it, which costs a page fault for each
/// page and most of the time of a short process.
#[derive(Debug)]
pub(crate) struct CodePages;

impl CustomCodeMemory for CodePages {
    fn required_alignment(&self) -> usize {
        page_size()
    }

    #[expect(unsafe_code, reason = "changing the protection of memory is")]
    fn publish_executable(&self, code: *const u8, bytes: usize) -> wasmtime::Result<()> {
        let flags = MprotectFlags::READ | MprotectFlags::EXEC;
        // SAFETY: the engine hands over whole pages that hold nothing but code
        // that it has checked, and nothing writes to them any more.
        unsafe { mprotect(code.cast_mut().cast(), bytes, flags) }?;
        Ok(())
    }

    /// The pages stay as they are: they are unmapped next, or they belong to the
    /// binary, where another component may run the same code.
    fn unpublish_executable(&self, _: *const u8, _: usize) -> wasmtime::Result<()> {
        Ok(())
    }
}
