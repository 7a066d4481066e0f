//! One record for a page: contents, judgement, warnings, history, the round before, freezes.

use super::{FiledMonitoring, Judgement, Record, findings, judge};
use crate::budgets::{self, MonthProgress};
use crate::review::{self, History};
use crate::{Call, FieldFinding, Refusal};
use jixiao_domain::{FilingEvent, FundFigures, MonitoringRecordId};
use jixiao_store::freezes::{self, Freeze};
use jixiao_store::monitoring::warnings::{self, Warning};
use jixiao_store::{funds, monitoring as rows};

/// A record with everything around it.
#[derive(Debug)]
pub struct Shown {
    /// The records.
    pub record: Record,
    /// Its judgement as it follows from the records now.
    pub judgement: Judgement,
    /// What the checker says.
    pub findings: Vec<FieldFinding>,
    /// Its warnings, cleared ones included.
    pub warnings: Vec<Warning>,
    /// The record of the round before, judged.
    pub before: Option<Before>,
    /// Execution month by month against 序时进度.
    pub months: Vec<MonthProgress>,
    /// What happened, and what comes next.
    pub history: History,
    /// The steps the caller may take now.
    pub possible: Vec<FilingEvent>,
    /// The freeze that holds, if any.
    pub freeze: Option<Freeze>,
}

/// The record of an earlier round.
#[derive(Debug)]
pub struct Before {
    /// The record.
    pub record: Record,
    /// What was filed: the frozen content where there is one.
    pub filed: FiledMonitoring,
}

/// A frozen record.
#[derive(Debug)]
pub struct Frozen {
    /// The row, with digest and who froze it.
    pub freeze: Freeze,
    /// The content.
    pub form: FiledMonitoring,
    /// Whether the stored digest is the digest of the content.
    pub digest_holds: bool,
    /// Whether the records would give another content today.
    pub differs_now: bool,
}

/// Shows a record.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn show(call: Call<'_>, id: MonitoringRecordId) -> Result<Shown, Refusal> {
    let store = &call.app.store;
    let record = Record::load(store, call, id).await?;
    let judgement = judge(&record);
    let findings = findings(&record, &judgement);
    let subject = record.subject();
    let history = review::history(store, call, subject, record.round.issued_at).await?;
    let possible = review::possible(store, call, subject).await?;
    let warnings = warnings::of(store, id).await?;
    let before = before(call, id).await?;
    let paid = funds::executed_by_month(store, record.year.id).await?;
    let budget = FundFigures { adjusted: record.total.adjusted, ..FundFigures::default() };
    let months = budgets::months(paid, budget, record.year.year, record.judged_on);
    let freeze = freezes::current(store, id).await?;
    Ok(Shown { record, judgement, findings, warnings, before, months, history, possible, freeze })
}

async fn before(call: Call<'_>, id: MonitoringRecordId) -> Result<Option<Before>, Refusal> {
    let store = &call.app.store;
    let Some(row) = rows::before(store, id).await? else { return Ok(None) };
    let record = Record::load(store, call, row.id).await?;
    let filed = match freezes::current(store, row.id).await? {
        Some(freeze) => FiledMonitoring::read(&freeze.content)?,
        None => FiledMonitoring::without_signature(&record, &judge(&record)),
    };
    Ok(Some(Before { record, filed }))
}

/// The frozen content of an approved record, verified; `None` where nothing is frozen.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn frozen(call: Call<'_>, id: MonitoringRecordId) -> Result<Option<Frozen>, Refusal> {
    let store = &call.app.store;
    let record = Record::load(store, call, id).await?;
    let Some(freeze) = freezes::current(store, id).await? else { return Ok(None) };
    let form = FiledMonitoring::read(&freeze.content)?;
    let digest_holds = form.digest() == freeze.digest;
    let now = FiledMonitoring::of(store, &record, &judge(&record)).await?;
    let differs_now = now != form;
    Ok(Some(Frozen { freeze, form, digest_holds, differs_now }))
}

/// The form as it is to be printed: the frozen one where there is one, else as the records are now.
///
/// # Errors
/// [`Refusal::NotFound`].
pub(crate) async fn printable(
    call: Call<'_>,
    id: MonitoringRecordId,
) -> Result<FiledMonitoring, Refusal> {
    let store = &call.app.store;
    let record = Record::load(store, call, id).await?;
    match freezes::current(store, id).await? {
        Some(freeze) => FiledMonitoring::read(&freeze.content),
        None => FiledMonitoring::of(store, &record, &judge(&record)).await,
    }
}
