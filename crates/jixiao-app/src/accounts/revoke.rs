//! Taking a role back.

use crate::accounts::{event, not_oneself, reached};
use crate::audit;
use crate::authz::{Action, authorise};
use crate::{Call, Refusal};
use jixiao_domain::{Coded as _, UserId};
use jixiao_store::grants;

/// Takes a role back. As nobody takes back the own one, the last security administrator stays.
///
/// # Errors
/// [`Refusal::Forbidden`] to all but security administrators of both the person and the place,
/// [`Refusal::SameHand`] for the actor's own account, [`Refusal::NotFound`] where the role was taken
/// back already.
pub async fn revoke(call: Call<'_>, id: UserId, grant_id: i64) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let (user, _) = reached(&tx, &call, id, Action::GrantRoles).await?;
    not_oneself(&call, id, "收回角色")?;
    let grant = grants::find(&tx, grant_id).await?.filter(|grant| grant.user_id == id);
    let grant = grant.ok_or(Refusal::NotFound("角色"))?;
    authorise(call.actor, Action::GrantRoles, &grant.path)?;
    grants::revoke(&tx, grant_id, call.actor.user_id, call.at).await?;
    let detail = format!("收回“{}”，范围：{}", grant.role.word(), grant.organisation_name);
    audit::record(&tx, call.actor, call.at, event("user.revoke", &user, detail)).await?;
    Ok(tx.commit().await?)
}
