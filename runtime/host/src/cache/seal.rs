//! The seal: HMAC-SHA256 as RFC 2104 has it.

use sha2::{Digest as _, Sha256};

/// The bytes that SHA-256 takes at once.
const BLOCK: usize = 64;

/// The HMAC-SHA256 of some bytes.
pub(super) fn seal(key: &[u8; 32], bytes: &[u8]) -> [u8; 32] {
    let inner = Sha256::new()
        .chain_update(pad(key, 0x36))
        .chain_update(bytes)
        .finalize();
    Sha256::new()
        .chain_update(pad(key, 0x5c))
        .chain_update(inner)
        .finalize()
        .into()
}

fn pad(key: &[u8; 32], with: u8) -> [u8; BLOCK] {
    let mut padded = [with; BLOCK];
    for (byte, key) in padded.iter_mut().zip(key) {
        *byte ^= key;
    }
    padded
}

/// Compares without telling by its time how much is equal.
pub(super) fn is_equal(one: &[u8; 32], other: &[u8; 32]) -> bool {
    let differences = one.iter().zip(other).map(|(a, b)| a ^ b);
    std::hint::black_box(differences.fold(0, |all, bits| all | bits)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keys that are shorter than a block are filled up with zeros, so that a
    /// key of 20 bytes or of 4 is also one of 32.
    fn key(bytes: &[u8]) -> [u8; 32] {
        let mut key = [0; 32];
        key[..bytes.len()].copy_from_slice(bytes);
        key
    }

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn seals_are_those_of_rfc_4231() {
        for (key_bytes, text, expected) in [
            (
                &[0x0b; 20][..],
                &b"Hi There"[..],
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
            ),
            (
                b"Jefe",
                b"what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (
                &[0xaa; 20],
                &[0xdd; 50],
                "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
            ),
        ] {
            assert_eq!(hex(&seal(&key(key_bytes), text)), expected);
        }
    }

    #[test]
    fn only_equal_seals_are_equal() {
        assert!(is_equal(&[7; 32], &[7; 32]));
        for bit in 0..256 {
            let mut other = [7; 32];
            other[bit / 8] ^= 1 << (bit % 8);
            assert!(!is_equal(&[7; 32], &other));
        }
    }
}
