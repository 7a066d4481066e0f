//! A project with all its years.

use super::visible;
use crate::authz::{self, Action};
use crate::{Call, Refusal};
use jixiao_domain::{FilingState, FundSummary, GoalId, ProjectId, SelfEvaluationId};
use jixiao_store::audit::AuditEntry;
use jixiao_store::project_years::{self, ProjectYear};
use jixiao_store::projects::Project;
use jixiao_store::views::audit::{self as log, AuditFilter};
use jixiao_store::{funds, goals, self_evaluations};

/// What the page of a project shows.
#[derive(Debug, Clone)]
pub struct ProjectPage {
    /// The project.
    pub project: Project,
    /// Its years, the latest first.
    pub years: Vec<YearLine>,
    /// What was done to it, the latest first.
    pub history: Vec<AuditEntry>,
    /// Whether the caller may change it.
    pub may_edit: bool,
    /// Whether the caller may enter budget and execution.
    pub may_keep_ledger: bool,
}

/// A year of a project.
#[derive(Debug, Clone)]
pub struct YearLine {
    /// The year.
    pub year: ProjectYear,
    /// Its money.
    pub funds: FundSummary,
    /// Its latest goal version and where that stands.
    pub goal: Option<(GoalId, FilingState)>,
    /// Its self-evaluation and where that stands.
    pub self_evaluation: Option<(SelfEvaluationId, FilingState)>,
}

/// Entries of the history shown.
const HISTORY_MAX: i64 = 50;

async fn history(call: Call<'_>, id: ProjectId) -> Result<Vec<AuditEntry>, Refusal> {
    let scope = authz::scope(call.actor, Action::SeeProjects)?;
    let filter = AuditFilter {
        subject_kind: "project".to_owned(),
        subject_id: id.to_string(),
        outcome: "done".to_owned(),
        ..AuditFilter::default()
    };
    Ok(log::page(&call.app.store, &scope, &filter, 0, HISTORY_MAX).await?)
}

/// Reads a project.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn read(call: Call<'_>, id: ProjectId) -> Result<ProjectPage, Refusal> {
    let store = &call.app.store;
    let project = visible(store, call, id).await?;
    let mut years = Vec::new();
    for year in project_years::list_of(store, id).await? {
        let goal = goals::versions(store, year.id).await?.pop();
        let self_evaluation = self_evaluations::of_project_year(store, year.id).await?;
        years.push(YearLine {
            funds: funds::fund_summary(store, year.id).await?,
            goal: goal.map(|goal| (goal.id, goal.state)),
            self_evaluation: self_evaluation.map(|row| (row.id, row.state)),
            year,
        });
    }
    let path = &project.organisation_path;
    Ok(ProjectPage {
        history: history(call, id).await?,
        years,
        may_edit: authz::allows(call.actor, Action::EditProjects, path),
        may_keep_ledger: authz::allows(call.actor, Action::KeepLedger, path),
        project,
    })
}
