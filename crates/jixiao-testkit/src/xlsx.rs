//! Samples as workbooks: one sheet, numbers as numbers, merged cells merged.

use crate::grid::{Block, Grid};
use rust_xlsxwriter::{Format, FormatBorder, Workbook, Worksheet, XlsxError};

/// The blocks below each other on one sheet.
pub fn xlsx(blocks: &[Block]) -> Vec<u8> {
    write(blocks).expect("samples stay far below the limits of the format")
}

fn write(blocks: &[Block]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let format = Format::new().set_text_wrap().set_border(FormatBorder::Thin);
    let sheet = book.add_worksheet();
    sheet.set_name("自评表")?;
    let mut row = 0;
    for block in blocks {
        match block {
            Block::Paragraph(line) => {
                sheet.write_string(row, 0, line)?;
                row += 1;
            }
            Block::Table(grid) => row = table(sheet, row, grid, &format)?,
        }
    }
    book.save_to_buffer()
}

fn table(sheet: &mut Worksheet, top: u32, grid: &Grid, format: &Format) -> Result<u32, XlsxError> {
    let mut row = top;
    for cells in &grid.rows {
        for cell in cells {
            let column = u16::try_from(cell.column).expect("a few columns");
            let last_column = column + u16::try_from(cell.column_span).expect("a few columns") - 1;
            let last_row = row + u32::try_from(cell.row_span).expect("a few rows") - 1;
            if cell.row_span > 1 || cell.column_span > 1 {
                sheet.merge_range(row, column, last_row, last_column, "", format)?;
            }
            value(sheet, row, column, &cell.text, format)?;
        }
        row += 1;
    }
    Ok(row)
}

/// Plain numbers become numeric cells with the decimals they print; everything else is text.
fn value(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    match text.parse::<f64>() {
        Ok(number) if plain => {
            let pattern =
                if decimals == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(decimals)) };
            let format = format.clone().set_num_format(pattern);
            sheet.write_number_with_format(row, column, number, &format)?;
        }
        _ => {
            sheet.write_string_with_format(row, column, text, format)?;
        }
    }
    Ok(())
}
