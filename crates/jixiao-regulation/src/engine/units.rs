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
    let unit = if target_unit.is_empty() && !is_percentage(actual_unit) {
        actual_unit
    } else {
        target_unit
    };
    Ok(Measure { sign: target.sign, target: target.number, actual: number, unit: unit.to_owned() })
}

fn is_percentage(unit: &str) -> bool {
    matches!(unit, "%" | "％")
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

/// What a number in `from` is multiplied by to stand in `to`; `None` when they measure different
/// things. A missing unit is the other side's.
pub(super) fn factor(from: &str, to: &str) -> Option<Decimal> {
    if from == to || from.is_empty() || to.is_empty() {
        return Some(Decimal::ONE);
    }
    let (from_top, from_per) = split(from);
    let (to_top, to_per) = split(to);
    if plain(from_per) != plain(to_per) {
        return None;
    }
    let (from_size, from_base) = size(from_top);
    let (to_size, to_base) = size(to_top);
    if from_base != to_base {
        return None;
    }
    Decimal::from(from_size).checked_div(Decimal::from(to_size))
}

/// 元/人 is 元 for each 人.
fn split(unit: &str) -> (&str, &str) {
    unit.split_once(['/', '／']).unwrap_or((unit, ""))
}

/// How many of a base unit one `unit` is.
fn size(unit: &str) -> (i64, &str) {
    if let Some(currency) = CurrencyUnit::from_word(unit) {
        return (currency.fen(), "分");
    }
    match unit {
        "公里" => return (1_000, "米"),
        "公斤" => return (1_000, "克"),
        "吨" => return (1_000_000, "克"),
        "小时" => return (60, "分钟"),
        "年" => return (12, "月"),
        "公顷" => return (10_000, "平方米"),
        _ => {}
    }
    let prefixes = [
        ("百万", 1_000_000),
        ("千万", 10_000_000),
        ("亿", 100_000_000),
        ("万", 10_000),
        ("千", 1_000),
    ];
    for (prefix, times) in prefixes {
        if let Some(rest) = unit.strip_prefix(prefix)
            && !rest.is_empty()
        {
            return (times, plain(rest));
        }
    }
    (1, plain(unit))
}

/// Different words for one unit.
fn plain(unit: &str) -> &str {
    match unit {
        "名" | "位" | "个人" => "人",
        "％" => "%",
        "个月" | "月份" => "月",
        "日" => "天",
        "个工作日" => "工作日",
        "m" => "米",
        "㎡" | "m2" | "m²" => "平方米",
        "场次" => "场",
        other => other,
    }
}
