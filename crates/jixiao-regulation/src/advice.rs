//! Parameters of advice: ranges proposed for targets, proposals for next year's budget, the ranking
//! of units. No text of the state sets these numbers; a place that sets its own overrides them.
//!
//! Owns the parameters only; what is made of them is the analysis crate's.

mod flatten;
mod load;
mod raw;

pub(crate) use flatten::entries;
pub(crate) use load::{adviser, ranking, results};
pub(crate) use raw::{RawAdviser, RawRanking, RawResults};

use crate::Cited;
use jixiao_domain::{Decimal, Grade};

/// How ranges are proposed for quantitative targets.
#[derive(Debug, Clone)]
pub struct AdviserRule {
    /// The least half-width of a range by the number of years known, fewest first.
    pub widths: Cited<Vec<RangeWidth>>,
    /// Half-width per median absolute deviation of the years known.
    pub spread_factor: Cited<Decimal>,
    /// From so many years known a trend is followed.
    pub trend_from_years: Cited<u32>,
    /// Share of the trend that is followed; 1 carries it on in full.
    pub trend_weight: Cited<Decimal>,
}

/// The least half-width of a range from `years` known years on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RangeWidth {
    /// Years known, at least 1.
    pub years: u32,
    /// As a share of the middle.
    pub share: Decimal,
    /// In percentage points, for rates.
    pub points: Decimal,
}

/// How results turn into proposals for the next year.
#[derive(Debug, Clone)]
pub struct ResultsRule {
    /// The share by which the budget falls for each grade, best first.
    pub grade_cuts: Cited<Vec<GradeCut>>,
    /// Share of the budget that may stay unspent without consequence.
    pub unspent_tolerance: Cited<Decimal>,
    /// Share of what is unspent beyond that by which the next budget falls.
    pub unspent_recovery: Cited<Decimal>,
    /// Share of the growth of demand that the budget follows.
    pub demand_weight: Cited<Decimal>,
    /// The most a budget may grow in a year.
    pub growth_limit: Cited<Decimal>,
    /// Share by which the budget falls while a rectification is open.
    pub rectification_cut: Cited<Decimal>,
    /// 元 to which proposed amounts are rounded down.
    pub rounding_yuan: Cited<u32>,
}

/// The consequence of a grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GradeCut {
    /// The grade.
    pub grade: Grade,
    /// Share of the budget taken off.
    pub share: Decimal,
}

/// How units are ranked.
#[derive(Debug, Clone)]
pub struct RankingRule {
    /// Points of each aspect.
    pub weights: Cited<RankingWeights>,
    /// Share of a project's points for goal quality that each return of its goal costs.
    pub return_cost: Cited<Decimal>,
    /// Share of a filing's points for timeliness that each day beyond its last day costs.
    pub late_day_cost: Cited<Decimal>,
}

/// Points of each aspect of the ranking; together the total.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RankingWeights {
    /// 目标质量
    pub goal_quality: Decimal,
    /// 报送及时
    pub timeliness: Decimal,
    /// 预算执行
    pub execution: Decimal,
    /// 自评得分
    pub self_evaluation: Decimal,
    /// 整改落实
    pub rectification: Decimal,
}

impl AdviserRule {
    /// The least half-width for a number of years known; `None` for none.
    pub fn width(&self, known_years: usize) -> Option<RangeWidth> {
        let known = u32::try_from(known_years).unwrap_or(u32::MAX);
        self.widths.value.iter().rev().find(|width| width.years <= known).copied()
    }
}

impl ResultsRule {
    /// The share taken off for a grade.
    pub fn cut_of(&self, grade: Grade) -> Decimal {
        let found = self.grade_cuts.value.iter().find(|cut| cut.grade == grade);
        found.map_or(Decimal::ZERO, |cut| cut.share)
    }
}

impl RankingWeights {
    /// The sum of all aspects.
    pub fn total(&self) -> Decimal {
        self.goal_quality
            + self.timeliness
            + self.execution
            + self.self_evaluation
            + self.rectification
    }
}
