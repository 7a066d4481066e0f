//! The row a finding stands in, with the cell in question underlined.

use crate::width::{columns, shorten};
use jixiao_document::{Block, Cell, Document, Location};

/// Columns one cell of an excerpt may take.
const CELL_COLUMNS_MAX: usize = 36;
/// Columns a whole excerpt may take.
const ROW_COLUMNS_MAX: usize = 110;

/// A row shown under a finding.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Excerpt {
    /// The cells of the row, shortened, joined by ` | `.
    pub(crate) row: String,
    /// Spaces and carets under the cell in question; empty when it could not be told.
    pub(crate) marks: String,
}

/// The excerpt for a finding at `at` about the text `printed`; `None` where the place has no text.
pub(crate) fn excerpt(document: &Document, at: Location, printed: Option<&str>) -> Option<Excerpt> {
    let cells = row_at(document, at)?;
    let marked = cells
        .iter()
        .position(|(location, text)| *location == at && printed.is_some_and(|p| text.contains(p)))
        .or_else(|| printed.and_then(|p| cells.iter().rposition(|(_, text)| *text == p)))
        .or_else(|| unique(&cells, at));
    let mut row = String::new();
    let mut marks = String::new();
    for (index, (_, text)) in cells.iter().enumerate() {
        if !row.is_empty() {
            row.push_str(" | ");
        }
        let start = columns(&row);
        if start > ROW_COLUMNS_MAX {
            row.push('…');
            break;
        }
        let shown = shorten(text, CELL_COLUMNS_MAX);
        if marked == Some(index) {
            marks = underline(start, &shown, printed);
        }
        row.push_str(&shown);
    }
    (!row.is_empty()).then_some(Excerpt { row, marks })
}

/// Carets under `printed` within `shown` (which begins at column `start`), or under all of it.
fn underline(start: usize, shown: &str, printed: Option<&str>) -> String {
    let within = printed.and_then(|printed| {
        let from = shown.find(printed)?;
        Some((columns(&shown[..from]), columns(printed)))
    });
    let (offset, length) = within.unwrap_or((0, columns(shown)));
    format!("{}{}", " ".repeat(start + offset), "^".repeat(length.max(1)))
}

fn unique(cells: &[(Location, &str)], at: Location) -> Option<usize> {
    let mut hits = cells.iter().enumerate().filter(|(_, (location, _))| *location == at);
    let first = hits.next()?.0;
    hits.next().is_none().then_some(first)
}

/// The non-blank cells of the row `at` stands in.
fn row_at(document: &Document, at: Location) -> Option<Vec<(Location, &str)>> {
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) if paragraph.at == at => {
                return Some(vec![(at, paragraph.text.trim())]);
            }
            Block::Table(table) => {
                if let Some(cell) = table.cells().iter().find(|cell| cell.at == at) {
                    let shown = |cell: &&Cell| !cell.text.is_empty();
                    let row = table.row(cell.row).iter().filter(shown);
                    return Some(row.map(|cell| (cell.at, cell.text.as_str())).collect());
                }
            }
            Block::Paragraph(_) => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use jixiao_document::{Format, TableBuilder};

    #[test]
    fn the_printed_cell_of_a_text_row_is_underlined() {
        let mut table = TableBuilder::new();
        for (column, text) in ["慰问人数", "3100人", "3000人", "5.00", "5.00"].iter().enumerate()
        {
            let column = u32::try_from(column).unwrap();
            table.cell(column, (1, 1), (*text).to_owned(), Location::Line(7));
        }
        let mut document = Document::new(Format::Text);
        document.blocks.push(Block::Table(table.finish()));
        let excerpt = excerpt(&document, Location::Line(7), Some("5.00")).unwrap();
        assert_eq!(excerpt.row, "慰问人数 | 3100人 | 3000人 | 5.00 | 5.00");
        // All cells of a text row share one place, so the first cell that holds the text is shown.
        assert_eq!(excerpt.marks.find('^'), Some(29));
    }
}
