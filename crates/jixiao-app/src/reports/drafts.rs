//! What was typed into the editor and not saved: kept by itself, offered when it is opened again.

use super::form::ReportForm;
use super::load::load_to_fill;
use crate::{Call, Refusal};
use jixiao_domain::ReportId;
use jixiao_store::{Timestamp, drafts};

/// Bytes of one kept form.
const CONTENT_BYTES_MAX: usize = 1 << 20;

/// What was typed before and is not in the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The form as it was left.
    pub form: ReportForm,
    /// When it was kept.
    pub saved_at: Timestamp,
}

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
    let content = serde_json::to_string(form).unwrap_or_default();
    if content.len() > CONTENT_BYTES_MAX {
        return Err(Refusal::TooMuch("填写内容超过 1 MB，无法暂存，请分次填写".to_owned()));
    }
    drafts::keep(&tx, call.actor.user_id, &form_key(id), &content, call.at).await?;
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
    let kept = drafts::find(&call.app.store, call.actor.user_id, &form_key(id)).await?;
    let Some(kept) = kept else { return Ok(None) };
    // A draft of a form that has changed its shape since is as good as none.
    let Ok(form) = serde_json::from_str::<ReportForm>(&kept.content) else { return Ok(None) };
    let fits = form.sections.len() == current.sections.len() && !form.says_as(current);
    Ok(fits.then_some(Offer { form, saved_at: kept.saved_at }))
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
