//! What the formulas of a framework give, with the arithmetic in words.
//!
//! Owns the rates and why there is none. What a rate earns and whether points close is the parent's.

use super::{Computed, FrameworkFacts, IndicatorResult, TargetAndActual};
use jixiao_domain::{Decimal, IndicatorKind, Money, round_half_up_dp};
use jixiao_regulation::FrameworkFormula;

/// What a formula of the framework gives on these facts.
pub fn compute(formula: FrameworkFormula, facts: &FrameworkFacts) -> Computed {
    use IndicatorKind as Kind;
    match formula {
        FrameworkFormula::ArrivalRate => arrival(facts),
        FrameworkFormula::ExecutionRate => execution(facts),
        FrameworkFormula::CompletionRate => {
            attained(facts, &[Kind::Quantity], ("数量指标", "完成率"))
        }
        FrameworkFormula::QualityRate => attained(facts, &[Kind::Quality], ("质量指标", "达成率")),
        FrameworkFormula::Timeliness => {
            attained(facts, &[Kind::Timeliness], ("时效指标", "达成率"))
        }
        FrameworkFormula::CostSavingRate => saving(facts),
        FrameworkFormula::Satisfaction => {
            attained(facts, &[Kind::Satisfaction], ("满意度指标", "达成率"))
        }
    }
}

fn arrival(facts: &FrameworkFacts) -> Computed {
    let Some(planned) = facts.planned.filter(|planned| planned.fen() > 0) else {
        return without("没有批复的绩效目标或其年度资金总额为零，资金到位率由评价人判断");
    };
    let rate = share(facts.arrived, planned);
    Computed {
        words: format!(
            "实际到位 {} 元÷预算资金 {} 元＝{}",
            yuan(facts.arrived),
            yuan(planned),
            percent(rate)
        ),
        rate: Some(rate),
    }
}

fn execution(facts: &FrameworkFacts) -> Computed {
    if facts.arrived.fen() <= 0 {
        return without("没有到位资金，预算执行率不适用，由评价人判断");
    }
    let rate = share(facts.spent, facts.arrived);
    Computed {
        words: format!(
            "实际支出 {} 元÷实际到位 {} 元＝{}",
            yuan(facts.spent),
            yuan(facts.arrived),
            percent(rate)
        ),
        rate: Some(rate),
    }
}

/// How far the indicators of some kinds attained their targets, weighed by their points; what the
/// indicators and the rate are called.
fn attained(facts: &FrameworkFacts, kinds: &[IndicatorKind], words: (&str, &str)) -> Computed {
    weighed(facts, kinds, words, |result| {
        let by_numbers = result.numbers.and_then(attained_by_numbers);
        by_numbers.or(result.score_share)
    })
}

/// Kept back of what was planned to be spent, weighed by points. Only ceilings with numbers count.
fn saving(facts: &FrameworkFacts) -> Computed {
    let kinds = [IndicatorKind::Cost, IndicatorKind::EconomicCost];
    weighed(facts, &kinds, ("成本指标", "节约率"), |result| {
        let numbers = result.numbers.filter(|numbers| numbers.target > Decimal::ZERO)?;
        (numbers.target - numbers.actual).checked_div(numbers.target)
    })
}

fn weighed(
    facts: &FrameworkFacts,
    kinds: &[IndicatorKind],
    (what, rate_name): (&str, &str),
    rate_of: impl Fn(&IndicatorResult) -> Option<Decimal>,
) -> Computed {
    let of_kind: Vec<&IndicatorResult> =
        facts.indicators.iter().filter(|result| kinds.contains(&result.kind)).collect();
    if of_kind.is_empty() {
        return without(&format!("已批复的自评中没有{what}，由评价人判断"));
    }
    let (mut sum, mut weight, mut parts) = (Decimal::ZERO, Decimal::ZERO, Vec::new());
    for result in of_kind {
        let Some(rate) = rate_of(result) else {
            return without(&format!("{what}“{}”不能按数值计算，由评价人判断", result.name));
        };
        sum += rate * result.points;
        weight += result.points;
        // Named: a rate beside the name of a satisfaction would read as the satisfaction itself.
        parts.push(format!("{} {rate_name} {}", result.name, percent(rate)));
    }
    let Some(rate) = sum.checked_div(weight) else {
        return without(&format!("{what}没有分值，不能加权，由评价人判断"));
    };
    let rate = round_half_up_dp(rate, 6);
    let words = if parts.len() == 1 {
        parts.concat()
    } else {
        format!("按分值加权：{}，合计 {}", parts.join("；"), percent(rate))
    };
    Computed { rate: Some(rate), words }
}

fn attained_by_numbers(numbers: TargetAndActual) -> Option<Decimal> {
    let TargetAndActual { target, actual, is_ceiling } = numbers;
    if target <= Decimal::ZERO || actual < Decimal::ZERO {
        return None;
    }
    let ratio = actual.checked_div(target)?;
    let share = if is_ceiling { Decimal::TWO - ratio } else { ratio };
    Some(round_half_up_dp(share.clamp(Decimal::ZERO, Decimal::ONE), 6))
}

fn without(words: &str) -> Computed {
    Computed { rate: None, words: words.to_owned() }
}

fn share(part: Money, whole: Money) -> Decimal {
    let share = Decimal::from(part.fen()) / Decimal::from(whole.fen());
    round_half_up_dp(share, 6)
}

fn percent(rate: Decimal) -> String {
    format!("{:.2}%", round_half_up_dp(rate * Decimal::ONE_HUNDRED, 2))
}

/// An amount in 元 with thousands separators.
fn yuan(money: Money) -> String {
    let fen = money.fen();
    let (sign, whole) = (if fen < 0 { "-" } else { "" }, fen.unsigned_abs() / 100);
    let digits = whole.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}.{:02}", fen.unsigned_abs() % 100)
}
