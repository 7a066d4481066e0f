//! The ledgers of a project's year with everything derived from them.

use crate::authz::{self, Action};
use crate::projects::{visible, visible_year};
use crate::{Call, Refusal};
use chrono::{Datelike as _, NaiveDate};
use jixiao_domain::{
    BudgetEntryId, Decimal, FundFigures, FundSummary, Money, ProjectYearId, time_progress,
};
use jixiao_store::budget_entries::{self, BudgetEntry};
use jixiao_store::execution_entries::{self, ExecutionEntry};
use jixiao_store::funds;
use jixiao_store::project_years::ProjectYear;
use jixiao_store::projects::Project;
use std::collections::HashMap;

/// What the page of a year shows.
#[derive(Debug, Clone)]
pub struct YearLedger {
    /// The project.
    pub project: Project,
    /// The year.
    pub year: ProjectYear,
    /// 年初, 全年, 执行 by source and in total.
    pub funds: FundSummary,
    /// The budget ledger as it was entered.
    pub budget: Vec<BudgetRow>,
    /// The execution ledger by day of payment.
    pub payments: Vec<ExecutionEntry>,
    /// January to December.
    pub months: Vec<MonthProgress>,
    /// 序时进度 of today.
    pub time_share: Decimal,
    /// Whether the caller may enter lines.
    pub may_keep_ledger: bool,
}

/// A line of the budget ledger with what it did.
#[derive(Debug, Clone)]
pub struct BudgetRow {
    /// The line.
    pub entry: BudgetEntry,
    /// By how much it changed 全年预算数; a correction by the difference.
    pub change: Money,
    /// 全年预算数 after it.
    pub balance: Money,
}

/// Execution at the end of a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthProgress {
    /// 1 to 12.
    pub month: u32,
    /// Paid in the month.
    pub executed: Money,
    /// Paid since January.
    pub executed_so_far: Money,
    /// That as a share of 全年预算数; `None` where there is no budget.
    pub share: Option<Decimal>,
    /// 序时进度
    pub time_share: Decimal,
    /// The month has not begun.
    pub ahead: bool,
}

/// Reads the ledgers of a year.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn read(call: Call<'_>, id: ProjectYearId) -> Result<YearLedger, Refusal> {
    let store = &call.app.store;
    let year = visible_year(store, call, id).await?;
    let project = visible(store, call, year.project_id).await?;
    let funds = funds::fund_summary(store, id).await?;
    let paid = funds::executed_by_month(store, id).await?;
    let may_keep_ledger = authz::allows(call.actor, Action::KeepLedger, &year.organisation_path);
    Ok(YearLedger {
        budget: rows(budget_entries::list(store, id).await?),
        payments: execution_entries::list(store, id).await?,
        months: months(paid, funds.total, year.year, call.today()),
        time_share: time_share(year.year, call.today()),
        project,
        year,
        funds,
        may_keep_ledger,
    })
}

/// The running balance. What can't be added any more stays as it is: single lines are limited far
/// below that.
fn rows(entries: Vec<BudgetEntry>) -> Vec<BudgetRow> {
    let mut effect: HashMap<BudgetEntryId, i64> = HashMap::new();
    let mut balance: i64 = 0;
    let mut rows = Vec::with_capacity(entries.len());
    for entry in entries {
        let fen = entry.line.amount.fen();
        let signed = if entry.line.kind.lowers() { -fen } else { fen };
        effect.insert(entry.id, signed);
        let before = entry.line.corrects_id.and_then(|old| effect.get(&old)).copied().unwrap_or(0);
        let change = signed.saturating_sub(before);
        balance = balance.saturating_add(change);
        rows.push(BudgetRow {
            entry,
            change: Money::from_fen(change),
            balance: Money::from_fen(balance),
        });
    }
    rows
}

/// Execution by month against 序时进度.
pub fn months(
    paid: [Money; 12],
    total: FundFigures,
    year: i64,
    today: NaiveDate,
) -> Vec<MonthProgress> {
    let mut so_far = Money::default();
    (1..=12)
        .zip(paid)
        .map(|(month, executed)| {
            so_far = so_far.checked_add(executed).unwrap_or(so_far);
            let figures = FundFigures { executed: so_far, ..total };
            MonthProgress {
                month,
                executed,
                executed_so_far: so_far,
                share: figures.execution_rate().ok(),
                time_share: time_progress(month),
                ahead: (year, month) > (i64::from(today.year()), today.month()),
            }
        })
        .collect()
}

/// 序时进度 of a year at a day: months begun of twelve; 1 once the year is over, 0 before it.
pub(crate) fn time_share(year: i64, today: NaiveDate) -> Decimal {
    match year.cmp(&i64::from(today.year())) {
        std::cmp::Ordering::Less => Decimal::ONE,
        std::cmp::Ordering::Greater => Decimal::ZERO,
        std::cmp::Ordering::Equal => time_progress(today.month()),
    }
}
