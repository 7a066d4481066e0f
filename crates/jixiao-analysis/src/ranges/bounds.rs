//! What a target may be at most, by what the budget pays and what the cost standard allows.

use super::series::Basis;
use super::{Question, currency, with_unit};
use crate::words::yuan;
use jixiao_domain::{Decimal, Money};

/// An upper bound with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bound {
    pub(super) at_most: Decimal,
    pub(super) sentence: String,
}

/// Every bound that holds for the indicator.
pub(super) fn all(question: &Question<'_>, basis: &Basis) -> Vec<Bound> {
    let total = if basis.follows_budget { total(question) } else { None };
    let affordable = affordable(question).map(|at_most| Bound {
        at_most,
        sentence: format!(
            "预算 {} 按推算的单位成本可完成 {}",
            yuan(question.budget.unwrap_or_default()),
            with_unit(at_most, question.unit)
        ),
    });
    [payable(question), allowed(question), total, affordable].into_iter().flatten().collect()
}

/// How many units the budget pays for at the standard.
pub(super) fn payable(question: &Question<'_>) -> Option<Bound> {
    let (standard, budget) = (question.standard?, question.budget?);
    if standard.unit != question.unit || standard.amount.fen() <= 0 || budget.fen() < 0 {
        return None;
    }
    let at_most = Decimal::from(budget.fen() / standard.amount.fen());
    let sentence = format!(
        "预算 {} 按支出标准“{}”{}/{}（{}）最多支付 {}",
        yuan(budget),
        standard.item,
        yuan(standard.amount),
        standard.unit,
        standard.document_number,
        with_unit(at_most, question.unit)
    );
    Some(Bound { at_most, sentence })
}

/// How many units the budget pays for at their expected cost.
pub(super) fn affordable(question: &Question<'_>) -> Option<Decimal> {
    let (unit, budget) = (question.unit_cost?, question.budget?);
    if question.sign.is_ceiling() || unit.amount.fen() <= 0 || budget.fen() < 0 {
        return None;
    }
    Some(Decimal::from(budget.fen() / unit.amount.fen()))
}

/// What one unit may cost, for an indicator that states the cost of one.
pub(super) fn allowed(question: &Question<'_>) -> Option<Bound> {
    let (standard, unit) = (question.standard?, currency(per_unit(question)?)?);
    let at_most = standard.amount.to_decimal(unit);
    let sentence = format!(
        "支出标准“{}”为 {}/{}（{}），不得超过",
        standard.item,
        yuan(standard.amount),
        standard.unit,
        standard.document_number
    );
    Some(Bound { at_most, sentence })
}

/// The money unit of a ceiling on the cost of one: `元`, `元/人`.
fn per_unit<'q>(question: &Question<'q>) -> Option<&'q str> {
    let unit = question.unit.split(['/', '／']).next()?;
    (question.sign.is_ceiling() && unit == "元").then_some(unit)
}

/// The budget itself, for an indicator that states the whole spending.
pub(super) fn total(question: &Question<'_>) -> Option<Bound> {
    let (unit, budget) = (currency(question.unit)?, question.budget?);
    let sentence = format!("支出总额不得超过预算 {}", yuan(budget));
    Some(Bound { at_most: budget.to_decimal(unit), sentence })
}

/// What `count` units cost at the standard; `None` where the standard does not pay for them.
pub(super) fn cost(question: &Question<'_>, count: Decimal) -> Option<Money> {
    let standard = question.standard.filter(|standard| standard.unit == question.unit)?;
    let fen = Decimal::from(standard.amount.fen()).checked_mul(count)?;
    Some(Money::from_fen(fen.ceil().try_into().ok()?))
}
