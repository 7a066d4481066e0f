//! Several forms and texts bound as one document, and the mark by which it is verified.

use super::Form;
use crate::Layout;

/// Forms and texts in order, rendered as one file. Pages are numbered through; in a workbook every
/// part is a tab of its own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Volume {
    /// The title of the file.
    pub title: String,
    /// The parts in order; each begins on a new page.
    pub parts: Vec<Part>,
}

/// A form or text of a volume.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its name in the bookmarks; empty takes the title printed on it.
    pub title: String,
    /// What is printed.
    pub form: Form,
    /// How it is printed.
    pub layout: Layout,
}

/// A mark at the end of a document: a QR code with a few lines of small print beside it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SealMark {
    /// What the QR code says, usually an address.
    pub payload: String,
    /// The lines beside it.
    pub lines: Vec<String>,
}
