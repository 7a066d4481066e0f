//! Workbooks: accounts and words are text cells, so that no program shortens or computes them;
//! amounts are numbers with two decimals and nothing behind them.

use super::value::{Context, value};
use crate::{Field, FieldSpec, Layout, Line};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// Digits a spreadsheet keeps of a number; longer ones stay text.
const DIGITS_MAX: usize = 15;
/// Width of a column, characters.
const COLUMN_WIDTH: f64 = 22.0;

struct Formats {
    text: Format,
    amount: Format,
    count: Format,
}

/// The bytes of a file. Nothing of the clock gets into it.
pub(super) fn write(
    layout: &Layout,
    mut context: Context<'_>,
    lines: &[Line],
    name: &str,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let created = ExcelDateTime::from_ymd(1980, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let formats = Formats {
        text: Format::new().set_num_format("@"),
        amount: Format::new().set_num_format("0.00"),
        count: Format::new().set_num_format("0"),
    };
    let sheet = book.add_worksheet().set_name(name)?;
    for (column, _) in (0_u16..).zip(&layout.fields) {
        sheet.set_column_width(column, COLUMN_WIDTH)?;
    }
    let mut row = 0_u32;
    for record in &layout.head {
        write_row(sheet, row, &record.fields, (&context, None), layout, &formats)?;
        row += 1;
    }
    if layout.file.headings {
        for (column, field) in (0_u16..).zip(&layout.fields) {
            sheet.write_string_with_format(row, column, &field.title, &formats.text)?;
        }
        row += 1;
    }
    for (number, line) in (1_u32..).zip(lines) {
        context.row = number;
        write_row(sheet, row, &layout.fields, (&context, Some(line)), layout, &formats)?;
        row += 1;
    }
    for record in &layout.tail {
        write_row(sheet, row, &record.fields, (&context, None), layout, &formats)?;
        row += 1;
    }
    book.save_to_buffer()
}

fn write_row(
    sheet: &mut Worksheet,
    row: u32,
    fields: &[FieldSpec],
    (context, line): (&Context<'_>, Option<&Line>),
    layout: &Layout,
    formats: &Formats,
) -> Result<(), XlsxError> {
    for (column, field) in (0_u16..).zip(fields) {
        let text = value(field, context, line, layout);
        match figure(field.what, &text) {
            Some(number) => {
                let is_amount =
                    matches!(field.what, Field::Amount | Field::Sum) && text.contains('.');
                let format = if is_amount { &formats.amount } else { &formats.count };
                sheet.write_number_with_format(row, column, number, format)?;
            }
            None if text.is_empty() => {}
            None => {
                sheet.write_string_with_format(row, column, &*text, &formats.text)?;
            }
        }
    }
    Ok(())
}

/// A figure of so few digits that the number prints as it was written.
fn figure(what: Field, text: &str) -> Option<f64> {
    let short = text.bytes().filter(u8::is_ascii_digit).count() <= DIGITS_MAX;
    if what.is_figure() && short { text.parse().ok() } else { None }
}
