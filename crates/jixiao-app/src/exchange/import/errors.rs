//! The rows of a refused import with their errors, ready to be corrected and uploaded again.

use super::super::columns::ImportKind;
use super::super::rows::RawRow;
use crate::workbook::{Cell, Formats, begin, row, unwritten};
use crate::{FieldError, Refusal};
use jixiao_domain::Coded as _;
use rust_xlsxwriter::{Workbook, XlsxError};

/// The workbook: the columns of the template and, at the end, 原行号 and 错误.
pub(super) fn workbook<'r>(
    kind: ImportKind,
    lines: impl Iterator<Item = (&'r RawRow, String)>,
) -> Result<Vec<u8>, Refusal> {
    write(kind, lines).map_err(|error| unwritten(&error))
}

fn write<'r>(
    kind: ImportKind,
    lines: impl Iterator<Item = (&'r RawRow, String)>,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let formats = Formats::new();
    let mut heads: Vec<&str> = kind.columns().iter().map(|column| column.head).collect();
    heads.extend(["原行号", "错误"]);
    let sheet = begin(&mut book, kind.word(), &heads, &formats)?;
    let error_column = u16::try_from(heads.len() - 1).expect("a handful of columns");
    sheet.set_column_width(error_column, 60)?;
    for (number, (raw, sentence)) in (1_u32..).zip(lines) {
        let mut cells: Vec<Cell> = raw.cells.iter().map(Cell::text).collect();
        cells.push(Cell::text(raw.number.to_string()));
        row(sheet, number, &cells, &formats, false)?;
        sheet.write_string_with_format(number, error_column, sentence, &formats.error)?;
    }
    book.save_to_buffer()
}

/// What is wrong with a row, with the heads of its columns.
pub(super) fn sentence(kind: ImportKind, faults: &[FieldError]) -> String {
    let parts: Vec<String> = faults
        .iter()
        .map(|fault| {
            let column = kind.columns().iter().find(|column| column.field == fault.field);
            match column {
                Some(column) => format!("{}：{}", column.head, fault.message),
                None => fault.message.clone(),
            }
        })
        .collect();
    parts.join("；")
}
