//! The indicator library: proposing, deciding and finding. Goals copy from it themselves.
//!
//! A common indicator concerns every organisation, so only people of the top of the tree propose and
//! decide it.

mod decide;
mod export;
mod list;
mod propose;

pub use decide::{DecisionForm, decide};
pub use export::export;
pub use list::{LibraryList, LibraryListForm, Owners, list, owners, read};
pub use propose::{LibraryForm, propose};

use crate::authz::{Action, roles_of};
use crate::{Actor, Refusal, authz};
use jixiao_domain::{Coded as _, LibraryState};
use jixiao_store::library::LibraryIndicator;

/// Whether a goal of the organisation at `path` may hold the indicator.
pub(crate) fn may_use(indicator: &LibraryIndicator, path: &str) -> bool {
    let owned_here =
        indicator.organisation_path.as_ref().is_none_or(|owner| path.starts_with(owner.as_str()));
    owned_here && indicator.state == LibraryState::Approved
}

/// Refuses unless the actor may do `action` for the owner at `path`; common indicators have none.
fn authorise_for(actor: &Actor, action: Action, path: Option<&str>) -> Result<(), Refusal> {
    match path {
        Some(path) => authz::authorise(actor, action, path),
        None if at_top(actor, action) => Ok(()),
        None => Err(Refusal::Forbidden(action.word())),
    }
}

/// Whether the actor may do `action` at the top of the tree, whose path has one step.
fn at_top(actor: &Actor, action: Action) -> bool {
    actor.grants.iter().any(|grant| {
        roles_of(action).contains(&grant.role) && !grant.path.trim_matches('/').contains('/')
    })
}
