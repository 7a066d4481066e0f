//! A scenario: the same rules with other choices, over all projects at once, and a bound on the sum
//! that is shared by a named method, above the floors of what is protected.

use super::sharing::{self, Part};
use super::{Outcome, Proposed, computed, growth, left, result};
use crate::words::{percent, yuan};
use jixiao_domain::{Coded as _, Decimal, Grade, Money, SharingMethod, round_half_up_2dp};
use jixiao_regulation::{GradeCut, ResultsRule};

/// A project to be decided on, under the rule of its place.
#[derive(Debug, Clone)]
pub struct Candidate<'a> {
    /// What its year brought.
    pub outcome: &'a Outcome,
    /// The parameters that hold for it.
    pub rule: &'a ResultsRule,
    /// Whether it gets the floor at least.
    pub is_protected: bool,
}

/// By what cuts are shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sharing {
    /// The method.
    pub method: SharingMethod,
    /// How much the score counts, against execution, where weakness does; 0 to 1.
    pub score_weight: Decimal,
    /// Of 综合分摊: how much weakness, unspent share and demand count, together 1.
    pub combined: [Decimal; 3],
}

/// What a scenario chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choices<'a> {
    /// The most all together may get.
    pub ceiling: Option<Money>,
    /// By what the bound is shared.
    pub sharing: Sharing,
    /// What 中 loses.
    pub fair_cut: Decimal,
    /// What 差 loses.
    pub poor_cut: Decimal,
    /// The share of its base that a protected project gets at least.
    pub floor_share: Decimal,
    /// Why those are protected.
    pub protection_basis: &'a str,
}

/// What came of a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// What every candidate would get, in their order. The sum keeps the ceiling.
    pub proposed: Vec<Proposed>,
    /// By how much the floors exceed the ceiling, so that even they had to be lowered; else 0.
    pub floors_beyond: Money,
}

/// What every candidate would get. Where the ceiling binds, the amounts add up to it to the 分.
pub fn scenario(candidates: &[Candidate<'_>], choices: &Choices<'_>) -> Shared {
    let mut proposed: Vec<Proposed> = candidates
        .iter()
        .map(|candidate| computed(candidate.outcome, &chosen(candidate.rule, choices)))
        .collect();
    let floors: Vec<Money> = candidates
        .iter()
        .zip(&mut proposed)
        .map(|(candidate, one)| protected(candidate, choices, one))
        .collect();
    let sum: Decimal = proposed.iter().map(|one| Decimal::from(one.amount.fen())).sum();
    let mut floors_beyond = Money::default();
    if let Some(ceiling) = choices.ceiling.filter(|ceiling| Decimal::from(ceiling.fen()) < sum) {
        let all: i64 = floors.iter().map(|floor| floor.fen()).sum();
        floors_beyond = Money::from_fen((all - ceiling.fen()).max(0));
        let bound = Bound { ceiling, sum: super::money(sum), floors: Money::from_fen(all) };
        if floors_beyond.fen() > 0 {
            lower_floors(&mut proposed, candidates, &floors, &bound);
        } else {
            share(&mut proposed, candidates, &floors, choices, &bound);
        }
    }
    for one in &mut proposed {
        one.reasons.push(result(one.amount));
    }
    Shared { proposed, floors_beyond }
}

struct Bound {
    ceiling: Money,
    sum: Money,
    floors: Money,
}

/// The floor of a candidate, to which what the rules propose is lifted.
fn protected(candidate: &Candidate<'_>, choices: &Choices<'_>, one: &mut Proposed) -> Money {
    if !candidate.is_protected || choices.floor_share <= Decimal::ZERO {
        return Money::default();
    }
    let floor = super::money((Decimal::from(one.base.fen()) * choices.floor_share).ceil());
    let basis = match choices.protection_basis {
        "" => String::new(),
        basis => format!("（{basis}）"),
    };
    let told = format!(
        "属保障项目{basis}，最低安排测算基数的 {} 即 {}",
        percent(choices.floor_share),
        yuan(floor)
    );
    one.reasons.push(if one.amount.fen() < floor.fen() {
        format!("{told}，由 {} 提至最低额", yuan(one.amount))
    } else {
        told
    });
    one.amount = Money::from_fen(one.amount.fen().max(floor.fen()));
    floor
}

fn share(
    proposed: &mut [Proposed],
    candidates: &[Candidate<'_>],
    floors: &[Money],
    choices: &Choices<'_>,
    bound: &Bound,
) {
    let weighed: Vec<(Decimal, String)> =
        candidates.iter().map(|candidate| readiness(candidate, &choices.sharing)).collect();
    let parts: Vec<Part> = proposed
        .iter()
        .zip(candidates)
        .zip(floors.iter().zip(&weighed))
        .map(|((one, candidate), (floor, (readiness, _)))| Part {
            before: one.amount,
            floor: *floor,
            weight: Decimal::from(one.amount.fen()) * readiness,
            step: step(candidate),
        })
        .collect();
    let amounts = sharing::shared(&parts, bound.ceiling);
    let told = format!(
        "全部项目测算合计 {}，预算总额上限 {}，须压减 {}；按“{}”分摊",
        yuan(bound.sum),
        yuan(bound.ceiling),
        yuan(difference(bound.sum, bound.ceiling)),
        choices.sharing.method.word()
    );
    for (((one, amount), (_, why)), part) in
        proposed.iter_mut().zip(amounts).zip(weighed).zip(&parts)
    {
        let outcome = change(one.amount, amount, part);
        one.reasons.push(format!("{told}（{why}），{outcome}"));
        one.amount = amount;
    }
}

/// What the sharing did to one.
fn change(before: Money, amount: Money, part: &Part) -> String {
    let tail = amount.fen() % part.step.max(1);
    let rest = if tail == 0 || amount == part.floor || amount == before {
        String::new()
    } else {
        let step = Money::from_fen(part.step);
        format!("（取整到 {}，合计的尾差 {} 计入本项目）", yuan(step), yuan(Money::from_fen(tail)))
    };
    if amount == before {
        return "本项目不减".to_owned();
    }
    let cut = difference(before, amount);
    let floor =
        if amount == part.floor && amount.fen() > 0 { "，减至最低额为止" } else { "" };
    format!("本项目减 {}，由 {} 减为 {}{floor}{rest}", yuan(cut), yuan(before), yuan(amount))
}

/// Where not even the floors fit, they are shared in proportion and the others get nothing.
fn lower_floors(
    proposed: &mut [Proposed],
    candidates: &[Candidate<'_>],
    floors: &[Money],
    bound: &Bound,
) {
    let parts: Vec<Part> = floors
        .iter()
        .zip(candidates)
        .map(|(floor, candidate)| Part {
            before: *floor,
            floor: Money::default(),
            weight: floor.fen().into(),
            step: step(candidate),
        })
        .collect();
    let told = format!(
        "保障项目最低额合计 {}，超过预算总额上限 {}，其他项目不安排，最低额按同一比例降低",
        yuan(bound.floors),
        yuan(bound.ceiling)
    );
    for (one, amount) in proposed.iter_mut().zip(sharing::shared(&parts, bound.ceiling)) {
        one.reasons.push(format!("{told}，由 {} 减为 {}", yuan(one.amount), yuan(amount)));
        one.amount = amount;
    }
}

fn difference(whole: Money, part: Money) -> Money {
    Money::from_fen(whole.fen() - part.fen())
}

fn step(candidate: &Candidate<'_>) -> i64 {
    i64::from(candidate.rule.rounding_yuan.value) * 100
}

fn chosen(rule: &ResultsRule, choices: &Choices<'_>) -> ResultsRule {
    let mut rule = rule.clone();
    let other = |cut: &GradeCut| !matches!(cut.grade, Grade::Fair | Grade::Poor);
    rule.grade_cuts.value.retain(other);
    rule.grade_cuts.value.extend([
        GradeCut { grade: Grade::Fair, share: choices.fair_cut },
        GradeCut { grade: Grade::Poor, share: choices.poor_cut },
    ]);
    rule
}

/// How readily a project gives, 0 to 1, and why.
fn readiness(candidate: &Candidate<'_>, sharing: &Sharing) -> (Decimal, String) {
    let outcome = candidate.outcome;
    let (readiness, why) = match sharing.method {
        SharingMethod::Even => (Decimal::ONE, "按金额".to_owned()),
        SharingMethod::Weakness => weakness(outcome, sharing.score_weight),
        SharingMethod::Unspent => unspent(outcome),
        SharingMethod::Demand => demand(outcome),
        SharingMethod::Combined => combined(outcome, sharing),
    };
    if sharing.method == SharingMethod::Even {
        return (readiness, why);
    }
    (readiness, format!("{why}，系数 {}", shown(readiness)))
}

fn shown(readiness: Decimal) -> Decimal {
    jixiao_domain::round_half_up_dp(readiness, 4).normalize()
}

/// 0 with full score and full execution, 1 with neither. What was not scored counts by its execution
/// alone.
fn weakness(outcome: &Outcome, score_weight: Decimal) -> (Decimal, String) {
    let executed = outcome.figures.execution_rate().unwrap_or(Decimal::ZERO);
    let executed = executed.clamp(Decimal::ZERO, Decimal::ONE);
    let Some(score) = &outcome.score else {
        return (Decimal::ONE - executed, format!("尚无得分，执行率 {}", percent(executed)));
    };
    let share = (score.total / Decimal::ONE_HUNDRED).clamp(Decimal::ZERO, Decimal::ONE);
    let strength = share * score_weight + executed * (Decimal::ONE - score_weight);
    let why = format!(
        "得分 {} 占 {}，执行率 {} 占 {}",
        score.total.normalize(),
        percent(score_weight),
        percent(executed),
        percent(Decimal::ONE - score_weight)
    );
    (Decimal::ONE - strength, why)
}

/// The share that stayed unspent; money taken back in the year counts as unspent.
fn unspent(outcome: &Outcome) -> (Decimal, String) {
    let share = left(outcome).and_then(|(whole, left)| left.checked_div(whole));
    let share = share.unwrap_or_default().clamp(Decimal::ZERO, Decimal::ONE);
    (share, format!("未执行占 {}", percent(share)))
}

/// 0 where demand doubled, one half where it stayed or is not known, 1 where it vanished.
fn demand(outcome: &Outcome) -> (Decimal, String) {
    let half = Decimal::new(5, 1);
    let Some(growth) = growth(outcome) else {
        return (half, "没有可比的任务量".to_owned());
    };
    let bounded = growth.clamp(Decimal::NEGATIVE_ONE, Decimal::ONE);
    ((Decimal::ONE - bounded) * half, format!("任务量比上年变动 {}", percent(growth)))
}

fn combined(outcome: &Outcome, sharing: &Sharing) -> (Decimal, String) {
    let each = [
        ("绩效", weakness(outcome, sharing.score_weight)),
        ("结余", unspent(outcome)),
        ("任务", demand(outcome)),
    ];
    let mut sum = Decimal::ZERO;
    let mut parts = Vec::new();
    for ((name, (readiness, why)), weight) in each.into_iter().zip(sharing.combined) {
        if weight.is_zero() {
            continue;
        }
        sum += readiness * weight;
        parts.push(format!(
            "{name}：{why}，{}×{}",
            round_half_up_2dp(readiness).normalize(),
            percent(weight)
        ));
    }
    (sum, parts.join("；"))
}
