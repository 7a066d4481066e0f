//! The suspensions of a project's year, for its pages.

use crate::authz::{self, Action, roles_of};
use crate::projects;
use crate::{Call, Refusal};
use jixiao_domain::{ProjectYearId, UserId};
use jixiao_store::Connection;
use jixiao_store::reviews::{self, Holder};
use jixiao_store::suspensions::{self as rows, Suspension};

/// What is known of the suspensions of a year.
#[derive(Debug, Clone, Default)]
pub struct SuspensionView {
    /// The one that holds now.
    pub current: Option<Suspension>,
    /// All, oldest first.
    pub history: Vec<Suspension>,
    /// Who may lift the one that holds.
    pub holders: Vec<Holder>,
    /// Whether the reader may suspend now.
    pub may_suspend: bool,
    /// Whether the reader may lift now.
    pub may_lift: bool,
}

/// Reads the suspensions of a year.
///
/// # Errors
/// [`Refusal::NotFound`] where the caller may not see the year.
pub async fn of_year(call: Call<'_>, id: ProjectYearId) -> Result<SuspensionView, Refusal> {
    let store = &call.app.store;
    let year = projects::visible_year(store, call, id).await?;
    let path = &year.organisation_path;
    let history = rows::of_project_year(store, id).await?;
    let current = history.iter().find(|row| row.resumption.is_none()).cloned();
    let holders = match &current {
        Some(held) => lifters(store, path, held.suspended_by).await?,
        None => Vec::new(),
    };
    let lifts = authz::allows(call.actor, Action::LiftSuspension, path);
    Ok(SuspensionView {
        may_suspend: current.is_none() && authz::allows(call.actor, Action::SuspendPayment, path),
        may_lift: lifts
            && current.as_ref().is_some_and(|held| held.suspended_by != call.actor.user_id),
        current,
        history,
        holders,
    })
}

/// Who may lift a suspension that `by` began, nearest first.
pub(super) async fn lifters(
    connection: &impl Connection,
    path: &str,
    by: UserId,
) -> Result<Vec<Holder>, Refusal> {
    let mut holders = reviews::holders(connection, roles_of(Action::LiftSuspension), path).await?;
    let mut seen = vec![by];
    holders.retain(|holder| {
        let new = !seen.contains(&holder.user_id);
        seen.push(holder.user_id);
        new
    });
    Ok(holders)
}
