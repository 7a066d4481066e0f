//! The spot check of a filing that a random sample chose: 核查分数.

use super::recheck::total;
use super::{Recheck, Record, SUBJECT_KIND};
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::{Call, Refusal};
use jixiao_domain::{Decimal, FilingState, SelfEvaluationId};
use jixiao_store::self_evaluations::{self as rows, indicators};

/// Writes the spot check of a sampled, approved self-evaluation, and gives 核查分数. The frozen
/// content stays as it is.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::WrongState`], [`Refusal::SameHand`],
/// [`Refusal::Conflict`], [`Refusal::Invalid`].
pub async fn spot_check(
    call: Call<'_>,
    id: SelfEvaluationId,
    check: &Recheck,
) -> Result<Decimal, Refusal> {
    let tx = call.app.store.begin().await?;
    let mut record = Record::load(&tx, call, id).await?;
    authz::authorise(call.actor, Action::SpotCheck, &record.organisation.path)?;
    if !record.evaluation.sampled || record.evaluation.state != FilingState::Approved {
        let message = "只核查已批复并被抽中的自评，请先抽样";
        return Err(Refusal::WrongState(message.to_owned()));
    }
    authz::other_hand(call.actor, &record.hands(&tx).await?)?;
    if check.revision != record.evaluation.revision {
        return Err(Refusal::Conflict("该绩效自评"));
    }
    if check.note.is_empty() {
        return Err(Refusal::field("note", "请写明核查意见"));
    }
    let total = total(&record, check)?;
    record.evaluation.check_total = Some(total);
    record.evaluation.check_note = check.note.clone();
    record.evaluation.checked_by = Some(call.actor.user_id);
    record.evaluation.checked_at = Some(call.at);
    for (goal_indicator_id, score, reason) in &check.rows {
        let row = record.rows.iter_mut().find(|row| row.indicator.id == *goal_indicator_id);
        if let Some(row) = row {
            row.filled.check_score = *score;
            row.filled.check_reason.clone_from(reason);
            indicators::put(&tx, id, &row.filled).await?;
        }
    }
    rows::update_check(&tx, &record.evaluation).await?;
    let entry = Event {
        action: "self_evaluation.spot_check",
        subject_kind: SUBJECT_KIND,
        subject_id: id.to_string(),
        organisation_id: Some(record.organisation.id),
        detail: format!("核查分数 {total}"),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    tx.commit().await?;
    Ok(total)
}
