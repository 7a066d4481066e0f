//! Numbers against numbers: what meets a target, and the formulas for falling short of it.

use super::direction::{Direction, direction};
use crate::{IndicatorFacts, Measure, QuantitativeFormula, Reason, Regulation, StepBasis};
use jixiao_domain::{ComparisonSign, Decimal};

/// Compares the result with the target, points aside. `stated` is the sign the result itself carries
/// (≥95%, 200余).
pub(super) fn compare(
    regulation: &Regulation,
    row: &IndicatorFacts,
    mut measure: Measure,
    stated: ComparisonSign,
) -> StepBasis {
    let formula = regulation.quantitative.value;
    if formula == QuantitativeFormula::FinanceSystem {
        measure.actual = measure.actual.max(Decimal::ZERO);
    }
    if measure.actual == measure.target {
        return StepBasis::Met(measure);
    }
    let direction = direction(row, &measure);
    if is_inexact(stated, direction, &measure) {
        return StepBasis::Unknown(Reason::ResultInexact(measure));
    }
    match direction {
        Direction::More => at_least(regulation, measure),
        Direction::Less => at_most(formula, measure),
        Direction::Near => about(regulation.about_tolerance.value, measure),
        Direction::Unclear => StepBasis::Unknown(Reason::DirectionUnclear(measure)),
    }
}

/// A result with a sign of its own is known on one side only.
fn is_inexact(stated: ComparisonSign, direction: Direction, measure: &Measure) -> bool {
    let above = measure.actual > measure.target;
    match stated {
        ComparisonSign::Equal => false,
        ComparisonSign::AtLeast | ComparisonSign::MoreThan => !above,
        ComparisonSign::AtMost | ComparisonSign::LessThan => above,
        ComparisonSign::About => match direction {
            Direction::More => !above,
            Direction::Less => above,
            Direction::Near | Direction::Unclear => false,
        },
    }
}

fn at_least(regulation: &Regulation, measure: Measure) -> StepBasis {
    let (target, actual) = (measure.target, measure.actual);
    if target.is_zero() && measure.sign == ComparisonSign::Equal {
        return zero_target(regulation.quantitative.value, measure);
    }
    if actual >= target {
        let cuts = &regulation.over_fulfilment.cuts;
        let ratio = if cuts.is_empty() { None } else { measure.ratio() };
        let cut = ratio.filter(|_| target > Decimal::ZERO).and_then(|ratio| {
            cuts.iter().map(|cut| &cut.value).find(|cut| ratio >= cut.from_ratio)
        });
        return match cut {
            Some(cut) => {
                StepBasis::OverFulfilled { measure, from_ratio: cut.from_ratio, share: cut.share }
            }
            None => StepBasis::Met(measure),
        };
    }
    if target.is_zero() {
        StepBasis::Unknown(Reason::ZeroTarget(measure))
    } else if target < Decimal::ZERO {
        StepBasis::Unknown(Reason::NegativeTarget(measure))
    } else {
        StepBasis::Proportional(measure)
    }
}

/// A target of exactly 0 that was not kept.
fn zero_target(formula: QuantitativeFormula, measure: Measure) -> StepBasis {
    match formula {
        QuantitativeFormula::FinanceSystem => StepBasis::ZeroTargetMissed(measure),
        QuantitativeFormula::National2020 | QuantitativeFormula::InverseRatio => {
            StepBasis::Unknown(Reason::ZeroTarget(measure))
        }
    }
}

fn at_most(formula: QuantitativeFormula, measure: Measure) -> StepBasis {
    if measure.actual <= measure.target {
        return StepBasis::Met(measure);
    }
    if measure.target < Decimal::ZERO {
        return StepBasis::Unknown(Reason::NegativeTarget(measure));
    }
    let has_target = !measure.target.is_zero();
    match formula {
        QuantitativeFormula::FinanceSystem if has_target => StepBasis::Reverse(measure),
        QuantitativeFormula::FinanceSystem => StepBasis::ZeroTargetMissed(measure),
        QuantitativeFormula::InverseRatio if has_target => StepBasis::InverseProportion(measure),
        QuantitativeFormula::InverseRatio | QuantitativeFormula::National2020 => {
            StepBasis::Unknown(Reason::CeilingExceeded(measure))
        }
    }
}

fn about(tolerance: Decimal, measure: Measure) -> StepBasis {
    let distance = measure.actual.checked_sub(measure.target).map(|distance| distance.abs());
    let allowed = measure.target.abs().checked_mul(tolerance);
    match distance.zip(allowed) {
        Some((distance, allowed)) if distance <= allowed => StepBasis::Met(measure),
        Some(_) => StepBasis::Unknown(Reason::AboutMissed(measure)),
        None => StepBasis::Unknown(Reason::TooLarge),
    }
}

/// points × actual ÷ target, not below 0 (财预〔2020〕10号第十六条). `None` when too large.
pub(super) fn proportion(measure: &Measure, points: Decimal) -> Option<Decimal> {
    let earned = measure.actual.checked_mul(points)?.checked_div(measure.target)?;
    Some(earned.max(Decimal::ZERO))
}

/// points × (1 − (actual − target) ÷ target), 0 from twice the target (finance systems).
pub(super) fn reverse(measure: &Measure, points: Decimal) -> Option<Decimal> {
    let twice = measure.target.checked_add(measure.target)?;
    let left = twice.checked_sub(measure.actual)?.max(Decimal::ZERO);
    left.checked_mul(points)?.checked_div(measure.target)
}

/// points × target ÷ actual (A/B on forms of 2016 and of 湖北).
pub(super) fn inverse(measure: &Measure, points: Decimal) -> Option<Decimal> {
    measure.target.checked_mul(points)?.checked_div(measure.actual)
}
