//! Saving what is typed of an evaluation.

use super::drafts::form_key;
use super::form::EvaluationForm;
use super::load::load_to_score;
use crate::audit::{self, Event};
use crate::{Call, Refusal};
use jixiao_domain::{Coded as _, EvaluationId};
use jixiao_store::evaluations::{self as rows, SUBJECT_KIND};
use jixiao_store::{StoreError, drafts};

/// Saves what was typed; gives the new revision. Points change while the evaluation is planned,
/// scores while it is under way.
///
/// # Errors
/// [`Refusal::Conflict`] where it was changed since the form was opened; [`Refusal::WrongState`]
/// once opinions were exchanged; [`Refusal::Invalid`]; the usual refusals of rights.
pub async fn save(call: Call<'_>, id: EvaluationId, form: &EvaluationForm) -> Result<i64, Refusal> {
    let tx = call.app.store.begin().await?;
    let loaded = load_to_score(&tx, call, id).await?;
    let state = loaded.evaluation.state;
    if !state.is_editable() {
        return Err(Refusal::WrongState(format!(
            "当前状态为“{}”，不能修改；须先退回补充",
            state.word()
        )));
    }
    let input = form.parse(&loaded).map_err(Refusal::Invalid)?;
    match rows::update_content(&tx, id, input.revision, &input.content).await {
        Err(StoreError::Stale) => return Err(Refusal::Conflict("该部门评价")),
        other => other?,
    }
    rows::replace_items(&tx, id, &input.items).await?;
    drafts::drop(&tx, call.actor.user_id, &form_key(id)).await?;
    let entry = Event {
        action: "evaluation.save",
        subject_kind: SUBJECT_KIND,
        subject_id: id.to_string(),
        organisation_id: Some(loaded.place.organisation.id),
        detail: loaded.place.name(),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    tx.commit().await?;
    Ok(input.revision + 1)
}
