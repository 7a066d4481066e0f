//! Closing a round, opening it again, and changing the most it may pay.

use super::open::{above_zero, within_budget};
use super::rounds::{LoadedRound, round};
use crate::amounts::yuan;
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::input::{Fields, Lines};
use crate::{Call, Refusal};
use jixiao_domain::{AidRoundEvent, AidRoundId, AidRoundState, Coded as _, Machine as _, Money};
use jixiao_store::aid_rounds::{self as rows, SUBJECT_KIND};
use jixiao_store::steps::{self, NewHandlingStep};
use jixiao_store::{StoreError, Transaction, aid_cases};
use serde::{Deserialize, Serialize};

/// A step as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RoundStepForm {
    /// The revision the round was read at.
    pub revision: String,
    /// The event's code.
    pub event: String,
    /// Why; a reopening asks for it.
    pub reason: String,
    /// The new last day, of a reopening.
    pub closes_on: String,
}

/// A ceiling as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CeilingForm {
    /// The revision the round was read at.
    pub revision: String,
    /// The most the round may pay; empty for no bound of its own.
    pub budget: String,
    /// Why.
    pub reason: String,
}

/// Closes a round or opens it again.
///
/// # Errors
/// [`Refusal::Invalid`], [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::WrongState`],
/// [`Refusal::Conflict`].
pub async fn step(
    call: Call<'_>,
    id: AidRoundId,
    form: &RoundStepForm,
) -> Result<AidRoundState, Refusal> {
    let tx = call.app.store.begin().await?;
    let loaded = round(&tx, call, id).await?;
    let held = &loaded.round;
    authz::authorise(call.actor, Action::OpenAidRounds, &held.organisation_path)?;
    let mut fields = Fields::new();
    let event: AidRoundEvent = fields.choice("event", &form.event);
    let (reason, closes_on) = match event {
        AidRoundEvent::Close => {
            let last = held.closes_on.min(call.today().max(held.opens_on));
            (fields.optional_text("reason", &form.reason, Lines::Many, 500), last)
        }
        AidRoundEvent::Reopen => {
            let reason = fields.text("reason", &form.reason, Lines::Many, 500);
            let last = fields.date("closes_on", &form.closes_on);
            let late = fields.are_good() && last < call.today();
            fields.require(!late, "closes_on", "新的截止日不能早于今天");
            (reason, last)
        }
    };
    fields.finish(()).map_err(Refusal::Invalid)?;
    let to_state = held.state.after(event)?;
    unchanged(&loaded, &form.revision)?;
    let written = rows::set_state(&tx, (id, held.revision), to_state, closes_on).await;
    stale(written)?;
    let step = NewHandlingStep {
        subject_kind: SUBJECT_KIND,
        subject_id: id.0,
        event,
        from_state: held.state,
        to_state,
        words: &reason,
        user_id: call.actor.user_id,
        at: call.at,
    };
    steps::insert(&tx, &step).await?;
    let detail = format!("{}，申请截止日 {closes_on}", event.word());
    record(&tx, call, &loaded, &format!("aid_round.{}", event.code()), detail).await?;
    tx.commit().await?;
    Ok(to_state)
}

/// Sets the most a round may pay.
///
/// # Errors
/// As [`step`]; [`Refusal::Invalid`] also where more was approved already, or the project's budget
/// does not reach.
pub async fn set_ceiling(
    call: Call<'_>,
    id: AidRoundId,
    form: &CeilingForm,
) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let loaded = round(&tx, call, id).await?;
    let held = &loaded.round;
    authz::authorise(call.actor, Action::SetAidCeiling, &held.organisation_path)?;
    let mut fields = Fields::new();
    let given = !form.budget.trim().is_empty();
    let budget = given.then(|| above_zero(&mut fields, "budget", &form.budget));
    let reason = fields.text("reason", &form.reason, Lines::Many, 500);
    fields.finish(()).map_err(Refusal::Invalid)?;
    unchanged(&loaded, &form.revision)?;
    // Approvals wait for the same lock, so that none slips in between reading and writing.
    aid_cases::lock_round(&tx, id).await?;
    let approved = aid_cases::held_money(&tx, id).await?;
    if budget.is_some_and(|budget| budget < approved) {
        let message = format!("已审定 {} 元，限额不能低于该金额", yuan(approved));
        return Err(Refusal::field("budget", message));
    }
    within_budget(&tx, held.project_id, held.year, budget, Some(id)).await?;
    stale(rows::set_budget(&tx, (id, held.revision), budget).await)?;
    let words = |budget: Option<Money>| {
        budget.map_or_else(|| "不单设".to_owned(), |budget| format!("{} 元", yuan(budget)))
    };
    let detail = format!("限额由{}改为{}：{reason}", words(held.budget), words(budget));
    record(&tx, call, &loaded, "aid_round.ceiling", detail).await?;
    Ok(tx.commit().await?)
}

fn unchanged(loaded: &LoadedRound, revision: &str) -> Result<(), Refusal> {
    let same = revision.trim() == loaded.round.revision.to_string();
    if same { Ok(()) } else { Err(Refusal::Conflict("该救助批次")) }
}

fn stale(written: Result<(), StoreError>) -> Result<(), Refusal> {
    match written {
        Err(StoreError::Stale) => Err(Refusal::Conflict("该救助批次")),
        other => Ok(other?),
    }
}

async fn record(
    tx: &Transaction,
    call: Call<'_>,
    loaded: &LoadedRound,
    action: &str,
    detail: String,
) -> Result<(), Refusal> {
    let entry = Event {
        action,
        subject_kind: SUBJECT_KIND,
        subject_id: loaded.round.id.to_string(),
        organisation_id: Some(loaded.round.organisation_id),
        detail,
    };
    audit::record(tx, call.actor, call.at, entry).await
}
