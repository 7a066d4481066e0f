//! The two halves of an SM2 key.
//!
//! Signatures follow GB/T 32918.2 with the user identity that GB/T 35276 sets where none is agreed
//! on. Nonces are derived from key and message (RFC 6979): no source of randomness can spoil one.

use crate::sm3;
use data_encoding::HEXLOWER;
use sm2::dsa::signature::{Signer as _, Verifier as _};
use sm2::dsa::{self, Signature};
use std::fmt;

/// 用户标识 of GB/T 35276 where none is agreed on.
const USER_ID: &str = "1234567812345678";

/// Length of an uncompressed point: `04`, x, y.
const POINT_LENGTH: usize = 65;
/// Length of a compressed point: `02` or `03`, x.
pub(crate) const COMPRESSED_LENGTH: usize = 33;

/// A public key: a point of the curve.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicKey([u8; POINT_LENGTH]);

impl PublicKey {
    /// Reads a key from 130 lower-case hexadecimal digits (`04`, x, y); `None` for anything that is
    /// no point of the curve.
    pub fn from_hex(text: &str) -> Option<Self> {
        let bytes: [u8; POINT_LENGTH] =
            HEXLOWER.decode(text.as_bytes()).ok()?.as_slice().try_into().ok()?;
        dsa::VerifyingKey::from_sec1_bytes(USER_ID, &bytes).ok()?;
        (bytes[0] == 4).then_some(Self(bytes))
    }

    /// Reads the point from its x and which of the two y it has.
    pub(crate) fn from_compressed(bytes: &[u8; COMPRESSED_LENGTH]) -> Option<Self> {
        let key = dsa::VerifyingKey::from_sec1_bytes(USER_ID, bytes).ok()?;
        key.to_sec1_bytes().as_ref().try_into().ok().map(Self)
    }

    /// x and which of the two y: two or three, then x.
    pub(crate) fn compressed(&self) -> [u8; COMPRESSED_LENGTH] {
        let mut bytes = [0; COMPRESSED_LENGTH];
        bytes.copy_from_slice(&self.0[..COMPRESSED_LENGTH]);
        bytes[0] = 2 + self.0[POINT_LENGTH - 1] % 2;
        bytes
    }

    /// The key as 130 lower-case hexadecimal digits.
    pub fn to_hex(&self) -> String {
        HEXLOWER.encode(&self.0)
    }

    /// What people compare: SM3 of the key, sixteen groups of four hexadecimal digits.
    pub fn fingerprint(&self) -> String {
        let digits = HEXLOWER.encode(&sm3(&self.0));
        let groups: Vec<&str> =
            (0..digits.len()).step_by(4).filter_map(|start| digits.get(start..start + 4)).collect();
        groups.join(" ")
    }

    /// Whether `signature` (r, s) is of this key over `message`.
    pub(crate) fn verifies(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        let key = dsa::VerifyingKey::from_sec1_bytes(USER_ID, &self.0);
        let signature = Signature::from_slice(signature);
        match (key, signature) {
            (Ok(key), Ok(signature)) => key.verify(message, &signature).is_ok(),
            _ => false,
        }
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({})", self.to_hex())
    }
}

/// A secret key. Never printed.
#[derive(Clone)]
pub struct SigningKey(dsa::SigningKey);

impl SigningKey {
    /// The key of a secret number, most significant byte first; `None` where it is zero or not below
    /// the order of the curve. Thirty-two random bytes are all but never refused.
    pub fn from_secret(secret: &[u8; 32]) -> Option<Self> {
        dsa::SigningKey::from_slice(USER_ID, secret).ok().map(Self)
    }

    /// The public half.
    pub fn public(&self) -> PublicKey {
        let bytes = self.0.verifying_key().to_sec1_bytes();
        let mut point = [0; POINT_LENGTH];
        if bytes.len() == POINT_LENGTH {
            point.copy_from_slice(&bytes);
        }
        PublicKey(point)
    }

    /// The signature (r, s) over `message`; `None` in the one case in 2²⁵⁶ where the nonce does not
    /// serve.
    pub(crate) fn sign(&self, message: &[u8]) -> Option<[u8; 64]> {
        let signature: Signature = self.0.try_sign(message).ok()?;
        Some(signature.to_bytes().into())
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::{PublicKey, SigningKey};
    use data_encoding::HEXLOWER;

    /// The secret key of GB/T 32918.5, annex A, with its public key.
    #[test]
    fn the_published_key_pair_holds() {
        let secret = "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8";
        let secret: [u8; 32] =
            HEXLOWER.decode(secret.as_bytes()).unwrap().as_slice().try_into().unwrap();
        let key = SigningKey::from_secret(&secret).unwrap();
        assert_eq!(
            key.public().to_hex(),
            "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020\
             ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
        );
        // The signature that the annex gives for its own nonce.
        let signature = "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3\
                         b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa";
        let signature: [u8; 64] =
            HEXLOWER.decode(signature.as_bytes()).unwrap().as_slice().try_into().unwrap();
        assert!(key.public().verifies(b"message digest", &signature));
        assert!(!key.public().verifies(b"message digesu", &signature));
        let own = key.sign(b"message digest").unwrap();
        assert!(key.public().verifies(b"message digest", &own));
        assert_eq!(own, key.sign(b"message digest").unwrap());
    }

    #[test]
    fn what_is_no_point_of_the_curve_is_no_key() {
        let key = SigningKey::from_secret(&[7; 32]).unwrap().public();
        assert_eq!(PublicKey::from_hex(&key.to_hex()), Some(key));
        assert_eq!(key.fingerprint().len(), 64 + 15);
        let mut wrong = key.to_hex();
        wrong.replace_range(129.., if wrong.ends_with('0') { "1" } else { "0" });
        assert_eq!(PublicKey::from_hex(&wrong), None);
        assert_eq!(PublicKey::from_hex("04"), None);
        assert!(SigningKey::from_secret(&[0; 32]).is_none());
        assert!(SigningKey::from_secret(&[0xff; 32]).is_none());
    }
}
