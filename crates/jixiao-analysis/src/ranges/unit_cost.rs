//! What one unit cost in past years, and what it will cost by their trend.

use super::series;
use crate::words::{grouped, percent, yuan};
use jixiao_domain::{CurrencyUnit, Decimal, Money, round_half_up_2dp};
use jixiao_regulation::AdviserRule;

/// A year's spending and what it was spent on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spending {
    /// The fiscal year.
    pub year: i64,
    /// What was spent.
    pub spent: Money,
    /// How many were reached.
    pub count: Decimal,
}

/// What a unit is expected to cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitCost {
    /// Of one unit.
    pub amount: Money,
    /// What it follows from.
    pub sentence: String,
}

/// What one unit will cost in `year`. Of a single year it is that year's cost; the trend counts as
/// much as it does for targets. `None` without a year that reached anybody.
pub fn unit_cost(past: &[Spending], unit: &str, year: i64, rule: &AdviserRule) -> Option<UnitCost> {
    let mut known: Vec<(i64, Decimal)> = past
        .iter()
        .filter(|one| one.year < year && one.spent.fen() > 0)
        .filter_map(|one| {
            let cost = one.spent.to_decimal(CurrencyUnit::Yuan).checked_div(one.count)?;
            (cost > Decimal::ZERO).then(|| (one.year, round_half_up_2dp(cost)))
        })
        .collect();
    known.sort_by_key(|(year, _)| *year);
    let estimate = series::estimate(&known, year, rule)?;
    let amount = Money::nearest(estimate.middle, CurrencyUnit::Yuan)?;
    if amount.fen() <= 0 {
        return None;
    }
    let years: Vec<String> =
        known.iter().map(|(year, cost)| format!("{year}年 {} 元", grouped(*cost))).collect();
    let trend = match estimate.slope.filter(|slope| !slope.is_zero()) {
        Some(slope) => format!(
            "，历年趋势每年{} {} 元，按 {} 计入",
            if slope.is_sign_negative() { "下降" } else { "上升" },
            grouped(round_half_up_2dp(slope.abs())),
            percent(rule.trend_weight.value)
        ),
        None => String::new(),
    };
    let sentence =
        format!("单位成本 {}{trend}，推算 {year} 年每{unit} {}", years.join("、"), yuan(amount));
    Some(UnitCost { amount, sentence })
}
