//! The statistics of a year as a workbook: the tables of the page, one a sheet.

use super::export::figures;
use crate::statistics::{self, Statistics};
use crate::workbook::{Cell, Formats, begin, row, unwritten};
use crate::{Call, Refusal};
use jixiao_domain::{Coded as _, FundFigures};
use rust_xlsxwriter::{Workbook, XlsxError};

const MONTH_HEADS: [&str; 5] =
    ["月份", "当月执行（元）", "累计执行（元）", "累计执行率", "序时进度"];

const SUM_HEADS: [&str; 7] = [
    "名称",
    "项目数",
    "年初预算数（元）",
    "全年预算数（元）",
    "全年执行数（元）",
    "执行率",
    "占年初预算",
];

/// The statistics of a year; without one, of the year of the call. Gives the year with it.
///
/// # Errors
/// As [`statistics::read`].
pub async fn export_statistics(
    call: Call<'_>,
    year: Option<i64>,
) -> Result<(i64, Vec<u8>), Refusal> {
    let found = statistics::read(call, year).await?;
    Ok((found.year, write(&found).map_err(|error| unwritten(&error))?))
}

fn write(found: &Statistics) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let formats = Formats::new();
    let sheet = begin(&mut book, "分月执行", &MONTH_HEADS, &formats)?;
    for (number, month) in (1_u32..).zip(&found.months) {
        let known = |cell: Cell| if month.ahead { Cell::text("—") } else { cell };
        let share = month.share.map_or_else(|| Cell::text("不适用"), Cell::Share);
        let cells = [
            Cell::text(format!("{}月", month.month)),
            known(Cell::Money(month.executed)),
            known(Cell::Money(month.executed_so_far)),
            known(share),
            Cell::Share(month.time_share),
        ];
        row(sheet, number, &cells, &formats, false)?;
    }
    let units = found.units.iter();
    let units = units.map(|sum| (sum.organisation_name.as_str(), sum.project_count, &sum.figures));
    sums(&mut book, "按单位", units, found, &formats)?;
    let programmes = found.programmes.iter();
    let programmes = programmes.map(|sum| (sum.programme.word(), sum.project_count, &sum.figures));
    sums(&mut book, "按项目类别", programmes, found, &formats)?;
    book.save_to_buffer()
}

fn sums<'a>(
    book: &mut Workbook,
    name: &str,
    lines: impl Iterator<Item = (&'a str, i64, &'a FundFigures)>,
    found: &'a Statistics,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let sheet = begin(book, name, &SUM_HEADS, formats)?;
    let total = ("合计", found.project_count, &found.total);
    let mut lines = lines.map(|line| (line, false)).chain([(total, true)]);
    for (number, ((name, count, money), is_total)) in (1_u32..).zip(&mut lines) {
        let mut cells = vec![Cell::text(name), Cell::text(count.to_string())];
        cells.extend(figures(money));
        row(sheet, number, &cells, formats, is_total)?;
    }
    Ok(())
}
