//! How figures are written inside the sentences of this crate.

use jixiao_domain::{CurrencyUnit, Decimal, Money, round_half_up_2dp};

/// A number with thousands separators, as many decimals as it has.
pub(crate) fn grouped(number: Decimal) -> String {
    let text = number.normalize().to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{grouped}{point}{fraction}")
}

/// An amount in 元 with its unit.
pub(crate) fn yuan(money: Money) -> String {
    format!("{} 元", grouped(money.to_decimal(CurrencyUnit::Yuan)))
}

/// A share as a percentage with two decimals at most.
pub(crate) fn percent(share: Decimal) -> String {
    format!("{}%", round_half_up_2dp(share * Decimal::ONE_HUNDRED).normalize())
}

/// A ratio with two decimals at most.
pub(crate) fn times(ratio: Decimal) -> String {
    format!("{} 倍", round_half_up_2dp(ratio).normalize())
}

/// The middle of the values; of an even number the mean of the two in the middle.
pub(crate) fn median(mut values: Vec<Decimal>) -> Option<Decimal> {
    values.sort_unstable();
    let upper = *values.get(values.len() / 2)?;
    if !values.len().is_multiple_of(2) {
        return Some(upper);
    }
    let lower = *values.get(values.len() / 2 - 1)?;
    lower.checked_add(upper)?.checked_div(Decimal::TWO)
}

#[cfg(test)]
mod tests {
    use super::{grouped, percent, yuan};
    use jixiao_domain::Money;

    #[test]
    fn figures_carry_separators_and_no_needless_noughts() {
        let number = |text: &str| grouped(text.parse().unwrap());
        assert_eq!(
            ["1350", "-1234567.50", "98.5", "0"].map(number),
            ["1,350", "-1,234,567.5", "98.5", "0"]
        );
        assert_eq!(yuan(Money::from_fen(104_000)), "1,040 元");
        assert_eq!(percent("0.0826".parse().unwrap()), "8.26%");
    }
}
