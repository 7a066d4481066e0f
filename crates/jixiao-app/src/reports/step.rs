//! A step of a report through the chain.

use super::load::{LoadedReport, load};
use super::offers::offers;
use super::{findings, reading, seal};
use crate::digest::sm3_hex;
use crate::form_check::refuse_filing;
use crate::review::{Step, StepForm};
use crate::{Call, Refusal, review};
use jixiao_domain::{FilingEvent, FilingState, ReportId};
use jixiao_store::Transaction;
use jixiao_store::reports;

/// Takes a step. A submission needs figures of today, a source for every figure and a report the
/// checker has nothing against; an approval needs that everything beneath is frozen, and freezes the
/// report.
///
/// # Errors
/// As [`review::advance`]; [`Refusal::Invalid`] for what stands against a submission;
/// [`Refusal::WrongState`] for figures of yesterday or forms that are not approved;
/// [`Refusal::Conflict`] where the report was changed since the page was opened.
pub async fn step(call: Call<'_>, id: ReportId, form: &StepForm) -> Result<FilingState, Refusal> {
    let Step { revision, event, reason } = form.parse()?;
    // Read before the transaction: facts come through the use cases of their own areas.
    let before = load(&call.app.store, call, id).await?;
    let against = match event {
        FilingEvent::Submit => against_submission(call, &before, &reason).await,
        FilingEvent::Approve => against_approval(call, &before).await,
        _ => Ok(()),
    };
    let tx = call.app.store.begin().await?;
    let loaded = load(&tx, call, id).await?;
    let state = review::advance(&tx, call, loaded.subject(), event, &reason).await?;
    if loaded.report.revision != revision || before.report.revision != revision {
        return Err(Refusal::Conflict("该报告"));
    }
    against?;
    match event {
        FilingEvent::Approve => {
            let digest = file(&tx, call, &loaded, event).await?;
            reports::approve(&tx, id, revision, &digest, call.at).await?;
        }
        FilingEvent::Submit => {
            file(&tx, call, &loaded, event).await?;
            reports::update_state(&tx, id, revision, state).await?;
        }
        _ => reports::update_state(&tx, id, revision, state).await?,
    }
    tx.commit().await?;
    Ok(state)
}

async fn against_submission(
    call: Call<'_>,
    loaded: &LoadedReport,
    reason: &str,
) -> Result<(), Refusal> {
    let reading = reading::of_report(call, &loaded.report).await?;
    refuse_outdated(loaded, &reading, "提交")?;
    refuse_filing(&findings::of_loaded(loaded, &reading).await?, reason)
}

async fn against_approval(call: Call<'_>, loaded: &LoadedReport) -> Result<(), Refusal> {
    let reading = reading::of_report(call, &loaded.report).await?;
    if !reading.pending.is_empty() {
        return Err(Refusal::WrongState(reading.pending));
    }
    refuse_outdated(loaded, &reading, "批复")
}

/// What is filed says what the records say.
fn refuse_outdated(
    loaded: &LoadedReport,
    reading: &reading::Reading,
    what: &str,
) -> Result<(), Refusal> {
    let offers = offers(loaded, reading)?;
    if offers.changes.is_empty() {
        return Ok(());
    }
    let first = offers.changes.first().map_or("", |change| change.source.as_str());
    Err(Refusal::WrongState(format!(
        "报告中有 {} 处数据与现有记录不同（如{first}），请由编写人按记录更新后再{what}",
        offers.changes.len()
    )))
}

async fn file(
    tx: &Transaction,
    call: Call<'_>,
    loaded: &LoadedReport,
    event: FilingEvent,
) -> Result<String, Refusal> {
    let content = seal::canonical(loaded);
    let digest = sm3_hex(content.as_bytes());
    let by = call.actor.user_id;
    reports::insert_filing(tx, loaded.report.id, event, (&content, &digest), by, call.at).await?;
    Ok(digest)
}
