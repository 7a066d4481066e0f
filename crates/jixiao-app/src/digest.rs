//! SM3 digests (GB/T 32905): of content, of log entries, of session tokens.

use data_encoding::HEXLOWER;
use sm3::{Digest as _, Sm3};

/// The digest of some bytes.
pub fn sm3(bytes: &[u8]) -> [u8; 32] {
    Sm3::digest(bytes).into()
}

/// The digest as 64 lower-case hexadecimal digits, the form in which it is stored and printed.
pub fn sm3_hex(bytes: &[u8]) -> String {
    HEXLOWER.encode(&sm3(bytes))
}

#[cfg(test)]
mod tests {
    use super::sm3_hex;

    /// The first example of GB/T 32905-2016, annex A.
    #[test]
    fn the_standard_vector_holds() {
        let expected = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
        assert_eq!(sm3_hex(b"abc"), expected);
    }
}
