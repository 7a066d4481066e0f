//! The list of goals a person may see.

use crate::authz::{self, Action};
use crate::input;
use crate::{Call, Refusal};
use jixiao_domain::{Coded as _, FilingState, OrganisationId};
use jixiao_store::organisations::{self, Organisation};
use jixiao_store::views::goals::{self as view, GoalFilter, GoalOrder, Line, Standing};
use serde::{Deserialize, Serialize};

/// The filter of the list as it comes in an address. What can't be understood does not narrow, and
/// is shown as not narrowing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GoalListForm {
    /// The fiscal year.
    pub year: String,
    /// A state's code, or `missing` for years without goal.
    pub state: String,
    /// The unit's id.
    pub organisation: String,
    /// Part of the project's name or code.
    pub q: String,
    /// `year`, `project`, `organisation` or `state`.
    pub sort: String,
}

impl GoalListForm {
    /// The code of the standing in which no goal was made yet.
    pub const MISSING: &'static str = "missing";

    /// The filter and the order.
    pub fn parse(&self) -> (GoalFilter, GoalOrder) {
        let standing = match self.state.as_str() {
            Self::MISSING => Some(Standing::Missing),
            code => FilingState::from_code(code).map(Standing::In),
        };
        let filter = GoalFilter {
            year: input::year(&self.year).ok().map(|year| i64::from(year.get())),
            standing,
            organisation_id: self.organisation.trim().parse().ok().map(OrganisationId),
            words: self.q.trim().to_owned(),
        };
        let order = match self.sort.as_str() {
            "project" => GoalOrder::Project,
            "organisation" => GoalOrder::Organisation,
            "state" => GoalOrder::State,
            _ => GoalOrder::Year,
        };
        (filter, order)
    }
}

/// A page of the list with what its filter offers.
#[derive(Debug, Clone)]
pub struct GoalList {
    /// Lines in all, under the filter.
    pub total: i64,
    /// The lines of the page.
    pub lines: Vec<Line>,
    /// Fiscal years to choose from.
    pub years: Vec<i64>,
    /// Units to choose from.
    pub organisations: Vec<Organisation>,
}

/// Lists goals: `limit` lines from `offset`.
///
/// # Errors
/// [`Refusal::Forbidden`] where the caller sees no projects anywhere.
pub async fn list(
    call: Call<'_>,
    form: &GoalListForm,
    offset: i64,
    limit: i64,
) -> Result<GoalList, Refusal> {
    let store = &call.app.store;
    let scope = authz::scope(call.actor, Action::SeeProjects)?;
    let (filter, order) = form.parse();
    Ok(GoalList {
        total: view::count(store, &scope, &filter).await?,
        lines: view::page(store, &scope, &filter, order, offset, limit).await?,
        years: view::years(store, &scope).await?,
        organisations: organisations::list(store, &scope).await?,
    })
}
