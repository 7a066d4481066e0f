//! 项目支出绩效评价得分表 of a department evaluation.

use super::{Document, day, rendered};
use crate::evaluations::{EvaluationSheet, SheetRow, printed};
use crate::{Call, Refusal, date_in_china};
use jixiao_domain::{EvaluationId, Grade};
use jixiao_render::model::{
    EvaluatedLevelOne, EvaluatedLevelTwo, EvaluatedRow, EvaluationForm, Foot, Form, Organisation,
    Part, StripCell,
};
use jixiao_render::{Format, Layout};

/// The official form of an evaluation.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::WrongState`] where it can't be rendered.
pub async fn evaluation(
    call: Call<'_>,
    id: EvaluationId,
    format: Format,
) -> Result<Document, Refusal> {
    let sheet = printed(call, id).await?;
    rendered(Form::Evaluation(form(&sheet)), Layout::Evaluation, format, name(&sheet)).await
}

/// The name of a form's file, without extension.
pub(crate) fn name(sheet: &EvaluationSheet) -> String {
    format!("{}年度绩效评价得分表-{}", sheet.year, sheet.project_name)
}

pub(crate) fn form(sheet: &EvaluationSheet) -> EvaluationForm {
    let organisation = |name: &str| Organisation { name: name.to_owned(), code: String::new() };
    let note = |label: &str, text: &str| {
        (!text.is_empty()).then(|| format!("{label}：{}", text.replace('\n', " ")))
    };
    EvaluationForm {
        year: u16::try_from(sheet.year).unwrap_or_default(),
        project: sheet.project_name.clone(),
        supervising_dept: organisation(&sheet.supervising_department),
        implementing_unit: organisation(&sheet.implementing_unit),
        strip: sheet
            .strip
            .iter()
            .map(|column| StripCell {
                name: column.level1.clone(),
                points: Some(column.points.normalize()),
                score: column.score.map(|score| score.normalize()),
            })
            .collect(),
        levels: levels(&sheet.rows),
        total_points: Some(sheet.points.normalize()),
        total_score: sheet.total.map(|total| total.normalize()),
        grade: sheet.grade.map_or("", Grade::word).to_owned(),
        notes: [
            note("存在问题", &sheet.content.problems),
            note("有关建议", &sheet.content.suggestions),
            note("被评价单位意见", &sheet.exchanged_opinion),
            note("评价结论", &sheet.conclusion),
        ]
        .into_iter()
        .flatten()
        .collect(),
        foot: Foot {
            filled_by: sheet.organised_by.clone(),
            filled_on: sheet.concluded_at.and_then(|at| day(date_in_china(at))),
            seal: true,
            ..Foot::default()
        },
    }
}

/// The rows below their headings, which stand together in the framework.
fn levels(rows: &[SheetRow]) -> Vec<EvaluatedLevelOne> {
    let mut levels: Vec<EvaluatedLevelOne> = Vec::new();
    for row in rows {
        if levels.last().is_none_or(|level| level.name != row.level1) {
            levels.push(EvaluatedLevelOne { name: row.level1.clone(), kinds: Vec::new() });
        }
        let Some(level) = levels.last_mut() else { continue };
        if level.kinds.last().is_none_or(|kind| kind.name != row.level2) {
            level.kinds.push(EvaluatedLevelTwo { name: row.level2.clone(), rows: Vec::new() });
        }
        let Some(kind) = level.kinds.last_mut() else { continue };
        kind.rows.push(EvaluatedRow {
            name: row.name.clone(),
            test: row.test.clone(),
            points: Some(row.points.normalize()),
            score: row.score.map(|score| score.normalize()),
            finding: row.finding.clone(),
        });
    }
    levels
}

/// The form as a part of a volume.
pub(crate) fn part(sheet: &EvaluationSheet) -> Part {
    Part {
        title: format!("{}年度{}绩效评价得分表", sheet.year, sheet.project_name),
        form: Form::Evaluation(form(sheet)),
        layout: Layout::Evaluation,
    }
}
