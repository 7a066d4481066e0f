//! What is wrong with a target as typed.

use super::series::Basis;
use super::{Question, Range, Warning, WarningKind, bounds, with_unit};
use crate::words::{median, times, yuan};
use jixiao_domain::{Decimal, round_half_up_dp};

pub(super) fn of(
    question: &Question<'_>,
    basis: Option<&Basis>,
    range: Option<&Range>,
    too_low_ratio: Decimal,
) -> Vec<Warning> {
    let Some(typed) = question.typed else { return Vec::new() };
    let mut found = Vec::new();
    found.extend(unpayable(question, basis, typed));
    found.extend(basis.and_then(|basis| too_easy(question, basis, typed, too_low_ratio)));
    if found.is_empty() {
        found.extend(range.and_then(|range| ambitious(question, range, typed)));
    }
    found
}

fn unpayable(question: &Question<'_>, basis: Option<&Basis>, typed: Decimal) -> Option<Warning> {
    let warning = |message: String| Some(Warning { kind: WarningKind::Unpayable, message });
    if let (Some(budget), Some(standard), Some(cost)) =
        (question.budget, question.standard, bounds::cost(question, typed))
        && !question.sign.is_ceiling()
        && cost.fen() > budget.fen()
    {
        return warning(format!(
            "按支出标准“{}”{}/{}（{}），{} 需 {}，超过预算 {}",
            standard.item,
            yuan(standard.amount),
            standard.unit,
            standard.document_number,
            with_unit(typed, question.unit),
            yuan(cost),
            yuan(budget)
        ));
    }
    if let Some(bound) = bounds::allowed(question).filter(|bound| typed > bound.at_most)
        && !basis.is_some_and(|basis| basis.follows_budget)
    {
        return warning(format!(
            "{}，指标值 {} 高于标准",
            bound.sentence,
            with_unit(typed, question.unit)
        ));
    }
    let total = basis.filter(|basis| basis.follows_budget).and_then(|_| bounds::total(question));
    match total {
        Some(bound) if question.sign.is_ceiling() && typed > bound.at_most => {
            warning(format!("{}，指标值为 {}", bound.sentence, with_unit(typed, question.unit)))
        }
        _ => None,
    }
}

fn too_easy(
    question: &Question<'_>,
    basis: &Basis,
    typed: Decimal,
    too_low_ratio: Decimal,
) -> Option<Warning> {
    let known = if basis.follows_budget { &basis.known } else { &basis.actuals };
    let usual = median(known.iter().map(|(_, value)| *value).collect())?;
    let (larger, smaller) =
        if question.sign.is_ceiling() { (typed, usual) } else { (usual, typed) };
    if larger <= Decimal::ZERO || smaller.is_sign_negative() {
        return None;
    }
    let ratio = larger.checked_div(smaller);
    if ratio.is_some_and(|ratio| ratio < too_low_ratio) {
        return None;
    }
    let shown = with_unit(round_half_up_dp(usual, 2), question.unit);
    let typed = with_unit(typed, question.unit);
    let message = match (question.sign.is_ceiling(), ratio) {
        (_, None) => format!("往年实际完成值的中位数为 {shown}，指标值 {typed} 起不到约束作用"),
        (false, Some(ratio)) => format!(
            "往年实际完成值的中位数为 {shown}，是指标值 {typed} 的 {}，指标值可能明显偏低",
            times(ratio)
        ),
        (true, Some(ratio)) => format!(
            "指标值 {typed} 是往年实际完成值中位数 {shown} 的 {}，上限可能过宽",
            times(ratio)
        ),
    };
    Some(Warning { kind: WarningKind::TooEasy, message })
}

fn ambitious(question: &Question<'_>, range: &Range, typed: Decimal) -> Option<Warning> {
    let (beyond, word) = if question.sign.is_ceiling() {
        (typed < range.low, "低")
    } else {
        (typed > range.high, "高")
    };
    beyond.then(|| Warning {
        kind: WarningKind::Ambitious,
        message: format!(
            "指标值 {} {word}于按往年测算的区间（{}），请确认有新增的条件支持",
            with_unit(typed, question.unit),
            range.sentence(question.unit)
        ),
    })
}
