//! What the page of a goal shows.

use super::findings::{Checked, of_loaded};
use super::load::{LoadedGoal, load};
use super::seal;
use crate::authz::{self, Action};
use crate::review::{self, History};
use crate::{Call, Refusal};
use jixiao_domain::{FilingEvent, GoalId};
use jixiao_store::goals::{self, Goal};

/// A goal version with its history and what the reader may do.
#[derive(Debug, Clone)]
pub struct GoalPage {
    /// The version.
    pub loaded: LoadedGoal,
    /// All versions of the year, oldest first.
    pub versions: Vec<Goal>,
    /// What is wrong with it, and its points.
    pub checked: Checked,
    /// What happened, and who holds it.
    pub history: History,
    /// The steps the reader may take now.
    pub steps: Vec<FilingEvent>,
    /// Whether the reader may change it now.
    pub editable: bool,
    /// Whether the reader may begin another version.
    pub revisable: bool,
    /// Whether an approved version still has its digest; `None` before approval.
    pub sound: Option<bool>,
}

/// Reads a version for its page.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none the caller may see.
pub async fn read(call: Call<'_>, id: GoalId) -> Result<GoalPage, Refusal> {
    let store = &call.app.store;
    let loaded = load(store, call, id).await?;
    let versions = goals::versions(store, loaded.goal.project_year_id).await?;
    let checked = of_loaded(store, call, &loaded).await?;
    let subject = loaded.subject();
    let history = review::history(store, call, subject, loaded.goal.created_at).await?;
    let steps = review::possible(store, call, subject).await?;
    let fills = authz::allows(call.actor, Action::FillGoals, &loaded.place.organisation.path);
    let latest_approved =
        versions.last().is_some_and(|latest| latest.state == jixiao_domain::FilingState::Approved);
    Ok(GoalPage {
        editable: fills && loaded.goal.state.is_editable(),
        revisable: fills && latest_approved,
        sound: seal::is_sound(&loaded.goal, &loaded.indicators),
        loaded,
        versions,
        checked,
        history,
        steps,
    })
}
