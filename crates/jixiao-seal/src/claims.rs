//! What a seal says, and its one written form.
//!
//! Fixed fields in a fixed order, as few bytes as can be: LibreOffice opens no archive whose comment
//! is longer than some five hundred. A seal that reads but is not written exactly so is damaged.

use crate::key::COMPRESSED_LENGTH;
use crate::{Container, PublicKey};
use data_encoding::{BASE64, HEXLOWER};

/// The version of the written form.
const VERSION: u8 = 1;
/// What every signed message begins with, so that no other use of a key can pass for a seal.
const PURPOSE: &[u8] = b"JIXIAO-SEAL";
/// The most bytes a word of a seal may have: forty characters of Chinese.
pub(crate) const WORD_LENGTH_MAX: usize = 120;

/// A seal as it stands in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// The kind of file it was made for.
    pub container: Container,
    /// 签发单位, as the signer calls itself; what counts is the key.
    pub signer: String,
    /// 公开编号
    pub number: String,
    /// When it was signed: milliseconds since 1970 UTC, as the signer says.
    pub signed_at_millis: i64,
    /// The key that signed.
    pub public_key: PublicKey,
    /// SM3 of all bytes outside the seal, when it was signed.
    pub digest: [u8; 32],
    pub(crate) signature: [u8; 64],
}

impl Seal {
    /// The digest as 64 lower-case hexadecimal digits.
    pub fn digest_hex(&self) -> String {
        HEXLOWER.encode(&self.digest)
    }

    /// Everything but the signature.
    fn fields(&self) -> Vec<u8> {
        let mut fields = vec![VERSION, self.container.code()];
        for word in [&self.signer, &self.number] {
            // Longer words are refused before a seal is made, and never read.
            fields.push(u8::try_from(word.len()).unwrap_or(u8::MAX));
            fields.extend_from_slice(word.as_bytes());
        }
        fields.extend_from_slice(&self.signed_at_millis.to_be_bytes());
        fields.extend_from_slice(&self.public_key.compressed());
        fields.extend_from_slice(&self.digest);
        fields
    }

    /// What is signed.
    pub(crate) fn message(&self) -> Vec<u8> {
        [PURPOSE, &self.fields()].concat()
    }

    /// The seal as letters that every container takes.
    pub(crate) fn encoded(&self) -> String {
        BASE64.encode(&[self.fields().as_slice(), &self.signature].concat())
    }

    /// Reads what [`Seal::encoded`] wrote; `None` for anything else.
    pub(crate) fn decode(encoded: &[u8]) -> Option<Self> {
        let bytes = BASE64.decode(encoded).ok()?;
        let mut rest = bytes.as_slice();
        let [version, container] = take(&mut rest)?;
        if version != VERSION {
            return None;
        }
        let seal = Self {
            container: Container::from_code(container)?,
            signer: word(&mut rest)?,
            number: word(&mut rest)?,
            signed_at_millis: i64::from_be_bytes(take(&mut rest)?),
            public_key: PublicKey::from_compressed(&take::<COMPRESSED_LENGTH>(&mut rest)?)?,
            digest: take(&mut rest)?,
            signature: take(&mut rest)?,
        };
        (seal.encoded().as_bytes() == encoded).then_some(seal)
    }

    /// Whether the signature is over what the seal says.
    pub(crate) fn is_signed(&self) -> bool {
        self.public_key.verifies(&self.message(), &self.signature)
    }
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, after) = rest.split_first_chunk::<N>()?;
    *rest = after;
    Some(*taken)
}

fn word(rest: &mut &[u8]) -> Option<String> {
    let [length] = take(rest)?;
    let length = usize::from(length);
    if length > WORD_LENGTH_MAX {
        return None;
    }
    let (taken, after) = rest.split_at_checked(length)?;
    *rest = after;
    String::from_utf8(taken.to_vec()).ok()
}
