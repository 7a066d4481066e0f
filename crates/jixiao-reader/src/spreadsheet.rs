//! What the readers of xlsx and xls share: the cells of a sheet, number formats by cell style,
//! merges, and the table made of them. Knows nothing of either file format.

mod merges;
mod styles;
mod table;

pub(crate) use merges::Merge;
pub(crate) use styles::Styles;
pub(crate) use table::add_table;

use crate::ReadError;
use crate::build::Build;
use jixiao_document::Location;
use jixiao_document::text::is_blank;

/// A cell at its row and column, both from 0.
pub(crate) struct SheetCell {
    row: u32,
    column: u32,
    text: String,
}

/// The cells of a sheet as the file lists them, and its merges.
pub(crate) struct SheetGrid {
    /// Which sheet, from 0.
    pub(crate) sheet: u32,
    cells: Vec<SheetCell>,
    merges: Vec<Merge>,
}

impl SheetGrid {
    pub(crate) fn new(sheet: u32) -> Self {
        Self { sheet, cells: Vec::new(), merges: Vec::new() }
    }

    /// Adds a cell; blank ones matter only where text stands around them.
    pub(crate) fn cell(
        &mut self,
        (row, column): (u32, u32),
        text: String,
        build: &mut Build<'_>,
    ) -> Result<(), ReadError> {
        let at = Location::SheetCell { sheet: self.sheet, row: row + 1, column: column + 1 };
        build.count_cells(1)?;
        let trimmed = build.cut(text.trim_matches(is_blank), at)?;
        let text = if trimmed.len() == text.len() { text } else { trimmed.to_owned() };
        self.cells.push(SheetCell { row, column, text });
        Ok(())
    }

    /// Adds the merged range between two corners.
    pub(crate) fn merge(
        &mut self,
        one: (u32, u32),
        other: (u32, u32),
        build: &mut Build<'_>,
    ) -> Result<(), ReadError> {
        build.count_cells(1)?;
        if one != other {
            self.merges.push(Merge::between(one, other));
        }
        Ok(())
    }
}

/// Refuses a place outside the limits.
pub(crate) fn check_place(row: u32, column: u32, build: &Build<'_>) -> Result<(), ReadError> {
    let limits = build.limits;
    if column >= limits.columns {
        return Err(ReadError::too_large("工作表列数", limits.columns));
    }
    if row >= limits.rows {
        return Err(ReadError::too_large("工作表行数", limits.rows));
    }
    Ok(())
}
