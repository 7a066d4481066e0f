//! Lists as xlsx: what is filtered is what is exported, with the same totals.

use crate::authz::{self, Action};
use crate::budgets::{self, YearLedger};
use crate::workbook::{Cell, Formats, begin, row, unwritten};
use crate::{Call, Refusal};
use jixiao_domain::{Coded as _, FilingState, FundFigures, ProjectYearId};
use jixiao_store::views::projects::{self as view, Filter, Line, Order, Totals};
use rust_xlsxwriter::{Workbook, XlsxError};

/// Lines of one workbook.
const LINE_COUNT_MAX: i64 = 50_000;

const PROJECT_HEADS: [&str; 15] = [
    "年度",
    "项目编码",
    "项目名称",
    "项目类别",
    "项目属性",
    "单位",
    "实施单位",
    "年初预算数（元）",
    "全年预算数（元）",
    "全年执行数（元）",
    "执行率",
    "占年初预算",
    "绩效目标",
    "绩效自评",
    "状态",
];

/// The filtered list of projects.
///
/// # Errors
/// [`Refusal::Forbidden`] where the caller sees no projects, [`Refusal::TooMuch`] beyond 50,000.
pub async fn export_projects(
    call: Call<'_>,
    filter: &Filter,
    order: Order,
) -> Result<Vec<u8>, Refusal> {
    let scope = authz::scope(call.actor, Action::SeeProjects)?;
    let store = &call.app.store;
    let totals = view::totals(store, &scope, filter).await?;
    if totals.project_count > LINE_COUNT_MAX {
        let message = format!("超过 {LINE_COUNT_MAX} 行，请缩小筛选范围后导出");
        return Err(Refusal::TooMuch(message));
    }
    let lines = view::list(store, &scope, filter, order, LINE_COUNT_MAX, 0).await?;
    write_projects(filter.year, &lines, &totals).map_err(|error| unwritten(&error))
}

fn write_projects(year: i64, lines: &[Line], totals: &Totals) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let formats = Formats::new();
    let sheet = begin(&mut book, "项目与预算", &PROJECT_HEADS, &formats)?;
    let mut number = 1_u32;
    for line in lines {
        let mut cells = vec![
            Cell::text(year.to_string()),
            Cell::text(&line.code),
            Cell::text(&line.name),
            Cell::text(line.programme.word()),
            Cell::text(line.attribute.word()),
            Cell::text(&line.organisation_name),
            Cell::text(&line.implementing_unit),
        ];
        cells.extend(figures(&line.figures));
        cells.push(Cell::text(line.goal_state.map_or("未申报", FilingState::word)));
        cells.push(Cell::text(line.self_evaluation_state.map_or("未下达", FilingState::word)));
        let standing = match (line.active, line.project_year_id) {
            (false, _) => "已关闭",
            (true, Some(_)) => "已建年度",
            (true, None) => "未建年度",
        };
        cells.push(Cell::text(standing));
        row(sheet, number, &cells, &formats, false)?;
        number += 1;
    }
    let mut cells =
        vec![Cell::text("合计"), Cell::text(format!("{} 个项目", totals.project_count))];
    cells.resize(7, Cell::text(""));
    cells.extend(figures(&totals.figures));
    row(sheet, number, &cells, &formats, true)?;
    book.save_to_buffer()
}

/// 年初, 全年, 执行 and both rates.
pub(super) fn figures(figures: &FundFigures) -> [Cell; 5] {
    let rate = |rate: Result<_, jixiao_domain::NoRate>| match rate {
        Ok(share) => Cell::Share(share),
        Err(_) => Cell::text("不适用"),
    };
    [
        Cell::Money(figures.initial),
        Cell::Money(figures.adjusted),
        Cell::Money(figures.executed),
        rate(figures.execution_rate()),
        rate(figures.initial_execution_rate()),
    ]
}

/// Both ledgers of a project's year.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn export_ledger(call: Call<'_>, id: ProjectYearId) -> Result<Vec<u8>, Refusal> {
    let ledger = budgets::read(call, id).await?;
    write_ledger(&ledger).map_err(|error| unwritten(&error))
}

const BUDGET_HEADS: [&str; 11] = [
    "序号",
    "类型",
    "资金来源",
    "金额（元）",
    "全年预算数变动（元）",
    "变动后全年预算数（元）",
    "文号",
    "文件日期",
    "摘要",
    "登记人",
    "状态",
];

const PAYMENT_HEADS: [&str; 8] =
    ["序号", "支付日期", "凭证号", "资金来源", "金额（元）", "摘要", "登记人", "状态"];

fn write_ledger(ledger: &YearLedger) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let formats = Formats::new();
    let sheet = begin(&mut book, "预算台账", &BUDGET_HEADS, &formats)?;
    for (number, line) in (1_u32..).zip(&ledger.budget) {
        let entry = &line.entry.line;
        let cells = [
            Cell::text(line.entry.id.to_string()),
            Cell::text(entry.kind.word()),
            Cell::text(entry.source.word()),
            Cell::Money(entry.amount),
            Cell::Money(line.change),
            Cell::Money(line.balance),
            Cell::text(&entry.document_number),
            Cell::text(entry.dated_on.to_string()),
            Cell::text(&entry.note),
            Cell::text(&line.entry.entered_by_name),
            Cell::text(if line.entry.corrected_by.is_some() { "已更正" } else { "有效" }),
        ];
        row(sheet, number, &cells, &formats, false)?;
    }
    let sheet = begin(&mut book, "执行台账", &PAYMENT_HEADS, &formats)?;
    for (number, entry) in (1_u32..).zip(&ledger.payments) {
        let line = &entry.line;
        let cells = [
            Cell::text(entry.id.to_string()),
            Cell::text(line.paid_on.to_string()),
            Cell::text(&line.voucher_number),
            Cell::text(line.source.word()),
            Cell::Money(line.amount),
            Cell::text(&line.summary),
            Cell::text(&entry.entered_by_name),
            Cell::text(if entry.corrected_by.is_some() { "已更正" } else { "有效" }),
        ];
        row(sheet, number, &cells, &formats, false)?;
    }
    book.save_to_buffer()
}
