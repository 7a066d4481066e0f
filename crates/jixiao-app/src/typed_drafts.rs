//! What was typed into a form and not saved: kept by itself, offered when the form is opened again.
//! Text that can't be understood yet is kept as it is.

use crate::{Call, Refusal};
use jixiao_store::{Timestamp, Transaction, drafts};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Bytes of one kept form.
const CONTENT_BYTES_MAX: usize = 1 << 20;

/// What was typed before and is not in the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptForm<F> {
    /// The form as it was left.
    pub form: F,
    /// When it was kept.
    pub saved_at: Timestamp,
}

/// Keeps what is typed so far. The caller has authorised.
///
/// # Errors
/// [`Refusal::TooMuch`] beyond 1 MiB.
pub(crate) async fn keep(
    tx: &Transaction,
    call: Call<'_>,
    key: &str,
    form: &impl Serialize,
) -> Result<(), Refusal> {
    let content = serde_json::to_string(form).unwrap_or_default();
    if content.len() > CONTENT_BYTES_MAX {
        return Err(Refusal::TooMuch("填写内容超过 1 MB，无法暂存，请分次填写".to_owned()));
    }
    Ok(drafts::keep(tx, call.actor.user_id, key, &content, call.at).await?)
}

/// What the caller typed before and did not save.
///
/// # Errors
/// [`Refusal::Store`] where the database fails.
pub(crate) async fn kept<F: DeserializeOwned>(
    call: Call<'_>,
    key: &str,
) -> Result<Option<KeptForm<F>>, Refusal> {
    offered(call, key, |_| false).await
}

/// What the caller typed before and did not save, unless it `is_idle`: the same as the
/// record, or of another shape.
///
/// # Errors
/// [`Refusal::Store`] where the database fails.
pub(crate) async fn offered<F: DeserializeOwned>(
    call: Call<'_>,
    key: &str,
    is_idle: impl Fn(&F) -> bool,
) -> Result<Option<KeptForm<F>>, Refusal> {
    let kept = drafts::find(&call.app.store, call.actor.user_id, key).await?;
    let Some(kept) = kept else { return Ok(None) };
    // A draft of a form that has changed its shape since is as good as none.
    let Ok(form) = serde_json::from_str::<F>(&kept.content) else { return Ok(None) };
    Ok((!is_idle(&form)).then_some(KeptForm { form, saved_at: kept.saved_at }))
}
