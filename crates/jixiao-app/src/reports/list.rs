//! The list of reports a person may see, and what a report could be written on.

use crate::authz::{self, Action};
use crate::input;
use crate::{Call, Refusal};
use jixiao_domain::{Coded as _, FilingState, OrganisationId, ReportKind};
use jixiao_store::organisations::{self, Organisation};
use jixiao_store::views::goals;
use jixiao_store::views::reports::offered::{
    self, Candidate, DepartmentCandidate, EvaluationCandidate, MonitoringCandidate, Wanted,
};
use jixiao_store::views::reports::{self as view, Line, ReportFilter, ReportOrder};
use serde::{Deserialize, Serialize};

/// How many records of a kind without report are offered.
const CANDIDATE_COUNT_MAX: i64 = 20;

/// The filter of the list as it comes in an address. What can't be understood does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportListForm {
    /// The fiscal year.
    pub year: String,
    /// A kind's code.
    pub kind: String,
    /// A state's code.
    pub state: String,
    /// The unit's id.
    pub organisation: String,
    /// Part of the title.
    pub q: String,
    /// `year`, `kind`, `organisation` or `state`.
    pub sort: String,
}

impl ReportListForm {
    /// The filter and the order.
    pub fn parse(&self) -> (ReportFilter, ReportOrder) {
        let filter = ReportFilter {
            year: input::year(&self.year).ok().map(|year| i64::from(year.get())),
            kind: ReportKind::from_code(&self.kind),
            state: FilingState::from_code(&self.state),
            organisation_id: self.organisation.trim().parse().ok().map(OrganisationId),
            words: self.q.trim().to_owned(),
        };
        let order = match self.sort.as_str() {
            "kind" => ReportOrder::Kind,
            "organisation" => ReportOrder::Organisation,
            "state" => ReportOrder::State,
            _ => ReportOrder::Year,
        };
        (filter, order)
    }
}

/// A page of the list with what its filter offers.
#[derive(Debug, Clone)]
pub struct ReportList {
    /// Lines in all, under the filter.
    pub total: i64,
    /// The lines of the page.
    pub lines: Vec<Line>,
    /// Fiscal years to choose from.
    pub years: Vec<i64>,
    /// Units to choose from.
    pub organisations: Vec<Organisation>,
    /// What the caller could write a report on, of the year and unit of the filter.
    pub offered: OfferedSubjects,
}

/// Records without report, the latest first, at most 20 of a kind; none for those who write none.
#[derive(Debug, Clone, Default)]
pub struct OfferedSubjects {
    /// Self-evaluations.
    pub self_evaluations: Vec<Candidate>,
    /// Departments' years.
    pub departments: Vec<DepartmentCandidate>,
    /// Units' parts of a round of monitoring.
    pub rounds: Vec<MonitoringCandidate>,
    /// Department evaluations.
    pub evaluations: Vec<EvaluationCandidate>,
}

/// Lists reports: `limit` lines from `offset`.
///
/// # Errors
/// [`Refusal::Forbidden`] where the caller sees no projects anywhere.
pub async fn list(
    call: Call<'_>,
    form: &ReportListForm,
    offset: i64,
    limit: i64,
) -> Result<ReportList, Refusal> {
    let store = &call.app.store;
    let scope = authz::scope(call.actor, Action::SeeProjects)?;
    let (filter, order) = form.parse();
    Ok(ReportList {
        total: view::count(store, &scope, &filter).await?,
        lines: view::page(store, &scope, &filter, order, offset, limit).await?,
        years: goals::years(store, &scope).await?,
        organisations: organisations::list(store, &scope).await?,
        offered: offered_subjects(call, &filter).await?,
    })
}

async fn offered_subjects(
    call: Call<'_>,
    filter: &ReportFilter,
) -> Result<OfferedSubjects, Refusal> {
    let Ok(scope) = authz::scope(call.actor, Action::FillReports) else {
        return Ok(OfferedSubjects::default());
    };
    let store = &call.app.store;
    let wanted = Wanted {
        year: filter.year,
        organisation_id: filter.organisation_id,
        limit: CANDIDATE_COUNT_MAX,
    };
    Ok(OfferedSubjects {
        self_evaluations: offered::self_evaluations(store, &scope, wanted).await?,
        departments: offered::departments(store, &scope, wanted).await?,
        rounds: offered::monitored(store, &scope, wanted).await?,
        evaluations: offered::evaluations(store, &scope, wanted).await?,
    })
}
