//! The list of accounts.

use crate::accounts::SEERS;
use crate::authz::scope_of_any;
use crate::{Call, Refusal};
use jixiao_domain::{Coded as _, OrganisationId, UserId};
use jixiao_store::grants::{self, RoleGrant};
use jixiao_store::organisations;
use jixiao_store::views::users::{self, UserFilter, UserLine, UserOrder};
use serde::Deserialize;

/// What of the list is wanted, as the address carries it. What can't be read does not narrow.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AccountQuery {
    /// Part of the login or the name.
    pub q: String,
    /// Code of a role.
    pub role: String,
    /// Id of an organisation whose subtree is wanted.
    pub organisation_id: String,
    /// `yes`, `no` or nothing.
    pub active: String,
    /// Code of the order.
    pub order: String,
}

/// An account with its roles.
#[derive(Debug, Clone)]
pub struct Line {
    /// The account.
    pub user: UserLine,
    /// The roles in force.
    pub grants: Vec<RoleGrant>,
}

/// A page of the list.
#[derive(Debug, Clone)]
pub struct AccountList {
    /// How many accounts pass the filter.
    pub total: i64,
    /// The lines of the page.
    pub lines: Vec<Line>,
}

/// The accounts of the actor's part of the tree.
///
/// # Errors
/// [`Refusal::Forbidden`] to all but system and security administrators.
pub async fn list(
    call: Call<'_>,
    query: &AccountQuery,
    offset: i64,
    limit: i64,
) -> Result<AccountList, Refusal> {
    let scope = scope_of_any(call.actor, SEERS)?;
    let store = &call.app.store;
    let path = match query.organisation_id.trim().parse() {
        Ok(id) => organisations::find(store, OrganisationId(id)).await?.map(|place| place.path),
        Err(_) => None,
    };
    let filter = UserFilter {
        text: query.q.trim().to_owned(),
        role: jixiao_domain::Role::from_code(&query.role),
        path,
        active: match query.active.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
    };
    let order = UserOrder::from_code(&query.order).unwrap_or(UserOrder::Organisation);
    let total = users::count(store, &scope, &filter).await?;
    let page = users::page(store, &scope, &filter, order, offset, limit).await?;
    let ids: Vec<UserId> = page.iter().map(|line| line.id).collect();
    let grants = grants::of_users(store, &ids).await?;
    let lines = page
        .into_iter()
        .map(|user| Line {
            grants: grants.iter().filter(|grant| grant.user_id == user.id).cloned().collect(),
            user,
        })
        .collect();
    Ok(AccountList { total, lines })
}
