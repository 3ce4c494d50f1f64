//! Compiling in a process of its own: what it answers, and how that is checked.
//!
//! The process is the caller's business, since it takes ambient authority. It
//! reads a component, gives it to [`answer`], and writes what comes back. Who
//! started it gives those bytes to [`read`], which takes no code but that of the
//! component which was asked for.
//!
//! An answer is eight fixed bytes, the SHA-256 of the component as the process read it,
//! one byte that says how it went, the length of what follows in eight bytes,
//! and code or a text.

use sha2::{Digest as _, Sha256};

use crate::engine;
use crate::error::{Error, ErrorKind, Subject};

/// Begins each answer.
const MAGIC: [u8; 8] = *b"pcltcode";

/// The bytes of an answer before the code.
pub const HEADER_BYTES: usize = MAGIC.len() + 32 + 1 + 8;

/// What follows is code.
const CODE: u8 = 0;
/// What follows says what is wrong with the component.
const INVALID: u8 = 1;

/// Compiles a component for this machine and tells how it went, as bytes for
/// [`read`].
///
/// # Errors
///
/// If there is no engine for this machine.
///
/// # Panics
///
/// If the compiler does, as on some components, and where it has too little memory:
/// who started the process tells the two apart by its last words.
pub fn answer(component: &[u8]) -> Result<Vec<u8>, Error> {
    let engine = engine::native()?;
    Ok(match engine::compile(&engine, component) {
        Ok(code) => frame(component, CODE, &code),
        Err(error) => frame(component, INVALID, format!("{error:#}").as_bytes()),
    })
}

/// Takes the code out of an answer. `name` is what errors call the component.
///
/// # Errors
///
/// [`ErrorKind::Invalid`] if the component does not compile, and
/// [`ErrorKind::Compiler`] if the answer is none or one to another question.
pub fn read(name: &str, component: &[u8], mut answer: Vec<u8>) -> Result<Vec<u8>, Error> {
    let fail = |kind| Error::new(&Subject::unnamed(name), kind);
    let broken = |why: &str| fail(ErrorKind::Compiler(why.to_owned()));
    let Some((header, rest)) = answer.split_first_chunk::<HEADER_BYTES>() else {
        return Err(broken("it answered nothing"));
    };
    let status = header[HEADER_BYTES - 9];
    if header[..] != head(component, status, rest)[..] {
        return Err(broken("it answered something else than was asked"));
    }
    if status != CODE {
        let why = String::from_utf8_lossy(rest).into_owned();
        return Err(fail(ErrorKind::Invalid(why)));
    }
    answer.drain(..HEADER_BYTES);
    Ok(answer)
}

fn frame(component: &[u8], status: u8, rest: &[u8]) -> Vec<u8> {
    [&head(component, status, rest), rest].concat()
}

fn head(component: &[u8], status: u8, rest: &[u8]) -> Vec<u8> {
    let mut head = MAGIC.to_vec();
    head.extend(Sha256::digest(component));
    head.push(status);
    head.extend((rest.len() as u64).to_le_bytes());
    head
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_comes_through_and_nothing_else_does() {
        let good = frame(b"component", CODE, b"code");
        let ask = |answer: &[u8]| read("guest", b"component", answer.to_vec());
        assert_eq!(ask(&good).unwrap(), b"code");
        for bit in 0..HEADER_BYTES * 8 {
            let mut bad = good.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            assert!(ask(&bad).is_err(), "bit {bit}");
        }
        for length in 0..good.len() {
            assert!(ask(&good[..length]).is_err(), "{length} bytes");
        }
        assert!(ask(&[&good[..], b"more"].concat()).is_err());
        assert!(read("guest", b"another", good).is_err());
    }

    #[test]
    fn what_is_wrong_with_a_component_comes_through() {
        let answer = frame(b"component", INVALID, b"no");
        let error = read("guest", b"component", answer).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Invalid(why) if why == "no"));
    }
}
