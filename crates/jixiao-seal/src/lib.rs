//! Seals of published files: an SM2 signature over their SM3 digest, carried in the file itself.
//!
//! Owns how a seal is laid into a file and how it is verified. Reads no files and no clock, keeps no
//! keys: bytes in, bytes or a verdict out.

mod claims;
mod container;
mod key;
mod sign;
mod verify;

pub use claims::Seal;
pub use container::Container;
pub use key::{PublicKey, SigningKey};
pub use sign::{Label, SealError, seal};
pub use verify::{Change, Verdict, verify};

use sm3::{Digest as _, Sm3};

/// The SM3 digest of some bytes as 64 lower-case hexadecimal digits.
pub fn digest_hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(&sm3(bytes))
}

/// The SM3 digest (GB/T 32905) of some bytes.
pub(crate) fn sm3(bytes: &[u8]) -> [u8; 32] {
    Sm3::digest(bytes).into()
}
