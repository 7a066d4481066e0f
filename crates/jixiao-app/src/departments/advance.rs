//! Steps of the chain: submit, review, return, withdraw, approve (which freezes), unfreeze.

use super::{FiledDepartment, Record, assess, findings};
use crate::digest::sm3_hex;
use crate::form_check::refuse_errors;
use crate::review::Step;
use crate::{Call, Refusal, review};
use jixiao_domain::{DepartmentYearId, FilingEvent, FilingState};
use jixiao_store::Transaction;
use jixiao_store::{departments as rows, freezes};

/// Takes a step and gives the new state.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Conflict`], what [`review::advance`] refuses;
/// [`Refusal::Invalid`] where a submission lacks something, leaves a difference unexplained, or the
/// checker finds an error.
pub async fn advance(
    call: Call<'_>,
    id: DepartmentYearId,
    step: &Step,
) -> Result<FilingState, Refusal> {
    let tx = call.app.store.begin().await?;
    let mut record = Record::load(&tx, call, id).await?;
    if step.revision != record.row.revision {
        return Err(Refusal::Conflict("该部门整体材料"));
    }
    let state = review::advance(&tx, call, record.subject(), step.event, &step.reason).await?;
    match step.event {
        FilingEvent::Submit => submit(&tx, call, &mut record).await?,
        FilingEvent::Approve => freeze(&tx, call, &record).await?,
        FilingEvent::Unfreeze => {
            freezes::lift(&tx, id, call.actor.user_id, call.at, step.reason.trim()).await?;
        }
        _ => {}
    }
    rows::set_state(&tx, id, record.row.revision, state).await?;
    tx.commit().await?;
    Ok(state)
}

/// Nothing is submitted that is incomplete, unexplained or provably wrong. All is computed anew: the
/// ledgers may have moved since the last save.
async fn submit(tx: &Transaction, call: Call<'_>, record: &mut Record) -> Result<(), Refusal> {
    let assessment = assess(record);
    if !assessment.missing.is_empty() {
        return Err(Refusal::Invalid(assessment.missing));
    }
    let filed = FiledDepartment::unsigned(record, &assessment);
    refuse_errors(&findings(call.app, record, &filed)?)?;
    record.row.total = assessment.total;
    record.row.grade = assessment.grade;
    rows::update_content(tx, &record.row).await?;
    record.row.revision += 1;
    Ok(())
}

/// What is approved is what was reviewed: ledgers that moved meanwhile send it back.
async fn freeze(tx: &Transaction, call: Call<'_>, record: &Record) -> Result<(), Refusal> {
    let assessment = assess(record);
    let unexplained = assessment.differences.iter().any(|shown| shown.explanation.is_none());
    if assessment.total != record.row.total || unexplained {
        return Err(Refusal::WrongState(
            "提交后项目账目或自评有变动，汇总或得分已不同，请退回填报人重新核对后再批复".to_owned(),
        ));
    }
    let content = FiledDepartment::of(tx, record, &assessment).await?.canonical();
    let digest = sm3_hex(content.as_bytes());
    freezes::insert(tx, record.row.id, &content, &digest, call.actor.user_id, call.at).await?;
    Ok(())
}
