//! One sealed field: a version, the key's number, the nonce, the ciphertext with its tag.

use crate::ring::KeyId;
use aes_gcm::aead::{Aead as _, Payload, consts::U12};
use aes_gcm::{AesGcm, KeyInit as _};
use sm4::Sm4;
use zeroize::Zeroizing;

/// SM4-GCM as RFC 8998 defines it: the generic mode asks for a 128-bit block cipher only.
pub(crate) type Sm4Gcm = AesGcm<Sm4, U12>;

/// Bytes of a nonce. Random ones are fit for some 2³² fields under one key; rotate long before.
pub const NONCE_LENGTH: usize = 12;

const VERSION: u8 = 1;
const KEY_LENGTH: usize = 4;
const HEAD_LENGTH: usize = 1 + KEY_LENGTH + NONCE_LENGTH;

/// Where a field stands. A sealed field opens in its own place only, so that nobody with access to
/// the database can move one person's number to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// Table, or kind of record.
    pub table: &'a str,
    /// Column, or name of the field.
    pub column: &'a str,
    /// Key of the row.
    pub row: i64,
}

/// Why a sealed field can't be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// The ring lacks the key.
    #[error("密钥文件中没有第 {0} 号密钥，无法解密；请装入包含该密钥的密钥文件")]
    UnknownKey(KeyId),
    /// The bytes were changed, moved from another place, or sealed by another key of the same number.
    #[error("密文与其位置或密钥不符，可能被改动；请核对密钥文件，或从备份恢复该记录")]
    Damaged,
}

/// The number of the key a field was sealed with.
///
/// # Errors
/// [`OpenError::Damaged`] for what was never sealed.
pub fn key_of(sealed: &[u8]) -> Result<KeyId, OpenError> {
    let (version, rest) = sealed.split_first().ok_or(OpenError::Damaged)?;
    let id = rest.first_chunk::<KEY_LENGTH>().ok_or(OpenError::Damaged)?;
    if *version != VERSION || sealed.len() < HEAD_LENGTH {
        return Err(OpenError::Damaged);
    }
    Ok(KeyId(u32::from_be_bytes(*id)))
}

/// A key ready for use. Its schedule is made once and wiped at its end.
#[derive(Clone)]
pub(crate) struct FieldKey {
    id: KeyId,
    cipher: Sm4Gcm,
}

impl FieldKey {
    pub(crate) fn new(id: KeyId, key: &[u8; 16]) -> Self {
        Self { id, cipher: Sm4Gcm::new(&(*key).into()) }
    }

    pub(crate) fn seal(
        &self,
        place: Place<'_>,
        nonce: [u8; NONCE_LENGTH],
        plain: &[u8],
    ) -> Vec<u8> {
        let head = [[VERSION].as_slice(), &self.id.0.to_be_bytes(), &nonce].concat();
        let aad = bound(&head, place);
        let sealed = self
            .cipher
            .encrypt(&nonce.into(), Payload { msg: plain, aad: &aad })
            .expect("a field is far below the 64 GiB the mode allows");
        [head, sealed].concat()
    }

    pub(crate) fn open(
        &self,
        place: Place<'_>,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        let (head, ciphertext) = sealed.split_at_checked(HEAD_LENGTH).ok_or(OpenError::Damaged)?;
        let nonce = head.last_chunk::<NONCE_LENGTH>().ok_or(OpenError::Damaged)?;
        let aad = bound(head, place);
        self.cipher
            .decrypt(&(*nonce).into(), Payload { msg: ciphertext, aad: &aad })
            .map(Zeroizing::new)
            .map_err(|_| OpenError::Damaged)
    }
}

/// What the tag covers beside the ciphertext: the head and the place, each part with its length, so
/// that no two places share their bytes.
fn bound(head: &[u8], place: Place<'_>) -> Vec<u8> {
    let mut bytes = head.to_vec();
    for part in [place.table.as_bytes(), place.column.as_bytes(), &place.row.to_be_bytes()] {
        bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
        bytes.extend_from_slice(part);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::Sm4Gcm;
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
}
