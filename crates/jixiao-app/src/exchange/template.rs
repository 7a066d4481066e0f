//! Templates to fill in: text cells, drop-downs, an example row on a sheet of its own.

use super::columns::{Column, ImportKind};
use crate::Refusal;
use crate::workbook::{Cell, Formats, begin, row, unwritten};
use jixiao_domain::Coded as _;
use rust_xlsxwriter::{DataValidation, Format, Workbook, Worksheet, XlsxError};

/// Rows the drop-downs reach.
const ROW_COUNT: u32 = 5_000;

/// The template of a kind of import.
///
/// # Errors
/// [`Refusal::TooMuch`] where the workbook can't be written.
pub fn template(kind: ImportKind) -> Result<Vec<u8>, Refusal> {
    write(kind).map_err(|error| unwritten(&error))
}

fn write(kind: ImportKind) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let formats = Formats::new();
    let heads: Vec<String> = kind.columns().iter().map(starred).collect();
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let sheet = begin(&mut book, kind.word(), &heads, &formats)?;
    fill(sheet, kind.columns())?;
    let sheet = begin(&mut book, "填写说明", &["列", "是否必填", "可填内容", "示例"], &formats)?;
    for (number, column) in (1_u32..).zip(kind.columns()) {
        let cells = [
            Cell::text(column.head),
            Cell::text(if column.required { "必填" } else { "可空" }),
            Cell::text(content(column)),
            Cell::text(column.example),
        ];
        row(sheet, number, &cells, &formats, false)?;
    }
    book.save_to_buffer()
}

fn starred(column: &Column) -> String {
    format!("{}{}", column.head, if column.required { "*" } else { "" })
}

/// Text cells, so that codes keep their zeros and long numbers their digits.
fn fill(sheet: &mut Worksheet, columns: &[Column]) -> Result<(), XlsxError> {
    let text = Format::new().set_num_format("@");
    for (number, column) in (0_u16..).zip(columns) {
        sheet.set_column_format(number, &text)?;
        let words = (column.words)();
        if !words.is_empty() {
            let choice = DataValidation::new().allow_list_strings(&words)?;
            sheet.add_data_validation(1, number, ROW_COUNT, number, &choice)?;
        }
    }
    Ok(())
}

fn content(column: &Column) -> String {
    let words = (column.words)();
    if !words.is_empty() {
        return words.join("、");
    }
    match column.field {
        "amount" => "以元为单位，最多两位小数，不填负号",
        "dated_on" | "paid_on" => "日期，如 2026-03-01 或 2026年3月1日",
        "year" | "start_year" | "end_year" => "四位年份",
        "organisation" => "本系统机构编码",
        "id_number" | "worker_number" => "18 位，单元格须为文本格式；旧 15 位号码自动换算",
        "bank_card" | "phone" => "单元格须为文本格式",
        "region" => "六位行政区划代码，按此地低保标准认定",
        "union_member" | "migrant" | "on_subsistence" => "是 或 否",
        name if name.starts_with("income_") || name.starts_with("essential_") => "全年合计，元",
        "same_voucher" => "该凭证号已登记过、确有另一笔时填“是”",
        _ => "文字",
    }
    .to_owned()
}
