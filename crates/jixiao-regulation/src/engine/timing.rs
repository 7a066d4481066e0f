//! Dates against deadlines, as far as both are stated.

use crate::{Reason, StepBasis};
use jixiao_domain::DateValue;

/// Done by the deadline, late, or too roughly stated. A missing year is the same year; a missing
/// month or day may be any.
pub(super) fn compare(deadline: DateValue, actual: DateValue) -> StepBasis {
    let year = |date: DateValue| match (deadline.year, actual.year) {
        (Some(_), Some(_)) => date.year.unwrap_or_default(),
        _ => 0,
    };
    let latest = |date: DateValue| (year(date), date.month.unwrap_or(12), date.day.unwrap_or(31));
    let earliest = |date: DateValue| (year(date), date.month.unwrap_or(1), date.day.unwrap_or(1));
    if latest(actual) <= latest(deadline) {
        StepBasis::InTime { deadline, actual }
    } else if earliest(actual) > latest(deadline) {
        StepBasis::Unknown(Reason::Late { deadline, actual })
    } else {
        StepBasis::Unknown(Reason::DateUnclear)
    }
}
