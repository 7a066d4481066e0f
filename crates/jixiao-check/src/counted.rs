//! Rows of a form whose result or target is a count, and which of them a clause speaks of.
//!
//! Owns the likeness from which words around a figure name a row. What follows is for the rules.

use crate::figures::is_time;
use crate::likeness::Pairs;
use crate::report_figures::{same_unit, words};
use jixiao_document::text::squeeze;
use jixiao_domain::{ComparisonSign, Decimal, Quantity};
use jixiao_form::values::quantities;
use jixiao_form::{Field, Form, Indicator};

/// Shared words, in percent of both wordings and at least, from which a clause speaks of a row, and
/// how much likelier than of any other.
const LIKE: usize = 70;
const LEAD: usize = 15;
const SHARED_MIN: usize = 2;

/// A row counted in a unit.
pub(crate) struct Row<'a> {
    pub(crate) indicator: &'a Indicator,
    /// The cell of the number.
    pub(crate) cell: &'a Field,
    pub(crate) number: Decimal,
    /// Its unit, or the target's where it prints none.
    pub(crate) unit: &'a str,
}

/// The rows of `form` with a count in `cell`; with a bound (≥6000人) only where `exact` does not ask
/// for a figure.
pub(crate) fn counted_rows<'a>(
    form: &'a Form,
    cell: fn(&'a Indicator) -> Option<&'a Field>,
    exact: bool,
) -> Vec<Row<'a>> {
    let counted = |indicator: &'a Indicator| {
        let cell = cell(indicator)?;
        let quantity = cell.value.quantity()?;
        let target = indicator.target.as_ref().and_then(|target| target.value.quantity());
        let unit = match quantity.unit.as_str() {
            "" => target?.unit.as_str(),
            unit => unit,
        };
        let is_exact = !exact || quantity.sign == ComparisonSign::Equal;
        (is_exact && is_count(unit)).then_some(Row {
            indicator,
            cell,
            number: quantity.number,
            unit,
        })
    };
    form.indicators.iter().filter_map(counted).collect()
}

/// Whether `unit` counts or measures things: no share, no points, no money, no time.
pub(crate) fn is_count(unit: &str) -> bool {
    !unit.is_empty() && !matches!(unit, "%" | "％" | "分") && !unit.contains('元') && !is_time(unit)
}

/// The words of each row's name.
pub(crate) fn names(rows: &[Row<'_>]) -> Vec<Pairs> {
    rows.iter().map(|row| words(&squeeze(&row.indicator.level3.printed))).collect()
}

/// Whether some figure of `text` is counted as a row is and is the number of none.
pub(crate) fn has_other_number(text: &str, rows: &[Row<'_>]) -> bool {
    !rows.is_empty()
        && quantities(text).any(|found| {
            let quantity = &found.quantity;
            let mut alike =
                rows.iter().filter(|row| same_unit(row.unit, &quantity.unit)).peekable();
            alike.peek().is_some() && alike.all(|row| row.number != quantity.number)
        })
}

/// The row whose name (of `names`) shares clearly more words with those around the figure than any
/// other.
pub(crate) fn meant(
    rows: &[Row<'_>],
    names: &[Pairs],
    quantity: &Quantity,
    before: &str,
    behind: &str,
) -> Option<usize> {
    let mut own = words(before);
    if own.len() < 2 {
        own = words(&format!("{before} {behind}"));
    }
    let mut likely: Vec<(usize, usize)> = rows
        .iter()
        .zip(names)
        .enumerate()
        .filter(|(_, (row, name))| {
            same_unit(row.unit, &quantity.unit) && name.shared(&own) >= SHARED_MIN
        })
        .map(|(index, (_, name))| (name.percent_of_both(&own), index))
        .collect();
    likely.sort_unstable_by_key(|&(likeness, _)| std::cmp::Reverse(likeness));
    let &(best, index) = likely.first()?;
    let second = likely.get(1).map_or(0, |&(likeness, _)| likeness);
    (best >= LIKE && best >= second + LEAD).then_some(index)
}

/// Whether the number is the row's, or what rows of the same unit make together.
pub(crate) fn is_explained(rows: &[Row<'_>], row: &Row<'_>, number: Decimal) -> bool {
    let alike = || rows.iter().filter(|other| same_unit(other.unit, row.unit));
    let total = alike().try_fold(Decimal::ZERO, |sum, other| sum.checked_add(other.number));
    total == Some(number) || alike().any(|other| other.number == number)
}
