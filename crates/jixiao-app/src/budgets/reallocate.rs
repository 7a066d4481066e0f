//! 调剂: moves budget from one project to another of the same fiscal year, as a pair of lines.

use super::balance::{self, Side};
use super::drafts::{self, LedgerForm};
use super::enter::record;
use super::form::ReallocationInput;
use super::ledger::{Held, hold};
use crate::authz::{self, Action};
use crate::projects::visible_year;
use crate::{Call, Refusal};
use jixiao_domain::{BudgetEntryId, BudgetEntryKind, ProjectYearId};
use jixiao_store::Transaction;
use jixiao_store::budget_entries::{self, NewBudgetEntry};
use jixiao_store::views::projects::{self as view, Filter, Order, Standing};

/// A project's year that may receive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receiver {
    /// The year.
    pub id: ProjectYearId,
    /// Code and name of its project, and its unit.
    pub name: String,
}

/// Most receivers offered to choose from.
const RECEIVERS_MAX: i64 = 2000;

/// Moves budget; gives the two lines, 转出 first.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`] where the caller does not keep both ledgers,
/// [`Refusal::WrongState`], [`Refusal::Invalid`].
pub async fn reallocate(
    call: Call<'_>,
    from: ProjectYearId,
    input: ReallocationInput,
) -> Result<(BudgetEntryId, BudgetEntryId), Refusal> {
    if from == input.to {
        return Err(Refusal::field("to", "调入项目不能是本项目"));
    }
    let tx = call.app.store.begin().await?;
    let (giving, receiving) = hold_both(&tx, call, from, input.to).await?;
    giving.require_active()?;
    receiving.require_active()?;
    if giving.year.year != receiving.year.year {
        return Err(Refusal::field("to", "只能在同一年度的项目之间调剂"));
    }
    if let Some(fault) = giving.fault_of_paper_date(input.dated_on, call.today()) {
        return Err(Refusal::field("dated_on", fault));
    }
    let note = |word: &str, other: &Held| {
        let content = &other.project.content;
        format!("{word} {} {} {}", content.code, content.name, input.note).trim_end().to_owned()
    };
    let out = NewBudgetEntry {
        project_year_id: from,
        kind: BudgetEntryKind::ReallocationOut,
        source: input.source,
        amount: input.amount,
        document_number: input.document_number.clone(),
        dated_on: input.dated_on,
        note: note("调往", &receiving),
        gives_id: None,
        corrects_id: None,
        entered_by: call.actor.user_id,
        entered_at: call.at,
    };
    let out_id = budget_entries::insert(&tx, &out).await?;
    let into = NewBudgetEntry {
        project_year_id: input.to,
        kind: BudgetEntryKind::ReallocationIn,
        note: note("来自", &giving),
        gives_id: Some(out_id),
        ..out.clone()
    };
    let into_id = budget_entries::insert(&tx, &into).await?;
    balance::check(&tx, &giving, Side::Budget).await?;
    balance::check(&tx, &receiving, Side::Budget).await?;
    record(&tx, call, &giving, "budget.reallocate", out_id, &out).await?;
    record(&tx, call, &receiving, "budget.reallocate", into_id, &into).await?;
    drafts::forget(&tx, call, from, LedgerForm::Reallocation).await?;
    tx.commit().await?;
    Ok((out_id, into_id))
}

/// Holds two years in the order of their keys, so that two reallocations never wait for each other.
pub(super) async fn hold_both(
    tx: &Transaction,
    call: Call<'_>,
    one: ProjectYearId,
    other: ProjectYearId,
) -> Result<(Held, Held), Refusal> {
    if one < other {
        let one = hold(tx, call, one).await?;
        Ok((one, hold(tx, call, other).await?))
    } else {
        let other = hold(tx, call, other).await?;
        Ok((hold(tx, call, one).await?, other))
    }
}

/// The project years of the same fiscal year whose ledgers the caller keeps, without `from` itself.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`].
pub async fn receivers(call: Call<'_>, from: ProjectYearId) -> Result<Vec<Receiver>, Refusal> {
    let store = &call.app.store;
    let year = visible_year(store, call, from).await?;
    let scope = authz::scope(call.actor, Action::KeepLedger)?;
    let filter = Filter {
        year: year.year,
        programme: None,
        organisation_path: None,
        standing: Some(Standing::Opened),
        text: String::new(),
    };
    let lines = view::list(store, &scope, &filter, Order::Unit, RECEIVERS_MAX, 0).await?;
    let receiver = |line: view::Line| {
        let id = line.project_year_id.filter(|id| *id != from && line.active)?;
        let name = format!("{} {}（{}）", line.code, line.name, line.organisation_name);
        Some(Receiver { id, name })
    };
    Ok(lines.into_iter().filter_map(receiver).collect())
}
