//! Computing what the formulas give on the records as they stand.

use super::facts;
use super::load::{LoadedEvaluation, load_to_score};
use crate::audit::{self, Event};
use crate::{Call, Refusal};
use jixiao_analysis::framework::{compute, score};
use jixiao_domain::{Coded as _, EvaluationId, EvaluationState};
use jixiao_store::evaluations::{self as rows, EvaluationItem, SUBJECT_KIND};
use jixiao_store::{StoreError, Transaction};

/// Computes all formulas again. A score that stood on its formula follows; one that a person gave
/// stays.
///
/// # Errors
/// [`Refusal::WrongState`] unless the evaluation is under way; [`Refusal::Conflict`]; the usual
/// refusals of rights.
pub async fn recompute(call: Call<'_>, id: EvaluationId, revision: i64) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let loaded = load_to_score(&tx, call, id).await?;
    let state = loaded.evaluation.state;
    if state != EvaluationState::InProgress {
        return Err(Refusal::WrongState(format!("当前状态为“{}”，不能重新计算", state.word())));
    }
    match rows::update_content(&tx, id, revision, &loaded.evaluation.content).await {
        Err(StoreError::Stale) => return Err(Refusal::Conflict("该部门评价")),
        other => other?,
    }
    compute_in(&tx, call, &loaded).await?;
    let entry = Event {
        action: "evaluation.recompute",
        subject_kind: SUBJECT_KIND,
        subject_id: id.to_string(),
        organisation_id: Some(loaded.place.organisation.id),
        detail: loaded.place.name(),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    Ok(tx.commit().await?)
}

/// Computes all formulas and writes the items.
pub(super) async fn compute_in(
    tx: &Transaction,
    call: Call<'_>,
    loaded: &LoadedEvaluation,
) -> Result<(), Refusal> {
    let facts = facts::of(tx, call, &loaded.place).await?;
    let items: Vec<EvaluationItem> = loaded
        .items
        .iter()
        .map(|row| {
            let mut item = row.scored.clone();
            let Some(formula) = row.item.formula else { return item };
            let computed = compute(formula, &facts);
            let follows = item.score.is_none() || item.score == item.computed_score;
            item.computed_score = computed.rate.map(|rate| score(formula, rate, item.points));
            item.computed_rate = computed.rate;
            item.computed_text = computed.words;
            if follows {
                item.score = item.computed_score;
            }
            item
        })
        .collect();
    Ok(rows::replace_items(tx, loaded.evaluation.id, &items).await?)
}
