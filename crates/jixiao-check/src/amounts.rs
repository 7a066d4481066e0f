//! Amounts of the fund block in one unit, with how exactly they are printed.
//!
//! Owns which unit a bare figure of the block is in and what rounding a printed figure may hide.
//! Judges nothing.

use jixiao_domain::{CurrencyUnit, Decimal};
use jixiao_form::{Field, Form, FundRow};

/// A printed amount in 元.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Amount {
    /// The amount.
    pub(crate) yuan: Decimal,
    unit: CurrencyUnit,
    /// Decimals printed.
    scale: u32,
}

/// A column of the fund block: its name and its cell in a row.
pub(crate) type Column = (&'static str, fn(&FundRow) -> Option<&Field>);

/// The amount columns.
pub(crate) const COLUMNS: [Column; 3] = [
    ("年初预算数", |row| row.initial_budget.as_ref()),
    ("全年预算数", |row| row.adjusted_budget.as_ref()),
    ("全年执行数", |row| row.executed_amount.as_ref()),
];

/// No amount of money is larger (90 万亿元), and sums of amounts below it cannot overflow.
const YUAN_MAX: Decimal = Decimal::from_parts(3_255_279_616, 20_954, 0, false, 0);

impl Amount {
    /// The amount `field` prints; bare figures are in `unit`. `None` for anything but an amount.
    pub(crate) fn of(field: &Field, unit: CurrencyUnit) -> Option<Self> {
        let quantity = field.value.quantity()?;
        let unit = match quantity.unit.as_str() {
            "" => unit,
            word => CurrencyUnit::from_word(word)?,
        };
        let yuan = in_yuan(quantity.number, unit)?;
        (yuan.abs() <= YUAN_MAX).then_some(Self { yuan, unit, scale: quantity.number.scale() })
    }

    /// The amount of an optional cell.
    pub(crate) fn maybe(field: Option<&Field>, unit: CurrencyUnit) -> Option<Self> {
        Self::of(field?, unit)
    }

    /// Half a unit of the last printed digit, in 元: how far the true amount may lie away.
    pub(crate) fn half_digit(&self) -> Decimal {
        // The scale of a decimal is at most 28.
        let half = Decimal::new(5, self.scale.min(27) + 1);
        in_yuan(half, self.unit).unwrap_or_default()
    }

    /// The rounding to allow for: nothing where whole units are printed.
    pub(crate) fn tolerance(&self) -> Decimal {
        if self.scale > 0 { self.half_digit() } else { Decimal::ZERO }
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

#[cfg(test)]
mod tests {
    use super::YUAN_MAX;

    #[test]
    fn the_largest_amount_is_ninety_trillion() {
        assert_eq!(YUAN_MAX.to_string(), "90000000000000");
    }
}
