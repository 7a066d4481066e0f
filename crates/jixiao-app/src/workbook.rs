//! Writing workbooks: a heading that stays, text as text, money as numbers with separators.

use crate::Refusal;
use jixiao_domain::{CurrencyUnit, Decimal, Money};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

/// Characters Excel takes in one cell.
const CELL_CHARACTERS_MAX: usize = 32_767;

/// A cell.
#[derive(Debug, Clone)]
pub(crate) enum Cell {
    /// Text, also of figures that are names: codes, voucher numbers, years.
    Text(String),
    /// An amount in 元.
    Money(Money),
    /// A share, shown as a percentage.
    Share(Decimal),
    /// Points, a score or a count, with as many decimals as it has.
    Number(Decimal),
}

impl Cell {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

/// The formats of a workbook.
pub(crate) struct Formats {
    pub(crate) head: Format,
    pub(crate) text: Format,
    money: Format,
    share: Format,
    number: Format,
    pub(crate) error: Format,
    total: Format,
    total_money: Format,
    total_share: Format,
}

impl Formats {
    pub(crate) fn new() -> Self {
        let cell = || Format::new().set_border(FormatBorder::Thin).set_align(FormatAlign::Top);
        let total = || cell().set_bold();
        Self {
            head: cell().set_bold().set_text_wrap().set_background_color(0x00F2_F2F2),
            text: cell().set_num_format("@").set_text_wrap(),
            money: cell().set_num_format("#,##0.00"),
            share: cell().set_num_format("0.00%"),
            number: cell(),
            error: cell().set_font_color(0x00C0_0000).set_text_wrap(),
            total: total(),
            total_money: total().set_num_format("#,##0.00"),
            total_share: total().set_num_format("0.00%"),
        }
    }
}

/// A sheet with its headings, frozen and repeated on every printed page.
pub(crate) fn begin<'a>(
    book: &'a mut Workbook,
    name: &str,
    heads: &[&str],
    formats: &Formats,
) -> Result<&'a mut Worksheet, XlsxError> {
    let sheet = book.add_worksheet();
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_landscape();
    sheet.set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    for (column, head) in (0_u16..).zip(heads) {
        let width = u16::try_from(head.chars().count()).unwrap_or(20).clamp(6, 20) * 2 + 4;
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, *head, &formats.head)?;
    }
    Ok(sheet)
}

/// A workbook of one sheet, with a row of sums below where there is one.
///
/// # Errors
/// [`Refusal::TooMuch`] where the rows don't fit into a sheet.
pub(crate) fn sheet(
    name: &str,
    heads: &[&str],
    rows: impl Iterator<Item = Vec<Cell>>,
    total: Option<Vec<Cell>>,
) -> Result<Vec<u8>, Refusal> {
    let write = || -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let formats = Formats::new();
        let sheet = begin(&mut book, name, heads, &formats)?;
        let mut number = 1_u32;
        for cells in rows {
            row(sheet, number, &cells, &formats, false)?;
            number = number.saturating_add(1);
        }
        if let Some(total) = total {
            row(sheet, number, &total, &formats, true)?;
        }
        book.save_to_buffer()
    };
    write().map_err(|error| unwritten(&error))
}

/// Writes a row.
pub(crate) fn row(
    sheet: &mut Worksheet,
    row: u32,
    cells: &[Cell],
    formats: &Formats,
    total: bool,
) -> Result<(), XlsxError> {
    for (column, cell) in (0_u16..).zip(cells) {
        match cell {
            Cell::Text(text) => {
                let text: String = text.chars().take(CELL_CHARACTERS_MAX).collect();
                let format = if total { &formats.total } else { &formats.text };
                sheet.write_string_with_format(row, column, text, format)?;
            }
            Cell::Money(money) => {
                let format = if total { &formats.total_money } else { &formats.money };
                write_number(sheet, row, column, money.to_decimal(CurrencyUnit::Yuan), format)?;
            }
            Cell::Share(share) => {
                let format = if total { &formats.total_share } else { &formats.share };
                write_number(sheet, row, column, *share, format)?;
            }
            Cell::Number(number) => {
                let format = if total { &formats.total } else { &formats.number };
                write_number(sheet, row, column, *number, format)?;
            }
        }
    }
    Ok(())
}

/// Spreadsheets hold numbers as binary fractions; the nearest one shows the same two decimals.
fn write_number(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    number: Decimal,
    format: &Format,
) -> Result<(), XlsxError> {
    let nearest: f64 = number.try_into().unwrap_or_default();
    sheet.write_number_with_format(row, column, nearest, format)?;
    Ok(())
}

/// A failure to write, which only a sheet's limits can bring.
pub(crate) fn unwritten(error: &XlsxError) -> Refusal {
    tracing::error!(%error, "a workbook could not be written");
    Refusal::TooMuch("导出失败，请缩小筛选范围后再试".to_owned())
}
