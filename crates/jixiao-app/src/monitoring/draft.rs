//! The form as typed but not saved: kept by itself, so that a lost session loses nothing.

use super::{MonitoringTyped, Record, draft_key, require};
use crate::authz::{self, Action};
use crate::typed_drafts::{self, KeptForm};
use crate::{Call, Refusal};
use jixiao_domain::MonitoringRecordId;
use jixiao_store::drafts;

/// Keeps what the caller typed.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`]; [`Refusal::TooMuch`] beyond 1 MiB.
pub async fn keep_draft(
    call: Call<'_>,
    id: MonitoringRecordId,
    typed: &MonitoringTyped,
) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let record = Record::load(&tx, call, id).await?;
    authz::authorise(call.actor, Action::FillMonitoring, &record.organisation.path)?;
    typed_drafts::keep(&tx, call, &draft_key(id), typed).await?;
    Ok(tx.commit().await?)
}

/// What the caller typed and did not save, and when.
///
/// # Errors
/// [`Refusal::Store`].
pub async fn find_draft(
    call: Call<'_>,
    id: MonitoringRecordId,
) -> Result<Option<KeptForm<MonitoringTyped>>, Refusal> {
    typed_drafts::kept(call, &draft_key(id)).await
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
