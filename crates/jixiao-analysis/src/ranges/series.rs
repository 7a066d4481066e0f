//! What past results say of the next one: their median, the trend once enough years are known, and
//! how far they lie apart. Where results followed the budget, they are carried to the new budget
//! first.

use super::{Question, currency, with_unit};
use crate::words::{grouped, median, percent, yuan};
use jixiao_domain::{CurrencyUnit, Decimal, Money, round_half_up_dp};
use jixiao_regulation::AdviserRule;

/// The estimate before widths and bounds.
#[derive(Debug, Clone)]
pub(super) struct Basis {
    /// Years and results, oldest first, carried to the new budget where they follow it.
    pub(super) known: Vec<(i64, Decimal)>,
    /// The estimate.
    pub(super) middle: Decimal,
    /// Median absolute deviation from it.
    pub(super) deviation: Decimal,
    /// The results as they were, oldest first.
    pub(super) actuals: Vec<(i64, Decimal)>,
    /// What was used and how, in words.
    pub(super) reasons: Vec<String>,
    /// Whether results were carried to the new budget.
    pub(super) follows_budget: bool,
}

/// `None` without results that can be counted on.
pub(super) fn basis(question: &Question<'_>, rule: &AdviserRule) -> Option<Basis> {
    let mut past: Vec<(i64, Decimal, Option<Money>)> = question
        .past
        .iter()
        .filter(|past| past.year < question.year)
        .filter_map(|past| Some((past.year, past.actual?, past.budget)))
        .collect();
    past.sort_by_key(|(year, ..)| *year);
    let actuals: Vec<(i64, Decimal)> =
        past.iter().map(|(year, actual, _)| (*year, *actual)).collect();
    let plain = estimate(&actuals, question.year, rule)?;
    let mut reasons = vec![data_sentence(question, &actuals)];
    let scaled = scaled(question, &past)
        .and_then(|known| Some((estimate(&known, question.year, rule)?, known)));
    let chosen = scaled.filter(|(estimate, _)| follows_budget(question, &past, &plain, estimate));
    let is_scaled = chosen.is_some();
    let (estimate, known) = chosen.unwrap_or((plain, actuals.clone()));
    if let (true, Some(budget)) = (is_scaled, question.budget) {
        reasons.push(format!(
            "历年完成量随预算变动，按本年预算 {} 折算为 {}",
            yuan(budget),
            list(
                question.unit,
                known.iter().map(|(year, value)| (*year, round_half_up_dp(*value, 2)))
            )
        ));
    }
    reasons.push(estimate.sentence(question, rule, known.len()));
    Some(Basis {
        middle: estimate.middle,
        deviation: estimate.deviation,
        known,
        actuals,
        reasons,
        follows_budget: is_scaled,
    })
}

pub(super) struct Estimate {
    pub(super) middle: Decimal,
    deviation: Decimal,
    median: Decimal,
    pub(super) slope: Option<Decimal>,
}

impl Estimate {
    fn sentence(&self, question: &Question<'_>, rule: &AdviserRule, count: usize) -> String {
        let shown = |value: Decimal| with_unit(round_half_up_dp(value, 2), question.unit);
        match self.slope {
            Some(slope) if !slope.is_zero() => format!(
                "中位数 {}，历年趋势每年{} {}，按 {} 计入，推算 {} 年为 {}",
                shown(self.median),
                if slope.is_sign_negative() { "减少" } else { "增加" },
                shown(slope.abs()),
                percent(rule.trend_weight.value),
                question.year,
                shown(self.middle)
            ),
            Some(_) => format!("中位数 {}，历年没有明显趋势", shown(self.median)),
            None if count == 1 => {
                format!("只有一年实际完成值，以 {} 为中间值", shown(self.median))
            }
            None => format!("以历年中位数 {} 为中间值", shown(self.median)),
        }
    }

    fn relative(&self) -> Option<Decimal> {
        self.deviation.checked_div(self.middle.abs())
    }
}

pub(super) fn estimate(
    known: &[(i64, Decimal)],
    year: i64,
    rule: &AdviserRule,
) -> Option<Estimate> {
    let median_value = median(known.iter().map(|(_, value)| *value).collect())?;
    let enough = u32::try_from(known.len()).is_ok_and(|n| n >= rule.trend_from_years.value);
    let slope = if enough { slope(known) } else { None };
    let carried: Vec<Decimal> = match slope {
        Some(slope) => {
            let step = slope.checked_mul(rule.trend_weight.value)?;
            known
                .iter()
                .map(|(past, value)| {
                    value.checked_add(step.checked_mul(Decimal::from(year - past))?)
                })
                .collect::<Option<_>>()?
        }
        None => known.iter().map(|(_, value)| *value).collect(),
    };
    let middle = median(carried.clone())?;
    let deviations: Option<Vec<Decimal>> =
        carried.iter().map(|value| Some(value.checked_sub(middle)?.abs())).collect();
    Some(Estimate { middle, deviation: median(deviations?)?, median: median_value, slope })
}

/// The median of the slopes between all pairs of years (Theil–Sen): one odd year does not turn it.
fn slope(known: &[(i64, Decimal)]) -> Option<Decimal> {
    let mut slopes = Vec::new();
    for (index, (first, before)) in known.iter().enumerate() {
        for (second, after) in known.iter().skip(index + 1) {
            let years = Decimal::from(second - first);
            slopes.extend(after.checked_sub(*before).and_then(|rise| rise.checked_div(years)));
        }
    }
    median(slopes)
}

/// The results in terms of the new budget: result × new budget ÷ budget of its year. `None` unless
/// every budget is known.
fn scaled(
    question: &Question<'_>,
    past: &[(i64, Decimal, Option<Money>)],
) -> Option<Vec<(i64, Decimal)>> {
    let counts_or_costs = question.kind == jixiao_domain::IndicatorKind::Quantity
        || (question.sign.is_ceiling() && currency(question.unit).is_some());
    let new = Decimal::from(question.budget.filter(|money| money.fen() > 0)?.fen());
    if !counts_or_costs {
        return None;
    }
    past.iter()
        .map(|(year, actual, budget)| {
            let old = Decimal::from(budget.filter(|money| money.fen() > 0)?.fen());
            Some((*year, actual.checked_mul(new)?.checked_div(old)?))
        })
        .collect()
}

/// Counts follow the budget where they lie closer together once carried to it, which takes as many
/// years as a trend. Spending follows it where it was most of the budget: then it is the total.
fn follows_budget(
    question: &Question<'_>,
    past: &[(i64, Decimal, Option<Money>)],
    plain: &Estimate,
    scaled: &Estimate,
) -> bool {
    if let Some(unit) = currency(question.unit) {
        return past.iter().all(|(_, actual, budget)| is_most(*actual, unit, *budget));
    }
    let tighter = match (plain.relative(), scaled.relative()) {
        (Some(plain), Some(scaled)) => scaled < plain,
        _ => false,
    };
    plain.slope.is_some() && tighter
}

fn is_most(actual: Decimal, unit: CurrencyUnit, budget: Option<Money>) -> bool {
    let (Some(spent), Some(budget)) = (Money::nearest(actual, unit), budget) else { return false };
    spent.fen().checked_mul(2).is_some_and(|twice| twice >= budget.fen())
        && spent.fen() <= budget.fen()
}

fn data_sentence(question: &Question<'_>, actuals: &[(i64, Decimal)]) -> String {
    let mut sentence = format!("往年实际完成：{}", list(question.unit, actuals.iter().copied()));
    let last = actuals.last().map(|(year, _)| *year);
    let target = question.past.iter().find(|past| Some(past.year) == last).and_then(|p| p.target);
    if let (Some(year), Some(target)) = (last, target) {
        sentence.push_str(&format!(
            "；{year}年指标值 {}{}",
            question.sign,
            with_unit(target, question.unit)
        ));
    }
    sentence
}

fn list(unit: &str, values: impl Iterator<Item = (i64, Decimal)>) -> String {
    let parts: Vec<String> =
        values.map(|(year, value)| format!("{year}年 {}{unit}", grouped(value))).collect();
    parts.join("、")
}

/// Decimals of a proposed target: none for what is counted in whole things, otherwise as many as
/// were used before, two at most, four for 万元.
pub(super) fn places(question: &Question<'_>) -> u32 {
    let used = question.past.iter().flat_map(|past| [past.target, past.actual]).flatten();
    let most = match question.unit {
        "人" | "人次" | "户" | "家" | "名" | "个" | "件" | "场" | "次" | "期" => 0,
        "万元" => 4,
        _ => 2,
    };
    used.map(|number| number.normalize().scale()).max().unwrap_or(0).min(most)
}
