//! Issuing a round: a period, a last day and the organisations it goes to, at once for every project
//! whose goal is approved.

use super::save::keep;
use super::{Record, SUBJECT_KIND};
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::input::{Fields, Lines};
use crate::{Call, FieldError, Refusal};
use chrono::{Datelike as _, NaiveDate};
use jixiao_domain::{FiscalYear, MonitoringRoundId, OrganisationId};
use jixiao_store::monitoring::rounds::{self, NewRound};
use jixiao_store::organisations::{self, Organisation};
use jixiao_store::views::monitoring::rounds as views;
use jixiao_store::{StoreError, monitoring as rows};
use serde::{Deserialize, Serialize};

/// What is typed to issue a round.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct IssueTyped {
    /// The fiscal year.
    pub year: String,
    /// How the period is called: 1—7月, 第三季度.
    pub label: String,
    /// First day of the period.
    pub from_on: String,
    /// Last day of the period.
    pub to_on: String,
    /// The last day for submitting.
    pub due_on: String,
    /// What finance asks for beside the form.
    pub note: String,
    /// Organisations to issue to; none means all.
    pub organisation: Vec<String>,
}

/// A round to issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// The fiscal year.
    pub year: FiscalYear,
    /// How the period is called.
    pub label: String,
    /// First day of the period.
    pub from_on: NaiveDate,
    /// Last day of the period.
    pub to_on: NaiveDate,
    /// The last day for submitting.
    pub due_on: NaiveDate,
    /// What finance asks for beside the form.
    pub note: String,
    /// Organisations to issue to; empty means all.
    pub organisations: Vec<OrganisationId>,
}

/// What came of it, in true counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Issued {
    /// The round.
    pub round_id: MonitoringRoundId,
    /// Records made.
    pub record_count: usize,
    /// Projects left out because their goal is not approved.
    pub without_goal_count: usize,
}

impl IssueTyped {
    /// Reads what was typed.
    ///
    /// # Errors
    /// Every field that can't be read, and days out of order.
    pub fn parse(&self) -> Result<Issue, Vec<FieldError>> {
        let mut fields = Fields::new();
        let year = fields.year("year", &self.year);
        let label = fields.text("label", &self.label, Lines::One, 20);
        let from_on = fields.date("from_on", &self.from_on);
        let to_on = fields.date("to_on", &self.to_on);
        let due_on = fields.date("due_on", &self.due_on);
        let note = fields.optional_text("note", &self.note, Lines::Many, 1000);
        let ids = self.organisation.iter().enumerate();
        let organisations =
            ids.map(|(index, id)| fields.key(&format!("organisation[{index}]"), id)).collect();
        if fields.are_good() {
            let calendar = i32::from(year.get());
            let same_year = from_on.year() == calendar && to_on.year() == calendar;
            fields.require(same_year, "to_on", "监控期间应在所选年度之内");
            fields.require(from_on <= to_on, "to_on", "期间截止日不能早于起始日");
            fields.require(to_on <= due_on, "due_on", "报送截止日不能早于期间截止日");
        }
        fields.finish(Issue { year, label, from_on, to_on, due_on, note, organisations })
    }
}

/// The organisations the caller may issue rounds to.
///
/// # Errors
/// [`Refusal::Forbidden`].
pub async fn units(call: Call<'_>) -> Result<Vec<Organisation>, Refusal> {
    let scope = authz::scope(call.actor, Action::ReviewForFinance)?;
    Ok(organisations::list(&call.app.store, &scope).await?)
}

/// Issues a round. The money of every record is judged at once, so that what lags behind is warned
/// of before anybody has filled in anything.
///
/// # Errors
/// [`Refusal::Forbidden`]; [`Refusal::Invalid`] for a last day that has passed, a name the year has
/// already, or where no project is left.
pub async fn issue(call: Call<'_>, issue: &Issue) -> Result<Issued, Refusal> {
    let scope = authz::scope(call.actor, Action::ReviewForFinance)?;
    if issue.due_on < call.today() {
        return Err(Refusal::field("due_on", "截止日期已过，请填写今天或以后的日期"));
    }
    let tx = call.app.store.begin().await?;
    let year = i64::from(issue.year.get());
    let organisation_id = call.actor.organisation_id;
    let wanted =
        |id: OrganisationId| issue.organisations.is_empty() || issue.organisations.contains(&id);
    let candidates = views::candidates(&tx, &scope, year).await?;
    let chosen = candidates.iter().filter(|project| wanted(project.organisation_id));
    let (ready, without): (Vec<_>, Vec<_>) = chosen.partition(|project| project.goal_id.is_some());
    if ready.is_empty() {
        let message = "所选单位没有已批复绩效目标的项目，请先完成目标批复或另选单位";
        return Err(Refusal::field("organisation", message));
    }
    let new = NewRound {
        organisation_id,
        year,
        label: &issue.label,
        from_on: issue.from_on,
        to_on: issue.to_on,
        due_on: issue.due_on,
        note: &issue.note,
        issued_by: call.actor.user_id,
        issued_at: call.at,
    };
    if rounds::named(&tx, organisation_id, year, &issue.label).await?.is_some() {
        return Err(taken());
    }
    let round_id = match rounds::insert(&tx, &new).await {
        Err(StoreError::Duplicate(_)) => return Err(taken()),
        other => other?,
    };
    for project in &ready {
        let Some(goal_id) = project.goal_id else { continue };
        let id = rows::insert(&tx, round_id, project.project_year_id, goal_id).await?;
        let mut record = Record::load_unasked(&tx, call.app, call.today(), id).await?;
        keep(&tx, call, &mut record).await?;
        let entry = Event {
            action: "monitoring.issue",
            subject_kind: SUBJECT_KIND,
            subject_id: id.to_string(),
            organisation_id: Some(project.organisation_id),
            detail: format!("下达{}年度{}运行监控，截止 {}", issue.year, issue.label, issue.due_on),
        };
        audit::record(&tx, call.actor, call.at, entry).await?;
    }
    tx.commit().await?;
    Ok(Issued { round_id, record_count: ready.len(), without_goal_count: without.len() })
}

fn taken() -> Refusal {
    Refusal::field("label", "该年度已有同名的监控轮次，请改用其他名称")
}
