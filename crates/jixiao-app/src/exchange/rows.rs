//! An uploaded workbook as rows of named fields.

use super::columns::{Column, ImportKind, plain_head};
use crate::Refusal;
use jixiao_document::{Block, Table};
use jixiao_domain::Coded as _;
use jixiao_reader::Limits;

/// Rows of one file.
pub(super) const ROW_COUNT_MAX: usize = 100_000;
const FILE_BYTES_MAX: u64 = 50 << 20;
/// Cells of one file: its rows with all their columns, and room for columns that are not ours.
const CELL_COUNT_MAX: usize = 2_500_000;
/// The heading stands within the first rows, below a title perhaps.
const HEADING_ROW_MAX: u32 = 10;

/// A row that says something.
#[derive(Debug, Clone)]
pub(super) struct RawRow {
    /// Its number in the sheet, from 1.
    pub(super) number: u32,
    /// What stands in each of the kind's columns, in their order.
    pub(super) cells: Vec<String>,
    columns: &'static [Column],
}

impl RawRow {
    /// What stands in the column of a field; empty where the file has no such column.
    pub(super) fn get(&self, field: &str) -> String {
        let column = self.columns.iter().position(|column| column.field == field);
        column.and_then(|index| self.cells.get(index)).cloned().unwrap_or_default()
    }
}

/// Reads the rows below the heading of the first sheet that has it.
///
/// # Errors
/// [`Refusal::Invalid`] on `file` where it can't be read, has no heading, or no rows;
/// [`Refusal::TooMuch`] beyond 100,000 rows.
pub(super) fn read(bytes: &[u8], name: &str, kind: ImportKind) -> Result<Vec<RawRow>, Refusal> {
    let limits = Limits { file_bytes: FILE_BYTES_MAX, cells: CELL_COUNT_MAX, ..Limits::default() };
    let document = jixiao_reader::read(bytes, name, &limits)
        .map_err(|error| Refusal::field("file", error.to_string()))?;
    let tables = document.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Paragraph(_) => None,
    });
    let mut nearest: Option<Vec<&str>> = None;
    for table in tables {
        match heading(table, kind.columns()) {
            Ok((row, places)) => return below(table, row, &places, kind),
            Err(missing) => {
                if nearest.as_ref().is_none_or(|nearest| missing.len() < nearest.len()) {
                    nearest = Some(missing);
                }
            }
        }
    }
    let missing = nearest.unwrap_or_default().join("、");
    let message = format!("不是{}导入模板：缺少列 {missing}；请下载模板填写", kind.word());
    Err(Refusal::field("file", message))
}

/// The row of the heading and the place of each column; else the required columns that the best row
/// lacks.
fn heading(
    table: &Table,
    columns: &'static [Column],
) -> Result<(u32, Vec<Option<u32>>), Vec<&'static str>> {
    let mut lacking: Vec<&str> = columns.iter().filter(|c| c.required).map(|c| c.head).collect();
    for row in 0..table.row_count().min(HEADING_ROW_MAX) {
        let place = |column: &Column| {
            let head = plain_head(column.head);
            table
                .row(row)
                .iter()
                .find(|cell| plain_head(&cell.text) == head)
                .map(|cell| cell.column)
        };
        let places: Vec<Option<u32>> = columns.iter().map(place).collect();
        let missing: Vec<&str> = columns
            .iter()
            .zip(&places)
            .filter(|(column, place)| column.required && place.is_none())
            .map(|(column, _)| column.head)
            .collect();
        if missing.is_empty() {
            return Ok((row, places));
        }
        if missing.len() < lacking.len() {
            lacking = missing;
        }
    }
    Err(lacking)
}

fn below(
    table: &Table,
    heading: u32,
    places: &[Option<u32>],
    kind: ImportKind,
) -> Result<Vec<RawRow>, Refusal> {
    let mut rows = Vec::new();
    for row in heading + 1..table.row_count() {
        let cells: Vec<String> = places
            .iter()
            .map(|place| {
                let cell = table.row(row).iter().find(|cell| Some(cell.column) == *place);
                cell.map_or_else(String::new, |cell| cell.text.clone())
            })
            .collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        if rows.len() == ROW_COUNT_MAX {
            let message = format!("一次最多导入 {ROW_COUNT_MAX} 行，请分成几个文件");
            return Err(Refusal::TooMuch(message));
        }
        rows.push(RawRow { number: row + 1, cells, columns: kind.columns() });
    }
    if rows.is_empty() {
        return Err(Refusal::field("file", "文件中没有数据行，请在表头下方填写"));
    }
    Ok(rows)
}
