//! What a figure earns under the rule of its row.

use jixiao_domain::{Decimal, round_half_up_2dp};
use jixiao_regulation::{DepartmentIndicator, DepartmentRule};

/// The score of a figure, rounded to two decimals; `None` where a person judges.
pub fn score(indicator: &DepartmentIndicator, value: Decimal) -> Option<Decimal> {
    let points = indicator.points;
    let less = |distance: Decimal, step: Decimal, lost: Decimal| {
        let steps = distance.max(Decimal::ZERO) / step;
        steps.checked_mul(lost).map_or(Decimal::ZERO, |lost| points - lost)
    };
    let score = match &indicator.rule {
        DepartmentRule::AtMost { full, step, lost } => less(value - full, *step, *lost),
        DepartmentRule::AtLeast { full, step, lost } => less(full - value, *step, *lost),
        DepartmentRule::Near { full, step, lost } => less((full - value).abs(), *step, *lost),
        DepartmentRule::Proportional { full } => points.checked_mul(value)? / full,
        DepartmentRule::Bands(bands) => {
            let band = bands.iter().find(|band| value.abs() <= band.at_most);
            band.map_or(Decimal::ZERO, |band| points * band.share)
        }
        DepartmentRule::Judged => return None,
    };
    Some(round_half_up_2dp(score.clamp(Decimal::ZERO, points)))
}
