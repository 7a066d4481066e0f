//! Sums of points and scores over the rows of a form.
//!
//! Owns which rows a heading covers and that a sum over a row without a figure is no sum.

use jixiao_domain::Decimal;
use jixiao_form::{Field, Form, FundRow, GroupHeading, Indicator};

/// The sum of `numbers`; `None` when one is missing or the sum overflows.
pub(crate) fn sum(mut numbers: impl Iterator<Item = Option<Decimal>>) -> Option<Decimal> {
    numbers.try_fold(Decimal::ZERO, |sum, number| sum.checked_add(number?))
}

/// The number a cell prints.
pub(crate) fn number(field: Option<&Field>) -> Option<Decimal> {
    field.and_then(Field::number)
}

/// 分值 of an indicator; a blank cell or a dash is `None`, and so is a figure with the unit of
/// something else, which a shifted row left in the column.
pub(crate) fn points(indicator: &Indicator) -> Option<Decimal> {
    let quantity = indicator.points.as_ref()?.value.quantity()?;
    matches!(quantity.unit.as_str(), "" | "分").then_some(quantity.number)
}

/// The cell of the fund block with the points or the score of execution: in the total row, or in
/// a cell merged over the block and printed beside any row.
pub(crate) fn execution_cell(form: &Form, cell: fn(&FundRow) -> Option<&Field>) -> Option<&Field> {
    let rows = form.total_fund().into_iter().chain(&form.funds);
    rows.filter_map(cell).find(|cell| cell.number().is_some())
}

/// 分值 of execution.
pub(crate) fn execution_points(form: &Form) -> Option<Decimal> {
    number(execution_cell(form, |row| row.points.as_ref()))
}

/// 得分 of execution.
pub(crate) fn execution_score(form: &Form) -> Option<Decimal> {
    number(execution_cell(form, |row| row.score.as_ref()))
}

/// The indicators that stand under `heading`.
pub(crate) fn rows_under<'f>(
    form: &'f Form,
    heading: &'f GroupHeading,
) -> impl Iterator<Item = &'f Indicator> + Clone {
    form.indicators.iter().filter(move |row| {
        if heading.level == 1 {
            row.level1 == heading.name
        } else {
            row.level2 == heading.name
                && heading.parent.as_ref().is_none_or(|parent| *parent == row.level1)
        }
    })
}

/// How far a sum may lie from a printed figure that was rounded: half a unit of its last digit.
pub(crate) fn rounding_of(printed: Decimal) -> Decimal {
    Decimal::new(5, printed.scale().min(27) + 1)
}

/// How far two figures lie apart; as far as can be where the difference overflows.
pub(crate) fn apart(left: Decimal, right: Decimal) -> Decimal {
    left.checked_sub(right).map_or(Decimal::MAX, |difference| difference.abs())
}
