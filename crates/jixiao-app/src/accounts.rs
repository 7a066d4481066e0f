//! Accounts and roles. The system administrator makes accounts, the security administrator gives
//! roles (三员分立): neither alone can make somebody powerful.
//!
//! Owns the people; what a role allows is in [`crate::authz`], proof of identity in
//! [`crate::identity`].

mod activate;
mod change;
mod create;
mod export;
mod grant;
mod list;
mod read;
mod reset;
mod revoke;

pub use activate::set_active;
pub use change::{ChangeAccount, change};
pub use create::{Created, NewAccount, create};
pub use export::export;
pub use grant::{GrantForm, grant};
pub use list::{AccountList, AccountQuery, Line, list};
pub use read::{Account, read};
pub use reset::{reset_password, reset_second_factor};
pub use revoke::revoke;

use crate::audit::Event;
use crate::authz::{Action, allows, authorise, scope_of_any};
use crate::{Call, Refusal};
use jixiao_domain::{Coded as _, UserId};
use jixiao_store::organisations::{self, Organisation};
use jixiao_store::users::{self, User};
use jixiao_store::{Connection, Transaction, grants};

/// Who sees accounts.
const SEERS: &[Action] = &[Action::ManageAccounts, Action::GrantRoles];

/// A user with the organisation, if the actor may see them.
async fn seen(
    connection: &impl Connection,
    call: &Call<'_>,
    id: UserId,
) -> Result<(User, Organisation), Refusal> {
    let scope = scope_of_any(call.actor, SEERS)?;
    let user = users::find(connection, id).await?.ok_or(Refusal::NotFound("用户"))?;
    let place = organisations::find(connection, user.organisation_id).await?;
    match place {
        Some(place) if scope.contains(&place.path) => Ok((user, place)),
        _ => Err(Refusal::NotFound("用户")),
    }
}

/// As [`seen`], and the actor may do `action` to them.
async fn reached(
    tx: &Transaction,
    call: &Call<'_>,
    id: UserId,
    action: Action,
) -> Result<(User, Organisation), Refusal> {
    let (user, place) = seen(tx, call, id).await?;
    authorise(call.actor, action, &place.path)?;
    Ok((user, place))
}

/// An organisation for something new, if the actor may do `action` there and it is in use.
async fn open_place(
    tx: &Transaction,
    call: &Call<'_>,
    id: jixiao_domain::OrganisationId,
    action: Action,
    field: &str,
) -> Result<Organisation, Refusal> {
    match organisations::find(tx, id).await? {
        Some(place) if !allows(call.actor, action, &place.path) => {
            Err(Refusal::field(field, "该机构不在您的管理范围内"))
        }
        Some(place) if !place.active => Err(Refusal::field(field, "该机构已停用，请另选")),
        Some(place) => Ok(place),
        None => Err(Refusal::field(field, "请从列表中选择机构")),
    }
}

/// Refuses where the account holds the last of an administrator's roles: without a security
/// administrator nobody could ever be given a role again, without a system administrator no account.
async fn refuse_last_holder(tx: &Transaction, id: UserId) -> Result<(), Refusal> {
    for grant in grants::of_user(tx, id).await? {
        let role = grant.role;
        if role.is_administrator() && grants::other_holders(tx, role, id).await? == 0 {
            let word = role.word();
            return Err(Refusal::WrongState(format!(
                "这是最后一名{word}，请先由安全管理员授予另一人{word}角色"
            )));
        }
    }
    Ok(())
}

fn not_oneself(call: &Call<'_>, id: UserId, what: &str) -> Result<(), Refusal> {
    if call.actor.user_id == id {
        return Err(Refusal::SameHand(format!("不能对本人账号{what}，须由其他管理员办理")));
    }
    Ok(())
}

fn event<'a>(action: &'a str, user: &User, detail: String) -> Event<'a> {
    Event {
        action,
        subject_kind: "user",
        subject_id: user.id.to_string(),
        organisation_id: Some(user.organisation_id),
        detail,
    }
}
