//! Closing an organisation that was merged or dissolved, and opening it again.

use crate::organisations::{event, reached};
use crate::{Call, Refusal, audit};
use jixiao_domain::OrganisationId;
use jixiao_store::{organisations, views};

/// Closes or opens an organisation.
///
/// # Errors
/// [`Refusal::WrongState`] for the top of the tree, or where organisations below or accounts in it
/// are still in use; [`Refusal::Conflict`] where somebody else changed it.
pub async fn set_active(
    call: Call<'_>,
    id: OrganisationId,
    active: bool,
    revision: i64,
) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    audit::alone(&tx).await?;
    let mut place = reached(&tx, &call, id).await?;
    if !active {
        if place.parent_id.is_none() {
            return Err(Refusal::WrongState("最上级机构不能停用".to_owned()));
        }
        let below = organisations::active_below(&tx, id).await?;
        let people = views::users::active_in(&tx, id).await?;
        if below + people > 0 {
            return Err(Refusal::WrongState(format!(
                "仍有在用的下级机构 {below} 个、账号 {people} 个，请先停用或迁移"
            )));
        }
    } else if let Some(parent_id) = place.parent_id {
        let parent = organisations::find(&tx, parent_id).await?;
        if parent.is_none_or(|parent| !parent.active) {
            return Err(Refusal::WrongState("上级机构已停用，请先启用上级或迁移".to_owned()));
        }
    }
    place.active = active;
    place.revision = revision;
    organisations::update(&tx, &place).await?;
    let detail = if active { "启用机构" } else { "停用机构" }.to_owned();
    audit::record(&tx, call.actor, call.at, event("organisation.set_active", &place, detail))
        .await?;
    Ok(tx.commit().await?)
}
