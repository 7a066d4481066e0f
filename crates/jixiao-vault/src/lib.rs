//! Fields that the database must not give away: sealed with SM4-GCM under a ring of keys, and found
//! again through a keyed SM3 index.
//!
//! Owns the form of a sealed field, the ring and its file, and the sealing of an installation's own
//! small secrets. Keeps nothing, reads no files and no
//! randomness: keys, nonces and bytes come in, bytes or a refusal go out.

mod field;
mod index;
mod key_file;
mod ring;
mod secret;

pub use field::{NONCE_LENGTH, OpenError, Place, key_of};
pub use index::{MARK_LENGTH, Mark};
pub use key_file::KeyFileError;
pub use ring::{KeyEntry, KeyId, KeyRing};
pub use secret::PurposeKey;
pub use zeroize::Zeroizing;
