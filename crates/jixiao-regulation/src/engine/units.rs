//! Target and result in one unit: multiples of ten thousand, lengths, hours, percentages.
//!
//! 人, 人次, 户, 家 and 场 are different things and are never converted.

use crate::{Measure, Reason};
use jixiao_domain::{CurrencyUnit, Decimal, Quantity};

/// Both numbers in the target's unit.
pub(super) fn align(target: &Quantity, actual: &Quantity) -> Result<Measure, Reason> {
    let (target_unit, actual_unit) = (target.unit.as_str(), actual.unit.as_str());
    let number = if is_percentage(target_unit) != is_percentage(actual_unit) {
        percentage(target, actual)?
    } else if target_unit.is_empty() && actual_unit.is_empty() {
        bare(target.number, actual.number)?
    } else {
        let factor = factor(actual_unit, target_unit).ok_or_else(|| Reason::UnitsDiffer {
            target: target_unit.to_owned(),
            actual: actual_unit.to_owned(),
        })?;
        actual.number.checked_mul(factor).ok_or(Reason::TooLarge)?
    };
    if (target_unit.is_empty() || actual_unit.is_empty()) && far_apart(target.number, number) {
        return Err(Reason::ScaleUnclear);
    }
    let unit = if target_unit.is_empty() && !is_percentage(actual_unit) {
        actual_unit
    } else {
        target_unit
    };
    Ok(Measure { sign: target.sign, target: target.number, actual: number, unit: unit.to_owned() })
}

fn is_percentage(unit: &str) -> bool {
    matches!(unit, "%" | "％" | "百分比")
}

/// One side is a percentage: the bare other side is a share of one or a percentage too.
fn percentage(target: &Quantity, actual: &Quantity) -> Result<Decimal, Reason> {
    let bare_unit = if is_percentage(&target.unit) { &actual.unit } else { &target.unit };
    if !bare_unit.is_empty() {
        return Err(Reason::UnitsDiffer {
            target: target.unit.clone(),
            actual: actual.unit.clone(),
        });
    }
    let one = Decimal::ONE;
    let number = if is_percentage(&target.unit) {
        let is_share = actual.number <= one && target.number > one;
        if is_share { actual.number.checked_mul(Decimal::ONE_HUNDRED) } else { Some(actual.number) }
    } else if target.number <= one {
        actual.number.checked_div(Decimal::ONE_HUNDRED)
    } else {
        Some(actual.number)
    };
    number.ok_or(Reason::TooLarge)
}

/// Neither side states a unit: 0.93 against 95 mixes shares and percentages.
fn bare(target: Decimal, actual: Decimal) -> Result<Decimal, Reason> {
    let is_fraction = |number: Decimal| number > Decimal::ZERO && number < Decimal::ONE;
    if is_fraction(target) && actual > Decimal::ONE && actual <= Decimal::ONE_HUNDRED {
        return actual.checked_div(Decimal::ONE_HUNDRED).ok_or(Reason::TooLarge);
    }
    let may_be_share = is_fraction(actual) && target > Decimal::ONE;
    if may_be_share || (target == Decimal::ONE_HUNDRED && actual == Decimal::ONE) {
        return Err(Reason::ScaleUnclear);
    }
    Ok(actual)
}

/// Beyond this ratio a number without a unit is more likely in another unit than a result.
const DOUBTFUL_RATIO: Decimal = Decimal::from_parts(50, 0, 0, false, 0);

fn far_apart(one: Decimal, other: Decimal) -> bool {
    let (low, high) = if one < other { (one, other) } else { (other, one) };
    low > Decimal::ZERO && low.checked_mul(DOUBTFUL_RATIO).is_none_or(|limit| high > limit)
}

/// What a number in `from` is multiplied by to stand in `to`; `None` when they measure different
/// things. A missing unit is the other side's.
pub(super) fn factor(from: &str, to: &str) -> Option<Decimal> {
    if from == to || from.is_empty() || to.is_empty() {
        return Some(Decimal::ONE);
    }
    let (from_top, from_per) = split(from);
    let (to_top, to_per) = split(to);
    if !same_rate(from_per, to_per) {
        return None;
    }
    let (from_size, to_size) = match (size(from_top), size(to_top)) {
        ((from, ""), (to, "")) => (from, to),
        // A bare 万 counts the other side's unit.
        ((from, ""), (to, base)) => (from.checked_mul(one(base))?, to),
        ((from, base), (to, "")) => (from, to.checked_mul(one(base))?),
        ((from, from_base), (to, to_base)) if from_base == to_base => (from, to),
        _ => return None,
    };
    Decimal::from(from_size).checked_div(Decimal::from(to_size))
}

/// 元/人 is 元 for each 人.
fn split(unit: &str) -> (&str, &str) {
    unit.split_once(['/', '／']).unwrap_or((unit, ""))
}

/// 人*月, 人·月 and 人/月 are one rate.
fn same_rate(one: &str, other: &str) -> bool {
    let parts = |rate| str::split(rate, ['*', '·', '/', '／']).map(plain);
    parts(one).eq(parts(other))
}

/// Base of currency: 分.
const CURRENCY: &str = "分（币）";

/// How many of the base are one ordinary unit: 元 is 100 分.
fn one(base: &str) -> i64 {
    if base == CURRENCY { CurrencyUnit::Yuan.fen() } else { 1 }
}

/// How many of a base unit one `unit` is. A bare multiplier has no base.
fn size(unit: &str) -> (i64, &str) {
    match unit {
        "千" => return (1_000, ""),
        "万" => return (10_000, ""),
        "亿" => return (100_000_000, ""),
        "公里" | "千米" | "km" | "KM" | "㎞" => return (1_000, "米"),
        "公斤" | "千克" | "kg" | "KG" => return (1_000, "克"),
        "吨" | "t" => return (1_000_000, "克"),
        "小时" | "个小时" | "h" => return (60, "分钟"),
        "年" => return (12, "月"),
        "季度" | "季" => return (3, "月"),
        "公顷" | "ha" => return (10_000, "平方米"),
        "平方公里" => return (1_000_000, "平方米"),
        _ => {}
    }
    if let Some(currency) = CurrencyUnit::from_word(unit) {
        return (currency.fen(), CURRENCY);
    }
    let prefixes = [
        ("百万", 1_000_000),
        ("千万", 10_000_000),
        ("亿", 100_000_000),
        ("万", 10_000),
        ("千", 1_000),
    ];
    let multiple = prefixes.into_iter().find_map(|(prefix, times)| {
        unit.strip_prefix(prefix).filter(|rest| !rest.is_empty()).map(|rest| (times, plain(rest)))
    });
    multiple.unwrap_or((1, plain(unit)))
}

/// Different words for one unit.
fn plain(unit: &str) -> &str {
    match unit {
        "名" | "位" | "个人" => "人",
        "个月" | "月份" => "月",
        "日" => "天",
        "个工作日" => "工作日",
        "min" => "分钟",
        "m" => "米",
        "g" => "克",
        "㎡" | "m2" | "m²" | "平米" | "平方" => "平方米",
        "m3" | "m³" | "立方" => "立方米",
        "场次" => "场",
        other => other,
    }
}
