//! What the figures of a sentence count: money, persons served, time;
//! and how messages print them.
//!
//! Finding the figures belongs to the form crate; what they are taken for is said here.

use jixiao_domain::{ComparisonSign, CurrencyUnit, Decimal, Money, Quantity, Value};
use jixiao_form::Field;

/// The amount, when the unit is one of money.
pub(crate) fn money(quantity: &Quantity) -> Option<Money> {
    Money::from_decimal(quantity.number, CurrencyUnit::from_word(&quantity.unit)?)
}

/// Whether `unit` counts persons, households or enterprises that were served.
pub(crate) fn counts_served(unit: &str) -> bool {
    let plain = unit.trim_start_matches('万').split(['(', '（', '/']).next().unwrap_or_default();
    matches!(plain, "人" | "名" | "位" | "人次" | "名次" | "户" | "户次" | "家" | "家次")
}

/// Whether `unit` measures time, so that the number is no result.
pub(crate) fn is_time(unit: &str) -> bool {
    matches!(unit, "年" | "月" | "日" | "天" | "个月" | "周" | "季度" | "小时" | "个工作日")
}

/// An amount in 万元, as messages print it.
pub(crate) fn wan(money: Money) -> String {
    format!("{}万元", money.to_decimal(CurrencyUnit::TenThousandYuan))
}

/// `part` in hundredths of `whole`; `None` for a whole of nothing.
pub(crate) fn percent_of(part: Money, whole: Money) -> Option<Decimal> {
    Decimal::from(part.fen()).checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole.fen().into())
}

/// Number and unit, as messages print them.
pub(crate) fn shown(quantity: &Quantity) -> String {
    format!("{}{}", quantity.number, quantity.unit)
}

/// The text of a cell with the sign and the unit that stand in columns of their own.
pub(crate) fn whole(field: &Field) -> String {
    match &field.value {
        Value::Quantity(quantity) if !quantity.unit.is_empty() => {
            if field.printed.contains(|c: char| !c.is_ascii_digit() && c != '.') {
                return field.printed.clone();
            }
            let sign = match quantity.sign {
                ComparisonSign::Equal => "",
                sign => sign.symbol(),
            };
            format!("{sign}{}", shown(quantity))
        }
        _ => field.printed.clone(),
    }
}

/// An amount in the unit `like` is printed in.
pub(crate) fn in_unit_of(like: &Quantity, money: Money) -> String {
    let unit = CurrencyUnit::from_word(&like.unit).unwrap_or(CurrencyUnit::TenThousandYuan);
    format!("{}{}", money.to_decimal(unit), unit.word())
}

/// Whether two amounts agree up to half a unit of the last printed digit of each figure they were
/// computed from.
pub(crate) fn within_rounding(left: Money, right: Money, printed: [&Quantity; 3]) -> bool {
    let last_digit = |quantity: &Quantity| match CurrencyUnit::from_word(&quantity.unit) {
        Some(unit) if quantity.number.scale() > 0 => {
            unit.fen() / 10_i64.saturating_pow(quantity.number.scale())
        }
        _ => 0,
    };
    let allowed = printed.into_iter().map(last_digit).fold(0, i64::saturating_add);
    left.fen().abs_diff(right.fen()) <= allowed.unsigned_abs() / 2
}

#[cfg(test)]
mod tests {
    use super::counts_served;

    #[test]
    fn persons_households_and_enterprises_are_served() {
        for (unit, served) in [("人(户)", true), ("万人次", true), ("元/人", false), ("个", false)]
        {
            assert_eq!(counts_served(unit), served, "{unit}");
        }
    }
}
