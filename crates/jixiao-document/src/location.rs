//! Where something stands in a document.

use std::fmt;

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

impl Location {
    /// The place in the words of [`crate::Document::describe`], for whoever keeps the sheet names
    /// but no document.
    pub fn describe(self, sheet_names: &[String]) -> String {
        match self {
            Self::Whole => "document".to_owned(),
            Self::Line(line) => format!("line {line}"),
            Self::Paragraph(index) => format!("paragraph {index}"),
            Self::TableCell { table, row, column } => {
                format!("table {table} row {row} column {column}")
            }
            Self::SheetCell { sheet, row, column } => {
                let name = sheet_names.get(sheet as usize).map_or("?", String::as_str);
                format!("{name}!{}{row}", Letters(column))
            }
        }
    }
}

/// A spreadsheet column, from 1, as letters.
struct Letters(u32);

impl fmt::Display for Letters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 > 26 {
            Letters((self.0 - 1) / 26).fmt(f)?;
        }
        let letter = u8::try_from(self.0.saturating_sub(1) % 26).expect("below 26");
        write!(f, "{}", char::from(b'A' + letter))
    }
}
