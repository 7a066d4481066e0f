//! Bringing the warnings of a record up to what its figures say: new ones are raised, those the
//! figures no longer bear out are cleared, words follow the figures. What was accepted or handed over
//! stays as it is.

use crate::monitoring::{Judgement, Record};
use crate::{Call, Refusal};
use chrono::NaiveDate;
use jixiao_domain::{GoalIndicatorId, MonitoringWarningId, WarningEvent, WarningState};
use jixiao_regulation::{Term, WorkCalendar};
use jixiao_store::Transaction;
use jixiao_store::monitoring::warnings::{self as rows, NewStep, NewWarning, Warning};

/// Writes what the judgement of a record changes about its warnings.
pub(in crate::monitoring) async fn refresh(
    tx: &Transaction,
    call: Call<'_>,
    record: &Record,
    judgement: &Judgement,
) -> Result<(), Refusal> {
    let known = rows::of(tx, record.row.id).await?;
    let indicator = |place: Option<usize>| -> Option<GoalIndicatorId> {
        record.rows.get(place?).map(|row| row.indicator.id)
    };
    for raised in &judgement.warnings {
        let about = indicator(raised.indicator);
        let is_same = |one: &&Warning| one.kind == raised.kind && one.goal_indicator_id == about;
        match known.iter().find(is_same) {
            None => {
                let new = NewWarning {
                    record_id: record.row.id,
                    kind: raised.kind,
                    goal_indicator_id: about,
                    sentence: &raised.sentence,
                    article: &raised.article,
                    raised_at: call.at,
                    answer_due_on: answer_due_on(record, call.today()),
                };
                let id = rows::insert(tx, &new).await?;
                step(tx, call, id, WarningEvent::Raise, WarningState::Open, &raised.sentence)
                    .await?;
            }
            Some(old) => {
                let again = old.state == WarningState::Cleared;
                if again {
                    change(tx, call, old, WarningEvent::Raise, &raised.sentence).await?;
                }
                let is_new_words = old.sentence != raised.sentence || old.article != raised.article;
                if is_new_words && (again || old.state.is_pending()) {
                    rows::set_words(tx, old.id, &raised.sentence, &raised.article).await?;
                }
            }
        }
    }
    for old in known.iter().filter(|old| old.state.is_pending()) {
        let is_raised = judgement.warnings.iter().any(|raised| {
            raised.kind == old.kind && indicator(raised.indicator) == old.goal_indicator_id
        });
        if !is_raised {
            change(tx, call, old, WarningEvent::Clear, "").await?;
        }
    }
    Ok(())
}

async fn change(
    tx: &Transaction,
    call: Call<'_>,
    warning: &Warning,
    event: WarningEvent,
    reason: &str,
) -> Result<(), Refusal> {
    let Some(state) = warning.state.after(event) else { return Ok(()) };
    rows::set_state(tx, warning.id, warning.revision, state).await?;
    step(tx, call, warning.id, event, state, reason).await
}

async fn step(
    tx: &Transaction,
    call: Call<'_>,
    warning_id: MonitoringWarningId,
    event: WarningEvent,
    to_state: WarningState,
    reason: &str,
) -> Result<(), Refusal> {
    let user_id = call.actor.user_id;
    let step = NewStep { warning_id, event, to_state, reason, link: "", user_id, at: call.at };
    Ok(rows::add_step(tx, &step).await?)
}

/// The last of the working days the regulation leaves the unit, the day of the warning not counted.
fn answer_due_on(record: &Record, today: NaiveDate) -> Option<NaiveDate> {
    let days = record.regulation.monitoring.decision_days.as_ref()?.value;
    let days = u32::try_from(days).ok()?;
    WorkCalendar::builtin().due(today, Term::working(days))
}
