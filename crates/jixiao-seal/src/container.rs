//! Where a seal stands in a file of each kind, so that every program still opens the file.
//!
//! Always at the very end: in comments after the last line of a PDF, in the comment of a zip archive
//! (docx and xlsx are such), in a comment after a web page. Everything before it is signed.

use std::fmt::Write as _;

/// First and last letters of a seal. A file holds each once.
pub(crate) const BEGIN: &str = "JIXIAO-SEAL-BEGIN";
pub(crate) const END: &str = "JIXIAO-SEAL-END";

/// Letters of the seal in a line.
const LINE_LENGTH: usize = 76;
/// The record that ends a zip archive, without its comment.
const ARCHIVE_END_LENGTH: usize = 22;
const ARCHIVE_END: &[u8] = b"PK\x05\x06";

/// The kinds of files that can be sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Container {
    /// A PDF.
    Pdf,
    /// A zip archive: docx, xlsx, zip.
    Archive,
    /// A web page.
    Html,
}

impl Container {
    const ALL: [Self; 3] = [Self::Pdf, Self::Archive, Self::Html];

    /// The kind of a file, told from its first bytes; `None` where it is none of them.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let start = bytes.trim_ascii_start();
        if bytes.starts_with(b"%PDF-") {
            Some(Self::Pdf)
        } else if bytes.starts_with(b"PK\x03\x04") {
            Some(Self::Archive)
        } else if start.starts_with(b"<") {
            Some(Self::Html)
        } else {
            None
        }
    }

    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Pdf => b'p',
            Self::Archive => b'z',
            Self::Html => b'h',
        }
    }

    pub(crate) fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|container| container.code() == code)
    }

    /// What stands before [`BEGIN`] and belongs to the seal.
    pub(crate) fn opening(self) -> &'static str {
        match self {
            Self::Pdf => "%",
            Self::Archive => "",
            Self::Html => "<!--",
        }
    }

    /// The whole seal as it is written after the signed bytes.
    pub(crate) fn frame(self, encoded: &str, signed: &[u8]) -> String {
        let (mark, close) = match self {
            Self::Pdf => ("%", String::new()),
            Self::Archive => ("", String::new()),
            Self::Html => ("", "-->\n".to_owned()),
        };
        let close = if self == Self::Pdf { pdf_end(signed) } else { close };
        let mut frame = format!("{}{BEGIN}\n", self.opening());
        let mut rest = encoded;
        while let Some((line, after)) = rest.split_at_checked(LINE_LENGTH) {
            let _ = writeln!(frame, "{mark}{line}");
            rest = after;
        }
        if !rest.is_empty() {
            let _ = writeln!(frame, "{mark}{rest}");
        }
        frame.push_str(mark);
        frame.push_str(END);
        frame.push_str(&close);
        frame
    }

    /// The bytes to sign: the file, made ready to be followed by a seal of `length` bytes. `None`
    /// where the file is not sound enough to carry one.
    pub(crate) fn ready(self, mut bytes: Vec<u8>, length: usize) -> Option<Vec<u8>> {
        match self {
            Self::Pdf => {
                if bytes.last().is_some_and(|last| *last != b'\n') {
                    bytes.push(b'\n');
                }
            }
            Self::Html => {}
            Self::Archive => {
                // An archive with a comment of its own is left alone: its end is not ours.
                let at = bytes.len().checked_sub(ARCHIVE_END_LENGTH)?;
                let end = bytes.get_mut(at..)?;
                if !end.starts_with(ARCHIVE_END) {
                    return None;
                }
                let length = u16::try_from(length).ok()?.to_le_bytes();
                end.get_mut(ARCHIVE_END_LENGTH - 2..)?.copy_from_slice(&length);
            }
        }
        Some(bytes)
    }
}

/// Repeats where the cross-references of a PDF are: readers look for that near the end of the file.
fn pdf_end(signed: &[u8]) -> String {
    let word = b"startxref";
    let place = signed.windows(word.len()).rposition(|window| window == word);
    let digits: String = place
        .and_then(|at| signed.get(at + word.len()..))
        .map(<[u8]>::trim_ascii_start)
        .unwrap_or_default()
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .map(|byte| char::from(*byte))
        .collect();
    if digits.is_empty() {
        return "\n".to_owned();
    }
    format!("\nstartxref\n{digits}\n%%EOF\n")
}
