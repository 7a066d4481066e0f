//! Corrects a line of the budget ledger: a new line stands in its place, and both remain.

use super::balance::{self, Side};
use super::drafts::{self, LedgerForm};
use super::enter::record;
use super::form::CorrectionInput;
use super::ledger::{Held, hold};
use super::reallocate::hold_both;
use crate::projects::visible_year;
use crate::{Call, Refusal};
use jixiao_domain::{BudgetEntryId, BudgetEntryKind, FundSource};
use jixiao_store::budget_entries::{self, BudgetEntry, NewBudgetEntry};
use jixiao_store::{StoreError, Transaction, project_years};

/// Corrects a line; of a 调剂, both lines at once. Gives the new line.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::WrongState`] where it was corrected
/// already or the year is locked, [`Refusal::Invalid`] where the sums would not hold.
pub async fn correct(
    call: Call<'_>,
    id: BudgetEntryId,
    input: CorrectionInput,
) -> Result<BudgetEntryId, Refusal> {
    let tx = call.app.store.begin().await?;
    let entry = budget_entries::find(&tx, id).await?.ok_or(Refusal::NotFound("预算记录"))?;
    let other = counterpart(&tx, &entry).await?;
    let new_id = match other {
        None => correct_one(&tx, call, &entry, &input).await?,
        Some(other) => correct_pair(&tx, call, &entry, &other, &input).await?,
    };
    let form = LedgerForm::BudgetCorrection(id);
    drafts::forget(&tx, call, entry.line.project_year_id, form).await?;
    tx.commit().await?;
    Ok(new_id)
}

/// The other line of a 调剂.
async fn counterpart(
    tx: &Transaction,
    entry: &BudgetEntry,
) -> Result<Option<BudgetEntry>, Refusal> {
    Ok(match (entry.line.kind, entry.line.gives_id) {
        (BudgetEntryKind::ReallocationIn, Some(giving)) => budget_entries::find(tx, giving).await?,
        (BudgetEntryKind::ReallocationOut, _) => {
            budget_entries::find_receiving(tx, entry.id).await?
        }
        _ => None,
    })
}

async fn correct_one(
    tx: &Transaction,
    call: Call<'_>,
    entry: &BudgetEntry,
    input: &CorrectionInput,
) -> Result<BudgetEntryId, Refusal> {
    let kind = entry.line.kind;
    if kind == BudgetEntryKind::CarryOver {
        let year = visible_year(tx, call, entry.line.project_year_id).await?;
        if let Some(last) = project_years::find_in(tx, year.project_id, year.year - 1).await? {
            project_years::lock_ledgers(tx, last.id).await?;
        }
        if input.source != FundSource::CarryOver {
            return Err(Refusal::field("source", "上年结转的来源应为“上年结转资金”"));
        }
    }
    let held = hold(tx, call, entry.line.project_year_id).await?;
    let id = insert(tx, call, &held, entry, input, None).await?;
    balance::check(tx, &held, Side::Budget).await?;
    Ok(id)
}

async fn correct_pair(
    tx: &Transaction,
    call: Call<'_>,
    entry: &BudgetEntry,
    other: &BudgetEntry,
    input: &CorrectionInput,
) -> Result<BudgetEntryId, Refusal> {
    let (out, into) = match entry.line.kind {
        BudgetEntryKind::ReallocationOut => (entry, other),
        _ => (other, entry),
    };
    let (giving, receiving) =
        hold_both(tx, call, out.line.project_year_id, into.line.project_year_id).await?;
    let out_id = insert(tx, call, &giving, out, input, None).await?;
    let into_id = insert(tx, call, &receiving, into, input, Some(out_id)).await?;
    balance::check(tx, &giving, Side::Budget).await?;
    balance::check(tx, &receiving, Side::Budget).await?;
    Ok(if entry.id == out.id { out_id } else { into_id })
}

async fn insert(
    tx: &Transaction,
    call: Call<'_>,
    held: &Held,
    old: &BudgetEntry,
    input: &CorrectionInput,
    gives_id: Option<BudgetEntryId>,
) -> Result<BudgetEntryId, Refusal> {
    if old.corrected_by.is_some() {
        return Err(corrected_already());
    }
    if let Some(fault) = held.fault_of_paper_date(input.dated_on, call.today()) {
        return Err(Refusal::field("dated_on", fault));
    }
    let line = NewBudgetEntry {
        project_year_id: old.line.project_year_id,
        kind: old.line.kind,
        source: input.source,
        amount: input.amount,
        document_number: input.document_number.clone(),
        dated_on: input.dated_on,
        note: format!("更正第 {} 笔：{}", old.id, input.reason),
        gives_id,
        corrects_id: Some(old.id),
        entered_by: call.actor.user_id,
        entered_at: call.at,
    };
    let id = budget_entries::insert(tx, &line).await.map_err(taken)?;
    record(tx, call, held, "budget.correct", id, &line).await?;
    Ok(id)
}

/// Another correction of the same line came first.
pub(super) fn taken(error: StoreError) -> Refusal {
    match error {
        StoreError::Duplicate(_) => corrected_already(),
        other => other.into(),
    }
}

pub(super) fn corrected_already() -> Refusal {
    Refusal::WrongState("该笔记录已被更正，请更正最新的一笔".to_owned())
}
