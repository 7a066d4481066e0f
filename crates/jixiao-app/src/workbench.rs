//! 工作台: what waits for the actor, and how the money of their organisations stands.

mod duties;

pub use duties::{Duty, DutyItem, DutyKind};

use crate::authz::{self, Action};
use crate::{Call, Refusal};
use chrono::Datelike as _;
use jixiao_domain::{Decimal, FilingState, round_half_up_dp};
use jixiao_store::views::workbench::{self as view, WaitingFiling, YearMoney};

/// How many filings of a kind of work the workbench lists; the rest is counted.
const LISTED_MAX: i64 = 15;

/// How many years before this one the workbench sums up; older ones stand in the statistics.
const YEARS_BEFORE: i64 = 2;

/// What the workbench shows.
#[derive(Debug, Clone, Default)]
pub struct Workbench {
    /// One entry for every kind of work the actor's roles bring.
    pub work: Vec<Work>,
    /// What waits beside the filings; only kinds of which something waits.
    pub duties: Vec<Duty>,
    /// The money, the latest year first; empty for those who see no projects.
    pub money: Vec<Progress>,
}

/// Filings that wait for one of the actor's roles.
#[derive(Debug, Clone)]
pub struct Work {
    /// The state they wait in; names the work.
    pub state: FilingState,
    /// How many.
    pub count: i64,
    /// The most urgent of them.
    pub filings: Vec<WaitingFiling>,
}

/// The money of a year beside the time gone by.
#[derive(Debug, Clone)]
pub struct Progress {
    /// The sums.
    pub money: YearMoney,
    /// 预算执行率 as a share, four decimals; `None` where there is no budget.
    pub execution_rate: Option<Decimal>,
    /// 序时进度: months of the year gone by, as a share; 1 for past years, 0 for later ones.
    pub time_share: Decimal,
}

impl Progress {
    /// Whether money is spent more slowly than time goes by; `None` where there is no budget.
    pub fn is_behind(&self) -> Option<bool> {
        self.execution_rate.map(|rate| rate < self.time_share)
    }
}

/// Which action takes filings out of which state.
const WORK: &[(Action, FilingState)] = &[
    (Action::FillGoals, FilingState::Draft),
    (Action::ReviewForUnit, FilingState::Submitted),
    (Action::ReviewForFinance, FilingState::UnitReviewed),
    (Action::Approve, FilingState::FinanceReviewed),
];

/// Reads the workbench of the actor.
///
/// # Errors
/// [`Refusal::Store`] where the database fails.
pub async fn read(call: Call<'_>) -> Result<Workbench, Refusal> {
    let store = &call.app.store;
    let mut workbench = Workbench::default();
    for (action, state) in WORK {
        let Ok(scope) = authz::scope(call.actor, *action) else { continue };
        let count = view::count(store, &scope, *state).await?;
        let filings = view::waiting(store, &scope, *state, LISTED_MAX).await?;
        workbench.work.push(Work { state: *state, count, filings });
    }
    workbench.duties = duties::of(call).await?;
    if let Ok(scope) = authz::scope(call.actor, Action::SeeProjects) {
        let today = call.today();
        let from_year = i64::from(today.year()) - YEARS_BEFORE;
        let years = view::money_by_year(store, &scope, from_year).await?;
        workbench.money = years.into_iter().map(|money| progress(money, today)).collect();
    }
    Ok(workbench)
}

fn progress(money: YearMoney, today: chrono::NaiveDate) -> Progress {
    let months = match money.year.cmp(&i64::from(today.year())) {
        std::cmp::Ordering::Less => 12,
        std::cmp::Ordering::Equal => today.month(),
        std::cmp::Ordering::Greater => 0,
    };
    let rate = Decimal::from(money.executed.fen()).checked_div(Decimal::from(money.adjusted.fen()));
    Progress {
        money,
        execution_rate: rate.map(|rate| round_half_up_dp(rate, 4)),
        time_share: round_half_up_dp(Decimal::from(months) / Decimal::from(12), 4),
    }
}
