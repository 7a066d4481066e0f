//! Steps of the chain: submit, review, return, withdraw, approve (which freezes), unfreeze.

use super::save::keep_scores;
use super::{FiledForm, Record, assess, findings};
use crate::digest::sm3_hex;
use crate::form_check::refuse_errors;
use crate::review::Step;
use crate::{Call, Refusal, review};
use jixiao_domain::{FilingEvent, FilingState, SelfEvaluationId};
use jixiao_store::freezes;
use jixiao_store::self_evaluations::{self as rows, indicators};
use jixiao_store::{Transaction, drafts};

/// Takes a step and gives the new state.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Conflict`], what [`review::advance`] refuses;
/// [`Refusal::Invalid`] where a submission lacks something or the checker finds an error.
pub async fn advance(
    call: Call<'_>,
    id: SelfEvaluationId,
    step: &Step,
) -> Result<FilingState, Refusal> {
    let tx = call.app.store.begin().await?;
    let mut record = Record::load(&tx, call, id).await?;
    if step.revision != record.evaluation.revision {
        return Err(Refusal::Conflict("该绩效自评"));
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
    rows::set_state(&tx, id, record.evaluation.revision, state).await?;
    tx.commit().await?;
    Ok(state)
}

/// Nothing is submitted that is incomplete or provably wrong. The scores are computed anew: the
/// ledgers may have moved since the last save.
async fn submit(tx: &Transaction, call: Call<'_>, record: &mut Record) -> Result<(), Refusal> {
    let assessment = assess(record);
    if !assessment.missing.is_empty() {
        return Err(Refusal::Invalid(assessment.missing));
    }
    refuse_errors(&findings(record, &assessment))?;
    keep_scores(record, &assessment);
    rows::update_content(tx, &record.evaluation).await?;
    for row in &record.rows {
        indicators::put(tx, record.evaluation.id, &row.filled).await?;
    }
    record.evaluation.revision += 1;
    let key = super::draft_key(record.evaluation.id);
    Ok(drafts::drop(tx, call.actor.user_id, &key).await?)
}

/// What is approved is what was reviewed: a ledger that moved meanwhile sends it back.
async fn freeze(tx: &Transaction, call: Call<'_>, record: &Record) -> Result<(), Refusal> {
    let assessment = assess(record);
    if assessment.total != record.evaluation.total {
        return Err(Refusal::WrongState(
            "提交后预算或执行数据有变动，总得分已不同，请退回填报人重新核对后再批复".to_owned(),
        ));
    }
    let content = FiledForm::of(tx, record, &assessment).await?.canonical();
    let digest = sm3_hex(content.as_bytes());
    let by = call.actor.user_id;
    freezes::insert(tx, record.evaluation.id, &content, &digest, by, call.at).await?;
    Ok(())
}
