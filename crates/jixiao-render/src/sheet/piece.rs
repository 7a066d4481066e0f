//! Cells of a table whose header rows are apart from the rows below: a cell over both becomes two.

use super::{Cell, Part, Sheet};

/// A cell, or the half of one that lies in the header or below it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece<'s> {
    /// The cell.
    pub(crate) cell: &'s Cell,
    /// First row, counted from the first of the part.
    pub(crate) row: usize,
    /// Rows covered.
    pub(crate) row_span: usize,
    /// The text of the cell; the lower half has none.
    pub(crate) text: &'s str,
    /// Whether the other half is above.
    pub(crate) goes_on_above: bool,
    /// Whether the other half is below.
    pub(crate) goes_on_below: bool,
}

impl Part {
    /// The cells of the header, then those of the rows below, each by row and column.
    pub(crate) fn pieces<'s>(&self, sheet: &'s Sheet) -> (Vec<Piece<'s>>, Vec<Piece<'s>>) {
        let border = self.rows.start + self.header_count;
        let (mut head, mut body) = (Vec::new(), Vec::new());
        for cell in sheet.cells.iter().filter(|cell| self.rows.contains(&cell.row)) {
            let end = cell.row + cell.row_span;
            let whole = Piece {
                cell,
                row: cell.row - self.rows.start,
                row_span: cell.row_span,
                text: &cell.text,
                goes_on_above: false,
                goes_on_below: false,
            };
            if cell.row >= border {
                body.push(whole);
            } else if end <= border {
                head.push(whole);
            } else {
                head.push(Piece { row_span: border - cell.row, goes_on_below: true, ..whole });
                body.push(Piece {
                    row: self.header_count,
                    row_span: end - border,
                    text: "",
                    goes_on_above: true,
                    ..whole
                });
            }
        }
        body.sort_by_key(|piece| (piece.row, piece.cell.column));
        (head, body)
    }
}
