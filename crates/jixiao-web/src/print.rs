//! Official forms of records: as files, and in the browser to be printed as they stand.

use crate::download;
use crate::error::render;
use crate::page::Frame;
use crate::session::Session;
use askama::Template;
use axum::response::Response;
use jixiao_app::Refusal;
use jixiao_app::documents::{self, Document, Format};

/// The format of a form's file by its extension.
///
/// # Errors
/// [`Refusal::NotFound`] for any other; the fragment of a page is no file.
pub(crate) fn form_format(extension: &str) -> Result<Format, Refusal> {
    among(extension, &[Format::Docx, Format::Xlsx, Format::Pdf])
}

/// The format of a text's file: running text goes into documents, not into workbooks.
///
/// # Errors
/// [`Refusal::NotFound`] for any other.
pub(crate) fn text_format(extension: &str) -> Result<Format, Refusal> {
    among(extension, &[Format::Docx, Format::Pdf])
}

fn among(extension: &str, formats: &[Format]) -> Result<Format, Refusal> {
    let format = documents::format(extension).filter(|format| formats.contains(format));
    format.ok_or(Refusal::NotFound("该格式"))
}

/// A document to be taken away.
pub(crate) fn file(document: Document) -> Response {
    download::file(&document.file_name, document.media_type, document.bytes)
}

#[derive(Template)]
#[template(path = "parts/print.html")]
struct PrintPage {
    frame: Frame,
    back: String,
    form: String,
}

/// A document in the browser; `back` leads to its record.
pub(crate) fn page(
    session: &Session,
    here: &str,
    title: &str,
    back: String,
    document: &Document,
) -> Response {
    let form = String::from_utf8_lossy(&document.bytes).into_owned();
    render(&PrintPage { frame: Frame::new(session, here, title), back, form })
}
