//! Enters a line of the budget ledger: 年初, 追加, 收回, 上年结转.

use super::balance::{self, Side};
use super::drafts::{self, LedgerForm};
use super::form::EntryInput;
use super::ledger::{Held, hold};
use crate::amounts::yuan;
use crate::audit::{self, Event};
use crate::{Call, Refusal};
use jixiao_domain::{BudgetEntryId, BudgetEntryKind, Coded as _, ProjectYearId};
use jixiao_store::budget_entries::{self, NewBudgetEntry};
use jixiao_store::{Transaction, project_years};

/// Enters a line.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::WrongState`] where the year is locked
/// or the project closed, [`Refusal::Invalid`] where the sums would not hold.
pub async fn enter(
    call: Call<'_>,
    year: ProjectYearId,
    input: EntryInput,
) -> Result<BudgetEntryId, Refusal> {
    let tx = call.app.store.begin().await?;
    let id = enter_in(&tx, call, year, &input).await?;
    drafts::forget(&tx, call, year, LedgerForm::Budget).await?;
    tx.commit().await?;
    Ok(id)
}

/// Enters a line in a transaction that does more.
pub(crate) async fn enter_in(
    tx: &Transaction,
    call: Call<'_>,
    year: ProjectYearId,
    input: &EntryInput,
) -> Result<BudgetEntryId, Refusal> {
    hold_last_year(tx, call, year, input.kind).await?;
    let held = hold(tx, call, year).await?;
    held.require_active()?;
    if let Some(fault) = held.fault_of_paper_date(input.dated_on, call.today()) {
        return Err(Refusal::field("dated_on", fault));
    }
    let line = NewBudgetEntry {
        project_year_id: year,
        kind: input.kind,
        source: input.source,
        amount: input.amount,
        document_number: input.document_number.clone(),
        dated_on: input.dated_on,
        note: input.note.clone(),
        gives_id: None,
        corrects_id: None,
        entered_by: call.actor.user_id,
        entered_at: call.at,
    };
    let id = budget_entries::insert(tx, &line).await?;
    balance::check(tx, &held, Side::Budget).await?;
    record(tx, call, &held, "budget.enter", id, &line).await?;
    Ok(id)
}

/// A carry-over is judged by last year's ledgers too. They are held first: years are always held
/// from the earlier to the later.
async fn hold_last_year(
    tx: &Transaction,
    call: Call<'_>,
    year: ProjectYearId,
    kind: BudgetEntryKind,
) -> Result<(), Refusal> {
    if kind != BudgetEntryKind::CarryOver {
        return Ok(());
    }
    let year = crate::projects::visible_year(tx, call, year).await?;
    if let Some(last) = project_years::find_in(tx, year.project_id, year.year - 1).await? {
        project_years::lock_ledgers(tx, last.id).await?;
    }
    Ok(())
}

/// The log entry of a line.
pub(super) async fn record(
    tx: &Transaction,
    call: Call<'_>,
    held: &Held,
    action: &str,
    id: BudgetEntryId,
    line: &NewBudgetEntry,
) -> Result<(), Refusal> {
    let corrects = line.corrects_id.map_or_else(String::new, |old| format!("，更正第 {old} 笔"));
    let event = Event {
        action,
        subject_kind: "budget_entry",
        subject_id: id.to_string(),
        organisation_id: Some(held.project.organisation_id),
        detail: format!(
            "{}：{} {} {} 元，{}{corrects}",
            held.name(),
            line.kind.word(),
            line.source.word(),
            yuan(line.amount),
            line.document_number,
        ),
    };
    audit::record(tx, call.actor, call.at, event).await
}
