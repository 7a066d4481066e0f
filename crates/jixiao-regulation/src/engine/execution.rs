//! The execution row: B ÷ A by the regulation's denominator and formula.

use crate::{
    Attainment, Denominator, Execution, ExecutionAlternative, ExecutionBy, ExecutionFormula,
    ExecutionGap, Facts, Regulation, Step, StepBasis,
};
use jixiao_domain::{Decimal, Money, round_half_up_2dp};

/// The step of the execution row; `None` where the filing states nothing about funds.
pub(super) fn step(regulation: &Regulation, facts: &Facts) -> Option<Step> {
    let stated = facts.initial_budget.is_some()
        || facts.adjusted_budget.is_some()
        || facts.arrived.is_some()
        || facts.executed.is_some()
        || facts.execution_points.is_some()
        || facts.printed_execution_score.is_some();
    if !stated {
        return None;
    }
    let points = facts.execution_points.unwrap_or_else(|| regulation.execution_points());
    let computed = compute(regulation, facts, points);
    let (basis, score) = match computed {
        Ok((execution, score)) => (StepBasis::Execution(execution), Some(score)),
        Err(gap) => (StepBasis::ExecutionUnknown(gap), None),
    };
    let attained = match &basis {
        StepBasis::Execution(execution) if execution.rate >= Decimal::ONE => Attainment::Met,
        StepBasis::Execution(_) => Attainment::Missed,
        _ => Attainment::Unknown,
    };
    Some(Step { score, points: Some(points), attained, basis })
}

fn compute(
    regulation: &Regulation,
    facts: &Facts,
    points: Decimal,
) -> Result<(Execution, Decimal), ExecutionGap> {
    let denominator = regulation.execution.denominator.value;
    let budget = amount(facts, denominator).ok_or(ExecutionGap::NoBudget(denominator))?;
    let executed = facts.executed.ok_or(ExecutionGap::NoExecuted)?;
    if points < Decimal::ZERO {
        return Err(ExecutionGap::NegativePoints);
    }
    if budget.fen() < 0 || executed.fen() < 0 {
        return Err(ExecutionGap::Negative);
    }
    let rate = rate(executed, budget).ok_or(ExecutionGap::ZeroBudget(denominator))?;
    let formula = &regulation.execution.formula.value;
    let (by, score) = award(formula, rate, points).ok_or(ExecutionGap::TooLarge)?;
    let alternative = alternative(facts, denominator, budget).and_then(|(denominator, budget)| {
        let rate = self::rate(executed, budget)?;
        let (_, score) = award(formula, rate, points)?;
        Some(ExecutionAlternative { denominator, budget, rate, score })
    });
    Ok((Execution { denominator, budget, executed, rate, by, alternative }, score))
}

fn amount(facts: &Facts, denominator: Denominator) -> Option<Money> {
    match denominator {
        Denominator::AdjustedBudget => facts.adjusted_budget,
        Denominator::InitialBudget => facts.initial_budget,
        Denominator::Arrived => facts.arrived,
    }
}

/// The other of the two budgets, where it is stated, positive and different.
fn alternative(facts: &Facts, used: Denominator, budget: Money) -> Option<(Denominator, Money)> {
    let other = match used {
        Denominator::AdjustedBudget => Denominator::InitialBudget,
        Denominator::InitialBudget | Denominator::Arrived => Denominator::AdjustedBudget,
    };
    let amount = amount(facts, other).filter(|amount| *amount != budget && amount.fen() > 0)?;
    Some((other, amount))
}

fn rate(executed: Money, budget: Money) -> Option<Decimal> {
    Decimal::from(executed.fen()).checked_div(Decimal::from(budget.fen()))
}

/// Score of a rate, rounded; `None` when the points are too large to multiply.
fn award(
    formula: &ExecutionFormula,
    rate: Decimal,
    points: Decimal,
) -> Option<(ExecutionBy, Decimal)> {
    let by = match formula {
        ExecutionFormula::Proportional => in_proportion(rate),
        // Validated: the last band begins at 0, so that every rate has one.
        ExecutionFormula::Banded(bands) => {
            let band = bands.iter().find(|band| rate >= band.rate_at_least)?;
            band.share.map_or_else(
                || in_proportion(rate),
                |share| ExecutionBy::Band { rate_at_least: band.rate_at_least, share },
            )
        }
    };
    let share = match by {
        ExecutionBy::Proportion => rate,
        ExecutionBy::ProportionCapped => Decimal::ONE,
        ExecutionBy::Band { share, .. } => share,
    };
    points.checked_mul(share).map(|earned| (by, round_half_up_2dp(earned)))
}

fn in_proportion(rate: Decimal) -> ExecutionBy {
    if rate > Decimal::ONE { ExecutionBy::ProportionCapped } else { ExecutionBy::Proportion }
}
