//! Putting a seal into a file.

use crate::claims::WORD_LENGTH_MAX;
use crate::container::{BEGIN, END};
use crate::verify::count;
use crate::{Container, Seal, SigningKey, sm3};
use std::fmt;

/// What a seal shall say beside key, digest and signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label<'a> {
    /// 签发单位
    pub signer: &'a str,
    /// 公开编号
    pub number: &'a str,
    /// When it is signed: milliseconds since 1970 UTC.
    pub signed_at_millis: i64,
}

/// Why a file can't be sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SealError {
    /// Neither PDF nor zip nor web page.
    UnknownKind,
    /// It holds a seal, or the words that mark one.
    AlreadySealed,
    /// Its end is not what its kind ends with.
    Unsound,
    /// A word of the label is longer than 120 bytes, or holds a control character.
    Label,
}

impl fmt::Display for SealError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnknownKind => "只能签封 PDF、docx、xlsx、zip 和网页文件",
            Self::AlreadySealed => "文件已有签封",
            Self::Unsound => "文件结尾不完整，无法签封",
            Self::Label => "签封单位和编号不得超过 120 字节，不能含控制字符",
        })
    }
}

impl std::error::Error for SealError {}

/// Seals a file: the same bytes, ready to end with a seal, and the seal.
///
/// # Errors
/// [`SealError`].
pub fn seal(bytes: Vec<u8>, key: &SigningKey, label: Label<'_>) -> Result<Vec<u8>, SealError> {
    let container = Container::of(&bytes).ok_or(SealError::UnknownKind)?;
    if count(&bytes, BEGIN) + count(&bytes, END) > 0 {
        return Err(SealError::AlreadySealed);
    }
    let is_word = |word: &str| word.len() <= WORD_LENGTH_MAX && !word.chars().any(char::is_control);
    if !is_word(label.signer) || !is_word(label.number) {
        return Err(SealError::Label);
    }
    let mut seal = Seal {
        container,
        signer: label.signer.to_owned(),
        number: label.number.to_owned(),
        signed_at_millis: label.signed_at_millis,
        public_key: key.public(),
        digest: [0; 32],
        signature: [0; 64],
    };
    // Digest and signature have a fixed length: the seal is as long as it will be.
    let length = container.frame(&seal.encoded(), &bytes).len();
    let mut sealed = container.ready(bytes, length).ok_or(SealError::Unsound)?;
    seal.digest = sm3(&sealed);
    seal.signature = key.sign(&seal.message()).ok_or(SealError::Unsound)?;
    let frame = container.frame(&seal.encoded(), &sealed);
    sealed.extend_from_slice(frame.as_bytes());
    Ok(sealed)
}
