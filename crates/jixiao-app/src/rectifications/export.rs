//! The list of rectifications as a workbook: what is filtered is what is exported.

use super::list::RectificationListForm;
use crate::amounts::chinese_date;
use crate::authz::{self, Action};
use crate::{Call, Refusal, date_in_china, text_sheet};
use jixiao_domain::Coded as _;
use jixiao_store::views::rectifications as view;

/// Lines of one workbook.
const LINE_COUNT_MAX: i64 = 50_000;

const HEADINGS: [&str; 11] = [
    "编号",
    "年度",
    "项目编码",
    "项目名称",
    "单位",
    "来源",
    "存在问题",
    "整改期限",
    "状态",
    "是否逾期",
    "下达日期",
];

/// The filtered list as xlsx.
///
/// # Errors
/// [`Refusal::TooMuch`] beyond 50,000 lines; [`Refusal::Forbidden`] where the caller sees no
/// projects anywhere.
pub async fn export(call: Call<'_>, form: &RectificationListForm) -> Result<Vec<u8>, Refusal> {
    let store = &call.app.store;
    let scope = authz::scope(call.actor, Action::SeeProjects)?;
    let today = call.today();
    let (filter, order) = form.parse(today);
    if view::count(store, &scope, &filter).await? > LINE_COUNT_MAX {
        let message = format!("超过 {LINE_COUNT_MAX} 行，请缩小筛选范围后导出");
        return Err(Refusal::TooMuch(message));
    }
    let lines = view::page(store, &scope, &filter, order, 0, LINE_COUNT_MAX).await?;
    let rows = lines.into_iter().map(|line| {
        let overdue = if line.is_overdue(today) { "逾期" } else { "" };
        vec![
            line.number,
            line.year.to_string(),
            line.project_code,
            line.project_name,
            line.organisation_name,
            line.origin.word().to_owned(),
            line.problem,
            chinese_date(line.due_on),
            line.state.word().to_owned(),
            overdue.to_owned(),
            chinese_date(date_in_china(line.opened_at)),
        ]
    });
    text_sheet::write("整改", &HEADINGS, rows)
}
