//! Typed numbers: money in 元, points, plain numbers. Digits only: no exponent, no Chinese numerals.

use super::narrowed;
use jixiao_domain::{CurrencyUnit, Decimal, Money};

/// The largest amount of one line, 100 亿元: more is a slip of the keyboard, and sums stay exact.
const AMOUNT_FEN_MAX: i64 = 1_000_000_000_000;
/// Digits before the point that a plain number may have.
const INTEGER_DIGITS_MAX: usize = 15;

/// An amount in 元, not negative, at most two decimals: `1,234.50`, `1234.5元`, `￥1,234`.
///
/// # Errors
/// What is wrong, in Chinese.
pub fn money(typed: &str) -> Result<Money, String> {
    let text = narrowed(typed);
    let text = text.trim_start_matches(['¥', '￥']);
    let text = text.strip_suffix('元').unwrap_or(text);
    if text.is_empty() {
        return Err("请填写金额（元）".to_owned());
    }
    if text.contains(['万', '千', '亿']) {
        return Err("请换算为元填写，例如 1.5 万元填 15,000".to_owned());
    }
    if text.starts_with('-') {
        return Err("金额不填负号，增减由类型决定".to_owned());
    }
    let number = plain(text).ok_or_else(|| "应为金额（元），例如 12,345.60".to_owned())?;
    let amount = Money::from_decimal(number, CurrencyUnit::Yuan)
        .ok_or_else(|| "金额最多两位小数（到分）".to_owned())?;
    if amount.fen() > AMOUNT_FEN_MAX {
        return Err("单笔金额不得超过 100 亿元，请核对单位".to_owned());
    }
    Ok(amount)
}

/// Points: 0 to 100 with at most two decimals.
///
/// # Errors
/// What is wrong, in Chinese.
pub fn points(typed: &str) -> Result<Decimal, String> {
    let text = narrowed(typed);
    let text = text.strip_suffix('分').unwrap_or(&text);
    let number = plain(text)
        .filter(|number| *number <= Decimal::ONE_HUNDRED)
        .ok_or_else(|| "应为 0 至 100 之间的分值".to_owned())?;
    if number.normalize().scale() > 2 {
        return Err("分值最多两位小数".to_owned());
    }
    Ok(number)
}

/// Any number with its sign; thousands separators are taken.
///
/// # Errors
/// What is wrong, in Chinese.
pub fn decimal(typed: &str) -> Result<Decimal, String> {
    let text = narrowed(typed);
    let (negative, digits) =
        text.strip_prefix('-').map_or((false, text.as_str()), |rest| (true, rest));
    let number = plain(digits).ok_or_else(|| "应为数字，例如 95 或 1,234.5".to_owned())?;
    Ok(if negative { -number } else { number })
}

/// A whole number from 0 to 999,999,999.
///
/// # Errors
/// What is wrong, in Chinese.
pub fn count(typed: &str) -> Result<u32, String> {
    plain(&narrowed(typed))
        .filter(|number| number.scale() == 0 && *number < Decimal::from(1_000_000_000))
        .and_then(|number| number.try_into().ok())
        .ok_or_else(|| "应为整数，例如 12".to_owned())
}

/// Digits with an optional point and well-placed thousands separators.
fn plain(text: &str) -> Option<Decimal> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if text.ends_with('.')
        || !fraction.bytes().all(|byte| byte.is_ascii_digit())
        || fraction.len() > 10
    {
        return None;
    }
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let grouped = whole.contains(',');
    let digits_only =
        |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    if !digits_only(first) || (grouped && first.len() > 3) {
        return None;
    }
    if groups.any(|group| group.len() != 3 || !digits_only(group)) {
        return None;
    }
    let joined = text.replace(',', "");
    if joined.find('.').unwrap_or(joined.len()) > INTEGER_DIGITS_MAX {
        return None;
    }
    joined.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{Money, count, decimal, money, points};

    #[test]
    fn amounts_are_read_to_the_fen() {
        for (typed, fen) in [
            ("0", 0),
            ("1234.5", 123_450),
            ("1,234.50", 123_450),
            ("￥１，２３４．５０元", 123_450),
            ("1.10", 110),
            ("2000000", 200_000_000),
            ("10,000,000,000.00", 1_000_000_000_000),
        ] {
            assert_eq!(money(typed).map(Money::fen), Ok(fen), "{typed}");
        }
    }

    #[test]
    fn amounts_that_may_mean_something_else_are_refused_with_the_reason() {
        for (typed, part) in [
            ("", "请填写金额"),
            ("1.5万", "换算为元"),
            ("-3", "不填负号"),
            ("1.005", "两位小数"),
            ("1,2345", "应为金额"),
            ("1e5", "应为金额"),
            ("1_000", "应为金额"),
            ("12.", "应为金额"),
            ("十二", "应为金额"),
            ("10000000000.01", "100 亿"),
            ("99999999999999999999999999999999", "应为金额"),
        ] {
            let message = money(typed).expect_err(typed);
            assert!(message.contains(part), "{typed}: {message}");
        }
    }

    #[test]
    fn points_lie_between_nought_and_a_hundred() {
        assert_eq!(points("4.84分"), Ok("4.84".parse().unwrap()));
        for typed in ["100.5", "-1", "4.845", ""] {
            assert!(points(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn numbers_keep_their_sign_and_counts_have_none() {
        assert_eq!(decimal("－1,234.5"), Ok("-1234.5".parse().unwrap()));
        assert_eq!(count("1,500"), Ok(1500));
        assert!(count("1.0").is_err() && count("-1").is_err());
    }
}
