//! A scenario: the same rules with other choices, over all projects at once, and a bound on the sum.

use super::{Outcome, Proposed, propose, rounded};
use crate::words::{percent, yuan};
use jixiao_domain::{Decimal, Grade, Money};
use jixiao_regulation::{GradeCut, ResultsRule};

/// A project to be decided on, under the rule of its place.
#[derive(Debug, Clone)]
pub struct Candidate<'a> {
    /// What its year brought.
    pub outcome: &'a Outcome,
    /// The parameters that hold for it.
    pub rule: &'a ResultsRule,
}

/// What a scenario chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choices {
    /// The most all together may get.
    pub ceiling: Option<Money>,
    /// How much the score counts, against execution, where the bound forces cuts; 0 to 1.
    pub score_weight: Decimal,
    /// What 中 loses.
    pub fair_cut: Decimal,
    /// What 差 loses.
    pub poor_cut: Decimal,
}

/// What every candidate would get, in their order. The sum keeps the ceiling.
pub fn scenario(candidates: &[Candidate<'_>], choices: &Choices) -> Vec<Proposed> {
    let mut proposed: Vec<Proposed> = candidates
        .iter()
        .map(|candidate| propose(candidate.outcome, &chosen(candidate.rule, choices)))
        .collect();
    let sum: Decimal = proposed.iter().map(|one| Decimal::from(one.amount.fen())).sum();
    let Some(ceiling) = choices.ceiling.filter(|ceiling| Decimal::from(ceiling.fen()) < sum) else {
        return proposed;
    };
    let excess = sum - Decimal::from(ceiling.fen());
    let weights: Vec<Decimal> = candidates
        .iter()
        .zip(&proposed)
        .map(|(candidate, one)| Decimal::from(one.amount.fen()) * weakness(candidate, choices))
        .collect();
    let cuts = shared(excess, &weights, &proposed);
    for ((one, cut), candidate) in proposed.iter_mut().zip(cuts).zip(candidates) {
        let before = one.amount;
        one.amount = rounded(Decimal::from(before.fen()) - cut, candidate.rule);
        one.reasons.push(format!(
            "全部项目测算合计 {}，预算总额上限 {}，按得分（{}）与执行率（{}）分摊压减，由 {} 减为 {}",
            yuan(super::money(sum)),
            yuan(ceiling),
            percent(choices.score_weight),
            percent(Decimal::ONE - choices.score_weight),
            yuan(before),
            yuan(one.amount)
        ));
    }
    proposed
}

fn chosen(rule: &ResultsRule, choices: &Choices) -> ResultsRule {
    let mut rule = rule.clone();
    let other = |cut: &GradeCut| !matches!(cut.grade, Grade::Fair | Grade::Poor);
    rule.grade_cuts.value.retain(other);
    rule.grade_cuts.value.extend([
        GradeCut { grade: Grade::Fair, share: choices.fair_cut },
        GradeCut { grade: Grade::Poor, share: choices.poor_cut },
    ]);
    rule
}

/// How readily a project gives: 0 with full score and full execution, 1 with neither. What was not
/// scored counts by its execution alone.
fn weakness(candidate: &Candidate<'_>, choices: &Choices) -> Decimal {
    let executed = candidate.outcome.figures.execution_rate().unwrap_or(Decimal::ZERO);
    let executed = executed.clamp(Decimal::ZERO, Decimal::ONE);
    let strength = match &candidate.outcome.score {
        None => executed,
        Some(score) => {
            let score = (score.total / Decimal::ONE_HUNDRED).clamp(Decimal::ZERO, Decimal::ONE);
            score * choices.score_weight + executed * (Decimal::ONE - choices.score_weight)
        }
    };
    Decimal::ONE - strength
}

/// The excess shared by weight, nobody giving more than there is; what the weak can't give is shared
/// by amount.
fn shared(excess: Decimal, weights: &[Decimal], proposed: &[Proposed]) -> Vec<Decimal> {
    let amounts: Vec<Decimal> =
        proposed.iter().map(|one| Decimal::from(one.amount.fen())).collect();
    let whole: Decimal = weights.iter().copied().sum();
    let mut cuts: Vec<Decimal> = weights
        .iter()
        .zip(&amounts)
        .map(|(weight, amount)| {
            let part = (excess * weight).checked_div(whole).unwrap_or_default();
            part.min(*amount)
        })
        .collect();
    let missing = excess - cuts.iter().copied().sum::<Decimal>();
    let left: Decimal = amounts.iter().zip(&cuts).map(|(amount, cut)| amount - cut).sum();
    if missing > Decimal::ZERO {
        for (cut, amount) in cuts.iter_mut().zip(&amounts) {
            *cut += (missing * (amount - *cut)).checked_div(left).unwrap_or_default();
        }
    }
    cuts
}
