//! The keys of an installation: what each is for, and whom it binds. They live outside the database;
//! whoever starts the application brings them. How they seal is the vault's.

use crate::Entropy;
use jixiao_vault::{KeyRing, NONCE_LENGTH, PurposeKey, Zeroizing};
use std::fmt;

/// The keys of an installation: those derived from one secret of 32 bytes, and the ring of sealed
/// fields.
#[derive(Clone)]
pub struct Keys {
    second_factor: PurposeKey,
    signing: PurposeKey,
    ring: Option<KeyRing>,
}

impl Keys {
    /// Derives the keys, one a purpose.
    pub fn derive(secret: &[u8; 32]) -> Self {
        Self {
            second_factor: PurposeKey::derive(secret, "jixiao second factor"),
            signing: PurposeKey::derive(secret, "jixiao signing key"),
            ring: None,
        }
    }

    /// Keys known to all, with a ring.
    #[cfg(feature = "testing")]
    pub fn for_tests() -> Self {
        Self::derive(&[0; 32]).with_ring(KeyRing::generate(&[0; 48], "2026-01-01"))
    }

    /// These keys with the ring of sealed fields. Without one, fields are neither sealed nor opened.
    #[must_use]
    pub fn with_ring(self, ring: KeyRing) -> Self {
        Self { ring: Some(ring), ..self }
    }

    /// The ring of sealed fields.
    pub fn ring(&self) -> Option<&KeyRing> {
        self.ring.as_ref()
    }

    /// Seals the secret of a second factor. `owner` binds the result to its user: a sealed secret
    /// copied to another row does not open.
    pub(crate) fn seal_second_factor(
        &self,
        entropy: &Entropy,
        owner: i64,
        secret: &[u8],
    ) -> Vec<u8> {
        self.second_factor.seal(nonce(entropy), &owner.to_be_bytes(), secret)
    }

    /// Opens what [`Keys::seal_second_factor`] sealed; `None` for another owner, another key or
    /// changed bytes.
    pub(crate) fn open_second_factor(
        &self,
        owner: i64,
        sealed: &[u8],
    ) -> Option<Zeroizing<Vec<u8>>> {
        self.second_factor.open(&owner.to_be_bytes(), sealed)
    }

    /// Seals the secret half of a key that signs, bound to its public half.
    pub(crate) fn seal_signing_key(
        &self,
        entropy: &Entropy,
        public_key: &str,
        secret: &[u8; 32],
    ) -> Vec<u8> {
        self.signing.seal(nonce(entropy), public_key.as_bytes(), secret)
    }

    /// Opens what [`Keys::seal_signing_key`] sealed; `None` for another public half, another key or
    /// changed bytes.
    pub(crate) fn open_signing_key(&self, public_key: &str, sealed: &[u8]) -> Option<[u8; 32]> {
        self.signing.open(public_key.as_bytes(), sealed)?.as_slice().try_into().ok()
    }
}

fn nonce(entropy: &Entropy) -> [u8; NONCE_LENGTH] {
    let mut nonce = [0; NONCE_LENGTH];
    nonce.copy_from_slice(&entropy.bytes()[..NONCE_LENGTH]);
    nonce
}

/// Keys are never printed.
impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::Keys;
    use crate::Entropy;

    #[test]
    fn a_second_factor_opens_for_its_owner_and_a_signing_key_for_its_public_half() {
        let keys = Keys::derive(&[7; 32]);
        let sealed = keys.seal_second_factor(&Entropy::series(), 5, b"twenty secret bytes.");
        assert_eq!(
            keys.open_second_factor(5, &sealed).unwrap().as_slice(),
            b"twenty secret bytes."
        );
        assert!(keys.open_second_factor(6, &sealed).is_none());
        let sealed = keys.seal_signing_key(&Entropy::series(), "04ab", &[9; 32]);
        assert_eq!(keys.open_signing_key("04ab", &sealed), Some([9; 32]));
        assert_eq!(keys.open_signing_key("04ac", &sealed), None);
    }
}
