//! One account as its page shows it.

use crate::accounts::{SEERS, seen};
use crate::authz::{Action, allows, scope_of_any};
use crate::{Call, Refusal};
use jixiao_domain::{OrganisationId, UserId};
use jixiao_store::Timestamp;
use jixiao_store::grants::{self, RoleGrant};
use jixiao_store::organisations::{self, Organisation};

/// An account, with what the actor may do to it. Holds nothing that proves identity.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "facts of an account that don't exclude each other"
)]
pub struct Account {
    /// Key.
    pub id: UserId,
    /// Login.
    pub login: String,
    /// 姓名
    pub name: String,
    /// The organisation.
    pub organisation_id: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// Whether the account is in use.
    pub active: bool,
    /// Whether a new password is due at the next sign-in.
    pub must_change_password: bool,
    /// Since when a second factor is asked for.
    pub second_factor_since: Option<Timestamp>,
    /// When the account was made.
    pub created_at: Timestamp,
    /// For optimistic locking.
    pub revision: i64,
    /// The roles in force.
    pub grants: Vec<RoleGrant>,
    /// Whether the actor may change the account.
    pub may_manage: bool,
    /// Whether the actor may give and take roles.
    pub may_grant: bool,
    /// The organisations in use to choose from.
    pub places: Vec<Organisation>,
}

/// An account.
///
/// # Errors
/// [`Refusal::Forbidden`] to all but system and security administrators, [`Refusal::NotFound`]
/// outside the actor's part of the tree.
pub async fn read(call: Call<'_>, id: UserId) -> Result<Account, Refusal> {
    let store = &call.app.store;
    let (user, place) = seen(store, &call, id).await?;
    let scope = scope_of_any(call.actor, SEERS)?;
    let mut places = organisations::list(store, &scope).await?;
    places.retain(|place| place.active || place.id == user.organisation_id);
    let other = call.actor.user_id != id;
    Ok(Account {
        id,
        login: user.login,
        name: user.name,
        organisation_id: place.id,
        organisation_name: place.name,
        active: user.active,
        must_change_password: user.must_change_password,
        second_factor_since: user.totp_confirmed_at,
        created_at: user.created_at,
        revision: user.revision,
        grants: grants::of_user(store, id).await?,
        may_manage: allows(call.actor, Action::ManageAccounts, &place.path),
        may_grant: other && allows(call.actor, Action::GrantRoles, &place.path),
        places,
    })
}
