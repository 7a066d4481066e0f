//! The way in: form, layout and format to bytes.

use crate::model::Form;
use crate::pdf::{self, Fonts};
use crate::{Layout, RenderError, docx, html, xlsx};

/// The formats forms are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Word, WPS and LibreOffice text.
    Docx,
    /// A workbook of Excel, WPS and LibreOffice.
    Xlsx,
    /// Pages of A4 with the fonts in them.
    Pdf,
    /// A fragment for a page of the browser; its looks are classes.
    Html,
}

/// A rendered form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The file.
    pub bytes: Vec<u8>,
    /// Characters no font had, which show as empty boxes; only PDF files bring their fonts along.
    /// Whoever hands the file out must say so.
    pub missing: Vec<char>,
}

impl Format {
    /// All formats.
    pub const ALL: [Format; 4] = [Format::Docx, Format::Xlsx, Format::Pdf, Format::Html];

    /// The extension of the file, which also names the format in commands.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Pdf => "pdf",
            Self::Html => "html",
        }
    }

    /// The media type of the file.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pdf => "application/pdf",
            Self::Html => "text/html; charset=utf-8",
        }
    }
}

/// What is kept between forms: the fonts of PDF files. One engine serves all threads.
#[derive(Debug, Default)]
pub struct Engine {
    fonts: Fonts,
}

impl Engine {
    /// An engine with the embedded fonts alone.
    pub fn new() -> Self {
        Self::default()
    }

    /// An engine with these fonts.
    pub fn with_fonts(fonts: Fonts) -> Self {
        Self { fonts }
    }

    /// Renders `form` in `layout` as `format`.
    ///
    /// # Errors
    /// When the layout is for another kind of form, or the format cannot hold the form.
    pub fn render(
        &self,
        form: &Form,
        layout: Layout,
        format: Format,
    ) -> Result<Rendered, RenderError> {
        let sheets = layout.sheets(form)?;
        let whole = |bytes| Rendered { bytes, missing: Vec::new() };
        Ok(match format {
            Format::Docx => whole(docx::write(&sheets)?),
            Format::Xlsx => whole(xlsx::write(&sheets)?),
            Format::Html => whole(html::write(&sheets).into_bytes()),
            Format::Pdf => {
                let (bytes, missing) = pdf::write(&sheets, &self.fonts)?;
                Rendered { bytes, missing }
            }
        })
    }
}
