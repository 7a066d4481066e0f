//! What was typed into the assessment form and not saved.

use super::form::AssessmentForm;
use super::load::load_to_fill;
use crate::typed_drafts::{self, KeptForm};
use crate::{Call, Refusal};
use jixiao_domain::AssessmentId;
use jixiao_store::drafts;

pub(super) fn form_key(id: AssessmentId) -> String {
    format!("assessment:{id}")
}

/// Keeps what is typed so far.
///
/// # Errors
/// [`Refusal::TooMuch`] beyond 1 MiB; the usual refusals of rights.
pub async fn keep(call: Call<'_>, id: AssessmentId, form: &AssessmentForm) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    load_to_fill(&tx, call, id).await?;
    typed_drafts::keep(&tx, call, &form_key(id), form).await?;
    Ok(tx.commit().await?)
}

/// What the caller typed before and did not save, if it differs from `current`.
///
/// # Errors
/// [`Refusal::Store`] where the database fails.
pub async fn offered(
    call: Call<'_>,
    id: AssessmentId,
    current: &AssessmentForm,
) -> Result<Option<KeptForm<AssessmentForm>>, Refusal> {
    typed_drafts::offered(call, &form_key(id), |form: &AssessmentForm| form.says_as(current)).await
}

/// Gives up what was kept.
///
/// # Errors
/// The usual refusals of rights.
pub async fn discard(call: Call<'_>, id: AssessmentId) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    load_to_fill(&tx, call, id).await?;
    drafts::drop(&tx, call.actor.user_id, &form_key(id)).await?;
    Ok(tx.commit().await?)
}
