//! Closing an account of somebody who left, and opening it again.

use crate::accounts::{event, not_oneself, reached, refuse_last_holder};
use crate::audit;
use crate::authz::Action;
use crate::{Call, Refusal};
use jixiao_domain::UserId;
use jixiao_store::{grants, sessions, users};

/// Closes or opens an account. Closing ends its sessions and revokes its roles; what the person did
/// stays under their name.
///
/// # Errors
/// [`Refusal::SameHand`] for the actor's own account, [`Refusal::WrongState`] for the last holder of
/// an administrator's role, [`Refusal::Conflict`] where somebody else changed the account.
pub async fn set_active(
    call: Call<'_>,
    id: UserId,
    active: bool,
    revision: i64,
) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    audit::alone(&tx).await?;
    let (mut user, _) = reached(&tx, &call, id, Action::ManageAccounts).await?;
    not_oneself(&call, id, "停用或启用")?;
    if user.active == active {
        let word = if active { "在用" } else { "停用" };
        return Err(Refusal::WrongState(format!("该账号已是{word}状态")));
    }
    user.active = active;
    user.revision = revision;
    let detail = if active {
        "启用账号".to_owned()
    } else {
        refuse_last_holder(&tx, id).await?;
        let revoked = grants::revoke_all(&tx, id, call.actor.user_id, call.at).await?;
        sessions::end_all(&tx, id, None, call.at).await?;
        format!("停用账号，收回角色 {revoked} 项")
    };
    users::update(&tx, &user).await?;
    audit::record(&tx, call.actor, call.at, event("user.set_active", &user, detail)).await?;
    Ok(tx.commit().await?)
}
