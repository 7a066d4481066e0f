//! The list of evaluations as a workbook: what is filtered is what is exported.

use super::list::EvaluationListForm;
use crate::amounts::chinese_date;
use crate::authz::{self, Action};
use crate::{Call, Refusal, date_in_china, text_sheet};
use jixiao_domain::{Coded as _, Decimal, Grade};
use jixiao_store::views::evaluations as view;

/// Lines of one workbook.
const LINE_COUNT_MAX: i64 = 50_000;

const HEADINGS: [&str; 9] = [
    "年度",
    "项目编码",
    "项目名称",
    "单位",
    "状态",
    "评价得分",
    "评价等级",
    "自评得分",
    "结论日期",
];

/// The filtered list as xlsx.
///
/// # Errors
/// [`Refusal::TooMuch`] beyond 50,000 lines; [`Refusal::Forbidden`] where the caller sees no
/// projects anywhere.
pub async fn export(call: Call<'_>, form: &EvaluationListForm) -> Result<Vec<u8>, Refusal> {
    let store = &call.app.store;
    let scope = authz::scope(call.actor, Action::SeeProjects)?;
    let (filter, order) = form.parse();
    if view::count(store, &scope, &filter).await? > LINE_COUNT_MAX {
        let message = format!("超过 {LINE_COUNT_MAX} 行，请缩小筛选范围后导出");
        return Err(Refusal::TooMuch(message));
    }
    let lines = view::page(store, &scope, &filter, order, 0, LINE_COUNT_MAX).await?;
    let points = |points: Option<Decimal>| {
        points.map_or_else(String::new, |points| points.normalize().to_string())
    };
    let rows = lines.into_iter().map(|line| {
        let concluded = line.concluded_at.map(|at| chinese_date(date_in_china(at)));
        vec![
            line.year.to_string(),
            line.project_code,
            line.project_name,
            line.organisation_name,
            line.state.word().to_owned(),
            points(line.total),
            line.grade.map_or("", Grade::word).to_owned(),
            points(line.self_total),
            concluded.unwrap_or_default(),
        ]
    });
    text_sheet::write("部门评价", &HEADINGS, rows)
}
