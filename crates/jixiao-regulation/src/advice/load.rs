//! Laying the parameters of advice over those of the base, and checking them.

use super::raw::{RawGradeCut, RawWidth};
use super::{
    AdviserRule, GradeCut, RangeWidth, RankingRule, RankingWeights, RawAdviser, RawRanking,
    RawResults, ResultsRule,
};
use crate::Regulation;
use crate::error::Problem;
use crate::load::Inherit;
use jixiao_domain::{Decimal, Grade};

pub(crate) fn adviser(
    inherit: &Inherit,
    raw: RawAdviser,
    base: Option<&Regulation>,
) -> Result<AdviserRule, Problem> {
    let rule = AdviserRule {
        widths: inherit.one(
            "adviser.widths",
            raw.widths,
            base,
            |b| &b.adviser.widths,
            |widths| Ok(widths.into_iter().map(width).collect()),
        )?,
        spread_factor: inherit.number("adviser.spread_factor", raw.spread_factor, base, |b| {
            &b.adviser.spread_factor
        })?,
        trend_from_years: inherit.one(
            "adviser.trend_from_years",
            raw.trend_from_years,
            base,
            |b| &b.adviser.trend_from_years,
            Ok,
        )?,
        trend_weight: inherit
            .number("adviser.trend_weight", raw.trend_weight, base, |b| &b.adviser.trend_weight)?,
    };
    let widths = &rule.widths.value;
    let rising = widths.windows(2).all(|pair| pair[0].years < pair[1].years);
    if widths.first().is_none_or(|first| first.years != 1) || !rising {
        return Err(Problem::BandsOutOfOrder("adviser.widths"));
    }
    if widths.iter().any(|width| width.share <= Decimal::ZERO || width.points <= Decimal::ZERO) {
        return Err(Problem::OutOfRange("adviser.widths"));
    }
    if rule.spread_factor.value < Decimal::ZERO {
        return Err(Problem::OutOfRange("adviser.spread_factor"));
    }
    if rule.trend_from_years.value < 3 {
        return Err(Problem::OutOfRange("adviser.trend_from_years"));
    }
    share("adviser.trend_weight", rule.trend_weight.value)?;
    Ok(rule)
}

pub(crate) fn results(
    inherit: &Inherit,
    raw: RawResults,
    base: Option<&Regulation>,
) -> Result<ResultsRule, Problem> {
    let rule = ResultsRule {
        grade_cuts: inherit.one(
            "results.grade_cuts",
            raw.grade_cuts,
            base,
            |b| &b.results.grade_cuts,
            |cuts| cuts.iter().map(grade_cut).collect(),
        )?,
        unspent_tolerance: inherit.number(
            "results.unspent_tolerance",
            raw.unspent_tolerance,
            base,
            |b| &b.results.unspent_tolerance,
        )?,
        unspent_recovery: inherit.number(
            "results.unspent_recovery",
            raw.unspent_recovery,
            base,
            |b| &b.results.unspent_recovery,
        )?,
        demand_weight: inherit.number("results.demand_weight", raw.demand_weight, base, |b| {
            &b.results.demand_weight
        })?,
        growth_limit: inherit
            .number("results.growth_limit", raw.growth_limit, base, |b| &b.results.growth_limit)?,
        rectification_cut: inherit.number(
            "results.rectification_cut",
            raw.rectification_cut,
            base,
            |b| &b.results.rectification_cut,
        )?,
        rounding_yuan: inherit.one(
            "results.rounding_yuan",
            raw.rounding_yuan,
            base,
            |b| &b.results.rounding_yuan,
            Ok,
        )?,
    };
    for cut in &rule.grade_cuts.value {
        share("results.grade_cuts", cut.share)?;
    }
    share("results.unspent_tolerance", rule.unspent_tolerance.value)?;
    share("results.unspent_recovery", rule.unspent_recovery.value)?;
    share("results.demand_weight", rule.demand_weight.value)?;
    share("results.growth_limit", rule.growth_limit.value)?;
    share("results.rectification_cut", rule.rectification_cut.value)?;
    if rule.rounding_yuan.value == 0 {
        return Err(Problem::OutOfRange("results.rounding_yuan"));
    }
    Ok(rule)
}

pub(crate) fn ranking(
    inherit: &Inherit,
    raw: RawRanking,
    base: Option<&Regulation>,
) -> Result<RankingRule, Problem> {
    let rule = RankingRule {
        weights: inherit.one(
            "ranking.weights",
            raw.weights,
            base,
            |b| &b.ranking.weights,
            |raw| {
                Ok(RankingWeights {
                    goal_quality: raw.goal_quality.0,
                    timeliness: raw.timeliness.0,
                    execution: raw.execution.0,
                    self_evaluation: raw.self_evaluation.0,
                    rectification: raw.rectification.0,
                })
            },
        )?,
        return_cost: inherit
            .number("ranking.return_cost", raw.return_cost, base, |b| &b.ranking.return_cost)?,
        late_day_cost: inherit.number("ranking.late_day_cost", raw.late_day_cost, base, |b| {
            &b.ranking.late_day_cost
        })?,
    };
    let weights = &rule.weights.value;
    let parts = [
        weights.goal_quality,
        weights.timeliness,
        weights.execution,
        weights.self_evaluation,
        weights.rectification,
    ];
    if parts.iter().any(|part| *part < Decimal::ZERO) || weights.total() != Decimal::ONE_HUNDRED {
        return Err(Problem::OutOfRange("ranking.weights"));
    }
    share("ranking.return_cost", rule.return_cost.value)?;
    share("ranking.late_day_cost", rule.late_day_cost.value)?;
    Ok(rule)
}

fn width(raw: RawWidth) -> RangeWidth {
    RangeWidth { years: raw.years, share: raw.share.0, points: raw.points.0 }
}

fn grade_cut(raw: &RawGradeCut) -> Result<GradeCut, Problem> {
    let grade = Grade::from_word(&raw.grade)
        .ok_or_else(|| Problem::Unreadable(format!("没有等级“{}”", raw.grade)))?;
    Ok(GradeCut { grade, share: raw.share.0 })
}

fn share(key: &'static str, number: Decimal) -> Result<(), Problem> {
    if (Decimal::ZERO..=Decimal::ONE).contains(&number) {
        Ok(())
    } else {
        Err(Problem::OutOfRange(key))
    }
}
