//! A goal version with everything it is judged by.

use crate::authz::{self, Action};
use crate::projects::{self, YearPlace};
use crate::review::{Filing, Subject};
use crate::{Call, Refusal};
use jixiao_domain::{GoalId, ProjectYearId};
use jixiao_store::Connection;
use jixiao_store::goals::{self, Goal, GoalIndicator};

/// A goal version in its place.
#[derive(Debug, Clone)]
pub struct LoadedGoal {
    /// The version.
    pub goal: Goal,
    /// Its indicators, from the top of the form.
    pub indicators: Vec<GoalIndicator>,
    /// Where it belongs.
    pub place: GoalPlace,
}

/// Where a goal belongs.
pub type GoalPlace = YearPlace;

impl LoadedGoal {
    /// The goal as the filing chain sees it.
    pub fn subject(&self) -> Subject<'_> {
        Subject {
            filing: Filing::Goal,
            id: self.goal.id.0,
            organisation: &self.place.organisation,
            state: self.goal.state,
            filled_by: Some(self.goal.filled_by),
        }
    }
}

/// Loads a version for somebody who may see it.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none the caller may see.
pub async fn load(
    connection: &impl Connection,
    call: Call<'_>,
    id: GoalId,
) -> Result<LoadedGoal, Refusal> {
    let goal = goals::find(connection, id).await?.ok_or(Refusal::NotFound("该绩效目标"))?;
    let place = place(connection, call, goal.project_year_id).await?;
    let indicators = goals::indicators(connection, id).await?;
    Ok(LoadedGoal { goal, indicators, place })
}

/// Loads a version for somebody who fills in goals of its organisation.
///
/// # Errors
/// As [`load`], and [`Refusal::Forbidden`].
pub async fn load_to_fill(
    connection: &impl Connection,
    call: Call<'_>,
    id: GoalId,
) -> Result<LoadedGoal, Refusal> {
    let loaded = load(connection, call, id).await?;
    authz::authorise(call.actor, Action::FillGoals, &loaded.place.organisation.path)?;
    Ok(loaded)
}

/// The place of a project's year, for somebody who may see it.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none the caller may see.
pub(super) async fn place(
    connection: &impl Connection,
    call: Call<'_>,
    id: ProjectYearId,
) -> Result<GoalPlace, Refusal> {
    projects::place(connection, call, id, "该绩效目标").await
}
