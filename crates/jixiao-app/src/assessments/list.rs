//! The list of new projects with their assessments.

use crate::authz::{self, Action};
use crate::input;
use crate::{Call, Refusal};
use jixiao_domain::{AssessmentResult, Coded as _, FilingState, OrganisationId};
use jixiao_store::organisations::{self, Organisation};
use jixiao_store::views::assessments::{
    self as view, AssessmentFilter, AssessmentOrder, Line, Standing,
};
use jixiao_store::views::goals;
use serde::{Deserialize, Serialize};

/// The filter of the list as it comes in an address. What can't be understood does not narrow, and
/// is shown as not narrowing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AssessmentListForm {
    /// The fiscal year.
    pub year: String,
    /// A state's code, or `missing` for projects not assessed yet.
    pub state: String,
    /// A result's code.
    pub result: String,
    /// The unit's id.
    pub organisation: String,
    /// Part of the project's name or code.
    pub q: String,
    /// `year`, `project`, `organisation` or `state`.
    pub sort: String,
}

impl AssessmentListForm {
    /// The code of the standing in which nothing was assessed yet.
    pub const MISSING: &'static str = "missing";

    /// The filter and the order.
    pub fn parse(&self) -> (AssessmentFilter, AssessmentOrder) {
        let standing = match self.state.as_str() {
            Self::MISSING => Some(Standing::Missing),
            code => FilingState::from_code(code).map(Standing::In),
        };
        let filter = AssessmentFilter {
            year: input::year(&self.year).ok().map(|year| i64::from(year.get())),
            standing,
            result: AssessmentResult::from_code(&self.result),
            organisation_id: self.organisation.trim().parse().ok().map(OrganisationId),
            words: self.q.trim().to_owned(),
        };
        let order = match self.sort.as_str() {
            "project" => AssessmentOrder::Project,
            "organisation" => AssessmentOrder::Organisation,
            "state" => AssessmentOrder::State,
            _ => AssessmentOrder::Year,
        };
        (filter, order)
    }
}

/// A page of the list with what its filter offers.
#[derive(Debug, Clone)]
pub struct AssessmentList {
    /// Lines in all, under the filter.
    pub total: i64,
    /// The lines of the page.
    pub lines: Vec<Line>,
    /// Fiscal years to choose from.
    pub years: Vec<i64>,
    /// Units to choose from.
    pub organisations: Vec<Organisation>,
}

/// Lists assessments: `limit` lines from `offset`.
///
/// # Errors
/// [`Refusal::Forbidden`] where the caller sees no projects anywhere.
pub async fn list(
    call: Call<'_>,
    form: &AssessmentListForm,
    offset: i64,
    limit: i64,
) -> Result<AssessmentList, Refusal> {
    let store = &call.app.store;
    let scope = authz::scope(call.actor, Action::SeeProjects)?;
    let (filter, order) = form.parse();
    Ok(AssessmentList {
        total: view::count(store, &scope, &filter).await?,
        lines: view::page(store, &scope, &filter, order, offset, limit).await?,
        years: goals::years(store, &scope).await?,
        organisations: organisations::list(store, &scope).await?,
    })
}
