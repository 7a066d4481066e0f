//! The way in: form, layout and format to bytes.

use crate::mark::Mark;
use crate::model::{Form, Part, SealMark, Volume};
use crate::paper::{Chapter, Paper, Section};
use crate::pdf::{self, Fonts};
use crate::sheet::Sheet;
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

/// What is added to a document besides its form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// The mark by which the document is verified, at its end.
    pub seal_mark: Option<SealMark>,
}

impl Options {
    fn mark(&self) -> Result<Option<Mark>, RenderError> {
        self.seal_mark.as_ref().map(Mark::new).transpose()
    }
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
        self.render_with(form, layout, format, &Options::default())
    }

    /// Renders `form` in `layout` as `format` with what `options` add.
    ///
    /// # Errors
    /// As [`Engine::render`], and when a QR code cannot hold the payload of the mark.
    pub fn render_with(
        &self,
        form: &Form,
        layout: Layout,
        format: Format,
        options: &Options,
    ) -> Result<Rendered, RenderError> {
        let sections = layout.sections(form)?;
        let title = sections.first().map_or("", Section::title).to_owned();
        let chapters = vec![Chapter { title: title.clone(), sections }];
        self.write(&Paper { title, chapters, mark: options.mark()? }, format)
    }

    /// Renders several forms and texts as one file.
    ///
    /// # Errors
    /// When a layout is for another kind of form, or the format cannot hold a part: a workbook holds
    /// forms only.
    pub fn render_volume(
        &self,
        volume: &Volume,
        format: Format,
        options: &Options,
    ) -> Result<Rendered, RenderError> {
        let chapter = |part: &Part| {
            let sections = part.layout.sections(&part.form)?;
            let printed = sections.first().map_or("", Section::title);
            let title = if part.title.is_empty() { printed } else { &part.title };
            Ok(Chapter { title: title.to_owned(), sections })
        };
        let chapters = volume.parts.iter().map(chapter).collect::<Result<_, RenderError>>()?;
        let (title, mark) = (volume.title.clone(), options.mark()?);
        self.write(&Paper { title, chapters, mark }, format)
    }

    fn write(&self, paper: &Paper, format: Format) -> Result<Rendered, RenderError> {
        let whole = |bytes| Rendered { bytes, missing: Vec::new() };
        Ok(match format {
            Format::Docx => whole(docx::write(paper)?),
            Format::Xlsx => whole(xlsx::write(&sheets(paper)?, paper.mark.as_ref())?),
            Format::Html => whole(html::write(paper).into_bytes()),
            Format::Pdf => {
                let (bytes, missing) = pdf::write(paper, &self.fonts)?;
                Rendered { bytes, missing }
            }
        })
    }
}

/// The sheets of a paper that holds nothing else.
fn sheets(paper: &Paper) -> Result<Vec<&Sheet>, RenderError> {
    let mut sheets = Vec::new();
    for section in paper.sections() {
        match section {
            Section::Sheet(sheet) => sheets.push(sheet),
            Section::Text(_) => return Err(RenderError::NoWorkbook),
        }
    }
    Ok(sheets)
}
