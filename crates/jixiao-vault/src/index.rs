//! The keyed index: equal texts of one purpose have equal marks; nobody without the key can tell
//! which text a mark stands for, though identity numbers could all be tried.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sm3::Sm3;
use std::fmt;

/// Bytes of a mark.
pub const MARK_LENGTH: usize = 32;

/// HMAC-SM3 of a text under the index key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark([u8; MARK_LENGTH]);

impl Mark {
    /// The bytes as stored.
    pub fn as_bytes(&self) -> &[u8; MARK_LENGTH] {
        &self.0
    }
}

impl fmt::Debug for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mark(..)")
    }
}

/// The index key, with its inner state made once.
#[derive(Clone)]
pub(crate) struct IndexKey(Hmac<Sm3>);

impl IndexKey {
    pub(crate) fn new(key: &[u8; 32]) -> Self {
        Self(Hmac::<Sm3>::new_from_slice(key).expect("HMAC takes keys of any length"))
    }

    /// The mark of a text for a purpose: the same number as an identity and as a telephone number
    /// has two marks.
    pub(crate) fn mark(&self, purpose: &str, text: &str) -> Mark {
        let mut mac = self.0.clone();
        mac.update(&(purpose.len() as u64).to_be_bytes());
        mac.update(purpose.as_bytes());
        mac.update(text.as_bytes());
        Mark(mac.finalize().into_bytes().into())
    }
}
