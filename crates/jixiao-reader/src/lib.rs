//! Bytes to [`jixiao_document::Document`]: text, docx, xlsx, xls, html.
//!
//! Owns every zip, XML, HTML and spreadsheet parser of the project, character decoding and the
//! limits that keep hostile files from hurting. Knows no form.

use jixiao_document::Document;

/// What a reader will take on before it refuses.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Largest file, bytes.
    pub file_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { file_bytes: 256 << 20 }
    }
}

/// Why a file could not be read. Displays as a Chinese sentence that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// A format that is not read yet or never will be.
    #[error("暂不支持此格式")]
    Unsupported,
}

/// Reads `bytes`, deciding the format by content; `name` (a file name) only breaks ties.
///
/// # Errors
/// Says in Chinese why the file cannot be read and what to do.
pub fn read(_bytes: &[u8], _name: &str, _limits: &Limits) -> Result<Document, ReadError> {
    Err(ReadError::Unsupported)
}
