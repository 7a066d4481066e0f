//! The way in: form, layout and format to bytes.

use crate::model::Form;
use crate::{Layout, RenderError, docx, html, xlsx};

/// The formats forms are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Word, WPS and LibreOffice text.
    Docx,
    /// A workbook of Excel, WPS and LibreOffice.
    Xlsx,
    /// A fragment for a page of the browser; its looks are classes.
    Html,
}

/// A rendered form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The file.
    pub bytes: Vec<u8>,
}

impl Format {
    /// All formats.
    pub const ALL: [Format; 3] = [Format::Docx, Format::Xlsx, Format::Html];

    /// The extension of the file, which also names the format in commands.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Html => "html",
        }
    }

    /// The media type of the file.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Html => "text/html; charset=utf-8",
        }
    }
}

/// Renders `form` in `layout` as `format`.
///
/// # Errors
/// When the layout is for another kind of form, or the format cannot hold the form.
pub fn render(form: &Form, layout: Layout, format: Format) -> Result<Rendered, RenderError> {
    let sheets = layout.sheets(form)?;
    let bytes = match format {
        Format::Docx => docx::write(&sheets)?,
        Format::Xlsx => xlsx::write(&sheets)?,
        Format::Html => html::write(&sheets).into_bytes(),
    };
    Ok(Rendered { bytes })
}
