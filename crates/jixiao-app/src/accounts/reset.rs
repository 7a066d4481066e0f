//! Recovery by administrators: a new one-time password, or a second factor taken off.
//!
//! The two are split between two administrators: the system administrator alone can't take over an
//! account that has a second factor, least of all the security administrator's.

use crate::accounts::{event, not_oneself, reached};
use crate::audit;
use crate::authz::Action;
use crate::identity::{hashing, password};
use crate::{Call, Refusal};
use jixiao_domain::UserId;
use jixiao_store::{sessions, users};

/// Gives an account a new one-time password and ends its sessions.
///
/// # Errors
/// [`Refusal::SameHand`] for the actor's own account, [`Refusal::WrongState`] for a closed one.
pub async fn reset_password(call: Call<'_>, id: UserId) -> Result<String, Refusal> {
    let one_time = password::one_time(&call.app.entropy);
    let hash = hashing::hash(call.app, &one_time).await?;
    let tx = call.app.store.begin().await?;
    let (user, _) = reached(&tx, &call, id, Action::ManageAccounts).await?;
    not_oneself(&call, id, "重置密码")?;
    if !user.active {
        return Err(Refusal::WrongState("账号已停用，请先启用".to_owned()));
    }
    users::set_password(&tx, id, &hash, true, call.at).await?;
    sessions::end_all(&tx, id, None, call.at).await?;
    crate::identity::unlock(&tx, &user).await?;
    audit::record(&tx, call.actor, call.at, event("user.reset_password", &user, String::new()))
        .await?;
    tx.commit().await?;
    Ok(one_time)
}

/// Takes the second factor off an account whose owner lost it, and ends its sessions.
///
/// # Errors
/// [`Refusal::Forbidden`] to all but security administrators, [`Refusal::SameHand`] for the actor's
/// own account, [`Refusal::WrongState`] where there is no second factor.
pub async fn reset_second_factor(call: Call<'_>, id: UserId) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let (user, _) = reached(&tx, &call, id, Action::GrantRoles).await?;
    not_oneself(&call, id, "解除双因素认证")?;
    if user.totp_secret.is_none() {
        return Err(Refusal::WrongState("该账号未启用双因素认证".to_owned()));
    }
    users::set_totp_secret(&tx, id, None).await?;
    sessions::end_all(&tx, id, None, call.at).await?;
    audit::record(
        &tx,
        call.actor,
        call.at,
        event("user.reset_second_factor", &user, String::new()),
    )
    .await?;
    Ok(tx.commit().await?)
}
