//! The unit of the fund block: as printed, and as the form's own figures prove it.
//!
//! Owns a decision that is made only on evidence inside the form: amounts in its sentences, the sum
//! of its cost indicators, or a magnitude no single project has. Otherwise the printed unit stands.

use crate::values::quantities;
use crate::{Form, FundRow};
use jixiao_domain::{CurrencyUnit, Decimal, IndicatorKind, Money, Value};

/// 10⁶ 万元 are 100 亿元: no unit's project, but quite usual as 元.
const IMPLAUSIBLE_TEN_THOUSANDS: i64 = 1_000_000;
/// Below 10⁴ 万元 (1 亿元) a figure may well be what its header says.
const SUSPICIOUS_TEN_THOUSANDS: i64 = 10_000;

/// The unit that squeezed words of a header or label state: `项目资金(万元)`, `单位:万元`.
pub(crate) fn stated(words: &str) -> Option<CurrencyUnit> {
    if !words.contains('元') && !words.contains("万兀") {
        return None;
    }
    words.split(['(', ')', '[', ']', '【', '】', ':', ',']).find_map(CurrencyUnit::from_word)
}

/// Decides the effective unit of `form`.
pub(crate) fn decide(form: &mut Form) {
    let printed = form.money_unit.printed;
    form.money_unit.effective = printed;
    let Some(total) = total(form) else { return };
    let effective = match printed {
        Some(CurrencyUnit::TenThousandYuan) if really_yuan(form, total) => CurrencyUnit::Yuan,
        Some(CurrencyUnit::Yuan) if really_ten_thousands(form, total) => {
            CurrencyUnit::TenThousandYuan
        }
        _ => return,
    };
    form.money_unit.effective = Some(effective);
}

/// The bare figure of the year's money; none where the cell repeats a unit.
fn total(form: &Form) -> Option<Decimal> {
    let row = form.total_fund().or_else(|| form.funds.first())?;
    amounts(row).into_iter().flatten().max().filter(|number| *number > Decimal::ZERO)
}

fn amounts(row: &FundRow) -> [Option<Decimal>; 3] {
    [&row.adjusted_budget, &row.executed_amount, &row.initial_budget].map(|cell| {
        let quantity = cell.as_ref()?.value.quantity()?;
        quantity.unit.is_empty().then_some(quantity.number)
    })
}

fn really_yuan(form: &Form, total: Decimal) -> bool {
    if total >= Decimal::from(IMPLAUSIBLE_TEN_THOUSANDS) {
        return true;
    }
    if total < Decimal::from(SUSPICIOUS_TEN_THOUSANDS) {
        return false;
    }
    let as_printed = Money::from_decimal(total, CurrencyUnit::TenThousandYuan);
    let as_yuan = Money::from_decimal(total, CurrencyUnit::Yuan);
    (cost_sum(form) == Some(total) || said(form, as_yuan)) && !said(form, as_printed)
}

fn really_ten_thousands(form: &Form, total: Decimal) -> bool {
    let small = total < Decimal::from(SUSPICIOUS_TEN_THOUSANDS);
    let as_printed = Money::from_decimal(total, CurrencyUnit::Yuan);
    let meant = Money::from_decimal(total, CurrencyUnit::TenThousandYuan);
    small && said(form, meant) && !said(form, as_printed)
}

/// The sum of the cost indicators' figures, when at least one of them says 元: bare figures alone
/// may well share the unit of the fund block.
fn cost_sum(form: &Form) -> Option<Decimal> {
    let mut sum = Decimal::ZERO;
    let mut says_yuan = false;
    for indicator in &form.indicators {
        let cost =
            matches!(indicator.kind, Some(IndicatorKind::Cost | IndicatorKind::EconomicCost));
        if !cost {
            continue;
        }
        let target = indicator.target.as_ref()?;
        let Value::Quantity(quantity) = &target.value else { return None };
        if !(quantity.unit.is_empty() || quantity.unit == "元") {
            return None;
        }
        sum = sum.checked_add(quantity.number)?;
        says_yuan |= quantity.unit == "元";
    }
    says_yuan.then_some(sum)
}

/// Whether the goal's or a cost indicator's sentences name the amount, in one figure or in all.
fn said(form: &Form, amount: Option<Money>) -> bool {
    let Some(amount) = amount else { return false };
    let goals = [&form.goal.expected, &form.goal.actual].into_iter().flatten();
    let named = |text: &str| {
        let amounts: Vec<Money> = quantities(text)
            .filter_map(|spotted| {
                let unit = CurrencyUnit::from_word(&spotted.quantity.unit)?;
                Money::from_decimal(spotted.quantity.number, unit)
            })
            .collect();
        let sum = amounts.iter().try_fold(Money::default(), |sum, next| sum.checked_add(*next));
        amounts.contains(&amount) || (amounts.len() > 1 && sum == Some(amount))
    };
    let cost_rows = form.indicators.iter().filter(|indicator| {
        matches!(indicator.kind, Some(IndicatorKind::Cost | IndicatorKind::EconomicCost))
    });
    let targets =
        cost_rows.flat_map(|indicator| [Some(&indicator.level3), indicator.target.as_ref()]);
    goals.chain(targets.flatten()).any(|field| named(&field.printed))
}
