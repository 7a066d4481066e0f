//! Where something stands in a document.

/// A place in one document. Small and `Copy`; [`crate::Document::describe`] turns it into words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Location {
    /// The document as a whole.
    Whole,
    /// A line of a text file, from 1.
    Line(u32),
    /// A paragraph outside tables, counted from 1 over the document.
    Paragraph(u32),
    /// A cell of a table of a word-processor or web document; all from 1.
    TableCell {
        /// Which table of the document.
        table: u32,
        /// Row in the table.
        row: u32,
        /// First column covered.
        column: u32,
    },
    /// A cell of a spreadsheet; `sheet` indexes [`crate::Document::sheet_names`] from 0, row and
    /// column count from 1.
    SheetCell {
        /// Which sheet, from 0.
        sheet: u32,
        /// Row, from 1.
        row: u32,
        /// Column, from 1.
        column: u32,
    },
}
