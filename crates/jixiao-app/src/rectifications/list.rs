//! The list of rectifications a person may see.

use crate::authz::{self, Action};
use crate::input;
use crate::{Call, Refusal};
use chrono::NaiveDate;
use jixiao_domain::{Coded as _, OrganisationId, RectificationOrigin, RectificationState};
use jixiao_store::organisations::{self, Organisation};
use jixiao_store::views::goals;
use jixiao_store::views::rectifications::{
    self as view, Line, RectificationFilter, RectificationOrder,
};
use serde::{Deserialize, Serialize};

/// The filter of the list as it comes in an address. What can't be understood does not narrow, and
/// is shown as not narrowing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RectificationListForm {
    /// The fiscal year.
    pub year: String,
    /// A state's code, or `overdue`.
    pub state: String,
    /// An origin's code.
    pub origin: String,
    /// The unit's id.
    pub organisation: String,
    /// Part of the project's name or code, or of the problem.
    pub q: String,
    /// `due`, `number`, `project`, `organisation` or `state`.
    pub sort: String,
}

impl RectificationListForm {
    /// The code of those the unit is late with.
    pub const OVERDUE: &'static str = "overdue";

    /// The filter and the order, on `today`.
    pub fn parse(&self, today: NaiveDate) -> (RectificationFilter, RectificationOrder) {
        let filter = RectificationFilter {
            year: input::year(&self.year).ok().map(|year| i64::from(year.get())),
            states: RectificationState::from_code(&self.state).into_iter().collect(),
            origin: RectificationOrigin::from_code(&self.origin),
            overdue_on: (self.state == Self::OVERDUE).then_some(today),
            organisation_id: self.organisation.trim().parse().ok().map(OrganisationId),
            words: self.q.trim().to_owned(),
        };
        let order = match self.sort.as_str() {
            "number" => RectificationOrder::Number,
            "project" => RectificationOrder::Project,
            "organisation" => RectificationOrder::Organisation,
            "state" => RectificationOrder::State,
            _ => RectificationOrder::Due,
        };
        (filter, order)
    }
}

/// A page of the list with what its filter offers.
#[derive(Debug, Clone)]
pub struct RectificationList {
    /// Lines in all, under the filter.
    pub total: i64,
    /// Of all the caller may see, how many the unit is late with.
    pub overdue: i64,
    /// The lines of the page.
    pub lines: Vec<Line>,
    /// Fiscal years to choose from.
    pub years: Vec<i64>,
    /// Units to choose from.
    pub organisations: Vec<Organisation>,
    /// The day on which lateness was judged.
    pub today: NaiveDate,
}

/// Lists rectifications: `limit` lines from `offset`.
///
/// # Errors
/// [`Refusal::Forbidden`] where the caller sees no projects anywhere.
pub async fn list(
    call: Call<'_>,
    form: &RectificationListForm,
    offset: i64,
    limit: i64,
) -> Result<RectificationList, Refusal> {
    let store = &call.app.store;
    let scope = authz::scope(call.actor, Action::SeeProjects)?;
    let today = call.today();
    let (filter, order) = form.parse(today);
    let late = RectificationFilter { overdue_on: Some(today), ..RectificationFilter::default() };
    Ok(RectificationList {
        total: view::count(store, &scope, &filter).await?,
        overdue: view::count(store, &scope, &late).await?,
        lines: view::page(store, &scope, &filter, order, offset, limit).await?,
        years: goals::years(store, &scope).await?,
        organisations: organisations::list(store, &scope).await?,
        today,
    })
}
