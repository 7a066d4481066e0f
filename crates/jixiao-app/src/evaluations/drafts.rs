//! What was typed into the evaluation form and not saved.

use super::form::EvaluationForm;
use super::load::load_to_score;
use crate::typed_drafts::{self, KeptForm};
use crate::{Call, Refusal};
use jixiao_domain::EvaluationId;
use jixiao_store::drafts;

pub(super) fn form_key(id: EvaluationId) -> String {
    format!("evaluation:{id}")
}

/// Keeps what is typed so far.
///
/// # Errors
/// [`Refusal::TooMuch`] beyond 1 MiB; the usual refusals of rights.
pub async fn keep(call: Call<'_>, id: EvaluationId, form: &EvaluationForm) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    load_to_score(&tx, call, id).await?;
    typed_drafts::keep(&tx, call, &form_key(id), form).await?;
    Ok(tx.commit().await?)
}

/// What the caller typed before and did not save, if it differs from `current`.
///
/// # Errors
/// [`Refusal::Store`] where the database fails.
pub async fn offered(
    call: Call<'_>,
    id: EvaluationId,
    current: &EvaluationForm,
) -> Result<Option<KeptForm<EvaluationForm>>, Refusal> {
    typed_drafts::offered(call, &form_key(id), |form: &EvaluationForm| form.says_as(current)).await
}

/// Gives up what was kept.
///
/// # Errors
/// The usual refusals of rights.
pub async fn discard(call: Call<'_>, id: EvaluationId) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    load_to_score(&tx, call, id).await?;
    drafts::drop(&tx, call.actor.user_id, &form_key(id)).await?;
    Ok(tx.commit().await?)
}
