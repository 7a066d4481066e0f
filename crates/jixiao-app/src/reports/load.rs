//! A report with its text and facts.

use crate::authz::{self, Action};
use crate::review::{Filing, Subject};
use crate::{Call, Refusal};
use jixiao_domain::ReportId;
use jixiao_narrative::{Facts, Narrative};
use jixiao_store::Connection;
use jixiao_store::organisations::{self, Organisation};
use jixiao_store::reports::{self, Report};

/// A version of a report in its place.
#[derive(Debug, Clone)]
pub struct LoadedReport {
    /// The row.
    pub report: Report,
    /// Its text.
    pub narrative: Narrative,
    /// The facts it was last drafted or refreshed from.
    pub facts: Facts,
    /// The organisation that files it.
    pub organisation: Organisation,
}

impl LoadedReport {
    /// The report as the filing chain sees it.
    pub fn subject(&self) -> Subject<'_> {
        Subject {
            filing: Filing::Report,
            id: self.report.id.0,
            organisation: &self.organisation,
            state: self.report.state,
            filled_by: Some(self.report.filled_by),
        }
    }
}

/// Loads a report for somebody who may know of it.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none; [`Refusal::WrongState`] where this version of the
/// program can't read it.
pub async fn load(
    connection: &impl Connection,
    call: Call<'_>,
    id: ReportId,
) -> Result<LoadedReport, Refusal> {
    let loaded = load_unasked(connection, id).await?;
    let known = [Action::SeeProjects, Action::Unfreeze]
        .into_iter()
        .any(|action| authz::allows(call.actor, action, &loaded.organisation.path));
    if known { Ok(loaded) } else { Err(Refusal::NotFound("该报告")) }
}

/// Loads a report for a use case that has authorised by itself.
///
/// # Errors
/// As [`load`].
pub(crate) async fn load_unasked(
    connection: &impl Connection,
    id: ReportId,
) -> Result<LoadedReport, Refusal> {
    let missing = || Refusal::NotFound("该报告");
    let report = reports::find(connection, id).await?.ok_or_else(missing)?;
    let organisation =
        organisations::find(connection, report.organisation_id).await?.ok_or_else(missing)?;
    let unreadable = |_| Refusal::WrongState("报告内容的格式无法识别".to_owned());
    let narrative = serde_json::from_str(&report.content).map_err(unreadable)?;
    let facts = serde_json::from_str(&report.facts).map_err(unreadable)?;
    Ok(LoadedReport { report, narrative, facts, organisation })
}

/// Loads a report for somebody who writes reports of its organisation.
///
/// # Errors
/// As [`load`], and [`Refusal::Forbidden`].
pub async fn load_to_fill(
    connection: &impl Connection,
    call: Call<'_>,
    id: ReportId,
) -> Result<LoadedReport, Refusal> {
    let loaded = load(connection, call, id).await?;
    authz::authorise(call.actor, Action::FillReports, &loaded.organisation.path)?;
    Ok(loaded)
}

/// Refuses unless the report is a draft.
pub(super) fn refuse_unless_editable(loaded: &LoadedReport) -> Result<(), Refusal> {
    use jixiao_domain::Coded as _;
    let state = loaded.report.state;
    if state.is_editable() {
        return Ok(());
    }
    Err(Refusal::WrongState(format!(
        "当前状态为“{}”，报告已锁定；如需修改，请先撤回、由审核人退回，或另起新版本",
        state.word()
    )))
}
