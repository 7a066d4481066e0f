//! Proposals for next year's budgets from this year's results, and scenarios over many projects.
//!
//! Owns the arithmetic and its sentences. The shares are the regulation's or, in a scenario, the
//! officer's choices; which record is whose comes in as values.

mod scenario;
mod sharing;
mod targets;
#[cfg(test)]
mod tests;

pub use scenario::{Candidate, Choices, Shared, Sharing, scenario};
pub use targets::{Asked, Target, targets};

use crate::words::{grouped, percent, yuan};
use jixiao_domain::{
    CurrencyUnit, Decimal, FundFigures, Grade, Money, ProposalDecision, round_half_up_2dp,
};
use jixiao_regulation::ResultsRule;

/// What a project's year brought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The fiscal year.
    pub year: i64,
    /// Its money.
    pub figures: FundFigures,
    /// Year and budget the next one starts from, where a later year has one already.
    pub current: Option<(i64, Money)>,
    /// Score and grade with the word of who gave them (自评, 财务复核, 抽查核查); `None` without any.
    pub score: Option<Judgement>,
    /// Results that count people, cases or events, this year and the year before.
    pub demand: Vec<Demand>,
    /// Rectifications that are not closed.
    pub open_rectifications: i64,
}

/// A score, its grade, and who gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// 自评, 财务复核 or 抽查核查.
    pub by: &'static str,
    /// Of the total points.
    pub total: Decimal,
    /// Its grade.
    pub grade: Grade,
}

/// A counted result in two years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demand {
    /// 三级指标
    pub name: String,
    /// 度量单位
    pub unit: String,
    /// The year before; `None` where none is known.
    pub before: Option<Decimal>,
    /// This year.
    pub now: Decimal,
}

/// What is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    /// What it advises.
    pub decision: ProposalDecision,
    /// 建议金额
    pub amount: Money,
    /// The budget it starts from.
    pub base: Money,
    /// Every step of the computation, a sentence each.
    pub reasons: Vec<String>,
}

/// Proposes next year's budget. Every step says its figures: unspent share, grade, rectification,
/// demand, unit cost.
pub fn propose(outcome: &Outcome, rule: &ResultsRule) -> Proposed {
    let mut proposed = computed(outcome, rule);
    proposed.reasons.push(result(proposed.amount));
    proposed
}

/// The last sentence of the reasons.
fn result(amount: Money) -> String {
    format!("建议金额 {}", yuan(amount))
}

/// The proposal without its last sentence.
fn computed(outcome: &Outcome, rule: &ResultsRule) -> Proposed {
    let (base_year, base) = base(outcome);
    let mut amount = Decimal::from(base.fen());
    let mut reasons = vec![format!("{base_year}年预算 {}，以此为测算基数", yuan(base))];
    if base_year != outcome.year {
        reasons.push(format!("执行和评价结果取 {} 年度", outcome.year));
    }
    reasons.extend(unit_costs(outcome));
    let unspent = unspent(outcome, rule, &mut reasons);
    amount -= unspent;
    let grade = graded(outcome, rule, &mut amount, &mut reasons);
    if outcome.open_rectifications > 0 {
        let share = rule.rectification_cut.value;
        amount *= Decimal::ONE - share;
        reasons.push(format!(
            "有 {} 项整改未办结，压减 {}，办结后可恢复",
            outcome.open_rectifications,
            percent(share)
        ));
    }
    let eased = unspent.is_zero() && outcome.open_rectifications == 0;
    demand(outcome, rule, eased && grade >= Some(Grade::Good), &mut amount, &mut reasons);
    let amount = rounded(amount, rule);
    let decision = match grade {
        Some(Grade::Poor) => ProposalDecision::Cut,
        Some(Grade::Fair) => ProposalDecision::Improve,
        _ if outcome.open_rectifications > 0 => ProposalDecision::Improve,
        _ if !unspent.is_zero() => ProposalDecision::Cut,
        _ => ProposalDecision::Continue,
    };
    Proposed { decision, amount, base, reasons }
}

/// 年初预算数 is what recurs; where there is none, 全年预算数. With its year.
fn base(outcome: &Outcome) -> (i64, Money) {
    if let Some(current) = outcome.current {
        return current;
    }
    let figures = &outcome.figures;
    let own = if figures.initial.fen() > 0 { figures.initial } else { figures.adjusted };
    (outcome.year, own)
}

/// What of the unspent money the next budget loses. Money taken back in the year counts as unspent:
/// it lifts the execution rate only.
fn unspent(outcome: &Outcome, rule: &ResultsRule, reasons: &mut Vec<String>) -> Decimal {
    let Some((whole, left)) = left(outcome) else { return Decimal::ZERO };
    let share = left / whole;
    let tolerance = rule.unspent_tolerance.value;
    if share <= tolerance {
        reasons.push(format!(
            "未执行 {}，占 {}，在容许的 {} 以内，不压减",
            yuan(money(left.max(Decimal::ZERO))),
            percent(share.max(Decimal::ZERO)),
            percent(tolerance)
        ));
        return Decimal::ZERO;
    }
    let recovered = (left - whole * tolerance) * rule.unspent_recovery.value;
    reasons.push(format!(
        "未执行 {}，占 {}，超过容许的 {}，超出部分按 {} 压减 {}",
        yuan(money(left)),
        percent(share),
        percent(tolerance),
        percent(rule.unspent_recovery.value),
        yuan(money(recovered))
    ));
    recovered
}

/// The money the year had, above 0, and what of it was not spent, in 分.
fn left(outcome: &Outcome) -> Option<(Decimal, Decimal)> {
    let whole = Decimal::from(outcome.figures.initial.fen().max(outcome.figures.adjusted.fen()));
    let left = whole - Decimal::from(outcome.figures.executed.fen());
    (whole > Decimal::ZERO).then_some((whole, left))
}

fn graded(
    outcome: &Outcome,
    rule: &ResultsRule,
    amount: &mut Decimal,
    reasons: &mut Vec<String>,
) -> Option<Grade> {
    let Some(score) = &outcome.score else {
        reasons.push(format!("{}年尚无评价得分，不按等级增减", outcome.year));
        return None;
    };
    let cut = rule.cut_of(score.grade);
    let told = format!("{}得分 {}，等级为{}", score.by, score.total.normalize(), score.grade);
    if cut.is_zero() {
        reasons.push(format!("{told}，予以支持"));
    } else {
        *amount *= Decimal::ONE - cut;
        reasons.push(format!("{told}，压减 {}", percent(cut)));
    }
    Some(score.grade)
}

/// The growth of what was counted, as far as the budget follows it. A fall is followed always.
fn demand(
    outcome: &Outcome,
    rule: &ResultsRule,
    may_grow: bool,
    amount: &mut Decimal,
    reasons: &mut Vec<String>,
) {
    let Some(growth) = growth(outcome) else { return };
    let limit = rule.growth_limit.value;
    let step = (growth * rule.demand_weight.value).clamp(-limit, limit);
    let parts: Vec<String> = outcome
        .demand
        .iter()
        .filter_map(|one| {
            let (before, now) = (grouped(one.before?), grouped(one.now));
            Some(format!("{} {before}→{now}{}", one.name, one.unit))
        })
        .collect();
    let told = format!("任务量比上年变动 {}（{}）", percent(growth), parts.join("，"));
    if growth > Decimal::ZERO && !may_grow {
        reasons.push(format!("{told}，因上述情况不增加预算"));
    } else if step.is_zero() {
        reasons.push(format!("{told}，预算不变"));
    } else {
        *amount *= Decimal::ONE + step;
        let word = if step > Decimal::ZERO { "增加" } else { "减少" };
        reasons.push(format!(
            "{told}，按 {} 计入且不超过 {}，{word} {}",
            percent(rule.demand_weight.value),
            percent(limit),
            percent(step.abs())
        ));
    }
}

/// The median growth of what was counted; `None` without a year before.
fn growth(outcome: &Outcome) -> Option<Decimal> {
    let growths: Vec<Decimal> = outcome
        .demand
        .iter()
        .filter_map(|demand| {
            let before = demand.before.filter(|before| *before > Decimal::ZERO)?;
            demand.now.checked_div(before)?.checked_sub(Decimal::ONE)
        })
        .collect();
    crate::words::median(growths)
}

/// What one unit cost, where the year names one counted result.
fn unit_costs(outcome: &Outcome) -> Option<String> {
    let [only] = outcome.demand.as_slice() else { return None };
    let spent = outcome.figures.executed.to_decimal(CurrencyUnit::Yuan);
    let cost = round_half_up_2dp(spent.checked_div(only.now)?);
    Some(format!(
        "实际支出 {}，完成 {}{}，平均每{} {} 元",
        yuan(outcome.figures.executed),
        grouped(only.now),
        only.unit,
        only.unit,
        grouped(cost)
    ))
}

/// An amount in 分 from a computed number, never below 0.
fn money(fen: Decimal) -> Money {
    Money::from_fen(fen.round().max(Decimal::ZERO).try_into().unwrap_or(i64::MAX))
}

/// Rounded down to the regulation's step.
fn rounded(fen: Decimal, rule: &ResultsRule) -> Money {
    let step = i64::from(rule.rounding_yuan.value) * 100;
    let fen = money(fen.floor()).fen();
    Money::from_fen(fen - fen % step)
}
