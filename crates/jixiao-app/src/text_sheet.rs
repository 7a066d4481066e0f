//! A list as an xlsx file in which every cell is text, as lists of names, codes and times are: no
//! program turns them into numbers or formulas.

use crate::Refusal;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// Characters an xlsx cell takes at most.
const CELL_LENGTH_MAX: usize = 32_767;

/// Writes one sheet with headings that stay in sight and can be filtered.
///
/// # Errors
/// [`Refusal::TooMuch`] where the rows don't fit into a sheet.
pub(crate) fn write(
    name: &str,
    headings: &[&str],
    rows: impl Iterator<Item = Vec<String>>,
) -> Result<Vec<u8>, Refusal> {
    sheet(name, headings, rows)
        .map_err(|error| Refusal::TooMuch(format!("无法生成表格文件：{error}")))
}

fn sheet(
    name: &str,
    headings: &[&str],
    rows: impl Iterator<Item = Vec<String>>,
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let bold = Format::new().set_bold();
    let sheet = workbook.add_worksheet().set_name(name)?;
    for (column, heading) in (0_u16..).zip(headings) {
        sheet.write_string_with_format(0, column, *heading, &bold)?;
        sheet.set_column_width(column, 18)?;
    }
    let mut last = 0;
    for (row, cells) in (1_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            let cell: String = cell.chars().take(CELL_LENGTH_MAX).collect();
            sheet.write_string(row, column, cell)?;
        }
        last = row;
    }
    sheet.set_freeze_panes(1, 0)?;
    if let Some(last_column) = u16::try_from(headings.len()).ok().and_then(|n| n.checked_sub(1)) {
        sheet.autofilter(0, 0, last, last_column)?;
    }
    workbook.save_to_buffer()
}
