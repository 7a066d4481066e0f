//! Small secrets of an installation, such as that of a second factor: sealed under a key of one
//! purpose, derived from one secret, and bound to their owner.

use crate::field::{NONCE_LENGTH, Sm4Gcm};
use aes_gcm::KeyInit as _;
use aes_gcm::aead::{Aead as _, Payload};
use hmac::{Hmac, Mac as _};
use sm3::Sm3;
use zeroize::Zeroizing;

/// A key of one purpose.
#[derive(Clone)]
pub struct PurposeKey(Sm4Gcm);

impl PurposeKey {
    /// HMAC-SM3 over the purpose, cut to the length of an SM4 key.
    pub fn derive(secret: &[u8; 32], purpose: &str) -> Self {
        let mut mac = Hmac::<Sm3>::new_from_slice(secret).expect("HMAC takes keys of any length");
        mac.update(purpose.as_bytes());
        let bytes: Zeroizing<[u8; 32]> = Zeroizing::new(mac.finalize().into_bytes().into());
        let mut key = Zeroizing::new([0; 16]);
        key.copy_from_slice(&bytes[..16]);
        Self(Sm4Gcm::new(&(*key).into()))
    }

    /// Seals a secret. A sealed secret copied to another owner does not open. `nonce` must be random
    /// and never used twice.
    pub fn seal(&self, nonce: [u8; NONCE_LENGTH], owner: &[u8], secret: &[u8]) -> Vec<u8> {
        let sealed = self
            .0
            .encrypt(&nonce.into(), Payload { msg: secret, aad: owner })
            .expect("a secret of a few bytes is within the limits of the mode");
        [nonce.as_slice(), &sealed].concat()
    }

    /// Opens what [`PurposeKey::seal`] sealed; `None` for another owner, another key or changed bytes.
    pub fn open(&self, owner: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, ciphertext) = sealed.split_first_chunk::<NONCE_LENGTH>()?;
        let opened = self.0.decrypt(&(*nonce).into(), Payload { msg: ciphertext, aad: owner });
        opened.ok().map(Zeroizing::new)
    }
}

#[cfg(test)]
mod tests {
    use super::PurposeKey;

    #[test]
    fn a_sealed_secret_opens_for_its_owner_key_and_purpose_only() {
        let key = PurposeKey::derive(&[7; 32], "second factor");
        let sealed = key.seal([1; 12], b"5", b"twenty secret bytes.");
        assert_eq!(key.open(b"5", &sealed).unwrap().as_slice(), b"twenty secret bytes.");
        assert!(key.open(b"6", &sealed).is_none());
        let others = [([8; 32], "second factor"), ([7; 32], "signing")];
        for (secret, purpose) in others {
            assert!(PurposeKey::derive(&secret, purpose).open(b"5", &sealed).is_none());
        }
        let mut changed = sealed.clone();
        changed[20] ^= 1;
        assert!(key.open(b"5", &changed).is_none());
        assert!(key.open(b"5", &sealed[..5]).is_none());
    }
}
