//! The form as typed but not saved: kept by itself, so that a lost session loses nothing.

use super::{MonitoringTyped, Record, draft_key, require};
use crate::authz::{self, Action};
use crate::{Call, Refusal};
use jixiao_domain::MonitoringRecordId;
use jixiao_store::{Timestamp, drafts};

/// Bytes a draft may have.
const LENGTH_MAX: usize = 1_000_000;

/// Keeps what the caller typed.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`]; [`Refusal::TooMuch`] above 1 MB.
pub async fn keep_draft(
    call: Call<'_>,
    id: MonitoringRecordId,
    typed: &MonitoringTyped,
) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let record = Record::load(&tx, call, id).await?;
    authz::authorise(call.actor, Action::FillMonitoring, &record.organisation.path)?;
    let content = serde_json::to_string(typed).expect("texts always serialise");
    if content.len() > LENGTH_MAX {
        return Err(Refusal::TooMuch("草稿过长，无法保存".to_owned()));
    }
    drafts::keep(&tx, call.actor.user_id, &draft_key(id), &content, call.at).await?;
    Ok(tx.commit().await?)
}

/// What the caller typed and did not save, and when.
///
/// # Errors
/// [`Refusal::Store`].
pub async fn find_draft(
    call: Call<'_>,
    id: MonitoringRecordId,
) -> Result<Option<(MonitoringTyped, Timestamp)>, Refusal> {
    let kept = drafts::find(&call.app.store, call.actor.user_id, &draft_key(id)).await?;
    // A draft of an older form that can't be read any more is none.
    Ok(kept.and_then(|draft| Some((serde_json::from_str(&draft.content).ok()?, draft.saved_at))))
}

/// Gives up what the caller typed.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`].
pub async fn drop_draft(call: Call<'_>, id: MonitoringRecordId) -> Result<(), Refusal> {
    require(call, id, &[Action::FillMonitoring]).await?;
    let tx = call.app.store.begin().await?;
    drafts::drop(&tx, call.actor.user_id, &draft_key(id)).await?;
    Ok(tx.commit().await?)
}
