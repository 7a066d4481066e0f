//! The list of evaluations a person may see.

use crate::authz::{self, Action};
use crate::input;
use crate::{Call, Refusal};
use jixiao_domain::{Coded as _, EvaluationState, OrganisationId};
use jixiao_store::organisations::{self, Organisation};
use jixiao_store::views::evaluations::{
    self as view, Candidate, EvaluationFilter, EvaluationOrder, Line, Offered,
};
use jixiao_store::views::goals;
use serde::{Deserialize, Serialize};

/// The filter of the list as it comes in an address. What can't be understood does not narrow, and
/// is shown as not narrowing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EvaluationListForm {
    /// The fiscal year.
    pub year: String,
    /// A state's code.
    pub state: String,
    /// The unit's id.
    pub organisation: String,
    /// Part of the project's name or code.
    pub q: String,
    /// `year`, `total`, `organisation` or `state`.
    pub sort: String,
}

impl EvaluationListForm {
    /// The filter and the order.
    pub fn parse(&self) -> (EvaluationFilter, EvaluationOrder) {
        let filter = EvaluationFilter {
            year: input::year(&self.year).ok().map(|year| i64::from(year.get())),
            state: EvaluationState::from_code(&self.state),
            organisation_id: self.organisation.trim().parse().ok().map(OrganisationId),
            words: self.q.trim().to_owned(),
        };
        let order = match self.sort.as_str() {
            "total" => EvaluationOrder::Total,
            "organisation" => EvaluationOrder::Organisation,
            "state" => EvaluationOrder::State,
            _ => EvaluationOrder::Year,
        };
        (filter, order)
    }
}

/// A page of the list with what its filter offers.
#[derive(Debug, Clone)]
pub struct EvaluationList {
    /// Lines in all, under the filter.
    pub total: i64,
    /// The lines of the page.
    pub lines: Vec<Line>,
    /// Fiscal years to choose from.
    pub years: Vec<i64>,
    /// Units to choose from.
    pub organisations: Vec<Organisation>,
}

/// Lists evaluations: `limit` lines from `offset`.
///
/// # Errors
/// [`Refusal::Forbidden`] where the caller sees no projects anywhere.
pub async fn list(
    call: Call<'_>,
    form: &EvaluationListForm,
    offset: i64,
    limit: i64,
) -> Result<EvaluationList, Refusal> {
    let store = &call.app.store;
    let scope = authz::scope(call.actor, Action::SeeProjects)?;
    let (filter, order) = form.parse();
    Ok(EvaluationList {
        total: view::count(store, &scope, &filter).await?,
        lines: view::page(store, &scope, &filter, order, offset, limit).await?,
        years: goals::years(store, &scope).await?,
        organisations: organisations::list(store, &scope).await?,
    })
}

/// The project years of a fiscal year in which the caller may do `action`: for choices.
///
/// # Errors
/// [`Refusal::Forbidden`] where that is nowhere.
pub async fn candidates(
    call: Call<'_>,
    action: Action,
    year: i64,
    offered: Offered,
) -> Result<Vec<Candidate>, Refusal> {
    let scope = authz::scope(call.actor, action)?;
    Ok(view::candidates(&call.app.store, &scope, year, offered).await?)
}
