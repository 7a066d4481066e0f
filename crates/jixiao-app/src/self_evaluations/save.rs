//! Saving what was filled in, and scoring it as it is typed.

use super::{Assessment, Filled, Record, SUBJECT_KIND, assess, draft_key, findings};
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::{Call, FieldError, FieldFinding, Refusal};
use jixiao_domain::{Coded as _, SelfEvaluationId};
use jixiao_store::drafts;
use jixiao_store::self_evaluations::{self as rows, indicators};

/// A form scored without being saved.
#[derive(Debug)]
pub struct Preview {
    /// The record as it would be.
    pub record: Record,
    /// Its scores.
    pub assessment: Assessment,
    /// What the checker says.
    pub findings: Vec<FieldFinding>,
}

/// Saves the form of a self-evaluation that is being filled in. Gaps are allowed: they are refused
/// at submission.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::WrongState`], [`Refusal::Invalid`],
/// [`Refusal::Conflict`] where someone else saved since it was read.
pub async fn save(
    call: Call<'_>,
    id: SelfEvaluationId,
    filled: &Filled,
) -> Result<Assessment, Refusal> {
    let tx = call.app.store.begin().await?;
    let mut record = Record::load(&tx, call, id).await?;
    authz::authorise(call.actor, Action::FillSelfEvaluations, &record.organisation.path)?;
    refuse_unless_editable(&record)?;
    if filled.revision != record.evaluation.revision {
        return Err(Refusal::Conflict("该绩效自评"));
    }
    fill(&mut record, filled)?;
    record.evaluation.filled_by = Some(call.actor.user_id);
    let assessment = assess(&record);
    keep_scores(&mut record, &assessment);
    rows::update_content(&tx, &record.evaluation).await?;
    for row in &record.rows {
        indicators::put(&tx, id, &row.filled).await?;
    }
    let entry = Event {
        action: "self_evaluation.save",
        subject_kind: SUBJECT_KIND,
        subject_id: id.to_string(),
        organisation_id: Some(record.organisation.id),
        detail: format!("保存{}年度自评", record.year.year),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    drafts::drop(&tx, call.actor.user_id, &draft_key(id)).await?;
    tx.commit().await?;
    Ok(assessment)
}

/// Scores and checks the form as typed, without saving.
///
/// # Errors
/// As [`save`], without the conflict.
pub async fn preview(
    call: Call<'_>,
    id: SelfEvaluationId,
    filled: &Filled,
) -> Result<Preview, Refusal> {
    let mut record = Record::load(&call.app.store, call, id).await?;
    authz::authorise(call.actor, Action::FillSelfEvaluations, &record.organisation.path)?;
    refuse_unless_editable(&record)?;
    fill(&mut record, filled)?;
    let assessment = assess(&record);
    let findings = findings(&record, &assessment);
    Ok(Preview { record, assessment, findings })
}

fn refuse_unless_editable(record: &Record) -> Result<(), Refusal> {
    let state = record.evaluation.state;
    if state.is_editable() {
        return Ok(());
    }
    Err(Refusal::WrongState(format!(
        "当前状态为“{}”，内容已锁定；如需修改，请先撤回、由审核人退回，或申请解除锁定",
        state.word()
    )))
}

/// Puts what was typed into the record. A score is only taken up to the points of its row.
fn fill(record: &mut Record, filled: &Filled) -> Result<(), Refusal> {
    let mut errors = Vec::new();
    record.evaluation.actual_goal = filled.actual_goal.clone();
    record.evaluation.execution_reason = filled.execution_reason.clone();
    record.evaluation.execution_choice = filled.execution_choice;
    record.evaluation.other_notes = filled.other_notes.clone();
    let most = record.regulation.execution_points();
    if filled.execution_choice.is_some_and(|score| score > most) {
        errors.push(FieldError::new("execution_choice", format!("得分不得超过分值 {most}")));
    }
    for (index, typed) in filled.rows.iter().enumerate() {
        let name = |field: &str| format!("indicators[{index}].{field}");
        let found = record.rows.iter_mut().find(|row| row.indicator.id == typed.goal_indicator_id);
        let Some(row) = found else {
            errors.push(FieldError::new(name("indicator"), "该指标不属于本项目已批复的绩效目标"));
            continue;
        };
        let points = row.indicator.content.points;
        if typed.chosen_score.is_some_and(|score| score > points) {
            let message = format!("得分不得超过分值 {}", points.normalize());
            errors.push(FieldError::new(name("chosen"), message));
        }
        row.filled.actual_text = typed.actual_text.clone();
        row.filled.chosen_score = typed.chosen_score;
        row.filled.score_reason = typed.score_reason.clone();
        row.filled.deviation_cause = typed.deviation_cause.clone();
        row.filled.corrective_measure = typed.corrective_measure.clone();
    }
    if errors.is_empty() { Ok(()) } else { Err(Refusal::Invalid(errors)) }
}

/// Puts the computed scores into the rows that are stored.
pub(super) fn keep_scores(record: &mut Record, assessment: &Assessment) {
    record.evaluation.execution_score =
        assessment.execution.as_ref().and_then(|execution| execution.score);
    record.evaluation.total = assessment.total;
    record.evaluation.grade = assessment.grade;
    for (row, scored) in record.rows.iter_mut().zip(&assessment.rows) {
        row.filled.score = scored.score;
    }
}
