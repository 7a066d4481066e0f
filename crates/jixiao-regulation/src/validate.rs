//! What must hold of a flattened regulation before anything is scored by it.

use crate::error::Problem;
use crate::{
    Cited, ExecutionFormula, ExecutionLine, ExecutionRule, MonitoringRule, OverFulfilmentRule,
    QualitativeTier, Regulation,
};
use jixiao_domain::{Decimal, FiscalYear};

/// Checks one regulation by itself; what concerns several belongs to the catalogue.
pub(crate) fn validate(regulation: &Regulation) -> Result<(), Problem> {
    if regulation.region.len() != 6 || !regulation.region.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Problem::BadRegion(regulation.region.clone()));
    }
    let first = FiscalYear::new(regulation.first_year);
    let last = FiscalYear::new(regulation.last_year.unwrap_or(regulation.first_year));
    if first.is_none() || last.is_none() || last < first {
        return Err(Problem::BadPeriod);
    }
    weights(regulation)?;
    execution(&regulation.execution, regulation.total_points.value)?;
    over_fulfilment(&regulation.over_fulfilment)?;
    tiers(&regulation.qualitative_tiers.value)?;
    grades(regulation)?;
    shares(&[
        ("about_tolerance", &regulation.about_tolerance),
        ("explain_execution_below", &regulation.explain_execution_below),
        ("score_above_execution_margin", &regulation.score_above_execution_margin),
        ("dominating_share", &regulation.dominating_share),
    ])?;
    if regulation.target_too_low_ratio.value <= Decimal::ONE {
        return Err(Problem::OutOfRange("target_too_low_ratio"));
    }
    monitoring(&regulation.monitoring)
}

fn monitoring(rule: &MonitoringRule) -> Result<(), Problem> {
    let bands = &rule.lamp_bands.value;
    if bands.yellow_from <= Decimal::ZERO || bands.yellow_from >= bands.green_from {
        return Err(Problem::BandsOutOfOrder("monitoring.lamp_bands"));
    }
    let lines = &rule.execution_lines;
    let in_range = |line: &Cited<ExecutionLine>| {
        (1..=12).contains(&line.value.month) && is_share(line.value.rate_below)
    };
    if !lines.iter().all(in_range) {
        return Err(Problem::OutOfRange("monitoring.execution_lines"));
    }
    let rising = lines.windows(2).all(|pair| {
        pair[0].value.month < pair[1].value.month
            && pair[0].value.rate_below < pair[1].value.rate_below
    });
    if !rising {
        return Err(Problem::BandsOutOfOrder("monitoring.execution_lines"));
    }
    if rule.attainment_gap.as_ref().is_some_and(|gap| !is_share(gap.value)) {
        return Err(Problem::OutOfRange("monitoring.attainment_gap"));
    }
    let is_days = |days: Decimal| days >= Decimal::ONE && days.fract().is_zero();
    if rule.decision_days.as_ref().is_some_and(|days| !is_days(days.value)) {
        return Err(Problem::OutOfRange("monitoring.decision_days"));
    }
    Ok(())
}

fn weights(regulation: &Regulation) -> Result<(), Problem> {
    let total = regulation.total_points.value;
    if total <= Decimal::ZERO {
        return Err(Problem::OutOfRange("total_points"));
    }
    if regulation.weights.is_empty() {
        return Err(Problem::MissingParameter("weights"));
    }
    for set in &regulation.weights {
        let points = || set.value.groups.iter().map(|(_, points)| *points);
        if set.value.execution < Decimal::ZERO || points().any(|points| points <= Decimal::ZERO) {
            return Err(Problem::OutOfRange("weights"));
        }
        let sum = points().fold(set.value.execution, |sum, points| sum + points);
        if sum != total {
            let (sum, total) = (sum.to_string(), total.to_string());
            return Err(Problem::WeightsDoNotSum { sum, total });
        }
    }
    Ok(())
}

fn execution(rule: &ExecutionRule, total: Decimal) -> Result<(), Problem> {
    if let ExecutionFormula::Banded(bands) = &rule.formula.value {
        let falling = bands.windows(2).all(|pair| pair[0].rate_at_least > pair[1].rate_at_least);
        if !falling || bands.last().is_none_or(|last| !last.rate_at_least.is_zero()) {
            return Err(Problem::BandsOutOfOrder("execution.formula"));
        }
        if bands.iter().filter_map(|band| band.share).any(|share| !is_share(share)) {
            return Err(Problem::OutOfRange("execution.formula"));
        }
    }
    let caps = &rule.caps_on_total;
    for cap in caps.iter().map(|cap| &cap.value) {
        if !is_share(cap.rate_below)
            || cap.total_at_most < Decimal::ZERO
            || cap.total_at_most > total
        {
            return Err(Problem::OutOfRange("execution.caps_on_total"));
        }
    }
    // The hardest cap first, so that the first one that applies is the one that binds.
    let rising = caps.windows(2).all(|pair| {
        pair[0].value.rate_below < pair[1].value.rate_below
            && pair[0].value.total_at_most < pair[1].value.total_at_most
    });
    if rising { Ok(()) } else { Err(Problem::BandsOutOfOrder("execution.caps_on_total")) }
}

fn over_fulfilment(rule: &OverFulfilmentRule) -> Result<(), Problem> {
    if rule.explain_from_ratio.value <= Decimal::ONE {
        return Err(Problem::OutOfRange("over_fulfilment.explain_from_ratio"));
    }
    if rule.explain_from_actual_at_zero_target.value <= Decimal::ZERO {
        return Err(Problem::OutOfRange("over_fulfilment.explain_from_actual_at_zero_target"));
    }
    for cut in rule.cuts.iter().map(|cut| &cut.value) {
        if cut.from_ratio <= Decimal::ONE || !is_share(cut.share) {
            return Err(Problem::OutOfRange("over_fulfilment.cuts"));
        }
    }
    // The largest excess first, as for caps.
    let falling = rule.cuts.windows(2).all(|pair| {
        pair[0].value.from_ratio > pair[1].value.from_ratio
            && pair[0].value.share < pair[1].value.share
    });
    if falling { Ok(()) } else { Err(Problem::BandsOutOfOrder("over_fulfilment.cuts")) }
}

fn tiers(tiers: &[QualitativeTier]) -> Result<(), Problem> {
    let joined = tiers.windows(2).all(|pair| pair[0].low == pair[1].high);
    let rising = tiers.iter().all(|tier| tier.low < tier.high);
    let whole = tiers.first().is_some_and(|tier| tier.high == Decimal::ONE)
        && tiers.last().is_some_and(|tier| tier.low.is_zero());
    if joined && rising && whole {
        Ok(())
    } else {
        Err(Problem::BandsOutOfOrder("qualitative_tiers"))
    }
}

fn grades(regulation: &Regulation) -> Result<(), Problem> {
    let bands = &regulation.grade_bands.value;
    let falling = bands
        .windows(2)
        .all(|pair| pair[0].at_least > pair[1].at_least && pair[0].grade > pair[1].grade);
    let whole = bands.last().is_some_and(|band| band.at_least.is_zero())
        && bands.first().is_some_and(|band| band.at_least < regulation.total_points.value);
    if falling && whole { Ok(()) } else { Err(Problem::BandsOutOfOrder("grade_bands")) }
}

fn shares(parameters: &[(&'static str, &Cited<Decimal>)]) -> Result<(), Problem> {
    match parameters.iter().find(|(_, cited)| !is_share(cited.value)) {
        Some((key, _)) => Err(Problem::OutOfRange(key)),
        None => Ok(()),
    }
}

fn is_share(number: Decimal) -> bool {
    (Decimal::ZERO..=Decimal::ONE).contains(&number)
}
