//! The list of departments' years as a workbook: what is filtered is what is exported.

use crate::authz::{self, Action};
use crate::departments::ListTyped;
use crate::workbook::{Cell, Formats, begin, row, unwritten};
use crate::{Call, Refusal};
use jixiao_domain::{Coded as _, Money};
use jixiao_store::views::departments::{self as view, Line, Totals};
use rust_xlsxwriter::{Workbook, XlsxError};

/// Lines of one workbook.
const LINE_COUNT_MAX: i64 = 50_000;

const HEADS: [&str; 8] = [
    "年度",
    "部门",
    "状态",
    "支出总额全年预算数（元）",
    "支出总额决算数（元）",
    "项目支出决算数（元）",
    "自评得分",
    "自评等级",
];

/// The filtered list as xlsx.
///
/// # Errors
/// [`Refusal::TooMuch`] beyond 50,000 lines; [`Refusal::Forbidden`] where the caller sees no
/// projects anywhere.
pub async fn export_departments(call: Call<'_>, typed: &ListTyped) -> Result<Vec<u8>, Refusal> {
    let scope = authz::scope(call.actor, Action::SeeProjects)?;
    let store = &call.app.store;
    let (filter, order) = typed.parse();
    let totals = view::totals(store, &scope, &filter).await?;
    if totals.count > LINE_COUNT_MAX {
        let message = format!("超过 {LINE_COUNT_MAX} 行，请缩小筛选范围后导出");
        return Err(Refusal::TooMuch(message));
    }
    let lines = view::list(store, &scope, &filter, order, LINE_COUNT_MAX, 0).await?;
    write(&lines, &totals).map_err(|error| unwritten(&error))
}

fn write(lines: &[Line], totals: &Totals) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let formats = Formats::new();
    let sheet = begin(&mut book, "部门整体", &HEADS, &formats)?;
    let money = |amount: Option<Money>| amount.map_or_else(|| Cell::text("—"), Cell::Money);
    let mut number = 1_u32;
    for line in lines {
        let cells = [
            Cell::text(line.year.to_string()),
            Cell::text(&line.organisation_name),
            Cell::text(line.state.word()),
            money(line.adjusted),
            money(line.final_accounts),
            money(line.project_final),
            Cell::text(line.total.map_or_else(String::new, |total| total.normalize().to_string())),
            Cell::text(line.grade.map_or("", |grade| grade.word())),
        ];
        row(sheet, number, &cells, &formats, false)?;
        number += 1;
    }
    let mut cells = vec![Cell::text("合计"), Cell::text(format!("{} 个", totals.count))];
    cells.push(Cell::text(""));
    cells.extend([Cell::Money(totals.adjusted), Cell::Money(totals.final_accounts)]);
    row(sheet, number, &cells, &formats, true)?;
    book.save_to_buffer()
}
