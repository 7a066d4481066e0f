//! Bytes to [`jixiao_document::Document`]: text, docx, xlsx, xls, html.
//!
//! Owns every zip, XML, HTML and spreadsheet parser of the project, character decoding and the
//! limits that keep hostile files from hurting. Knows no form.

mod build;
mod docx;
mod error;
mod html;
mod limits;
mod mhtml;
mod number_format;
mod ole;
mod package;
mod sniff;
mod spreadsheet;
mod text;
mod xls;
mod xlsx;
mod xml;

pub use error::ReadError;
pub use limits::Limits;

use jixiao_document::{Document, Format, Location};
use ole::Ole;
use package::{Office, Package};
use sniff::Kind;

/// Reads `bytes`, deciding the format by content; `name` (a file name) only breaks ties, and an
/// extension that contradicts the content becomes a note.
///
/// # Errors
/// Says in Chinese why the file cannot be read and what to do.
pub fn read(bytes: &[u8], name: &str, limits: &Limits) -> Result<Document, ReadError> {
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limits.file_bytes {
        let limit = format!("{} 兆字节", limits.file_bytes >> 20);
        return Err(ReadError::too_large("文件大小", limit));
    }
    let mut document = match sniff::kind(bytes)? {
        Kind::Text => text::read(bytes, limits)?,
        Kind::WebArchive => mhtml::read(bytes, limits)?,
        Kind::Compound => compound(&Ole::open(bytes)?, limits)?,
        Kind::Zip => {
            let mut package = Package::open(bytes, limits)?;
            match package.office()? {
                Office::Word(part) => docx::read(package, &part, limits)?,
                Office::Sheets(part) => xlsx::read(package, &part, limits)?,
            }
        }
    };
    if let Some(note) = extension_note(name, document.format) {
        document.notes.push((Location::Whole, note));
    }
    Ok(document)
}

/// Reads or refuses a compound file by the streams in it.
fn compound(ole: &Ole<'_>, limits: &Limits) -> Result<Document, ReadError> {
    let has = |name| ole.has(name);
    match () {
        () if has("Workbook") || has("Book") => xls::read(ole, limits),
        () if has("EncryptedPackage") => Err(ReadError::Encrypted),
        () if has("WordDocument") => Err(ReadError::LegacyWord),
        () if has("PowerPoint Document") => Err(ReadError::Convertible("旧版演示文稿（ppt）")),
        () => Err(ReadError::Convertible("这种复合文档")),
    }
}

/// A note where the extension promises another format than the content is.
fn extension_note(name: &str, format: Format) -> Option<String> {
    let (_, extension) = name.rsplit_once('.')?;
    let promised: &[Format] = match extension.to_ascii_lowercase().as_str() {
        "docx" | "docm" | "dotx" => &[Format::Docx],
        "xlsx" | "xlsm" | "xltx" => &[Format::Xlsx],
        "xls" | "et" => &[Format::Xls],
        "html" | "htm" | "mht" | "mhtml" | "xhtml" => &[Format::Html],
        "txt" | "md" | "tsv" => &[Format::Text],
        "doc" | "wps" | "pdf" | "rtf" | "ofd" => &[],
        _ => return None,
    };
    let found = match format {
        _ if promised.contains(&format) => return None,
        Format::Text => "文本",
        Format::Docx => "docx 文档",
        Format::Xlsx => "xlsx 工作簿",
        Format::Xls => "xls 工作簿",
        Format::Html => "网页",
    };
    Some(format!("扩展名是 .{extension}，内容却是{found}，已按内容读取"))
}
