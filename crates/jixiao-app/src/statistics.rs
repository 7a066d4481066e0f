//! 统计分析: execution of a fiscal year by month against 序时进度, by unit and by programme.

use crate::authz::{self, Action};
use crate::budgets::{self, MonthProgress};
use crate::{Call, Refusal};
use chrono::Datelike as _;
use jixiao_domain::{Decimal, FundFigures};
use jixiao_store::views::executions::{self as view, ProgrammeSum, UnitSum};
use jixiao_store::views::projects as projects_view;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct Statistics {
    /// The fiscal year.
    pub year: i64,
    /// The years to choose from, the latest first.
    pub years: Vec<i64>,
    /// Over all projects the caller sees.
    pub total: FundFigures,
    /// Projects.
    pub project_count: i64,
    /// January to December.
    pub months: Vec<MonthProgress>,
    /// By unit, parents before children.
    pub units: Vec<UnitSum>,
    /// By programme.
    pub programmes: Vec<ProgrammeSum>,
    /// 序时进度 of today.
    pub time_share: Decimal,
}

/// Reads the statistics of a year; without one, of the year of the call.
///
/// # Errors
/// [`Refusal::Forbidden`] where the caller sees no projects.
pub async fn read(call: Call<'_>, year: Option<i64>) -> Result<Statistics, Refusal> {
    let scope = authz::scope(call.actor, Action::SeeProjects)?;
    let store = &call.app.store;
    let today = call.today();
    let year = year.unwrap_or_else(|| i64::from(today.year()));
    let units = view::by_unit(store, &scope, year).await?;
    let total =
        units.iter().try_fold(FundFigures::default(), |sum, unit| sum.checked_add(unit.figures));
    let total = total.ok_or_else(|| Refusal::TooMuch("合计金额超出范围".to_owned()))?;
    let paid = view::by_month(store, &scope, year).await?;
    Ok(Statistics {
        year,
        years: projects_view::years(store, &scope).await?,
        total,
        project_count: units.iter().map(|unit| unit.project_count).sum(),
        months: budgets::months(paid, total, year, today),
        programmes: view::by_programme(store, &scope, year).await?,
        units,
        time_share: budgets::time_share(year, today),
    })
}
