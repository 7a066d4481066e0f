//! What is done about a warning: the unit explains or begins to adjust the goal, finance accepts the
//! explanation or not, a rectification takes it over.

use super::read::{load, right_for};
use crate::audit::{self, Event};
use crate::goals::{self, NewVersionForm};
use crate::input::{Fields, Lines};
use crate::monitoring::WARNING_KIND;
use crate::{Call, FieldError, Refusal, authz};
use jixiao_domain::{
    Coded as _, GoalId, GoalVersionKind, MonitoringWarningId, WarningEvent, WarningState,
};
use jixiao_store::Transaction;
use jixiao_store::monitoring::warnings::{self as rows, NewStep};
use serde::{Deserialize, Serialize};

/// Words about a warning, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActTyped {
    /// The revision that was read.
    pub revision: String,
    /// The explanation or the reason.
    pub reason: String,
}

impl ActTyped {
    /// The revision and the words, which must be given.
    ///
    /// # Errors
    /// Every field that can't be read.
    pub fn parse(&self) -> Result<(i64, String), Vec<FieldError>> {
        let mut fields = Fields::new();
        let revision = fields.key("revision", &self.revision);
        let reason = fields.text("reason", &self.reason, Lines::Many, 1000);
        fields.finish((revision, reason))
    }
}

/// The unit explains.
///
/// # Errors
/// As [`accept`].
pub async fn explain(
    call: Call<'_>,
    id: MonitoringWarningId,
    typed: &ActTyped,
) -> Result<(), Refusal> {
    act(call, id, typed, WarningEvent::Explain).await
}

/// Finance accepts the explanation, with a reason.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::Invalid`] without a reason,
/// [`Refusal::Conflict`], [`Refusal::WrongState`], [`Refusal::SameHand`] for whoever explained.
pub async fn accept(
    call: Call<'_>,
    id: MonitoringWarningId,
    typed: &ActTyped,
) -> Result<(), Refusal> {
    act(call, id, typed, WarningEvent::Accept).await
}

/// Finance does not accept the explanation, with a reason: the unit has to act again.
///
/// # Errors
/// As [`accept`].
pub async fn refuse(
    call: Call<'_>,
    id: MonitoringWarningId,
    typed: &ActTyped,
) -> Result<(), Refusal> {
    act(call, id, typed, WarningEvent::Refuse).await
}

/// The unit begins an adjustment of the goal, whose reason is the warning's sentence and what was
/// typed.
///
/// # Errors
/// As [`explain`], and what [`goals::revise`] refuses.
pub async fn adjust(
    call: Call<'_>,
    id: MonitoringWarningId,
    typed: &ActTyped,
) -> Result<GoalId, Refusal> {
    let (revision, reason) = typed.parse().map_err(Refusal::Invalid)?;
    let tx = call.app.store.begin().await?;
    let (line, warning) = load(&tx, call, id).await?;
    authz::authorise(call.actor, right_for(WarningEvent::Adjust), &line.path)?;
    next_state(warning.state, WarningEvent::Adjust)?;
    if revision != warning.revision {
        return Err(Refusal::Conflict("该预警"));
    }
    let form = NewVersionForm {
        kind: GoalVersionKind::Adjustment.code().to_owned(),
        reason: format!("{reason}（{}运行监控预警：{}）", line.label, warning.sentence)
            .chars()
            .take(500)
            .collect(),
    };
    let goal = goals::revise_in(&tx, call, line.project_year_id, &form).await?;
    let page = format!("/goals/{goal}");
    take(&tx, call, id, WarningEvent::Adjust, &reason, &page).await?;
    tx.commit().await?;
    Ok(goal)
}

/// Marks a warning as taken over by a rectification that is opened in the same transaction; `link` is
/// the path of its page.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::WrongState`].
pub async fn hand_over(
    tx: &Transaction,
    call: Call<'_>,
    id: MonitoringWarningId,
    link: &str,
) -> Result<(), Refusal> {
    take(tx, call, id, WarningEvent::Rectify, "", link).await
}

async fn act(
    call: Call<'_>,
    id: MonitoringWarningId,
    typed: &ActTyped,
    event: WarningEvent,
) -> Result<(), Refusal> {
    let (revision, reason) = typed.parse().map_err(Refusal::Invalid)?;
    let tx = call.app.store.begin().await?;
    let (_, warning) = load(&tx, call, id).await?;
    if revision != warning.revision {
        return Err(Refusal::Conflict("该预警"));
    }
    take(&tx, call, id, event, &reason, "").await?;
    Ok(tx.commit().await?)
}

/// Takes a step: right, state and hands are checked, the step is written with its audit entry.
pub(super) async fn take(
    tx: &Transaction,
    call: Call<'_>,
    id: MonitoringWarningId,
    event: WarningEvent,
    reason: &str,
    link: &str,
) -> Result<(), Refusal> {
    let (place, warning) = load(tx, call, id).await?;
    authz::authorise(call.actor, right_for(event), &place.path)?;
    let to_state = next_state(warning.state, event)?;
    if matches!(event, WarningEvent::Accept | WarningEvent::Refuse) {
        let steps = rows::steps(tx, id).await?;
        let explained = steps.iter().rev().find(|step| step.event == WarningEvent::Explain);
        let hands: Vec<_> =
            explained.iter().map(|step| (step.user_id, step.event.word())).collect();
        authz::other_hand(call.actor, &hands)?;
    }
    rows::set_state(tx, id, warning.revision, to_state).await?;
    let user_id = call.actor.user_id;
    let step = NewStep { warning_id: id, event, to_state, reason, link, user_id, at: call.at };
    rows::add_step(tx, &step).await?;
    let entry = Event {
        action: &format!("{WARNING_KIND}.{}", event.code()),
        subject_kind: WARNING_KIND,
        subject_id: id.to_string(),
        organisation_id: Some(place.organisation_id),
        detail: format!("{}：{} → {}", warning.kind.word(), warning.state.word(), to_state.word()),
    };
    audit::record(tx, call.actor, call.at, entry).await
}

pub(super) fn next_state(
    state: WarningState,
    event: WarningEvent,
) -> Result<WarningState, Refusal> {
    state.after(event).ok_or_else(|| {
        Refusal::WrongState(format!("预警当前为“{}”，不能{}", state.word(), event.word()))
    })
}
