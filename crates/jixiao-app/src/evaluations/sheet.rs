//! An evaluation as its form and its report print it.

use super::load::{LoadedEvaluation, load};
use crate::{Call, Refusal};
use jixiao_analysis::framework::StripColumn;
use jixiao_domain::{Decimal, EvaluationId, EvaluationState, Grade, OrganisationId};
use jixiao_store::Timestamp;
use jixiao_store::evaluations::EvaluationContent;
use jixiao_store::views::evaluations::{self as view, EvaluationFilter, EvaluationOrder};

/// An evaluation, ready to be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvaluationSheet {
    /// Key; its page is `/evaluations/{id}`.
    pub id: EvaluationId,
    /// Where it stands; before the conclusion figures may still change.
    pub state: EvaluationState,
    /// Fiscal year.
    pub year: i64,
    /// 项目名称
    pub project_name: String,
    /// 项目编码
    pub project_code: String,
    /// 主管部门
    pub supervising_department: String,
    /// 实施单位
    pub implementing_unit: String,
    /// The words: purpose, method, work, achievements, problems, suggestions.
    pub content: EvaluationContent,
    /// What the unit said.
    pub exchanged_opinion: String,
    /// 评价结论
    pub conclusion: String,
    /// 三级指标 in printed order.
    pub rows: Vec<SheetRow>,
    /// 标准分值 and 评价得分 by level-1 group.
    pub strip: Vec<StripColumn>,
    /// 标准分值 in all.
    pub points: Decimal,
    /// 评价得分 in all; `None` while an item has none.
    pub total: Option<Decimal>,
    /// Grade of the total; `None` before opinions were exchanged.
    pub grade: Option<Grade>,
    /// When it was concluded.
    pub concluded_at: Option<Timestamp>,
    /// Who organised it.
    pub organised_by: String,
}

/// A 三级指标 of the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// 一级指标
    pub level1: String,
    /// 二级指标
    pub level2: String,
    /// 三级指标
    pub name: String,
    /// 标准分值
    pub points: Decimal,
    /// 评价要点
    pub test: String,
    /// What was found: the computation, else reason and evidence.
    pub finding: String,
    /// The computed rate, where there is one.
    pub rate: Option<Decimal>,
    /// 评价得分
    pub score: Option<Decimal>,
}

/// An evaluation as it is printed, for somebody who may see it.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none the caller may see.
pub async fn printed(call: Call<'_>, id: EvaluationId) -> Result<EvaluationSheet, Refusal> {
    Ok(sheet(&load(&call.app.store, call, id).await?))
}

/// A loaded evaluation as it is printed.
pub fn sheet(loaded: &LoadedEvaluation) -> EvaluationSheet {
    let (evaluation, about) = (&loaded.evaluation, &loaded.place.project.content);
    let rows: Vec<SheetRow> = loaded
        .items
        .iter()
        .map(|row| SheetRow {
            level1: row.item.level1.clone(),
            level2: row.item.level2.clone(),
            name: row.item.name.clone(),
            points: row.scored.points,
            test: row.item.test.clone(),
            finding: finding(row),
            rate: row.scored.computed_rate,
            score: row.scored.score,
        })
        .collect();
    EvaluationSheet {
        id: evaluation.id,
        state: evaluation.state,
        year: loaded.place.year.year,
        project_name: about.name.clone(),
        project_code: about.code.clone(),
        supervising_department: about.supervising_department.clone(),
        implementing_unit: about.implementing_unit.clone(),
        content: evaluation.content.clone(),
        exchanged_opinion: evaluation.exchanged_opinion.clone(),
        conclusion: evaluation.conclusion.clone(),
        points: rows.iter().map(|row| row.points).sum(),
        rows,
        strip: loaded.strip(),
        total: loaded.score(),
        grade: evaluation.grade,
        concluded_at: evaluation.concluded_at,
        organised_by: evaluation.created_by_name.clone(),
    }
}

/// What stands behind a score: the computation where one was made, and what a person said.
fn finding(row: &super::ScoredItem) -> String {
    let scored = &row.scored;
    let computed = scored.computed_score.map(|_| scored.computed_text.as_str());
    let reason = Some(scored.reason.as_str()).filter(|reason| !reason.is_empty());
    let parts: Vec<&str> = computed.into_iter().chain(reason).collect();
    parts.join("；")
}

/// The evaluations of an organisation, alone, in a fiscal year, for somebody who sees its projects.
///
/// # Errors
/// [`Refusal::Forbidden`] where the caller sees no projects anywhere.
pub async fn of_year(
    call: Call<'_>,
    organisation: Option<OrganisationId>,
    year: i64,
) -> Result<Vec<EvaluationSheet>, Refusal> {
    let store = &call.app.store;
    let scope = crate::authz::scope(call.actor, crate::authz::Action::SeeProjects)?;
    let filter = EvaluationFilter {
        year: Some(year),
        organisation_id: organisation,
        ..EvaluationFilter::default()
    };
    let lines = view::page(store, &scope, &filter, EvaluationOrder::Year, 0, 500).await?;
    let mut sheets = Vec::with_capacity(lines.len());
    for line in lines {
        sheets.push(printed(call, line.id).await?);
    }
    Ok(sheets)
}
