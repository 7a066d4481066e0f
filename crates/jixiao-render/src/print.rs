//! How values are worded on paper: amounts, points, rates, days, blanks.
//!
//! Owns the printed conventions only; rounds to what is printed and computes nothing else.

use crate::model::{Day, Foot, MoneyUnit, Organisation};
use crate::sheet::{Align, Content, Number};
use jixiao_domain::{Decimal, Money, round_half_up_dp};

/// What stands in a cell that has nothing to say, so that nobody can write into it later.
pub(crate) const BLANK: &str = "—";

/// Digits a spreadsheet keeps of a number; longer ones are written as text.
const SPREADSHEET_DIGITS_MAX: usize = 15;

/// 项目资金（万元） and the like: the unit in brackets.
pub(crate) fn in_unit(label: &str, unit: MoneyUnit) -> String {
    format!("{label}（{}）", jixiao_domain::CurrencyUnit::from(unit).word())
}

/// An amount with thousands separators, at least two decimals, exact: `1,404,000.00`, `62.380001`.
pub(crate) fn amount(money: Option<Money>, unit: MoneyUnit) -> Content {
    let Some(money) = money else { return Content::centered(BLANK) };
    let number = money.to_decimal(unit.into());
    let places = number.scale().max(2);
    let text = with_thousands(number, places);
    let format = format!("#,##0.{}", "0".repeat(places as usize));
    Content::centered(text).aligned(Align::Right).with_number(spreadsheet(number, format))
}

/// An amount without thousands separators and trailing zeros: `3.6`.
pub(crate) fn amount_plain(money: Option<Money>, unit: MoneyUnit) -> Content {
    let Some(money) = money else { return Content::centered("") };
    let number = money.to_decimal(unit.into());
    fixed(number, number.scale())
}

/// An amount with its unit behind it, as words: `140.4 万元`.
pub(crate) fn amount_with_unit(money: Option<Money>, unit: MoneyUnit) -> Content {
    let Some(money) = money else { return Content::centered("") };
    let unit = jixiao_domain::CurrencyUnit::from(unit);
    Content::centered(format!("{}{}", plain(money.to_decimal(unit)), unit.word()))
}

/// Points or a score without trailing zeros: `10`, `4.84`; `blank` where there is none.
pub(crate) fn points(points: Option<Decimal>, blank: &str) -> Content {
    match points {
        None => Content::centered(blank),
        Some(points) => fixed(points, points.normalize().scale()),
    }
}

/// Points or a score with two decimals: `10.00`.
pub(crate) fn points_2dp(points: Option<Decimal>, blank: &str) -> Content {
    match points {
        None => Content::centered(blank),
        Some(points) => fixed(points, points.normalize().scale().max(2)),
    }
}

fn fixed(number: Decimal, places: u32) -> Content {
    let text = format!("{:.*}", places as usize, number);
    let format = match places {
        0 => "0".to_owned(),
        places => format!("0.{}", "0".repeat(places as usize)),
    };
    Content::centered(text).with_number(spreadsheet(number, format))
}

/// A share of one as a percentage with two decimals: `99.68%`.
pub(crate) fn percentage(share: Option<Decimal>, blank: &str) -> Content {
    let Some(share) = share else { return Content::centered(blank) };
    let rounded = round_half_up_dp(share, 4);
    let text = format!("{:.2}%", rounded * Decimal::ONE_HUNDRED);
    Content::centered(text).with_number(spreadsheet(rounded, "0.00%".to_owned()))
}

/// A share of one with two decimals: `1.00`; further decimals only where two would hide a gap.
pub(crate) fn share_2dp(share: Option<Decimal>, blank: &str) -> Content {
    let Some(share) = share else { return Content::centered(blank) };
    let rounded = round_half_up_dp(share, 4).normalize();
    fixed(rounded, rounded.scale().max(2))
}

/// A share of one without trailing zeros: `1`, `0.9968`.
pub(crate) fn share(share: Option<Decimal>, blank: &str) -> Content {
    let Some(share) = share else { return Content::centered(blank) };
    let rounded = round_half_up_dp(share, 4).normalize();
    fixed(rounded, rounded.scale())
}

/// Running text, or the blank mark.
pub(crate) fn words(text: &str) -> Content {
    match text.trim() {
        "" => Content::centered(BLANK),
        text => Content::words(text),
    }
}

/// A short text in the middle of its cell, or the blank mark.
pub(crate) fn short(text: &str) -> Content {
    match text.trim() {
        "" => Content::centered(BLANK),
        text => Content::centered(text),
    }
}

/// The name of an organisation, or its code and name joined by a hyphen where both are known.
pub(crate) fn coded(organisation: &Organisation) -> String {
    match (organisation.code.trim(), organisation.name.trim()) {
        ("", name) => name.to_owned(),
        (code, "") => code.to_owned(),
        (code, name) => format!("{code}-{name}"),
    }
}

/// 2026年3月1日, without leading zeros (GB/T 9704-2012).
pub(crate) fn day(day: Day) -> String {
    format!("{}年{}月{}日", day.year, day.month, day.day)
}

/// （2025年度）
pub(crate) fn fiscal_year(year: u16) -> String {
    format!("（{year}年度）")
}

/// The lines to sign: persons on the first, day and seal on the second.
pub(crate) fn foot(foot: &Foot) -> Vec<String> {
    const GAP: &str = "\u{3000}\u{3000}";
    /// Room for a pen.
    const ROOM: &str = "\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}";
    let field = |label: &str, value: &str| match value.trim() {
        "" => format!("{label}：{ROOM}"),
        value => format!("{label}：{value}"),
    };
    let persons = [
        field("填报人", &foot.filled_by),
        field("联系电话", &foot.phone),
        field("负责人", &foot.leader),
    ];
    let on = match foot.filled_on {
        Some(on) => format!("填报日期：{}", day(on)),
        None => "填报日期：\u{3000}\u{3000}年\u{3000}月\u{3000}日".to_owned(),
    };
    let seal = if foot.seal { format!("{GAP}（单位盖章）") } else { String::new() };
    vec![persons.join(GAP), format!("{on}{seal}")]
}

/// A decimal without trailing zeros.
fn plain(number: Decimal) -> String {
    number.normalize().to_string()
}

fn with_thousands(number: Decimal, places: u32) -> String {
    let text = format!("{:.*}", places as usize, number.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut grouped = String::with_capacity(text.len() + text.len() / 3);
    if number.is_sign_negative() && !number.is_zero() {
        grouped.push('-');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped}.{fraction}")
}

/// The number for a workbook, unless it has more digits than a workbook keeps.
fn spreadsheet(value: Decimal, format: String) -> Option<Number> {
    let value = value.normalize();
    let digits = value.mantissa().unsigned_abs().to_string().len();
    (digits <= SPREADSHEET_DIGITS_MAX).then_some(Number { value, format })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_keep_every_fen() {
        for (fen, unit, text) in [
            (140_400_000, MoneyUnit::Yuan, "1,404,000.00"),
            (140_400_000, MoneyUnit::TenThousandYuan, "140.40"),
            (62_380_001, MoneyUnit::TenThousandYuan, "62.380001"),
            (-50, MoneyUnit::Yuan, "-0.50"),
            (0, MoneyUnit::TenThousandYuan, "0.00"),
            (i64::MAX, MoneyUnit::Yuan, "92,233,720,368,547,758.07"),
        ] {
            assert_eq!(amount(Some(Money::from_fen(fen)), unit).text(), text);
        }
    }

    #[test]
    fn a_rate_is_rounded_half_up_to_what_is_printed() {
        let share = "0.996849".parse().ok();
        assert_eq!(percentage(share, "").text(), "99.68%");
        assert_eq!(share_2dp(share, "").text(), "0.9968");
        assert_eq!(share_2dp(Some(Decimal::ONE), "").text(), "1.00");
    }
}
