//! Reading a seal out of a file and saying what it is worth.

use crate::container::{BEGIN, END};
use crate::{Seal, sm3};

/// What was found about a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Every byte is as it was signed, by the key that the seal names. Whether that key is to be
    /// trusted is not said here.
    Intact(Seal),
    /// The seal is genuine, the file around it is not what was signed.
    Changed(Seal, Change),
    /// There is a seal, but it is not as it was written.
    Damaged,
    /// There is more than one seal, or words that look like one.
    Several,
    /// There is no seal.
    Unsealed,
}

/// How a file differs from what was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// The bytes before the seal.
    Content,
    /// Bytes were added after the seal.
    Appended,
}

impl Verdict {
    /// The stable code, lower snake case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Intact(_) => "intact",
            Self::Changed(..) => "changed",
            Self::Damaged => "damaged",
            Self::Several => "several",
            Self::Unsealed => "unsealed",
        }
    }

    /// What it means, in a Chinese sentence.
    pub fn sentence(&self) -> &'static str {
        match self {
            Self::Intact(_) => "文件自签封以来未被改动。",
            Self::Changed(_, Change::Content) => "文件在签封之后被改动，不可采信。",
            Self::Changed(_, Change::Appended) => "文件末尾在签封之后被添加了内容，不可采信。",
            Self::Damaged => "签封不完整或被改动，不可采信。",
            Self::Several => "文件中有不止一个签封，不可采信。",
            Self::Unsealed => "文件没有签封：可能不是公开的原件，或用办公软件另存过。",
        }
    }

    /// The genuine seal, where there is one.
    pub fn seal(&self) -> Option<&Seal> {
        match self {
            Self::Intact(seal) | Self::Changed(seal, _) => Some(seal),
            Self::Damaged | Self::Several | Self::Unsealed => None,
        }
    }
}

/// Verifies a file. Any input gives a verdict.
pub fn verify(bytes: &[u8]) -> Verdict {
    match (count(bytes, BEGIN), count(bytes, END)) {
        (0, 0) => Verdict::Unsealed,
        (1, 1) => single(bytes).unwrap_or(Verdict::Damaged),
        (0 | 1, 0 | 1) => Verdict::Damaged,
        _ => Verdict::Several,
    }
}

/// The verdict on the one seal of a file; `None` where it is damaged.
fn single(bytes: &[u8]) -> Option<Verdict> {
    let begin = find(bytes, BEGIN)?;
    let end = find(bytes, END)?;
    let between = bytes.get(begin + BEGIN.len()..end)?;
    let encoded: Vec<u8> =
        between.iter().copied().filter(|byte| !matches!(byte, b'\n' | b'%')).collect();
    let seal = Seal::decode(&encoded)?;
    if !seal.is_signed() {
        return None;
    }
    let start = begin.checked_sub(seal.container.opening().len())?;
    let (signed, written) = bytes.split_at_checked(start)?;
    let encoded = String::from_utf8(encoded).ok()?;
    let frame = seal.container.frame(&encoded, signed);
    // A changed byte of the content may change how a PDF's end is repeated: the content is told
    // first.
    let is_content = sm3(signed) == seal.digest;
    let after = written.strip_prefix(frame.as_bytes());
    match (is_content, after) {
        (true, Some([])) => Some(Verdict::Intact(seal)),
        (true, Some(_)) => Some(Verdict::Changed(seal, Change::Appended)),
        (true, None) => None,
        (false, _) => Some(Verdict::Changed(seal, Change::Content)),
    }
}

/// How often `word` stands in the bytes.
pub(crate) fn count(bytes: &[u8], word: &str) -> usize {
    memchr::memmem::find_iter(bytes, word).take(3).count()
}

fn find(bytes: &[u8], word: &str) -> Option<usize> {
    memchr::memmem::find(bytes, word.as_bytes())
}
