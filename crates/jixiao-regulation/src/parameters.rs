//! A regulation flattened: every number with its article, source and certainty.

use crate::{AdviserRule, RankingRule, ResultsRule};
use jixiao_domain::{Decimal, Grade, IndicatorGroup, round_half_up_2dp};

/// A parameter with the place it is laid down in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited<T> {
    /// The parameter.
    pub value: T,
    /// 文号 and article, e.g. `财预〔2020〕10号 第十六条`; empty when no text is known.
    pub article: String,
    /// What the project read it from: a text, published filings, a system's behaviour.
    pub source: String,
    /// How sure the project is of it.
    pub certainty: Certainty,
    /// Id of the regulation whose file states it: the regulation's own or one of its bases.
    pub stated_in: String,
}

/// How sure a parameter is (see the legend of the domain paper).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// To be verified before anyone relies on it.
    Verify,
    /// Observed in practice or in published filings, text not seen.
    Likely,
    /// Confirmed in a public text.
    Certain,
}

/// One flattened regulation: what a place scores by in a span of years.
#[derive(Debug, Clone)]
pub struct Regulation {
    /// Public id: `national-2020`.
    pub id: String,
    /// Chinese title.
    pub title: String,
    /// 6-digit region code; `000000` is national.
    pub region: String,
    /// First fiscal year it governs.
    pub first_year: u16,
    /// Last fiscal year it governs; `None` while in force.
    pub last_year: Option<u16>,
    /// Whether the region's filings are scored by it unless another is named.
    pub default_for_region: bool,
    /// Id of the regulation it overrides; its own parameters win.
    pub base: Option<String>,
    /// Where its text or evidence was found.
    pub sources: Vec<String>,
    /// 100
    pub total_points: Cited<Decimal>,
    /// Level-1 weights it allows, the preferred set first.
    pub weights: Vec<Cited<WeightSet>>,
    /// How execution is scored.
    pub execution: ExecutionRule,
    /// How quantitative indicators are scored.
    pub quantitative: Cited<QuantitativeFormula>,
    /// How far over target needs a reason, and what it costs.
    pub over_fulfilment: OverFulfilmentRule,
    /// Tiers of qualitative indicators, best first.
    pub qualitative_tiers: Cited<Vec<QualitativeTier>>,
    /// Lower bound (inclusive) of each grade, best first.
    pub grade_bands: Cited<Vec<GradeBand>>,
    /// How far a result may lie from a target of 左右 / 约 and still meet it (0.1 = a tenth).
    pub about_tolerance: Cited<Decimal>,
    /// Execution rate below which a filing must explain itself.
    pub explain_execution_below: Cited<Decimal>,
    /// Margin by which the share of points earned by indicators may exceed the execution rate before
    /// the score counts as too good for its execution (0.05 = five points in a hundred).
    pub score_above_execution_margin: Cited<Decimal>,
    /// Share of all points above which one indicator dominates a form.
    pub dominating_share: Cited<Decimal>,
    /// Ratio actual ÷ target from which a target counts as set too low.
    pub target_too_low_ratio: Cited<Decimal>,
    /// How ranges are proposed for targets.
    pub adviser: AdviserRule,
    /// How results turn into proposals for the next year.
    pub results: ResultsRule,
    /// How units are ranked.
    pub ranking: RankingRule,
    /// How progress within the year is judged.
    pub monitoring: MonitoringRule,
}

/// 绩效运行监控: lamps and warnings within the year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonitoringRule {
    /// Which pace gives which lamp.
    pub lamp_bands: Cited<LampBands>,
    /// Execution that is warned of, month by month; empty where no lines are laid down.
    pub execution_lines: Vec<Cited<ExecutionLine>>,
    /// How far attainment of goals and execution may lie apart, either way; `None` where no limit is
    /// laid down.
    pub attainment_gap: Option<Cited<Decimal>>,
    /// Working days in which the unit decides after a warning; `None` where none are laid down.
    pub decision_days: Option<Cited<Decimal>>,
}

/// Lamps by pace: progress of what time asks for, 1 being exactly in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LampBands {
    /// From here (inclusive) yellow; red below.
    pub yellow_from: Decimal,
    /// From here (inclusive) green.
    pub green_from: Decimal,
}

/// Below `rate_below` at the end of `month` (exclusive) execution is warned of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExecutionLine {
    /// 1..=12
    pub month: u8,
    /// A share of one.
    pub rate_below: Decimal,
}

/// Points per level-1 group; execution included, so that the sum is the total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeightSet {
    /// 预算执行率
    pub execution: Decimal,
    /// Points of each group; a group not listed must not appear.
    pub groups: Vec<(IndicatorGroup, Decimal)>,
}

/// How 预算执行率 earns its points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExecutionRule {
    /// What B is divided by.
    pub denominator: Cited<Denominator>,
    /// Proportional or banded.
    pub formula: Cited<ExecutionFormula>,
    /// Caps on the whole score when execution is low: below `rate`, total at most `total_at_most`.
    pub caps_on_total: Vec<Cited<ExecutionCap>>,
}

/// The A of B ÷ A.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denominator {
    /// 全年预算数
    AdjustedBudget,
    /// 年初预算数
    InitialBudget,
    /// 实际到位资金
    Arrived,
}

/// How a rate becomes a score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExecutionFormula {
    /// Points × rate, at most the points.
    Proportional,
    /// The share of the points of the first band whose lower bound the rate reaches.
    Banded(Vec<ExecutionBand>),
}

/// From `rate_at_least` (inclusive) the row earns `share` of its points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExecutionBand {
    /// Lower bound of the rate, a share of one.
    pub rate_at_least: Decimal,
    /// Share of the points, 0..=1; `None` = in proportion to the rate.
    pub share: Option<Decimal>,
}

/// Low execution caps the total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExecutionCap {
    /// Applies below this rate (exclusive).
    pub rate_below: Decimal,
    /// The most the total may be.
    pub total_at_most: Decimal,
}

/// The named formulas for quantitative indicators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuantitativeFormula {
    /// 财预〔2020〕10号: met → all points, else points × actual ÷ target; ceilings: met or nothing
    /// computed (a person decides), as the text gives no formula for them.
    National2020,
    /// The finance systems: as national, and ceilings lose (a−t)/t of their points, 0 from 2t.
    FinanceSystem,
    /// Printed on forms of 2016 and of 湖北: as national, and ceilings earn points × target ÷
    /// actual (A/B).
    InverseRatio,
}

/// What happens above target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverFulfilmentRule {
    /// actual ÷ target from which (inclusive) a reason is required.
    pub explain_from_ratio: Cited<Decimal>,
    /// With a target of 0: the actual from which (inclusive) a reason is required.
    pub explain_from_actual_at_zero_target: Cited<Decimal>,
    /// Cuts: from `ratio` (inclusive) the score is at most `share` of the points.
    pub cuts: Vec<Cited<OverFulfilmentCut>>,
}

/// One step of a cut for over-fulfilment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverFulfilmentCut {
    /// actual ÷ target, inclusive.
    pub from_ratio: Decimal,
    /// Share of the points left.
    pub share: Decimal,
}

/// A tier of qualitative judgement. The score lies in [`low`, `high`) of the points; the best tier
/// includes its upper bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QualitativeTier {
    /// 达成年度指标 …
    pub name: String,
    /// Lower bound, share of the points, inclusive.
    pub low: Decimal,
    /// Upper bound, share of the points.
    pub high: Decimal,
}

/// From `at_least` (inclusive) the total earns `grade`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GradeBand {
    /// Lower bound, of 100.
    pub at_least: Decimal,
    /// The grade.
    pub grade: Grade,
}

impl Certainty {
    /// The Chinese word: 确定, 较可信, 待核实.
    pub fn word(self) -> &'static str {
        match self {
            Self::Certain => "确定",
            Self::Likely => "较可信",
            Self::Verify => "待核实",
        }
    }
}

impl Denominator {
    /// The printed name of the amount.
    pub fn word(self) -> &'static str {
        match self {
            Self::AdjustedBudget => "全年预算数",
            Self::InitialBudget => "年初预算数",
            Self::Arrived => "实际到位资金",
        }
    }
}

impl WeightSet {
    /// The points of `group`; `None` where the set has no such group.
    pub fn points_of(&self, group: IndicatorGroup) -> Option<Decimal> {
        self.groups.iter().find(|(known, _)| *known == group).map(|(_, points)| *points)
    }
}

impl Regulation {
    /// Whether it governs the fiscal year.
    pub fn governs(&self, year: u16) -> bool {
        self.first_year <= year && self.last_year.is_none_or(|last| year <= last)
    }

    /// The points of 预算执行率 in the preferred weight set.
    pub fn execution_points(&self) -> Decimal {
        self.weights.first().map_or(Decimal::TEN, |set| set.value.execution)
    }

    /// The grade of `total` points out of [`Regulation::total_points`]. Totals are rounded to two
    /// decimals first, and a bound belongs to the better grade: 90.00 and 89.995 are 优.
    pub fn grade(&self, total: Decimal) -> Grade {
        let total = round_half_up_2dp(total);
        self.grade_bands
            .value
            .iter()
            .find(|band| total >= band.at_least)
            .map_or(Grade::Poor, |band| band.grade)
    }
}
