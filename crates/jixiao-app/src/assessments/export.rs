//! The list of assessments as a workbook: what is filtered is what is exported.

use super::list::AssessmentListForm;
use crate::amounts::yuan;
use crate::authz::{self, Action};
use crate::{Call, Refusal, text_sheet};
use jixiao_domain::{AssessmentResult, Coded as _, Decimal};
use jixiao_store::views::assessments as view;

/// Lines of one workbook.
const LINE_COUNT_MAX: i64 = 50_000;

const HEADINGS: [&str; 10] = [
    "年度",
    "项目编码",
    "项目名称",
    "单位",
    "评估次数",
    "状态",
    "得分",
    "申请资金（元）",
    "评估结论",
    "建议安排（元）",
];

/// The filtered list as xlsx.
///
/// # Errors
/// [`Refusal::TooMuch`] beyond 50,000 lines; [`Refusal::Forbidden`] where the caller sees no
/// projects anywhere.
pub async fn export(call: Call<'_>, form: &AssessmentListForm) -> Result<Vec<u8>, Refusal> {
    let store = &call.app.store;
    let scope = authz::scope(call.actor, Action::SeeProjects)?;
    let (filter, order) = form.parse();
    if view::count(store, &scope, &filter).await? > LINE_COUNT_MAX {
        let message = format!("超过 {LINE_COUNT_MAX} 行，请缩小筛选范围后导出");
        return Err(Refusal::TooMuch(message));
    }
    let lines = view::page(store, &scope, &filter, order, 0, LINE_COUNT_MAX).await?;
    text_sheet::write("事前绩效评估", &HEADINGS, lines.into_iter().map(cells))
}

fn cells(line: view::Line) -> Vec<String> {
    let mut cells =
        vec![line.year.to_string(), line.project_code, line.project_name, line.organisation_name];
    match line.round {
        None => cells.extend([String::new(), "未评估".to_owned()]),
        Some(round) => {
            let score = round.score_hundredths.map(|score| Decimal::new(score, 2).normalize());
            cells.extend([
                round.round.to_string(),
                round.state.word().to_owned(),
                score.map_or_else(String::new, |score| score.to_string()),
                round.applied.map_or_else(String::new, yuan),
                round.result.map_or("", AssessmentResult::word).to_owned(),
                round.proposed.map_or_else(String::new, yuan),
            ]);
        }
    }
    cells
}
