//! Steps of the chain: submit, review, return, withdraw, approve (which freezes), unfreeze.

use super::save::keep;
use super::{FiledMonitoring, Record, draft_key, findings, judge};
use crate::digest::sm3_hex;
use crate::form_check::refuse_errors;
use crate::review::Step;
use crate::{Call, Refusal, review};
use jixiao_domain::{FilingEvent, FilingState, MonitoringRecordId};
use jixiao_store::{Transaction, drafts};
use jixiao_store::{freezes, monitoring as rows};

/// Takes a step and gives the new state.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Conflict`], what [`review::advance`] refuses;
/// [`Refusal::Invalid`] where a submission lacks something or the checker finds an error;
/// [`Refusal::WrongState`] where the ledgers moved between submission and approval.
pub async fn advance(
    call: Call<'_>,
    id: MonitoringRecordId,
    step: &Step,
) -> Result<FilingState, Refusal> {
    let tx = call.app.store.begin().await?;
    let mut record = Record::load(&tx, call, id).await?;
    if step.revision != record.row.revision {
        return Err(Refusal::Conflict("该监控记录"));
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

/// Nothing is submitted before its period is over, incomplete or provably wrong. The figures are
/// computed anew: the ledgers may have moved since the last save.
async fn submit(tx: &Transaction, call: Call<'_>, record: &mut Record) -> Result<(), Refusal> {
    if record.round.to_on > call.today() {
        return Err(Refusal::WrongState(format!(
            "监控期间（{}）尚未结束，期末后才能提交；可先保存已填内容",
            record.round.label
        )));
    }
    let judgement = judge(record);
    if !judgement.missing.is_empty() {
        return Err(Refusal::Invalid(judgement.missing));
    }
    refuse_errors(&findings(record, &judgement))?;
    keep(tx, call, record).await?;
    Ok(drafts::drop(tx, call.actor.user_id, &draft_key(record.row.id)).await?)
}

/// What is approved is what was reviewed: a ledger that moved meanwhile sends it back.
async fn freeze(tx: &Transaction, call: Call<'_>, record: &Record) -> Result<(), Refusal> {
    let judgement = judge(record);
    if judgement.figures != record.row.figures {
        return Err(Refusal::WrongState(
            "提交后预算或执行数据有变动，请退回填报人重新核对后再批复".to_owned(),
        ));
    }
    let content = FiledMonitoring::of(tx, record, &judgement).await?.canonical();
    let digest = sm3_hex(content.as_bytes());
    freezes::insert(tx, record.row.id, &content, &digest, call.actor.user_id, call.at).await?;
    Ok(())
}
