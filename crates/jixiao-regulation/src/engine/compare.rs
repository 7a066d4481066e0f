//! Which sort of comparison a row calls for, by what target and result are.

use super::{quantity, timing, units};
use crate::{IndicatorFacts, Reason, Regulation, StepBasis};
use jixiao_domain::{ComparisonSign, Decimal, Quantity, RangeValue, Value};

/// Compares result with target, points aside. [`StepBasis::Tier`] is returned with empty bounds for
/// rows a person judges; the caller fills them.
pub(super) fn compare(regulation: &Regulation, row: &IndicatorFacts) -> StepBasis {
    match (&row.target, &row.actual) {
        (Value::Nothing, _) => StepBasis::Unknown(Reason::NoTarget),
        (_, Value::Nothing) => StepBasis::Unknown(Reason::NoActual),
        (Value::Words, _) => judged(row.target_text == row.actual_text),
        (Value::Quantity(target), Value::Quantity(actual)) => match units::align(target, actual) {
            Ok(measure) => quantity::compare(regulation, row, measure, actual.sign),
            Err(reason) => StepBasis::Unknown(reason),
        },
        (Value::Quantity(target), Value::Range(actual)) => between(regulation, row, target, actual),
        (Value::Range(target), Value::Quantity(actual)) => {
            in_range(target, &actual.unit, actual.number, actual.number)
        }
        (Value::Range(target), Value::Range(actual)) => {
            in_range(target, &actual.unit, actual.low, actual.high)
        }
        (Value::Date(deadline), Value::Date(actual)) => timing::compare(*deadline, *actual),
        (Value::Quantity(_) | Value::Range(_) | Value::Date(_), Value::Words) => {
            StepBasis::Unknown(Reason::ActualInWords)
        }
        (Value::Date(_), Value::Quantity(_) | Value::Range(_))
        | (Value::Quantity(_) | Value::Range(_), Value::Date(_)) => {
            StepBasis::Unknown(Reason::NotComparable)
        }
    }
}

fn judged(same_words: bool) -> StepBasis {
    StepBasis::Tier { index: 0, low: Decimal::ZERO, high: Decimal::ZERO, same_words }
}

/// A result of two bounds against one number: met where both bounds meet it, else undecided.
fn between(
    regulation: &Regulation,
    row: &IndicatorFacts,
    target: &Quantity,
    actual: &RangeValue,
) -> StepBasis {
    let mut ends = [actual.low, actual.high].map(|number| {
        let sign = ComparisonSign::Equal;
        let end = Quantity { sign, number, unit: actual.unit.clone() };
        units::align(target, &end)
            .map(|measure| quantity::compare(regulation, row, measure, ComparisonSign::Equal))
    });
    if ends.iter().all(|end| matches!(end, Ok(StepBasis::Met(_)))) {
        std::mem::replace(&mut ends[0], Err(Reason::NotComparable))
            .unwrap_or(StepBasis::Unknown(Reason::NotComparable))
    } else {
        StepBasis::Unknown(Reason::NotComparable)
    }
}

fn in_range(target: &RangeValue, unit: &str, low: Decimal, high: Decimal) -> StepBasis {
    let Some(factor) = units::factor(unit, &target.unit) else {
        return StepBasis::Unknown(Reason::UnitsDiffer {
            target: target.unit.clone(),
            actual: unit.to_owned(),
        });
    };
    let (Some(low), Some(high)) = (low.checked_mul(factor), high.checked_mul(factor)) else {
        return StepBasis::Unknown(Reason::TooLarge);
    };
    let unit = target.unit.clone();
    let (from, to) = (target.low, target.high);
    if low >= from && high <= to {
        StepBasis::WithinRange { low: from, high: to, actual: low, unit }
    } else {
        let actual = if low < from { low } else { high };
        StepBasis::Unknown(Reason::OutsideRange { low: from, high: to, actual, unit })
    }
}
