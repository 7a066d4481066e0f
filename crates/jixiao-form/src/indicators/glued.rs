//! Points and score printed without a gap where both are the same: `77` is 7 and 7.
//!
//! Owns a decision made only where the sums of the form prove it: the points of the group's heading,
//! or the points of the whole form. Anything else stays as printed and is a gap.

use crate::grid::field;
use crate::{Field, Form, Gap, Indicator};
use jixiao_domain::{Decimal, Value};

/// Splits what the sums prove to be glued; one gap for what they do not.
pub(crate) fn split(form: &mut Form) -> Option<Gap> {
    if !form.has_points_column || !form.has_score_column {
        return None;
    }
    let first = form.indicators.iter().find(|row| halves(row).is_some())?;
    let (at, printed) = (first.at, first.points.as_ref()?.printed.clone());
    let whole = proves_whole(form);
    let proved: Vec<bool> =
        form.indicators.iter().map(|row| whole || proves_group(form, row)).collect();
    let mut left = false;
    let some_scored =
        form.indicators.iter().any(|row| !row.score.as_ref().is_none_or(Field::is_blank));
    for (row, proved) in form.indicators.iter_mut().zip(proved) {
        let Some(half) = halves(row) else { continue };
        if !proved {
            left = true;
            continue;
        }
        for cell in [&mut row.points, &mut row.score].into_iter().flatten() {
            *cell = field::value_text(&half.to_string(), row.at);
        }
    }
    let message = format!("“{printed}”可能是分值和得分连在一起，各行之和不能证明，未拆分");
    (left && some_scored).then_some(Gap { message, at })
}

/// The half of a cell of points that reads the same twice, beside a blank score.
fn halves(row: &Indicator) -> Option<Decimal> {
    let (points, score) = (row.points.as_ref()?, row.score.as_ref()?);
    let (left, right) = points.printed.split_at_checked(points.printed.len() / 2)?;
    let digits = left.bytes().all(|byte| byte.is_ascii_digit());
    let same = left == right && digits && !left.starts_with('0');
    let measured = row.actual.as_ref().is_some_and(|actual| !actual.is_blank());
    if !same || !score.is_blank() || !measured {
        return None;
    }
    left.parse().ok().filter(|half| *half <= Decimal::ONE_HUNDRED)
}

/// Whether the halves, and not the cells as printed, add up to the points of the row's heading.
fn proves_group(form: &Form, row: &Indicator) -> bool {
    let Some(stated) = row.level1_points else { return false };
    let group = || form.indicators.iter().filter(|other| other.level1 == row.level1);
    sum(group(), true) == Some(stated) && sum(group(), false) != Some(stated)
}

/// The same for all rows: with the points of the fund block, or without, they are the total.
fn proves_whole(form: &Form) -> bool {
    let number = |field: &Option<Field>| field.as_ref().and_then(Field::number);
    let stated = form.total.as_ref().and_then(|total| number(&total.points));
    let stated = stated.unwrap_or(Decimal::ONE_HUNDRED);
    let funds = form.total_fund().and_then(|row| number(&row.points)).unwrap_or_default();
    let reaches = |halved| {
        let sum = sum(form.indicators.iter(), halved);
        sum == Some(stated) || sum.and_then(|sum| sum.checked_add(funds)) == Some(stated)
    };
    reaches(true) && !reaches(false)
}

fn sum<'f>(mut rows: impl Iterator<Item = &'f Indicator>, halved: bool) -> Option<Decimal> {
    rows.try_fold(Decimal::ZERO, |sum, row| {
        let half = halves(row).filter(|_| halved);
        let points = match &row.points.as_ref()?.value {
            _ if half.is_some() => half?,
            Value::Quantity(quantity) => quantity.number,
            _ => Decimal::ZERO,
        };
        sum.checked_add(points)
    })
}
