//! What was typed into the editor and not saved: kept by itself, offered when it is opened again.

use super::form::ReportForm;
use super::load::load_to_fill;
use crate::typed_drafts::{self, KeptForm};
use crate::{Call, Refusal};
use jixiao_domain::ReportId;
use jixiao_store::drafts;

/// What was typed before and is not in the record.
pub type Offer = KeptForm<ReportForm>;

pub(super) fn form_key(id: ReportId) -> String {
    format!("report:{id}")
}

/// Keeps what is typed so far.
///
/// # Errors
/// [`Refusal::TooMuch`] beyond 1 MiB; the usual refusals of rights.
pub async fn keep(call: Call<'_>, id: ReportId, form: &ReportForm) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    load_to_fill(&tx, call, id).await?;
    typed_drafts::keep(&tx, call, &form_key(id), form).await?;
    Ok(tx.commit().await?)
}

/// What the caller typed before and did not save, if it differs from `current`. It keeps the revision
/// it was typed on: saving it over somebody else's work is a conflict.
///
/// # Errors
/// [`Refusal::Store`] where the database fails.
pub async fn offered(
    call: Call<'_>,
    id: ReportId,
    current: &ReportForm,
) -> Result<Option<Offer>, Refusal> {
    let is_idle =
        |form: &ReportForm| form.sections.len() != current.sections.len() || form.says_as(current);
    typed_drafts::offered(call, &form_key(id), is_idle).await
}

/// Gives up what was kept.
///
/// # Errors
/// The usual refusals of rights.
pub async fn discard(call: Call<'_>, id: ReportId) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    load_to_fill(&tx, call, id).await?;
    drafts::drop(&tx, call.actor.user_id, &form_key(id)).await?;
    Ok(tx.commit().await?)
}
