//! Somebody judges a pair, or a manager lets cases go on.

use super::load::{Loaded, load};
use crate::audit::{self, Event};
use crate::authz::Action;
use crate::input::{Fields, Lines};
use crate::{Call, Refusal};
use jixiao_domain::{Coded as _, DuplicateEvent, DuplicateId, DuplicateState, Machine as _};
use jixiao_store::duplicates::{self as rows, SUBJECT_KIND};
use jixiao_store::steps::{self, NewHandlingStep};
use jixiao_store::{StoreError, Transaction};
use serde::{Deserialize, Serialize};

/// A judgement as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct JudgeForm {
    /// The revision the page was opened at.
    pub revision: String,
    /// The event's code.
    pub event: String,
    /// Why.
    pub reason: String,
}

/// Digits in a row from which a reason holds a number of somebody.
const DIGITS_MAX: usize = 11;

/// What an event asks for with both records; what the application does by itself asks for nothing.
pub(super) fn right_for(event: DuplicateEvent) -> Option<Action> {
    match event {
        DuplicateEvent::JudgeSame
        | DuplicateEvent::JudgeDifferent
        | DuplicateEvent::AskBack
        | DuplicateEvent::Reopen => Some(Action::JudgeDuplicates),
        DuplicateEvent::Override => Some(Action::OverrideDuplicates),
        DuplicateEvent::Settle => None,
    }
}

/// Judges a pair; gives its new state.
///
/// # Errors
/// [`Refusal::Invalid`] without a reason; [`Refusal::NotFound`], [`Refusal::Forbidden`];
/// [`Refusal::SameHand`] for who registered one of the two; [`Refusal::WrongState`],
/// [`Refusal::Conflict`].
pub async fn judge(
    call: Call<'_>,
    id: DuplicateId,
    form: &JudgeForm,
) -> Result<DuplicateState, Refusal> {
    let mut fields = Fields::new();
    let event: DuplicateEvent = fields.choice("event", &form.event);
    let reason = reason(&mut fields, &form.reason);
    fields.finish(()).map_err(Refusal::Invalid)?;
    let tx = call.app.store.begin().await?;
    let loaded = load(&tx, call, id).await?;
    let Some(right) = right_for(event) else {
        return Err(Refusal::WrongState("记录合并或更正后自动消除，不能直接办理".to_owned()));
    };
    loaded.authorise(call, right)?;
    if form.revision.trim() != loaded.candidate.revision.to_string() {
        return Err(Refusal::Conflict("该疑似重复"));
    }
    let state = take(&tx, call, &loaded, event, &reason).await?;
    tx.commit().await?;
    Ok(state)
}

/// A reason, which holds no number of anybody.
pub(super) fn reason(fields: &mut Fields, typed: &str) -> String {
    let reason = fields.text("reason", typed, Lines::Many, 500);
    let digits = reason.split(|one: char| !one.is_ascii_digit()).map(str::len).max().unwrap_or(0);
    fields.require(
        digits < DIGITS_MAX,
        "reason",
        "理由将写入办理过程和审计日志，请勿填写证件号码、账号",
    );
    reason
}

/// Writes a step that was allowed.
pub(super) async fn take(
    tx: &Transaction,
    call: Call<'_>,
    loaded: &Loaded,
    event: DuplicateEvent,
    reason: &str,
) -> Result<DuplicateState, Refusal> {
    let held = &loaded.candidate;
    let to_state = held.state.after(event)?;
    let (by, at) = (call.actor.user_id, call.at);
    match rows::set_state(tx, held.id, held.revision, to_state, reason, by, at).await {
        Err(StoreError::Stale) => return Err(Refusal::Conflict("该疑似重复")),
        other => other?,
    }
    let step = NewHandlingStep {
        subject_kind: SUBJECT_KIND,
        subject_id: held.id.0,
        event,
        from_state: held.state,
        to_state,
        words: reason,
        user_id: by,
        at,
    };
    steps::insert(tx, &step).await?;
    let entry = Event {
        action: &format!("duplicate.{}", event.code()),
        subject_kind: SUBJECT_KIND,
        subject_id: held.id.to_string(),
        organisation_id: Some(held.left_organisation_id),
        detail: format!("{} → {}：{reason}", held.state.word(), to_state.word()),
    };
    audit::record(tx, call.actor, at, entry).await?;
    Ok(to_state)
}
