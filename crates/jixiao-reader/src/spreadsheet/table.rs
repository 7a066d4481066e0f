//! The cells of a sheet as a table: what merges cover is left out, empty stretches are closed up.
//!
//! Sheets declare and style far more than they fill. Columns end with the last one that has text;
//! of rows without text one is kept where any stand, so that parts of a sheet stay apart.

use super::merges::{Role, Sweep};
use super::{SheetCell, SheetGrid};
use crate::ReadError;
use crate::build::Build;
use jixiao_document::{Location, TableBuilder};

/// Adds the table of a sheet; a sheet without text adds none.
pub(crate) fn add_table(grid: SheetGrid, build: &mut Build<'_>) -> Result<(), ReadError> {
    let SheetGrid { sheet, mut cells, merges } = grid;
    let filled = || cells.iter().filter(|cell| !cell.text.is_empty());
    let Some(columns) = filled().map(|cell| cell.column + 1).max() else { return Ok(()) };
    let rows = Rows::of(filled().map(|cell| cell.row).collect());
    let last_row = rows.kept.last().map_or(0, |(row, _)| *row);

    // A merge shows as a blank cell where the file has no cell for it.
    let corners = merges.iter().filter(|merge| merge.row <= last_row && merge.column < columns);
    cells.extend(corners.map(|merge| SheetCell {
        row: merge.row,
        column: merge.column,
        text: String::new(),
    }));
    cells.sort_by_key(|cell| (cell.row, cell.column));
    cells.dedup_by_key(|cell| (cell.row, cell.column));

    let mut sweep = Sweep::new(merges);
    let mut table = TableBuilder::new();
    for cell in cells {
        let role = sweep.role(cell.row, cell.column);
        let Some(row) = rows.shown(cell.row).filter(|_| cell.column < columns) else { continue };
        while table.current_row() < row {
            table.end_row();
        }
        let at = Location::SheetCell { sheet, row: cell.row + 1, column: cell.column + 1 };
        let spans = match role {
            Role::Covered => {
                if !cell.text.is_empty() {
                    build.note(at, "合并单元格遮住了这里的文字，未读取");
                }
                continue;
            }
            Role::Free => (1, 1),
            Role::Begins(merge) => {
                let last_column = merge.last_column.min(columns - 1);
                let height = rows.last_shown_up_to(merge.last_row).saturating_sub(row) + 1;
                build.spans((height, last_column - cell.column + 1), at)
            }
        };
        table.cell(cell.column, spans, cell.text, at);
    }
    build.table(table)
}

/// The rows with text, and where each stands in the table.
struct Rows {
    kept: Vec<(u32, u32)>,
}

impl Rows {
    fn of(mut filled: Vec<u32>) -> Self {
        filled.sort_unstable();
        filled.dedup();
        let mut kept: Vec<(u32, u32)> = Vec::with_capacity(filled.len());
        for row in filled {
            let shown =
                kept.last().map_or(0, |(last, shown)| shown + 1 + u32::from(row > last + 1));
            kept.push((row, shown));
        }
        Self { kept }
    }

    /// Where a row stands in the table.
    fn shown(&self, row: u32) -> Option<u32> {
        let found = self.kept.binary_search_by_key(&row, |(row, _)| *row).ok()?;
        self.kept.get(found).map(|(_, shown)| *shown)
    }

    /// Where the last row of the table stands that is not after `row`.
    fn last_shown_up_to(&self, row: u32) -> u32 {
        let count = self.kept.partition_point(|(kept, _)| *kept <= row);
        count.checked_sub(1).and_then(|last| self.kept.get(last)).map_or(0, |(_, shown)| *shown)
    }
}
