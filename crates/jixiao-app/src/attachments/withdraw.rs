//! Withdrawing a file: it stays, with who withdrew it and why.

use super::{Owner, editable};
use crate::audit::{self, Event};
use crate::{Call, Refusal};
use jixiao_domain::AttachmentId;
use jixiao_store::attachments as rows;

/// Withdraws a file.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::WrongState`], [`Refusal::Invalid`]
/// without a reason.
pub async fn withdraw(
    call: Call<'_>,
    owner: impl Into<Owner>,
    id: AttachmentId,
    reason: &str,
) -> Result<(), Refusal> {
    let owner = owner.into();
    let reason = reason.trim();
    let tx = call.app.store.begin().await?;
    let organisation_id = editable(&tx, call, owner).await?;
    let attachment = rows::find(&tx, id)
        .await?
        .filter(|attachment| owner.has(attachment))
        .ok_or(Refusal::NotFound("该文件"))?;
    if attachment.withdrawn_at.is_some() {
        return Err(Refusal::WrongState("该文件已经撤回".to_owned()));
    }
    if reason.is_empty() || reason.chars().count() > 500 {
        return Err(Refusal::field("reason", "请写明撤回理由，不超过 500 字"));
    }
    rows::withdraw(&tx, id, call.actor.user_id, call.at, reason).await?;
    let (logged_kind, logged_id) = owner.logged();
    let entry = Event {
        action: "attachment.withdraw",
        subject_kind: logged_kind,
        subject_id: logged_id.to_string(),
        organisation_id: Some(organisation_id),
        detail: format!("撤回{} {id}", owner.word()),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    tx.commit().await?;
    Ok(())
}
