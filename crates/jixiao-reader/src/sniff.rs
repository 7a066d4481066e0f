//! What a file is, by its first bytes and by what is inside.
//!
//! Owns recognition and the refusals that need no parsing. Never looks at the file's name.

use crate::{ReadError, mhtml, ole};

/// A format with a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Zip,
    Compound,
    WebArchive,
}

/// First bytes of formats that are refused at once.
static REFUSED: &[(&[u8], ReadError)] = &[
    (b"\x89PNG\r\n\x1a\n", ReadError::Image("PNG")),
    (b"\xff\xd8\xff", ReadError::Image("JPG")),
    (b"GIF8", ReadError::Image("GIF")),
    (b"II*\0", ReadError::Image("TIFF")),
    (b"MM\0*", ReadError::Image("TIFF")),
    (b"Rar!\x1a\x07", ReadError::Archive("RAR")),
    (b"7z\xbc\xaf\x27\x1c", ReadError::Archive("7z")),
    (b"\x1f\x8b\x08", ReadError::Archive("GZIP")),
    (b"{\\rtf", ReadError::Convertible("富文本（RTF）")),
];

/// Decides what `bytes` are.
pub(crate) fn kind(bytes: &[u8]) -> Result<Kind, ReadError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::Empty);
    }
    if let Some((_, refusal)) = REFUSED.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(refusal.clone());
    }
    if bytes.starts_with(ole::SIGNATURE) {
        return Ok(Kind::Compound);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Ok(Kind::Zip);
    }
    if bytes.starts_with(b"PK\x05\x06") {
        return Err(ReadError::Archive("ZIP"));
    }
    let head = &bytes[..bytes.len().min(1024)];
    if memchr::memmem::find(head, b"%PDF-").is_some() {
        return Err(ReadError::Pdf);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Err(ReadError::Image("WEBP"));
    }
    if bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4]) {
        return Err(ReadError::Image("BMP"));
    }
    if mhtml::is_archive(bytes) {
        return Ok(Kind::WebArchive);
    }
    Ok(Kind::Text)
}
