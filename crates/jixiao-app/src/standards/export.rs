//! The list of standards as a workbook: what is filtered is what is exported.

use super::list::StandardListForm;
use crate::authz::{self, Action};
use crate::workbook::{Cell, Formats, begin, row, unwritten};
use crate::{Call, Refusal, date_in_china};
use jixiao_domain::Coded as _;
use jixiao_store::cost_standards::CostStandard;
use jixiao_store::views::cost_standards as view;
use rust_xlsxwriter::{Workbook, XlsxError};

/// Lines of one workbook.
const LINE_COUNT_MAX: i64 = 50_000;

const HEADS: [&str; 12] = [
    "项目类别",
    "支出事项",
    "适用指标",
    "标准金额（元）",
    "度量单位",
    "文号",
    "起始年度",
    "截止年度",
    "制定单位",
    "登记人",
    "登记日期",
    "状态",
];

/// The filtered list as xlsx.
///
/// # Errors
/// [`Refusal::TooMuch`] beyond 50,000 lines; [`Refusal::Forbidden`] where the caller sees no
/// projects anywhere.
pub async fn export(call: Call<'_>, form: &StandardListForm) -> Result<Vec<u8>, Refusal> {
    let store = &call.app.store;
    let scope = authz::scope(call.actor, Action::SeeProjects)?;
    let (filter, order) = form.parse();
    if view::count(store, &scope, &filter).await? > LINE_COUNT_MAX {
        let message = format!("超过 {LINE_COUNT_MAX} 行，请缩小筛选范围后导出");
        return Err(Refusal::TooMuch(message));
    }
    let standards = view::page(store, &scope, &filter, order, 0, LINE_COUNT_MAX).await?;
    write(&standards).map_err(|error| unwritten(&error))
}

fn write(standards: &[CostStandard]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let formats = Formats::new();
    let sheet = begin(&mut book, "支出标准", &HEADS, &formats)?;
    for (number, one) in (1_u32..).zip(standards) {
        let content = &one.content;
        let state = match &one.withdrawal {
            None => "有效".to_owned(),
            Some(withdrawal) => format!("已撤销：{}", withdrawal.reason),
        };
        let cells = [
            Cell::text(content.programme.word()),
            Cell::text(&content.item),
            Cell::text(&content.indicator_words),
            Cell::Money(content.amount),
            Cell::text(&content.unit),
            Cell::text(&content.document_number),
            Cell::text(content.first_year.to_string()),
            Cell::text(content.last_year.map_or_else(|| "长期".to_owned(), |y| y.to_string())),
            Cell::text(&one.organisation_name),
            Cell::text(&one.entered_by_name),
            Cell::text(date_in_china(one.entered_at).to_string()),
            Cell::text(state),
        ];
        row(sheet, number, &cells, &formats, false)?;
    }
    book.save_to_buffer()
}
