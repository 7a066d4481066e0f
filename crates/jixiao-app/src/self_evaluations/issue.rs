//! Issuing self-evaluation tasks: every project of a year whose goal is approved, all at once.

use super::SUBJECT_KIND;
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::input::Fields;
use crate::{Call, FieldError, Refusal};
use chrono::NaiveDate;
use jixiao_domain::{FiscalYear, ProjectYearId};
use jixiao_store::self_evaluations::{self as rows, NewSelfEvaluation};
use jixiao_store::views::self_evaluations as views;
use serde::{Deserialize, Serialize};

pub use jixiao_store::views::self_evaluations::Waiting;

/// What is typed to issue tasks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct IssueTyped {
    /// The fiscal year.
    pub year: String,
    /// The last day for submitting.
    pub due_on: String,
    /// Project years to issue to; none means every one that waits.
    pub project_year: Vec<String>,
}

/// Tasks to issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// The fiscal year.
    pub year: FiscalYear,
    /// The last day for submitting.
    pub due_on: NaiveDate,
    /// Project years to issue to; empty means every one that waits.
    pub project_years: Vec<ProjectYearId>,
}

/// What came of it, in true counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Issued {
    /// Tasks issued now.
    pub issued_count: usize,
    /// Projects left out because their goal is not approved.
    pub without_goal_count: usize,
    /// Chosen ones that have a task already or lie outside the caller's units.
    pub skipped_count: usize,
}

impl IssueTyped {
    /// Reads what was typed.
    ///
    /// # Errors
    /// Every field that can't be read.
    pub fn parse(&self) -> Result<Issue, Vec<FieldError>> {
        let mut fields = Fields::new();
        let year = fields.year("year", &self.year);
        let due_on = fields.date("due_on", &self.due_on);
        let ids = self.project_year.iter().enumerate();
        let project_years =
            ids.map(|(index, id)| fields.key(&format!("project_year[{index}]"), id)).collect();
        fields.finish(Issue { year, due_on, project_years })
    }
}

/// The projects of a year in the caller's units that have no task yet.
///
/// # Errors
/// [`Refusal::Forbidden`].
pub async fn waiting(call: Call<'_>, year: FiscalYear) -> Result<Vec<Waiting>, Refusal> {
    let scope = authz::scope(call.actor, Action::ReviewForFinance)?;
    Ok(views::waiting(&call.app.store, &scope, year.get().into()).await?)
}

/// Issues the tasks.
///
/// # Errors
/// [`Refusal::Forbidden`]; [`Refusal::Invalid`] for a last day that has passed.
pub async fn issue(call: Call<'_>, issue: &Issue) -> Result<Issued, Refusal> {
    let scope = authz::scope(call.actor, Action::ReviewForFinance)?;
    if issue.due_on < call.today() {
        return Err(Refusal::field("due_on", "截止日期已过，请填写今天或以后的日期"));
    }
    let tx = call.app.store.begin().await?;
    let waiting = views::waiting(&tx, &scope, issue.year.get().into()).await?;
    let wanted =
        |id: ProjectYearId| issue.project_years.is_empty() || issue.project_years.contains(&id);
    let mut outcome = Issued::default();
    for project in waiting.iter().filter(|project| wanted(project.project_year_id)) {
        let Some(goal_id) = project.goal_id else {
            outcome.without_goal_count += 1;
            continue;
        };
        let new = NewSelfEvaluation {
            project_year_id: project.project_year_id,
            goal_id,
            due_on: issue.due_on,
            issued_by: call.actor.user_id,
            issued_at: call.at,
        };
        let id = rows::insert(&tx, &new).await?;
        let entry = Event {
            action: "self_evaluation.issue",
            subject_kind: SUBJECT_KIND,
            subject_id: id.to_string(),
            organisation_id: Some(project.organisation_id),
            detail: format!("下达{}年度自评任务，截止 {}", issue.year, issue.due_on),
        };
        audit::record(&tx, call.actor, call.at, entry).await?;
        outcome.issued_count += 1;
    }
    let handled = outcome.issued_count + outcome.without_goal_count;
    outcome.skipped_count = issue.project_years.len().saturating_sub(handled);
    tx.commit().await?;
    Ok(outcome)
}
