//! A document as its reader leaves it: blocks in reading order.

use crate::{Location, Table};

/// The file format a document was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text, tab-separated text, Markdown.
    Text,
    /// Office Open XML word processing.
    Docx,
    /// Office Open XML spreadsheet.
    Xlsx,
    /// Binary Excel 97–2003.
    Xls,
    /// A web page.
    Html,
}

/// What was read from one file.
#[derive(Debug, Clone)]
pub struct Document {
    /// The format decided by content.
    pub format: Format,
    /// Paragraphs and tables in reading order.
    pub blocks: Vec<Block>,
    /// Names of the sheets, for spreadsheets; otherwise empty.
    pub sheet_names: Vec<String>,
    /// What the reader had to give up, in Chinese, with its place.
    pub notes: Vec<(Location, String)>,
}

/// One block of a document.
#[derive(Debug, Clone)]
pub enum Block {
    /// A line of text (text files) or a paragraph.
    Paragraph(Paragraph),
    /// A table with its cells in place.
    Table(Table),
}

/// A paragraph outside any table, or one line of a text file.
#[derive(Debug, Clone)]
pub struct Paragraph {
    /// The text as it stands. Text files keep inner runs of white space: they separate cells.
    pub text: String,
    /// Heading level 1..=9 where the format marks one.
    pub heading_level: Option<u8>,
    /// Its place.
    pub at: Location,
}

impl Format {
    /// The name used in public JSON: `text`, `docx`, `xlsx`, `xls`, `html`.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Docx => "docx",
            Format::Xlsx => "xlsx",
            Format::Xls => "xls",
            Format::Html => "html",
        }
    }
}

impl Document {
    /// An empty document of `format`.
    pub fn new(format: Format) -> Self {
        Self { format, blocks: Vec::new(), sheet_names: Vec::new(), notes: Vec::new() }
    }

    /// The place in words, stable and public: `line 24`, `paragraph 3`, `table 2 row 5 column 3`,
    /// `自评表!C5`, `document`.
    pub fn describe(&self, at: Location) -> String {
        at.describe(&self.sheet_names)
    }
}
