//! How good the ranges are: for each past year, the range proposed from the years before it, and
//! whether the result fell inside.

use super::{PastValue, Question, advise};
use crate::words::median;
use jixiao_domain::{ComparisonSign, Decimal, IndicatorKind};
use jixiao_regulation::AdviserRule;
use std::collections::BTreeMap;

/// An indicator over its years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// 二级指标
    pub kind: IndicatorKind,
    /// The comparison of the latest year.
    pub sign: ComparisonSign,
    /// 度量单位
    pub unit: String,
    /// Its years, in any order.
    pub years: Vec<PastValue>,
}

/// What the ranges of one kind and number of years known came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BacktestLine {
    /// 二级指标; `None` for the line over all of them.
    pub kind: Option<IndicatorKind>,
    /// Years with results before the year tried; `None` for the line over all.
    pub known_years: Option<usize>,
    /// Ranges tried.
    pub tried: usize,
    /// Results that fell inside.
    pub inside: usize,
    /// Median of the widths as shares of the middles; `None` where no middle differs from 0.
    pub relative_width: Option<Decimal>,
}

impl BacktestLine {
    /// The share of results that fell inside; `None` where nothing was tried.
    pub fn coverage(&self) -> Option<Decimal> {
        Decimal::from(self.inside).checked_div(Decimal::from(self.tried))
    }
}

#[derive(Default)]
struct Sums {
    tried: usize,
    inside: usize,
    widths: Vec<Decimal>,
}

/// Tries the adviser on every year that has a result and a year with a result before it. The budget
/// of a tried year counts as known, its standards don't. Lines come by kind and years known, the sum
/// last.
pub fn backtest(series: &[Series], rule: &AdviserRule) -> Vec<BacktestLine> {
    let mut groups: BTreeMap<(IndicatorKind, usize), Sums> = BTreeMap::new();
    let mut all = Sums::default();
    for one in series {
        for tried in &one.years {
            let Some(actual) = tried.actual else { continue };
            let question = Question {
                kind: one.kind,
                sign: one.sign,
                unit: &one.unit,
                year: tried.year,
                past: &one.years,
                budget: tried.budget,
                standard: None,
                unit_cost: None,
                typed: None,
            };
            let Ok(range) = advise(&question, rule, Decimal::ONE).range else { continue };
            let group = groups.entry((one.kind, range.known_years)).or_default();
            for sums in [group, &mut all] {
                sums.tried += 1;
                sums.inside += usize::from(range.holds(actual));
                sums.widths.extend(range.relative_width());
            }
        }
    }
    let mut lines: Vec<BacktestLine> = groups
        .into_iter()
        .map(|((kind, known), sums)| line(Some(kind), Some(known), sums))
        .collect();
    lines.push(line(None, None, all));
    lines
}

fn line(kind: Option<IndicatorKind>, known_years: Option<usize>, sums: Sums) -> BacktestLine {
    BacktestLine {
        kind,
        known_years,
        tried: sums.tried,
        inside: sums.inside,
        relative_width: median(sums.widths),
    }
}
