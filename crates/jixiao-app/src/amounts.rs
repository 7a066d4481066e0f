//! How money, rates and dates are written in Chinese sentences.

use chrono::{Datelike as _, NaiveDate};
use jixiao_domain::{CurrencyUnit, Decimal, Money, round_half_up_2dp};

/// An amount in 元 with thousands separators and two decimals, without its unit.
pub fn yuan(money: Money) -> String {
    let text = format!("{:.2}", money.to_decimal(CurrencyUnit::Yuan));
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "00"));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}.{fraction}")
}

/// A share as a percentage with two decimals, 62.38%.
pub fn percent(share: Decimal) -> String {
    format!("{:.2}%", round_half_up_2dp(share * Decimal::ONE_HUNDRED))
}

/// 2026年3月1日
pub fn chinese_date(date: NaiveDate) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

#[cfg(test)]
mod tests {
    use super::{percent, yuan};
    use jixiao_domain::Money;

    #[test]
    fn amounts_carry_separators_and_the_sign() {
        for (fen, text) in [
            (5, "0.05"),
            (123_456, "1,234.56"),
            (-100_000_000, "-1,000,000.00"),
            (10_000, "100.00"),
        ] {
            assert_eq!(yuan(Money::from_fen(fen)), text);
        }
    }

    #[test]
    fn percentages_are_rounded_half_up() {
        assert_eq!(percent("0.623850".parse().unwrap()), "62.39%");
    }
}
