//! What was typed into the form of a project and not saved: kept by itself, offered again.

use super::{ProjectForm, editable};
use crate::authz::{self, Action};
use crate::{Call, Refusal};
use jixiao_domain::ProjectId;
use jixiao_store::{Connection, Timestamp, drafts};

/// Bytes of one kept form.
const CONTENT_BYTES_MAX: usize = 64 << 10;

fn form_key(id: Option<ProjectId>) -> String {
    id.map_or_else(|| "project:new".to_owned(), |id| format!("project:{id}"))
}

/// Keeps what is typed so far; without an id, of a new project.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::TooMuch`] beyond 64 KiB.
pub async fn keep_draft(
    call: Call<'_>,
    id: Option<ProjectId>,
    form: &ProjectForm,
) -> Result<(), Refusal> {
    match id {
        Some(id) => drop(editable(&call.app.store, call, id).await?),
        None => drop(authz::scope(call.actor, Action::EditProjects)?),
    }
    let content = serde_json::to_string(form).unwrap_or_default();
    if content.len() > CONTENT_BYTES_MAX {
        return Err(Refusal::TooMuch("填写内容过长，无法暂存".to_owned()));
    }
    let tx = call.app.store.begin().await?;
    drafts::keep(&tx, call.actor.user_id, &form_key(id), &content, call.at).await?;
    Ok(tx.commit().await?)
}

/// What the caller typed before and did not save.
///
/// # Errors
/// [`Refusal::Store`] where the database fails.
pub async fn kept_draft(
    call: Call<'_>,
    id: Option<ProjectId>,
) -> Result<Option<(ProjectForm, Timestamp)>, Refusal> {
    let kept = drafts::find(&call.app.store, call.actor.user_id, &form_key(id)).await?;
    // A draft of a form that has changed its shape since is as good as none.
    Ok(kept.and_then(|kept| Some((serde_json::from_str(&kept.content).ok()?, kept.saved_at))))
}

/// Gives up what was kept.
///
/// # Errors
/// [`Refusal::Store`] where the database fails.
pub async fn drop_draft(call: Call<'_>, id: Option<ProjectId>) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    forget(&tx, call, id).await?;
    Ok(tx.commit().await?)
}

/// Gives up what was kept, in the transaction that saves it.
pub(super) async fn forget(
    connection: &impl Connection,
    call: Call<'_>,
    id: Option<ProjectId>,
) -> Result<(), Refusal> {
    Ok(drafts::drop(connection, call.actor.user_id, &form_key(id)).await?)
}
