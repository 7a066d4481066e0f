//! Tables for unit tests: rows of texts, every cell one row and one column.

use jixiao_document::{Location, Table, TableBuilder};

/// The table whose cells are `rows`.
pub(crate) fn table(rows: &[&[&str]]) -> Table {
    let mut builder = TableBuilder::new();
    for (row, cells) in (1..).zip(rows) {
        for (column, text) in (0..).zip(*cells) {
            let at = Location::TableCell { table: 1, row, column: column + 1 };
            builder.cell(column, (1, 1), (*text).to_owned(), at);
        }
        builder.end_row();
    }
    builder.finish()
}
