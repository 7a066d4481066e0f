//! What the page of a report shows.

use super::findings::of_loaded;
use super::load::{LoadedReport, load};
use super::offers::{Offers, offers};
use super::{reading, seal};
use crate::authz::{self, Action};
use crate::form_check::FieldFinding;
use crate::review::{self, History};
use crate::{Call, Refusal};
use jixiao_domain::{FilingEvent, FilingState, ReportId};
use jixiao_store::reports::{self, Filing, Report};

/// A report with its history and what the reader may do.
#[derive(Debug, Clone)]
pub struct ReportPage {
    /// The version.
    pub loaded: LoadedReport,
    /// All versions, oldest first.
    pub versions: Vec<Report>,
    /// What the records say today.
    pub offers: Offers,
    /// Why it may not be approved yet; empty where nothing stands against it.
    pub pending: String,
    /// Names of the forms bound with it.
    pub forms: Vec<String>,
    /// What the checker says of it together with its forms.
    pub findings: Vec<FieldFinding>,
    /// What was filed, the latest first.
    pub filings: Vec<Filing>,
    /// What happened, and who holds it.
    pub history: History,
    /// The steps the reader may take now.
    pub steps: Vec<FilingEvent>,
    /// Whether the reader may change it now.
    pub editable: bool,
    /// Whether the reader may begin another version.
    pub revisable: bool,
    /// Whether an approved report still has its digest; `None` before approval.
    pub sound: Option<bool>,
}

/// Reads a report for its page.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none the caller may see.
pub async fn read(call: Call<'_>, id: ReportId) -> Result<ReportPage, Refusal> {
    let store = &call.app.store;
    let loaded = load(store, call, id).await?;
    let report = &loaded.report;
    let versions =
        reports::versions(store, report.kind, report.organisation_id, report.year, &report.subject)
            .await?;
    let (offers, findings, forms, pending) = match reading::for_showing(call, report).await? {
        Ok(reading) => {
            let findings = of_loaded(&loaded, &reading).await?;
            let forms: Vec<String> = reading.forms.iter().map(|form| form.title.clone()).collect();
            (offers(&loaded, &reading)?, findings, forms, reading.pending)
        }
        Err(words) => (Offers::default(), Vec::new(), Vec::new(), words),
    };
    let history = review::history(store, call, loaded.subject(), report.created_at).await?;
    let steps = review::possible(store, call, loaded.subject()).await?;
    let fills = authz::allows(call.actor, Action::FillReports, &loaded.organisation.path);
    let approved = versions.last().is_some_and(|last| last.state == FilingState::Approved);
    Ok(ReportPage {
        filings: reports::filings(store, id).await?,
        editable: fills && report.state.is_editable(),
        revisable: fills && approved,
        sound: seal::is_sound(&loaded),
        forms,
        pending,
        loaded,
        versions,
        offers,
        findings,
        history,
        steps,
    })
}
