//! A recomputed score, point by point, and why each point came about.
//!
//! Holds numbers only; sentences are rendered from them on demand.

use crate::{Denominator, ExecutionCap, Regulation};
use jixiao_domain::{ComparisonSign, DateValue, Decimal, Grade, Money};

/// The recomputed score of one filing.
#[derive(Debug, Clone)]
pub struct ScoreSheet {
    /// The execution row; `None` where the form has no fund block.
    pub execution: Option<Step>,
    /// One step per indicator, in the order of the facts.
    pub indicators: Vec<Step>,
    /// Sum of the rounded rows. A row that could not be computed counts with its printed score where
    /// that lies within 0 and its points; `None` where a row with points has neither, or where no
    /// row is scored at all. Rows without points and without a printed score do not count.
    pub total: Option<Decimal>,
    /// How many rows of `total` stand on the printed score: choices of a person and what could not
    /// be computed.
    pub taken_over: usize,
    /// The cap that lowered `total`, when one did.
    pub cap: Option<ExecutionCap>,
    /// The grade of `total` by the regulation's bands.
    pub grade: Option<Grade>,
}

/// How one row's score came about.
#[derive(Debug, Clone)]
pub struct Step {
    /// The recomputed score, rounded as the regulation rounds; `None` with a basis that says why.
    /// Where a person chooses (a tier), the printed score that lies in a tier.
    pub score: Option<Decimal>,
    /// 分值 of the row.
    pub points: Option<Decimal>,
    /// Whether the target was met, as far as figures decide it.
    pub attained: Attainment,
    /// Which formula or refusal.
    pub basis: StepBasis,
}

/// Whether a target was met, points aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attainment {
    /// Met.
    Met,
    /// Not met.
    Missed,
    /// A person has to decide, or something is missing.
    Unknown,
}

/// The formula a step used, or why it has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepBasis {
    /// 预算执行率
    Execution(Execution),
    /// No execution score.
    ExecutionUnknown(ExecutionGap),
    /// The target is met: all points.
    Met(Measure),
    /// The target is exceeded so far that the regulation leaves only `share` of the points.
    OverFulfilled {
        /// The comparison.
        measure: Measure,
        /// The cut's lower bound of actual ÷ target.
        from_ratio: Decimal,
        /// Share of the points left.
        share: Decimal,
    },
    /// Below target: points × actual ÷ target.
    Proportional(Measure),
    /// Above a ceiling: points × (1 − (actual − target) ÷ target), nothing from twice the ceiling.
    Reverse(Measure),
    /// Above a ceiling: points × target ÷ actual.
    InverseProportion(Measure),
    /// The target is 0 and was not kept: no points.
    ZeroTargetMissed(Measure),
    /// Within the target's two bounds: all points.
    WithinRange {
        /// Lower bound.
        low: Decimal,
        /// Upper bound.
        high: Decimal,
        /// The result, or its lower end where it is a range too.
        actual: Decimal,
        /// The unit, as the target prints it.
        unit: String,
    },
    /// Done by the deadline: all points.
    InTime {
        /// The deadline.
        deadline: DateValue,
        /// When it was done.
        actual: DateValue,
    },
    /// Words: a person chose the printed score and it lies in this tier.
    Tier {
        /// Place of the tier in [`Regulation::qualitative_tiers`].
        index: usize,
        /// Fewest points of the tier, two decimals.
        low: Decimal,
        /// Most points of the tier, two decimals; exclusive except in the best tier.
        high: Decimal,
        /// Whether the result repeats the target's words.
        same_words: bool,
    },
    /// No value.
    Unknown(Reason),
}

/// How the execution row was scored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Execution {
    /// What B was divided by.
    pub denominator: Denominator,
    /// That amount.
    pub budget: Money,
    /// 全年执行数 (B)
    pub executed: Money,
    /// B ÷ A, a share of one, unrounded and not capped.
    pub rate: Decimal,
    /// Proportion or band.
    pub by: ExecutionBy,
    /// The rate and score on the other of 年初预算数 and 全年预算数, where the form states both and
    /// they differ: for explanation only.
    pub alternative: Option<ExecutionAlternative>,
}

/// How a rate became points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExecutionBy {
    /// Points × rate.
    Proportion,
    /// B exceeds A: all points and no more.
    ProportionCapped,
    /// The band from `rate_at_least` earns `share` of the points.
    Band {
        /// Lower bound of the band, inclusive.
        rate_at_least: Decimal,
        /// Share of the points.
        share: Decimal,
    },
}

/// The execution score on another denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExecutionAlternative {
    /// Which amount.
    pub denominator: Denominator,
    /// The amount.
    pub budget: Money,
    /// B ÷ that amount.
    pub rate: Decimal,
    /// The score it would give.
    pub score: Decimal,
}

/// Why there is no execution score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExecutionGap {
    /// The form does not state the amount to divide by.
    NoBudget(Denominator),
    /// 全年执行数 is not stated.
    NoExecuted,
    /// The budget is 0, a rate does not exist: 不适用.
    ZeroBudget(Denominator),
    /// A negative budget or expenditure.
    Negative,
    /// The row's points are negative.
    NegativePoints,
    /// The figures are too large to compute with.
    TooLarge,
}

/// Target and result as two numbers in one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// The comparison the target makes.
    pub sign: ComparisonSign,
    /// The target in `unit`.
    pub target: Decimal,
    /// The result in `unit`.
    pub actual: Decimal,
    /// The target's unit, or the result's where the target states none.
    pub unit: String,
}

/// Why an indicator has no computed score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The row states no 分值; what was compared, if anything.
    NoPoints(Option<Measure>),
    /// 分值 is negative.
    NegativePoints,
    /// 指标值 is blank or 无.
    NoTarget,
    /// 实际完成值 is blank or 无.
    NoActual,
    /// A figure is due and words are given (达成预期指标).
    ActualInWords,
    /// Target and result have units that cannot be converted.
    UnitsDiffer {
        /// Unit of the target.
        target: String,
        /// Unit of the result.
        actual: String,
    },
    /// Numbers without a unit that are a share against a percentage, or lie too far apart to be in
    /// one unit.
    ScaleUnclear,
    /// It cannot be told whether more or less is better: a bare number of months, of mishaps, of
    /// money spent, or a cost with a floor.
    DirectionUnclear(Measure),
    /// The result carries a sign of its own (≥90%) that leaves open whether the target is met.
    ResultInexact(Measure),
    /// Target and result are of different sorts (a date against a number …).
    NotComparable,
    /// A ceiling is exceeded and the regulation gives no formula.
    CeilingExceeded(Measure),
    /// The target is 0, no proportion exists, and the regulation gives no formula.
    ZeroTarget(Measure),
    /// The target is negative and not met.
    NegativeTarget(Measure),
    /// Further from a target of 左右 than the tolerance.
    AboutMissed(Measure),
    /// Outside the target's two bounds.
    OutsideRange {
        /// Lower bound.
        low: Decimal,
        /// Upper bound.
        high: Decimal,
        /// The result.
        actual: Decimal,
        /// The unit.
        unit: String,
    },
    /// Done after the deadline: how much is lost is for a person to decide.
    Late {
        /// The deadline.
        deadline: DateValue,
        /// When it was done.
        actual: DateValue,
    },
    /// The dates are stated too roughly to compare.
    DateUnclear,
    /// Words, and no printed score tells which tier was chosen.
    TierNotChosen,
    /// Words, and the printed score lies in no tier.
    OutsideTiers(Decimal),
    /// The figures are too large to compute with.
    TooLarge,
}

impl Step {
    /// Whether the score follows from figures alone; not when a person chose it or it is missing.
    pub fn is_computed(&self) -> bool {
        self.score.is_some() && !matches!(self.basis, StepBasis::Tier { .. })
    }

    /// Target and result, where both are numbers in one unit.
    pub fn measure(&self) -> Option<&Measure> {
        match &self.basis {
            StepBasis::Met(measure)
            | StepBasis::OverFulfilled { measure, .. }
            | StepBasis::Proportional(measure)
            | StepBasis::Reverse(measure)
            | StepBasis::InverseProportion(measure)
            | StepBasis::ZeroTargetMissed(measure)
            | StepBasis::Unknown(
                Reason::NoPoints(Some(measure))
                | Reason::DirectionUnclear(measure)
                | Reason::ResultInexact(measure)
                | Reason::CeilingExceeded(measure)
                | Reason::ZeroTarget(measure)
                | Reason::NegativeTarget(measure)
                | Reason::AboutMissed(measure),
            ) => Some(measure),
            _ => None,
        }
    }

    /// The execution row's figures.
    pub fn execution(&self) -> Option<&Execution> {
        match &self.basis {
            StepBasis::Execution(execution) => Some(execution),
            _ => None,
        }
    }

    /// The article the step stands on under `regulation`; empty where none is known.
    pub fn article<'r>(&self, regulation: &'r Regulation) -> &'r str {
        match &self.basis {
            StepBasis::Execution(_) => &regulation.execution.formula.article,
            StepBasis::ExecutionUnknown(_) => &regulation.execution.denominator.article,
            StepBasis::OverFulfilled { from_ratio, .. } => regulation
                .over_fulfilment
                .cuts
                .iter()
                .find(|cut| cut.value.from_ratio == *from_ratio)
                .map_or("", |cut| &cut.article),
            StepBasis::Tier { .. }
            | StepBasis::Unknown(Reason::TierNotChosen | Reason::OutsideTiers(_)) => {
                &regulation.qualitative_tiers.article
            }
            StepBasis::Unknown(Reason::AboutMissed(_)) => &regulation.about_tolerance.article,
            _ => &regulation.quantitative.article,
        }
    }
}

impl Measure {
    /// actual ÷ target; `None` where the target is 0 or the quotient too large.
    pub fn ratio(&self) -> Option<Decimal> {
        self.actual.checked_div(self.target)
    }
}
