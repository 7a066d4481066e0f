//! What every line stands on: the year, the right, the lock.

use crate::authz::{self, Action};
use crate::projects::visible_year;
use crate::{Call, Refusal};
use chrono::{Datelike as _, NaiveDate};
use jixiao_domain::{FilingState, ProjectId, ProjectYearId};
use jixiao_store::project_years::{self, ProjectYear};
use jixiao_store::projects::{self, Project};
use jixiao_store::{Transaction, self_evaluations};

/// A project's year whose ledgers are held for the transaction.
pub(super) struct Held {
    pub(super) year: ProjectYear,
    pub(super) project: Project,
}

/// Holds the ledgers of a year for a caller who keeps them.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::WrongState`] where the year's
/// self-evaluation is approved: what was filed stays.
pub(super) async fn hold(
    tx: &Transaction,
    call: Call<'_>,
    id: ProjectYearId,
) -> Result<Held, Refusal> {
    let year = visible_year(tx, call, id).await?;
    authz::authorise(call.actor, Action::KeepLedger, &year.organisation_path)?;
    project_years::lock_ledgers(tx, id).await?;
    let filed = self_evaluations::of_project_year(tx, id).await?;
    if filed.is_some_and(|filed| filed.state == FilingState::Approved) {
        let message = format!(
            "{} 年度绩效自评已批复锁定，预算与执行不能再登记；确需更正的，请安全管理员解除锁定",
            year.year
        );
        return Err(Refusal::WrongState(message));
    }
    let project = find_project(tx, year.project_id).await?;
    Ok(Held { year, project })
}

async fn find_project(tx: &Transaction, id: ProjectId) -> Result<Project, Refusal> {
    projects::find(tx, id).await?.ok_or(Refusal::NotFound("项目"))
}

impl Held {
    /// Refuses new lines of a closed project; corrections go on.
    pub(super) fn require_active(&self) -> Result<(), Refusal> {
        if self.project.active {
            return Ok(());
        }
        Err(Refusal::WrongState("项目已关闭，不能登记新的预算或执行；更正仍可办理".to_owned()))
    }

    /// What is wrong with the date of a budget paper: it belongs to the year or the one before.
    pub(super) fn fault_of_paper_date(&self, date: NaiveDate, today: NaiveDate) -> Option<String> {
        let year = i64::from(date.year());
        if date > today {
            return Some("文件日期不得晚于今天".to_owned());
        }
        let near = (self.year.year - 1..=self.year.year + 1).contains(&year);
        (!near).then(|| format!("文件日期与 {} 年度不符，请核对", self.year.year))
    }

    /// For log entries: which project and year.
    pub(super) fn name(&self) -> String {
        format!("{} {}年度", self.project.content.code, self.year.year)
    }
}
