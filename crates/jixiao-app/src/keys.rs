//! Keys that seal what the database must not give away by itself, and the sealing: SM4 in Galois
//! counter mode. The keys live outside the database; whoever starts the application brings them.

use crate::Entropy;
use aes_gcm::aead::{Aead as _, Payload, consts::U12};
use aes_gcm::{AesGcm, KeyInit as _};
use hmac::{Hmac, Mac as _};
use jixiao_vault::KeyRing;
use sm3::Sm3;
use sm4::Sm4;
use std::fmt;

/// SM4-GCM as RFC 8998 defines it: the generic mode asks for a 128-bit block cipher only.
type Sm4Gcm = AesGcm<Sm4, U12>;

const NONCE_LENGTH: usize = 12;

/// The keys of an installation: those derived from one secret of 32 bytes, and the ring of sealed
/// fields.
#[derive(Clone)]
pub struct Keys {
    second_factor: [u8; 16],
    signing: [u8; 16],
    ring: Option<KeyRing>,
}

impl Keys {
    /// Derives the keys (HMAC-SM3 over the purpose, cut to the length of an SM4 key).
    pub fn derive(secret: &[u8; 32]) -> Self {
        Self {
            second_factor: purpose_key(secret, b"jixiao second factor"),
            signing: purpose_key(secret, b"jixiao signing key"),
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
        seal(&self.second_factor, entropy, &owner.to_be_bytes(), secret)
    }

    /// Opens what [`Keys::seal_second_factor`] sealed; `None` for another owner, another key or
    /// changed bytes.
    pub(crate) fn open_second_factor(&self, owner: i64, sealed: &[u8]) -> Option<Vec<u8>> {
        open(&self.second_factor, &owner.to_be_bytes(), sealed)
    }

    /// Seals the secret half of a key that signs, bound to its public half.
    pub(crate) fn seal_signing_key(
        &self,
        entropy: &Entropy,
        public_key: &str,
        secret: &[u8; 32],
    ) -> Vec<u8> {
        seal(&self.signing, entropy, public_key.as_bytes(), secret)
    }

    /// Opens what [`Keys::seal_signing_key`] sealed; `None` for another public half, another key or
    /// changed bytes.
    pub(crate) fn open_signing_key(&self, public_key: &str, sealed: &[u8]) -> Option<[u8; 32]> {
        open(&self.signing, public_key.as_bytes(), sealed)?.try_into().ok()
    }
}

fn seal(key: &[u8; 16], entropy: &Entropy, owner: &[u8], secret: &[u8]) -> Vec<u8> {
    let mut nonce = [0; NONCE_LENGTH];
    nonce.copy_from_slice(&entropy.bytes()[..NONCE_LENGTH]);
    let sealed = Sm4Gcm::new(&(*key).into())
        .encrypt(&nonce.into(), Payload { msg: secret, aad: owner })
        .expect("a secret of a few bytes is within the limits of the mode");
    [nonce.as_slice(), &sealed].concat()
}

fn open(key: &[u8; 16], owner: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, ciphertext) = sealed.split_first_chunk::<NONCE_LENGTH>()?;
    Sm4Gcm::new(&(*key).into())
        .decrypt(&(*nonce).into(), Payload { msg: ciphertext, aad: owner })
        .ok()
}

fn purpose_key(secret: &[u8; 32], purpose: &[u8]) -> [u8; 16] {
    let mut mac = Hmac::<Sm3>::new_from_slice(secret).expect("HMAC takes keys of any length");
    mac.update(purpose);
    let bytes: [u8; 32] = mac.finalize().into_bytes().into();
    let mut key = [0; 16];
    key.copy_from_slice(&bytes[..16]);
    key
}

/// Keys are never printed.
impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::{Keys, Sm4Gcm};
    use crate::Entropy;
    use aes_gcm::KeyInit as _;
    use aes_gcm::aead::{Aead as _, Payload};
    use data_encoding::HEXUPPER;

    /// RFC 8998, appendix A.1.
    #[test]
    fn the_published_vector_of_sm4_gcm_holds() {
        let hex = |text: &str| HEXUPPER.decode(text.as_bytes()).unwrap();
        let key: [u8; 16] = hex("0123456789ABCDEFFEDCBA9876543210").try_into().unwrap();
        let nonce: [u8; 12] = hex("00001234567800000000ABCD").try_into().unwrap();
        let message = hex("AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDD\
             EEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA");
        let aad = hex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2");
        let sealed = Sm4Gcm::new(&key.into())
            .encrypt(&nonce.into(), Payload { msg: &message, aad: &aad })
            .unwrap();
        assert_eq!(
            HEXUPPER.encode(&sealed),
            "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735\
             D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D\
             83DE3541E4C2B58177E065A9BF7B62EC"
        );
    }

    #[test]
    fn a_sealed_secret_opens_for_its_owner_and_key_only() {
        let keys = Keys::derive(&[7; 32]);
        let sealed = keys.seal_second_factor(&Entropy::series(), 5, b"twenty secret bytes.");
        assert_eq!(keys.open_second_factor(5, &sealed).unwrap(), b"twenty secret bytes.");
        assert_eq!(keys.open_second_factor(6, &sealed), None);
        assert_eq!(Keys::derive(&[8; 32]).open_second_factor(5, &sealed), None);
        let mut changed = sealed.clone();
        changed[20] ^= 1;
        assert_eq!(keys.open_second_factor(5, &changed), None);
        assert_eq!(keys.open_second_factor(5, &sealed[..5]), None);
    }
}
