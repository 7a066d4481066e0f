//! Saving a draft.

use super::SUBJECT_KIND;
use super::drafts::form_key;
use super::form::AssessmentForm;
use super::load::load_to_fill;
use crate::audit::{self, Event};
use crate::{Call, Refusal};
use jixiao_domain::{AssessmentId, Coded as _};
use jixiao_store::{StoreError, assessments as rows, drafts};

/// Saves what was typed; gives the new revision.
///
/// # Errors
/// [`Refusal::Conflict`] where the round was changed since the form was opened;
/// [`Refusal::WrongState`] where it is no draft; [`Refusal::Invalid`] for fields that can't be
/// understood; the usual refusals of rights.
pub async fn save(call: Call<'_>, id: AssessmentId, form: &AssessmentForm) -> Result<i64, Refusal> {
    let tx = call.app.store.begin().await?;
    let loaded = load_to_fill(&tx, call, id).await?;
    let state = loaded.assessment.state;
    if !state.is_editable() {
        return Err(Refusal::WrongState(format!(
            "当前状态为“{}”，不能修改；须先撤回或退回",
            state.word()
        )));
    }
    let input = form.parse(loaded.framework).map_err(Refusal::Invalid)?;
    let written =
        rows::update_content(&tx, id, input.revision, &input.content, &input.points).await;
    match written {
        Err(StoreError::Stale) => return Err(Refusal::Conflict("事前绩效评估")),
        other => other?,
    }
    drafts::drop(&tx, call.actor.user_id, &form_key(id)).await?;
    let entry = Event {
        action: "assessment.save",
        subject_kind: SUBJECT_KIND,
        subject_id: id.to_string(),
        organisation_id: Some(loaded.place.organisation.id),
        detail: loaded.place.name(),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    tx.commit().await?;
    Ok(input.revision + 1)
}
