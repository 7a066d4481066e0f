//! The money of a project's year: budget, execution and the rates between them, always derived.

use crate::{Coded as _, Decimal, FundSource, Money};
use std::fmt;

/// The three amounts of a fund row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FundFigures {
    /// 年初预算数
    pub initial: Money,
    /// 全年预算数 (A): 年初 and every change of the year.
    pub adjusted: Money,
    /// 全年执行数 (B): what was paid.
    pub executed: Money,
}

/// The fund block of a project's year: every source and the total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FundSummary {
    /// 年度资金总额
    pub total: FundFigures,
    sources: [FundFigures; FundSource::ALL.len()],
}

/// Why an execution rate has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoRate {
    /// The budget it would be divided by is 0 (or less).
    NoBudget,
}

impl fmt::Display for NoRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("预算数为 0，执行率不适用")
    }
}

impl FundFigures {
    /// 执行率 B ÷ A as a share of one, not rounded; may exceed one.
    ///
    /// # Errors
    /// [`NoRate`] where A is 0.
    pub fn execution_rate(&self) -> Result<Decimal, NoRate> {
        share(self.executed, self.adjusted)
    }

    /// 执行率 against 年初预算数, which hides no year-end 收回.
    ///
    /// # Errors
    /// [`NoRate`] where 年初预算数 is 0.
    pub fn initial_execution_rate(&self) -> Result<Decimal, NoRate> {
        share(self.executed, self.initial)
    }

    /// 未执行数: what is left of 全年预算数; `None` only beyond what an amount can hold.
    pub fn unspent(&self) -> Option<Money> {
        self.adjusted.fen().checked_sub(self.executed.fen()).map(Money::from_fen)
    }

    /// The sum of two rows; `None` only beyond what an amount can hold.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        Some(Self {
            initial: self.initial.checked_add(other.initial)?,
            adjusted: self.adjusted.checked_add(other.adjusted)?,
            executed: self.executed.checked_add(other.executed)?,
        })
    }
}

impl FundSummary {
    /// The block of these rows; a source may come more than once. `None` only where a sum leaves
    /// what an amount can hold.
    pub fn of(rows: impl IntoIterator<Item = (FundSource, FundFigures)>) -> Option<Self> {
        let mut summary = Self::default();
        for (source, figures) in rows {
            let row = &mut summary.sources[source as usize];
            *row = row.checked_add(figures)?;
            summary.total = summary.total.checked_add(figures)?;
        }
        Some(summary)
    }

    /// The row of a source; zeros where it brings nothing.
    pub fn source(&self, source: FundSource) -> FundFigures {
        self.sources[source as usize]
    }

    /// The rows of all sources, in the order of the forms.
    pub fn sources(&self) -> impl Iterator<Item = (FundSource, FundFigures)> {
        FundSource::ALL.iter().copied().zip(self.sources)
    }
}

/// 序时进度: the share of the year gone after `month` months (1..=12; others are cut to that).
pub fn time_progress(month: u32) -> Decimal {
    Decimal::from(month.clamp(1, 12)) / Decimal::from(12)
}

fn share(part: Money, whole: Money) -> Result<Decimal, NoRate> {
    if whole.fen() <= 0 {
        return Err(NoRate::NoBudget);
    }
    Ok(Decimal::from(part.fen()) / Decimal::from(whole.fen()))
}

#[cfg(test)]
mod tests {
    use super::{FundFigures, FundSummary, NoRate, time_progress};
    use crate::{FundSource, Money, round_half_up_dp};

    fn figures(initial: i64, adjusted: i64, executed: i64) -> FundFigures {
        FundFigures {
            initial: Money::from_fen(initial),
            adjusted: Money::from_fen(adjusted),
            executed: Money::from_fen(executed),
        }
    }

    #[test]
    fn a_clawback_lifts_one_rate_and_leaves_the_other() {
        let row = figures(100_000_000, 62_380_000, 62_380_000);
        assert_eq!(row.execution_rate(), Ok("1".parse().unwrap()));
        assert_eq!(row.initial_execution_rate(), Ok("0.6238".parse().unwrap()));
    }

    #[test]
    fn without_a_budget_there_is_no_rate_and_a_reason() {
        assert_eq!(figures(0, 0, 5).execution_rate(), Err(NoRate::NoBudget));
        assert_eq!(NoRate::NoBudget.to_string(), "预算数为 0，执行率不适用");
    }

    #[test]
    fn the_total_is_the_sum_of_the_sources() {
        let summary = FundSummary::of([
            (FundSource::CurrentTreasury, figures(10, 12, 9)),
            (FundSource::Other, figures(1, 1, 1)),
            (FundSource::CurrentTreasury, figures(0, 3, 0)),
        ])
        .unwrap();
        assert_eq!(summary.total, figures(11, 16, 10));
        assert_eq!(summary.source(FundSource::CurrentTreasury), figures(10, 15, 9));
        assert_eq!(summary.source(FundSource::CarryOver), FundFigures::default());
        assert_eq!(summary.sources().count(), 3);
    }

    #[test]
    fn amounts_beyond_measure_give_no_summary() {
        let huge = figures(i64::MAX, 0, 0);
        assert_eq!(FundSummary::of([(FundSource::Other, huge), (FundSource::Other, huge)]), None);
    }

    #[test]
    fn progress_is_months_of_twelve() {
        assert_eq!(round_half_up_dp(time_progress(7), 4), "0.5833".parse().unwrap());
        assert_eq!(time_progress(13), "1".parse().unwrap());
    }
}
