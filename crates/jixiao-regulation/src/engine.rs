//! The arithmetic of a score: rows first, each rounded, then their sum.
//!
//! Owns the named formulas and what they refuse. Every number comes from the regulation or the
//! facts; nothing is formatted here.

mod compare;
mod direction;
mod execution;
mod quantity;
mod timing;
mod units;

use crate::{
    Attainment, ExecutionCap, Facts, IndicatorFacts, Reason, Regulation, ScoreSheet, Step,
    StepBasis,
};
use compare::compare;
use jixiao_domain::{Decimal, round_half_up_2dp};

/// Scores `facts` under `regulation`.
pub fn score(regulation: &Regulation, facts: &Facts) -> ScoreSheet {
    let execution = execution::step(regulation, facts);
    let indicators: Vec<Step> =
        facts.indicators.iter().map(|row| indicator(regulation, row)).collect();
    let Sum { mut total, taken_over } = sum(execution.as_ref(), &indicators, facts);
    let mut cap = None;
    if let (Some(reached), Some(applies)) = (total, applicable_cap(regulation, execution.as_ref()))
        && reached > applies.total_at_most
    {
        total = Some(applies.total_at_most);
        cap = Some(applies.clone());
    }
    let grade = total.map(|total| regulation.grade(total));
    ScoreSheet { execution, indicators, total, taken_over, cap, grade }
}

fn indicator(regulation: &Regulation, row: &IndicatorFacts) -> Step {
    let basis = compare(regulation, row);
    let attained = attainment(&basis);
    let (basis, score) = match row.points {
        Some(points) if points >= Decimal::ZERO => award(regulation, row, basis, points),
        Some(_) => (StepBasis::Unknown(Reason::NegativePoints), None),
        None => (without_points(basis), None),
    };
    Step { score, points: row.points, attained, basis }
}

fn attainment(basis: &StepBasis) -> Attainment {
    match basis {
        StepBasis::Met(_)
        | StepBasis::OverFulfilled { .. }
        | StepBasis::WithinRange { .. }
        | StepBasis::InTime { .. } => Attainment::Met,
        StepBasis::Proportional(_)
        | StepBasis::Reverse(_)
        | StepBasis::InverseProportion(_)
        | StepBasis::ZeroTargetMissed(_)
        | StepBasis::Unknown(
            Reason::CeilingExceeded(_)
            | Reason::NegativeTarget(_)
            | Reason::OutsideRange { .. }
            | Reason::Late { .. },
        ) => Attainment::Missed,
        _ => Attainment::Unknown,
    }
}

/// A row without points keeps its reason, or says that points are what is missing.
fn without_points(basis: StepBasis) -> StepBasis {
    let measure = match basis {
        StepBasis::Unknown(reason) => return StepBasis::Unknown(reason),
        StepBasis::Met(measure)
        | StepBasis::OverFulfilled { measure, .. }
        | StepBasis::Proportional(measure)
        | StepBasis::Reverse(measure)
        | StepBasis::InverseProportion(measure)
        | StepBasis::ZeroTargetMissed(measure) => Some(measure),
        _ => None,
    };
    StepBasis::Unknown(Reason::NoPoints(measure))
}

/// The points a comparison earns, rounded.
fn award(
    regulation: &Regulation,
    row: &IndicatorFacts,
    basis: StepBasis,
    points: Decimal,
) -> (StepBasis, Option<Decimal>) {
    let earned = match &basis {
        StepBasis::Met(_) | StepBasis::WithinRange { .. } | StepBasis::InTime { .. } => {
            Some(points)
        }
        StepBasis::OverFulfilled { share, .. } => points.checked_mul(*share),
        StepBasis::Proportional(measure) => quantity::proportion(measure, points),
        StepBasis::Reverse(measure) => quantity::reverse(measure, points),
        StepBasis::InverseProportion(measure) => quantity::inverse(measure, points),
        StepBasis::ZeroTargetMissed(_) => Some(Decimal::ZERO),
        StepBasis::Tier { same_words, .. } => {
            return tier(regulation, points, row.printed_score, *same_words);
        }
        StepBasis::Execution(_) | StepBasis::ExecutionUnknown(_) | StepBasis::Unknown(_) => {
            return (basis, None);
        }
    };
    match earned {
        Some(earned) => (basis, Some(round_half_up_2dp(earned))),
        None => (StepBasis::Unknown(Reason::TooLarge), None),
    }
}

/// A person chooses within tiers; the printed score is kept where it lies in one. Bounds are
/// rounded to two decimals, as the finance systems do.
fn tier(
    regulation: &Regulation,
    points: Decimal,
    printed: Option<Decimal>,
    same_words: bool,
) -> (StepBasis, Option<Decimal>) {
    let Some(printed) = printed else {
        return (StepBasis::Unknown(Reason::TierNotChosen), None);
    };
    let bound = |share: Decimal| points.checked_mul(share).map(round_half_up_2dp);
    let tiers = regulation.qualitative_tiers.value.iter().enumerate();
    let chosen = tiers
        .filter_map(|(index, tier)| Some((index, bound(tier.low)?, bound(tier.high)?)))
        .find(|(_, low, _)| printed >= *low);
    match chosen {
        Some((index, low, high)) if printed <= points => {
            (StepBasis::Tier { index, low, high, same_words }, Some(printed))
        }
        _ => (StepBasis::Unknown(Reason::OutsideTiers(printed)), None),
    }
}

struct Sum {
    total: Option<Decimal>,
    taken_over: usize,
}

fn sum(execution: Option<&Step>, indicators: &[Step], facts: &Facts) -> Sum {
    let printed = facts.indicators.iter().map(|row| row.printed_score);
    let rows = indicators.iter().zip(printed);
    let first = execution.map(|step| (step, facts.printed_execution_score));
    let mut sum = Sum { total: Some(Decimal::ZERO), taken_over: 0 };
    let mut scored = 0_usize;
    for (place, (step, printed)) in first.into_iter().chain(rows).enumerate() {
        let is_execution = place == 0 && execution.is_some();
        if step.score.is_none() && printed.is_none() && step.points.is_none_or(|p| p.is_zero()) {
            continue;
        }
        if !step.is_computed() {
            sum.taken_over += 1;
        }
        let row = step.score.or_else(|| admissible(step, printed));
        sum.total = sum.total.zip(row).and_then(|(total, row)| total.checked_add(row));
        scored += usize::from(!is_execution);
    }
    if scored == 0 {
        sum.total = None;
    }
    sum
}

/// The printed score where it lies within the row's points.
fn admissible(step: &Step, printed: Option<Decimal>) -> Option<Decimal> {
    printed.filter(|score| {
        *score >= Decimal::ZERO && step.points.is_none_or(|points| *score <= points)
    })
}

fn applicable_cap<'r>(
    regulation: &'r Regulation,
    execution: Option<&Step>,
) -> Option<&'r ExecutionCap> {
    let rate = execution?.execution()?.rate;
    let caps = &regulation.execution.caps_on_total;
    caps.iter().map(|cap| &cap.value).find(|cap| rate < cap.rate_below)
}
