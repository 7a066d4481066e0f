//! Amounts of the fund block in one unit, with how exactly they are printed.
//!
//! Owns which unit a bare figure of the block is in and what rounding a printed figure may hide.
//! Judges nothing.

use crate::sums::rounding_of;
use jixiao_domain::{CurrencyUnit, Decimal, Money};
use jixiao_form::{Field, Form, FundRow};

/// A printed amount in 元.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Amount {
    /// The amount.
    pub(crate) yuan: Decimal,
    /// Half a unit of the last printed digit, in 元: how far the true amount may lie away.
    pub(crate) half_digit: Decimal,
    /// Whether decimals are printed. Without any a figure is taken as exact unless doubt is due.
    pub(crate) has_decimals: bool,
}

/// A column of the fund block: its name and its cell in a row.
pub(crate) type Column = (&'static str, fn(&FundRow) -> Option<&Field>);

/// The amount columns.
pub(crate) const COLUMNS: [Column; 3] = [
    ("年初预算数", |row| row.initial_budget.as_ref()),
    ("全年预算数", |row| row.adjusted_budget.as_ref()),
    ("全年执行数", |row| row.executed_amount.as_ref()),
];

impl Amount {
    /// The amount `field` prints; bare figures are in `unit`. `None` for anything but an amount.
    pub(crate) fn of(field: &Field, unit: CurrencyUnit) -> Option<Self> {
        let quantity = field.value.quantity()?;
        let unit = match quantity.unit.as_str() {
            "" => unit,
            word => CurrencyUnit::from_word(word)?,
        };
        // Beyond this no amount of money is meant, and sums of amounts cannot overflow.
        let yuan = Money::nearest(quantity.number, unit).and(in_yuan(quantity.number, unit))?;
        let half = rounding_of(quantity.number);
        Some(Self {
            yuan,
            half_digit: in_yuan(half, unit)?,
            has_decimals: quantity.number.scale() > 0,
        })
    }

    /// The amount of an optional cell.
    pub(crate) fn maybe(field: Option<&Field>, unit: CurrencyUnit) -> Option<Self> {
        Self::of(field?, unit)
    }

    /// The rounding to allow for: nothing where whole units are printed.
    pub(crate) fn tolerance(&self) -> Decimal {
        if self.has_decimals { self.half_digit } else { Decimal::ZERO }
    }

    /// `self / other` as a share of one; `None` for a divisor that is not positive.
    pub(crate) fn share_of(&self, other: &Self) -> Option<Decimal> {
        (other.yuan > Decimal::ZERO).then(|| self.yuan.checked_div(other.yuan)).flatten()
    }
}

/// The unit of bare figures in the fund block: the effective one, else the first that a cell
/// names. A form that names none anywhere is read as 元, which leaves every ratio right.
pub(crate) fn fund_unit(form: &Form) -> CurrencyUnit {
    form.money_unit
        .effective
        .or(form.money_unit.printed)
        .or_else(|| {
            let cells = form.funds.iter().flat_map(|row| COLUMNS.map(|(_, cell)| cell(row)));
            cells.flatten().find_map(|cell| CurrencyUnit::from_word(&cell.value.quantity()?.unit))
        })
        .unwrap_or(CurrencyUnit::Yuan)
}

/// What a row is called in a sentence: its label without 其中.
pub(crate) fn name_of(row: &FundRow) -> &str {
    let label = row.label.as_str();
    let name = label.strip_prefix("其中").unwrap_or(label).trim_start_matches([':', '：']);
    if name.is_empty() { label } else { name }
}

/// `number` of `unit` in 元; `None` on overflow.
pub(crate) fn in_yuan(number: Decimal, unit: CurrencyUnit) -> Option<Decimal> {
    number.checked_mul(Decimal::from(unit.fen() / 100))
}

/// `yuan` as it would be printed in `unit`.
pub(crate) fn print_in(yuan: Decimal, unit: CurrencyUnit) -> String {
    let number = yuan.checked_div(Decimal::from(unit.fen() / 100)).unwrap_or(yuan).normalize();
    format!("{number} {}", unit.word())
}

/// A share of one as a percentage with two decimals at most: `62.38%`.
pub(crate) fn percent(share: Decimal) -> String {
    let percent = share.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(share);
    format!("{}%", jixiao_domain::round_half_up_2dp(percent).normalize())
}
