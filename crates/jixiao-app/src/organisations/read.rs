//! The tree and one organisation, as their pages show them.

use crate::authz::{Action, allows, scope_of_any};
use crate::organisations::{SEERS, seen};
use crate::{Call, Refusal};
use jixiao_domain::OrganisationId;
use jixiao_store::organisations::{self, Organisation};

/// The actor's part of the tree.
#[derive(Debug, Clone)]
pub struct Tree {
    /// Parents before children.
    pub places: Vec<Organisation>,
    /// Whether the actor may change anything in it.
    pub may_manage: bool,
}

/// The tree.
///
/// # Errors
/// [`Refusal::Forbidden`] to all but system and security administrators.
pub async fn tree(call: Call<'_>) -> Result<Tree, Refusal> {
    let scope = scope_of_any(call.actor, SEERS)?;
    let places = organisations::list(&call.app.store, &scope).await?;
    let may_manage = crate::authz::allows_somewhere(call.actor, Action::ManageAccounts);
    Ok(Tree { places, may_manage })
}

/// The organisations in use in which the actor may make accounts and organisations.
///
/// # Errors
/// [`Refusal::Forbidden`] to all but system administrators.
pub async fn managed(call: Call<'_>) -> Result<Vec<Organisation>, Refusal> {
    let scope = crate::authz::scope(call.actor, Action::ManageAccounts)?;
    let mut places = organisations::list(&call.app.store, &scope).await?;
    places.retain(|place| place.active);
    Ok(places)
}

/// One organisation, and whether the actor may change it.
///
/// # Errors
/// [`Refusal::NotFound`] outside the actor's part of the tree.
pub async fn read(call: Call<'_>, id: OrganisationId) -> Result<(Organisation, bool), Refusal> {
    let place = seen(&call.app.store, &call, id).await?;
    let may_manage = allows(call.actor, Action::ManageAccounts, &place.path);
    Ok((place, may_manage))
}
