//! Trying the adviser on every year an installation knows, recorded or taken over.

use super::rows::past_values;
use crate::history::series;
use crate::{Refusal, authz};
use jixiao_analysis::ranges::{self, BacktestLine, Series};
use jixiao_regulation::Regulation;
use jixiao_store::Store;
use jixiao_store::views::history::{self as view, HistoryFilter};

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backtest {
    /// Projects with years.
    pub project_count: usize,
    /// Quantitative indicators over the years.
    pub series_count: usize,
    /// First and last year with a result; `None` without any.
    pub years: Option<(i64, i64)>,
    /// By kind and years known, the sum last.
    pub lines: Vec<BacktestLine>,
}

/// Tries the ranges under the parameters of `regulation`. For whoever owns the machine: it reads the
/// whole tree.
///
/// # Errors
/// [`Refusal::Store`] where the database fails.
pub async fn backtest(store: &Store, regulation: &Regulation) -> Result<Backtest, Refusal> {
    let (scope, filter) = (authz::whole_tree(), HistoryFilter::default());
    let years = view::years(store, &scope, &filter).await?;
    let indicators = view::indicators(store, &scope, &filter).await?;
    let mut projects: Vec<_> = years.iter().map(|year| year.project_id).collect();
    projects.sort_unstable();
    projects.dedup();
    let series: Vec<Series> = series(&years, indicators)
        .iter()
        .filter_map(|one| {
            let sign = one.sign?;
            Some(Series { kind: one.kind, sign, unit: one.unit.clone(), years: past_values(one) })
        })
        .collect();
    let known = series.iter().flat_map(|one| &one.years).filter(|year| year.actual.is_some());
    let known: Vec<i64> = known.map(|year| year.year).collect();
    Ok(Backtest {
        project_count: projects.len(),
        series_count: series.len(),
        years: known.iter().min().copied().zip(known.iter().max().copied()),
        lines: ranges::backtest(&series, &regulation.adviser),
    })
}
