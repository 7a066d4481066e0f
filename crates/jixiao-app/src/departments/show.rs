//! One department's year for a page, and as it is filed.

use super::compare::{ItemChange, changes};
use super::{Assessment, FiledDepartment, Record, assess, findings};
use crate::authz::{self, Action};
use crate::review::{self, History};
use crate::{Call, FieldFinding, Refusal};
use jixiao_domain::{DepartmentYearId, FilingEvent, FundSummary, ProjectYearId};
use jixiao_store::freezes::{self, Freeze};
use jixiao_store::funds;

/// A department's year with everything around it.
#[derive(Debug)]
pub struct Shown {
    /// The records.
    pub record: Record,
    /// What follows from them now.
    pub assessment: Assessment,
    /// As it is filed: frozen where it is frozen.
    pub filed: FiledDepartment,
    /// The freeze that holds.
    pub freeze: Option<Freeze>,
    /// Whether the frozen digest is the digest of the frozen content; `None` without a freeze.
    pub digest_holds: Option<bool>,
    /// Whether the records would give another content today.
    pub differs_now: bool,
    /// What the checker says.
    pub findings: Vec<FieldFinding>,
    /// What happened, and what comes next.
    pub history: History,
    /// The steps the caller may take now.
    pub possible: Vec<FilingEvent>,
    /// Whether the caller may change it now.
    pub editable: bool,
    /// The money of the projects that count, by source of funds, as the ledgers stand now.
    pub sources: FundSummary,
    /// Against the year before.
    pub changes: Vec<ItemChange>,
}

/// Shows a department's year.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn show(call: Call<'_>, id: DepartmentYearId) -> Result<Shown, Refusal> {
    let store = &call.app.store;
    let record = Record::load(store, call, id).await?;
    let assessment = assess(&record);
    let now = FiledDepartment::of(store, &record, &assessment).await?;
    let findings = findings(call.app, &record, &now)?;
    let history = review::history(store, call, record.subject(), record.row.opened_at).await?;
    let possible = review::possible(store, call, record.subject()).await?;
    let freeze = freezes::current(store, id).await?;
    let frozen =
        freeze.as_ref().map(|freeze| FiledDepartment::read(&freeze.content)).transpose()?;
    let digest_holds =
        freeze.as_ref().zip(frozen.as_ref()).map(|(freeze, form)| form.digest() == freeze.digest);
    let fills = authz::allows(call.actor, Action::FillDepartments, &record.organisation.path);
    let years: Vec<ProjectYearId> =
        record.counted().filter_map(|project| project.project_year_id).collect();
    Ok(Shown {
        sources: funds::fund_summary_over(store, &years).await?,
        changes: changes(&record),
        differs_now: frozen.as_ref().is_some_and(|frozen| *frozen != now),
        filed: frozen.unwrap_or(now),
        editable: fills && record.row.state.is_editable(),
        freeze,
        digest_holds,
        findings,
        history,
        possible,
        assessment,
        record,
    })
}

/// A department's year as it is filed: the frozen content where there is one, else what the records
/// give now. For printing and for reports.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn filed(call: Call<'_>, id: DepartmentYearId) -> Result<FiledDepartment, Refusal> {
    let store = &call.app.store;
    let record = Record::load(store, call, id).await?;
    if let Some(freeze) = freezes::current(store, id).await? {
        return FiledDepartment::read(&freeze.content);
    }
    FiledDepartment::of(store, &record, &assess(&record)).await
}
