//! Saving what was filled in, and judging it as it is typed.

use super::{Filled, Judgement, Record, SUBJECT_KIND, draft_key, findings, judge, warnings};
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::{Call, FieldError, FieldFinding, Refusal};
use jixiao_domain::{Coded as _, MonitoringRecordId};
use jixiao_store::monitoring::{self as rows, indicators};
use jixiao_store::{Transaction, drafts};

/// A form judged without being saved.
#[derive(Debug)]
pub struct Preview {
    /// The record as it would be.
    pub record: Record,
    /// Its judgement.
    pub judgement: Judgement,
    /// What the checker says.
    pub findings: Vec<FieldFinding>,
}

/// Saves the form of a record that is being filled in. Gaps are allowed: they are refused at
/// submission.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::WrongState`], [`Refusal::Invalid`],
/// [`Refusal::Conflict`] where someone else saved since it was read.
pub async fn save(
    call: Call<'_>,
    id: MonitoringRecordId,
    filled: &Filled,
) -> Result<Judgement, Refusal> {
    let tx = call.app.store.begin().await?;
    let mut record = Record::load(&tx, call, id).await?;
    authz::authorise(call.actor, Action::FillMonitoring, &record.organisation.path)?;
    refuse_unless_editable(&record)?;
    if filled.revision != record.row.revision {
        return Err(Refusal::Conflict("该监控记录"));
    }
    fill(&mut record, filled)?;
    record.row.filled_by = Some(call.actor.user_id);
    let judgement = keep(&tx, call, &mut record).await?;
    let entry = Event {
        action: "monitoring.save",
        subject_kind: SUBJECT_KIND,
        subject_id: id.to_string(),
        organisation_id: Some(record.organisation.id),
        detail: format!("保存{}年度{}运行监控", record.year.year, record.round.label),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    drafts::drop(&tx, call.actor.user_id, &draft_key(id)).await?;
    tx.commit().await?;
    Ok(judgement)
}

/// Judges and checks the form as typed, without saving.
///
/// # Errors
/// As [`save`], without the conflict.
pub async fn preview(
    call: Call<'_>,
    id: MonitoringRecordId,
    filled: &Filled,
) -> Result<Preview, Refusal> {
    let mut record = Record::load(&call.app.store, call, id).await?;
    authz::authorise(call.actor, Action::FillMonitoring, &record.organisation.path)?;
    refuse_unless_editable(&record)?;
    fill(&mut record, filled)?;
    let judgement = judge(&record);
    let findings = findings(&record, &judgement);
    Ok(Preview { record, judgement, findings })
}

/// Writes a record with what its figures say today, and brings its warnings up to them.
pub(super) async fn keep(
    tx: &Transaction,
    call: Call<'_>,
    record: &mut Record,
) -> Result<Judgement, Refusal> {
    let judgement = judge(record);
    record.row.figures = judgement.figures;
    for (row, judged) in record.rows.iter_mut().zip(&judgement.rows) {
        row.filled.lamp = judged.progress.lamp;
    }
    rows::update_content(tx, &record.row).await?;
    record.row.revision += 1;
    for row in &record.rows {
        indicators::put(tx, record.row.id, &row.filled).await?;
    }
    warnings::refresh(tx, call, record, &judgement).await?;
    Ok(judgement)
}

fn refuse_unless_editable(record: &Record) -> Result<(), Refusal> {
    let state = record.row.state;
    if state.is_editable() {
        return Ok(());
    }
    Err(Refusal::WrongState(format!(
        "当前状态为“{}”，内容已锁定；如需修改，请先撤回、由审核人退回，或申请解除锁定",
        state.word()
    )))
}

/// Puts what was typed into the record.
fn fill(record: &mut Record, filled: &Filled) -> Result<(), Refusal> {
    let mut errors = Vec::new();
    record.row.committed = filled.committed;
    record.row.typed_forecast = filled.typed_forecast;
    record.row.forecast_reason = filled.forecast_reason.clone();
    for (index, typed) in filled.rows.iter().enumerate() {
        let found = record.rows.iter_mut().find(|row| row.indicator.id == typed.goal_indicator_id);
        let Some(row) = found else {
            let field = format!("indicators[{index}].indicator");
            errors.push(FieldError::new(field, "该指标不属于本项目已批复的绩效目标"));
            continue;
        };
        row.filled.actual_text = typed.actual_text.clone();
        row.filled.forecast_text = typed.forecast_text.clone();
        row.filled.causes = typed.causes.clone();
        row.filled.cause_note = typed.cause_note.clone();
        row.filled.likelihood = typed.likelihood;
        row.filled.remark = typed.remark.clone();
    }
    if errors.is_empty() { Ok(()) } else { Err(Refusal::Invalid(errors)) }
}
